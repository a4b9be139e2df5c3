//===- DecomposeOneHot.cpp - OneHot as a comparison -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Transforms/Decompose.h"

using namespace mlir;
using namespace anemone::onnx;

/// `first`, `first + 1`, ... along `axis` of a tensor of `rank` axes.
static Value countAlong(int64_t axis, int64_t rank, int64_t count, int64_t first, Type element,
                        PlainBuilder &build) {
  SmallVector<double> numbers;
  for (int64_t i = 0; i != count; ++i)
    numbers.push_back(static_cast<double>(first + i));
  Extents shape(rank, 1);
  shape[axis] = count;
  return build.reshape(build.numbers(numbers, element), shape);
}

/// An index is compared with the places of its row as they count from the start and
/// from the end.
Replacements anemone::onnx::decompose(OneHotOp op, PlainBuilder &build) {
  ArrayRef<int64_t> result = extentsOf(op.getOutput());
  int64_t rank = result.size(), axis = op.getAxis() < 0 ? op.getAxis() + rank : op.getAxis();
  int64_t depth = result[axis];
  if (failed(checkConstant(op, depth, 1)))
    return failure();
  Extents column(result);
  column[axis] = 1;
  Value indices = build.reshape(op.getIndices(), column);
  Type element = elementOf(indices);
  Value places = countAlong(axis, rank, depth, 0, element, build);
  Value fromEnd = countAlong(axis, rank, depth, -depth, element, build);
  Value isOn = build.disjunction(build.equal(indices, places), build.equal(indices, fromEnd));
  Value off = build.reshape(build.slice(op.getValues(), 0, 0, 1), {});
  Value on = build.reshape(build.slice(op.getValues(), 0, 1, 2), {});
  return SmallVector<Value>{build.where(isOn, on, off)};
}
