//===- StridedCopy.h - Copies between strided arrays ------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Transposing, slicing, concatenating, tiling and reversing are all one copy
// whose two sides have their own strides, with 0 repeating and a negative one
// running backwards.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_KERNELS_STRIDEDCOPY_H
#define ANEMONE_EXECUTOR_KERNELS_STRIDEDCOPY_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace anemone::exec {

/// to[toOffset + i . toStrides] = from[fromOffset + i . fromStrides] for all i in `extents`; all
/// counted in elements.
struct StridedCopy {
  std::vector<int64_t> extents, fromStrides, toStrides;
  int64_t fromOffset = 0, toOffset = 0;

  /// Merges dimensions that lie behind each other on both sides, and drops those of extent 1.
  void simplify();
  /// Runs on elements of 1, 4 or 8 bytes, in parallel.
  void run(const void *from, void *to, size_t elementSize) const;
};

/// Strides of a dense row-major array.
std::vector<int64_t> denseStrides(const std::vector<int64_t> &shape);

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_KERNELS_STRIDEDCOPY_H
