//===- Indices.cpp - Indices that a program computes ----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Ops/Indices.h"
#include <functional>
#include <numeric>

namespace anemone::exec {

Value &indexTensor(OpContext &op) {
  Value &indices = op.tensor("indices");
  op.require(indices.carrier == Carrier::I32,
             "argument 'indices' has type " + describe(indices.type) + ", expected integers");
  if (op.has("validate_indices"))
    op.flag("validate_indices", false);
  return indices;
}

void checkIndices(const int32_t *indices, int64_t count, int64_t extent) {
  for (int64_t i = 0; i < count; ++i)
    if (indices[i] < -extent || indices[i] >= extent)
      throw ExecutorError("index " + std::to_string(indices[i]) +
                          " is outside of an axis of extent " + std::to_string(extent));
}

int64_t product(Shape::const_iterator begin, Shape::const_iterator end) {
  return std::accumulate(begin, end, int64_t(1), std::multiplies<int64_t>());
}

int64_t placeOf(const int32_t *tuple, const int64_t *extents, int64_t depth) {
  int64_t place = 0;
  for (int64_t d = 0; d < depth; ++d) {
    checkIndices(tuple + d, 1, extents[d]);
    place = place * extents[d] + wrapped(tuple[d], extents[d]);
  }
  return place;
}

} // namespace anemone::exec
