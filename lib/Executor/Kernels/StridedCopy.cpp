//===- StridedCopy.cpp - Copies between strided arrays --------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/StridedCopy.h"
#include "lib/Executor/Kernels/Parallel.h"
#include <algorithm>
#include <cstring>

namespace anemone::exec {

std::vector<int64_t> denseStrides(const std::vector<int64_t> &shape) {
  std::vector<int64_t> strides(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;)
    strides[i - 1] = strides[i] * shape[i];
  return strides;
}

void StridedCopy::simplify() {
  StridedCopy merged;
  for (size_t i = 0; i < extents.size(); ++i) {
    if (extents[i] == 1)
      continue;
    bool joins = !merged.extents.empty() &&
                 merged.fromStrides.back() == fromStrides[i] * extents[i] &&
                 merged.toStrides.back() == toStrides[i] * extents[i];
    if (joins) {
      merged.extents.back() *= extents[i];
      merged.fromStrides.back() = fromStrides[i];
      merged.toStrides.back() = toStrides[i];
      continue;
    }
    merged.extents.push_back(extents[i]);
    merged.fromStrides.push_back(fromStrides[i]);
    merged.toStrides.push_back(toStrides[i]);
  }
  extents = std::move(merged.extents);
  fromStrides = std::move(merged.fromStrides);
  toStrides = std::move(merged.toStrides);
}

namespace {

template <typename T>
void copyRow(const T *from, int64_t fromStride, T *to, int64_t toStride, int64_t count) {
  if (fromStride == 1 && toStride == 1)
    std::memcpy(to, from, static_cast<size_t>(count) * sizeof(T));
  else if (fromStride == 0 && toStride == 1)
    std::fill_n(to, count, *from);
  else
    for (int64_t i = 0; i < count; ++i)
      to[i * toStride] = from[i * fromStride];
}

/// Copies the two innermost dimensions in squares, so that neither side is read or written a line
/// per element.
template <typename T>
void copySquares(const T *from, const int64_t *fromStrides, T *to, const int64_t *toStrides,
                 const int64_t *extents) {
  constexpr int64_t side = 16;
  for (int64_t i0 = 0; i0 < extents[0]; i0 += side)
    for (int64_t j0 = 0; j0 < extents[1]; j0 += side)
      for (int64_t i = i0, iEnd = std::min(i0 + side, extents[0]); i < iEnd; ++i)
        copyRow(from + i * fromStrides[0] + j0 * fromStrides[1], fromStrides[1],
                to + i * toStrides[0] + j0 * toStrides[1], toStrides[1],
                std::min(side, extents[1] - j0));
}

template <typename T> void copyAll(const StridedCopy &copy, const T *from, T *to) {
  size_t rank = copy.extents.size();
  bool squares = rank >= 2 && copy.fromStrides[rank - 1] != 1 && copy.fromStrides[rank - 1] != 0;
  size_t inner = std::min<size_t>(rank, squares ? 2 : 1);
  int64_t outer = 1, innerCount = 1;
  for (size_t i = 0; i < rank; ++i)
    (i + inner < rank ? outer : innerCount) *= copy.extents[i];
  int64_t grain = std::max<int64_t>(1, 16384 / innerCount);
  parallelFor(outer, grain, [&](int64_t begin, int64_t end) {
    for (int64_t index = begin; index < end; ++index) {
      int64_t rest = index, source = 0, target = 0;
      for (size_t d = rank - inner; d-- > 0; rest /= copy.extents[d]) {
        source += rest % copy.extents[d] * copy.fromStrides[d];
        target += rest % copy.extents[d] * copy.toStrides[d];
      }
      size_t d = rank - inner;
      if (squares)
        copySquares(from + source, &copy.fromStrides[d], to + target, &copy.toStrides[d],
                    &copy.extents[d]);
      else if (rank == 0)
        to[target] = from[source];
      else
        copyRow(from + source, copy.fromStrides[d], to + target, copy.toStrides[d],
                copy.extents[d]);
    }
  });
}

template <typename T> void runTyped(const StridedCopy &copy, const void *from, void *to) {
  copyAll(copy, static_cast<const T *>(from) + copy.fromOffset,
          static_cast<T *>(to) + copy.toOffset);
}

} // namespace

void StridedCopy::run(const void *from, void *to, size_t elementSize) const {
  if (elementSize == 1)
    runTyped<uint8_t>(*this, from, to);
  else if (elementSize == 4)
    runTyped<uint32_t>(*this, from, to);
  else
    runTyped<uint64_t>(*this, from, to);
}

} // namespace anemone::exec
