//===- Rows.h - Rows across any axes of a tensor ----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reductions, softmax and the normalisations walk over a tensor as rows: each
// row holds the elements along some axes, and there is one for each position
// along the others.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_OPS_ROWS_H
#define ANEMONE_EXECUTOR_OPS_ROWS_H

#include "lib/Executor/Graph.h"

namespace anemone::exec {

struct RowSpace {
  int64_t outer = 1, inner = 1; // rows, and elements of each
  Shape outerExtents, outerStrides, innerExtents, innerStrides;

  /// Rows along `axes` (sorted) of a dense tensor.
  RowSpace(const Shape &shape, const Shape &axes);

  /// The offset of row `index`, counted in row-major order of the other axes.
  int64_t start(int64_t index) const {
    int64_t offset = 0;
    for (size_t d = outerExtents.size(); d-- > 0; index /= outerExtents[d])
      offset += index % outerExtents[d] * outerStrides[d];
    return offset;
  }

  /// Calls body(element) for each element of the row at `row`, in row-major order of the axes;
  /// `row` may be a pointer to what body changes.
  template <typename Pointer, typename Body> void forEach(Pointer row, Body body) const {
    visit(row, 0, body);
  }

private:
  template <typename Pointer, typename Body>
  void visit(Pointer row, size_t depth, Body &body) const {
    if (depth == innerExtents.size())
      return body(*row);
    int64_t extent = innerExtents[depth], stride = innerStrides[depth];
    if (depth + 1 == innerExtents.size()) {
      for (int64_t i = 0; i < extent; ++i)
        body(row[i * stride]);
      return;
    }
    for (int64_t i = 0; i < extent; ++i)
      visit(row + i * stride, depth + 1, body);
  }
};

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_OPS_ROWS_H
