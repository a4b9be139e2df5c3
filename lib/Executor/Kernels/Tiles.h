//===- Tiles.h - Chains of elementwise operations ---------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tile program runs a tree of elementwise operations over the elements of
// its result, a tile at a time. Its operands are walked with strides over the
// memory order of the result, so that a broadcast operand has stride 0 and the
// channel blocks of oneDNN's layouts are just more dimensions.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_KERNELS_TILES_H
#define ANEMONE_EXECUTOR_KERNELS_TILES_H

#include "lib/Executor/Graph.h"

namespace anemone::exec {

/// Registers 0 .. operands-1 are the program's operands; further ones are tiles of scratch memory.
struct TileInstruction {
  TileFn fn = nullptr; // null: only round register a
  int a = -1, b = -1, c = -1, out = -1;
  double alpha = 0, beta = 0;
  bool half = false; // round the result to fp16
};

struct TileOperand {
  size_t elementSize = 4;
  Shape strides; // one for each extent of the program, in elements
};

class TileProgram {
public:
  /// Extents of the result in the order of its memory; their product is its number of elements.
  Shape extents;
  std::vector<TileOperand> operands;
  std::vector<TileInstruction> instructions; // the last one writes the result
  int registers = 0;                         // operands included
  size_t resultSize = 4;                     // bytes of an element of the result

  /// Merges dimensions that are contiguous for all operands; call once when complete.
  void finish();
  void run(const KernelArgs &args) const;

private:
  enum class Access : uint8_t { Direct, Splat, Gather };
  struct Worker;
  std::vector<Access> access;
  int64_t total = 0;
};

/// The instruction for an elementwise node, registers not set; throws an ExecutorError if its
/// operands do not fit.
TileInstruction tileInstruction(const Node &node);

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_KERNELS_TILES_H
