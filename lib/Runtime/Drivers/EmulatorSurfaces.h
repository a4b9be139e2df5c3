//===- EmulatorSurfaces.h - How the engine reads memory ---------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the elements of an input or output lie follows from its type in the
// MIL text alone: [N, C, H, W] with rows padded to 64 bytes and no other
// padding. Tensors of lower rank get leading extents of 1.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORSURFACES_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORSURFACES_H

#include "anemone/MIL/Program.h"
#include "lib/Runtime/Drivers/EmulatorOptions.h"
#include <array>
#include <span>

namespace anemone::runtime {

/// One surface as the loaded model reports it. Strides and sizes are in bytes.
struct EmulatorSurface {
  std::string symbol;  // as decorated: an output's name ends in "@output"
  size_t declared = 0; // its place in the MIL text
  mil::Type type;
  std::array<int64_t, 4> extents{1, 1, 1, 1}; // N, C, H, W; N has all axes before
  uint64_t rowBytes = 0;                      // W elements, without padding
  uint64_t rowStride = 0, planeStride = 0, batchStride = 0;
  uint64_t bytes = 0; // N * batchStride

  /// The engine reads and writes its rows without the padding between them (ANE-C20).
  bool isPacked = false;

  bool isDense() const { return isPacked || rowStride == rowBytes; }
  bool hasPadding() const { return rowStride != rowBytes; }
};

enum class Direction : uint8_t { Input, Output };

/// The surfaces of `values`, sorted by the bytes of their symbols (ANE-C03, ANE-C19): "y2@output"
/// comes before "y@output". The types have elements of whole bytes.
std::vector<EmulatorSurface> surfacesOf(const std::vector<mil::NamedType> &values,
                                        Direction direction, const EmulatorOptions &options);

/// Every violation of the rules about surfaces, a line each; empty when there is none. `sizes` are
/// the bytes given for each of `surfaces`, of which there are as many.
std::string checkSurfaces(std::span<const EmulatorSurface> surfaces, std::span<const size_t> sizes,
                          Direction direction, const EmulatorOptions &options);

/// Copies the elements of a surface to or from dense, row-major memory.
void gather(const EmulatorSurface &surface, const uint8_t *memory, uint8_t *dense);
void scatter(const EmulatorSurface &surface, const uint8_t *dense, uint8_t *memory);

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORSURFACES_H
