//===- FusedFolds.cpp - Folding running sums and triangles ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/FoldUtils.h"
#include "dialects/ONNX/IR/FusedOps.h"

using namespace mlir;
using namespace anemone::onnx;

//===----------------------------------------------------------------------===//
// CumSum
//===----------------------------------------------------------------------===//

/// Adds up the values at `places`, in their order. False where a sum overflows.
static bool sumUp(ArrayRef<int64_t> places, bool exclusive, SmallVectorImpl<APInt> &values) {
  APInt sum = places.empty() ? APInt() : APInt(values[places.front()].getBitWidth(), 0);
  for (int64_t place : places) {
    bool overflows;
    APInt next = sum.sadd_ov(values[place], overflows);
    if (overflows)
      return false;
    values[place] = exclusive ? sum : next;
    sum = next;
  }
  return true;
}

/// The positions of each line of elements along `axis`.
static SmallVector<Shape> linesAlong(ArrayRef<int64_t> shape, int64_t axis, bool reverse) {
  Shape first(shape), strides = stridesOf(shape);
  first[axis] = std::min<int64_t>(shape[axis], 1);
  SmallVector<Shape> lines;
  forEachIndex(first, [&](ArrayRef<int64_t> index) {
    int64_t start = 0;
    for (auto [place, stride] : llvm::zip_equal(index, strides))
      start += place * stride;
    Shape &line = lines.emplace_back();
    for (int64_t step = 0; step != shape[axis]; ++step)
      line.push_back(start + (reverse ? shape[axis] - 1 - step : step) * strides[axis]);
  });
  return lines;
}

OpFoldResult CumSumOp::fold(FoldAdaptor adaptor) {
  RankedTensorType type = foldableType(getType());
  ElementsAttr elements = foldableConstant(adaptor.getX());
  std::optional<Shape> axis = constantInts(getAxis());
  if (!type || !elements || !axis || type.getRank() == 0 || elements.getShapedType() != type ||
      !type.getElementType().isSignlessInteger())
    return {};
  int64_t along = axis->front() < 0 ? axis->front() + type.getRank() : axis->front();
  SmallVector<APInt> values(elements.getValues<APInt>());
  for (const Shape &line : linesAlong(type.getShape(), along, getReverse() != 0))
    if (!sumUp(line, getExclusive() != 0, values))
      return {};
  return DenseElementsAttr::get(type, values);
}

//===----------------------------------------------------------------------===//
// Trilu
//===----------------------------------------------------------------------===//

OpFoldResult TriluOp::fold(FoldAdaptor adaptor) {
  RankedTensorType type = foldableType(getType());
  ElementsAttr elements = foldableConstant(adaptor.getInput());
  std::optional<Shape> k = isAbsent(getK()) ? Shape{0} : constantInts(getK());
  if (!type || !elements || !k || elements.getShapedType() != type)
    return {};
  Attribute zero = Builder(getContext()).getZeroAttr(type.getElementType());
  SmallVector<Attribute> from(elements.getValues<Attribute>()), to;
  forEachIndex(type.getShape(), [&](ArrayRef<int64_t> index) {
    int64_t diagonal = index.back() - index[index.size() - 2];
    bool stays = getUpper() ? diagonal >= k->front() : diagonal <= k->front();
    to.push_back(stays ? from[to.size()] : zero);
  });
  return DenseElementsAttr::get(type, to);
}
