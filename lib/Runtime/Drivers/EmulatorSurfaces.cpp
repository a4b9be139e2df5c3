//===- EmulatorSurfaces.cpp - How the engine reads memory -----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorSurfaces.h"
#include <algorithm>
#include <cstring>

namespace anemone::runtime {
namespace {

EmulatorSurface describe(const mil::NamedType &value, Direction direction,
                         const EmulatorOptions &options) {
  EmulatorSurface surface;
  surface.symbol = value.name + (direction == Direction::Output ? "@output" : "");
  surface.type = value.type;
  const std::vector<int64_t> &shape = value.type.shape;
  for (size_t i = 0; i < shape.size(); ++i) // planes lie one after the other, whatever their axes
    surface.extents[3 - std::min<size_t>(shape.size() - 1 - i, 3)] *= shape[i];
  uint64_t alignment = static_cast<uint64_t>(std::max<int64_t>(options.rowAlignment, 1));
  surface.rowBytes = surface.extents[3] * (mil::bitWidth(value.type.dtype) / 8);
  surface.rowStride = (surface.rowBytes + alignment - 1) / alignment * alignment;
  surface.planeStride = surface.extents[2] * surface.rowStride;
  surface.batchStride = surface.extents[1] * surface.planeStride;
  surface.bytes = surface.extents[0] * surface.batchStride;
  surface.isPacked = options.wholeRows && !options.isStrict();
  return surface;
}

void addLine(std::string &text, const std::string &line) {
  text += (text.empty() ? "" : "\n") + line;
}

std::string bytes(uint64_t count) { return std::to_string(count) + " bytes"; }

/// Calls `copyRow` with the offset of each row in the surface and in dense memory.
template <typename CopyRow> void forEachRow(const EmulatorSurface &surface, CopyRow copyRow) {
  // Planes and batches follow each other without padding, so rows are evenly spaced throughout.
  uint64_t rows = surface.rowStride ? surface.bytes / surface.rowStride : 0;
  for (uint64_t row = 0; row < rows; ++row)
    copyRow(row * surface.rowStride, row * surface.rowBytes);
}

} // namespace

std::vector<EmulatorSurface> surfacesOf(const std::vector<mil::NamedType> &values,
                                        Direction direction, const EmulatorOptions &options) {
  std::vector<EmulatorSurface> surfaces;
  for (const mil::NamedType &value : values) {
    surfaces.push_back(describe(value, direction, options));
    surfaces.back().declared = surfaces.size() - 1;
  }
  // Strings compare by unsigned bytes, which is the order wanted.
  std::sort(surfaces.begin(), surfaces.end(),
            [](const auto &a, const auto &b) { return a.symbol < b.symbol; });
  return surfaces;
}

std::string checkSurfaces(std::span<const EmulatorSurface> surfaces, std::span<const size_t> sizes,
                          Direction direction, const EmulatorOptions &options) {
  bool isInput = direction == Direction::Input;
  std::string problems;
  for (size_t i = 0; i < surfaces.size(); ++i) {
    const EmulatorSurface &surface = surfaces[i];
    std::string name = "surface " + std::to_string(i) + ", '" + surface.symbol + "', ";
    bool packed = options.wholeRows && options.isStrict(), fails = options.paddedRowsFail;
    if (surface.hasPadding() && (packed || fails))
      addLine(problems, name + "has rows of " + bytes(surface.rowBytes) +
                            ", expected a multiple of " + std::to_string(options.rowAlignment) +
                            ": pad its last axis [ANE-C44]" + (packed ? " [ANE-C20]" : ""));
    constexpr int64_t gapBegin = 14593, gapEnd = 14624;
    int64_t width = surface.extents[3];
    if (isInput && options.hasWidthGap && width >= gapBegin && width < gapEnd)
      addLine(problems, name + "is " + std::to_string(width) +
                            " wide, which fails between 14592 and 14624: pad it [ANE-C25]");
    if (sizes[i] < surface.bytes)
      addLine(problems, name + "has " + bytes(sizes[i]) + ", expected at least " +
                            bytes(surface.bytes) + " for its type with rows of " +
                            bytes(surface.rowStride));
    if (sizes[i] < static_cast<uint64_t>(options.minSurfaceBytes))
      addLine(problems, name + "has " + bytes(sizes[i]) + ", expected at least " +
                            bytes(options.minSurfaceBytes) + " [ANE-C04]");
    if ((isInput ? options.uniformInputs : options.uniformOutputs) && sizes[i] != sizes[0])
      addLine(problems, name + "has " + bytes(sizes[i]) + ", expected " + bytes(sizes[0]) +
                            " as surface 0 has: allocate all " + (isInput ? "inputs" : "outputs") +
                            " alike " + (isInput ? "[ANE-C18]" : "[ANE-C02]"));
  }
  return problems;
}

void gather(const EmulatorSurface &surface, const uint8_t *memory, uint8_t *dense) {
  forEachRow(surface, [&](uint64_t inSurface, uint64_t inDense) {
    std::memcpy(dense + inDense, memory + inSurface, surface.rowBytes);
  });
}

void scatter(const EmulatorSurface &surface, const uint8_t *dense, uint8_t *memory) {
  forEachRow(surface, [&](uint64_t inSurface, uint64_t inDense) {
    std::memcpy(memory + inSurface, dense + inDense, surface.rowBytes);
  });
}

} // namespace anemone::runtime
