//===- ShapeFolds.cpp - Folding shapes to constants -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/FoldUtils.h"
#include "dialects/ONNX/IR/ReductionOps.h"
#include "dialects/ONNX/IR/ShapeOps.h"
#include "llvm/Support/CheckedArithmetic.h"

using namespace mlir;
using namespace anemone::onnx;

/// A constant of integers; null where one does not fit the element type.
static OpFoldResult indices(RankedTensorType type, ArrayRef<int64_t> values) {
  unsigned width = type.getElementTypeBitWidth();
  SmallVector<APInt> entries;
  for (int64_t value : values) {
    if (!llvm::isIntN(width, value))
      return {};
    entries.emplace_back(width, value, /*isSigned=*/true);
  }
  return DenseElementsAttr::get(type, entries);
}

OpFoldResult ShapeOp::fold(FoldAdaptor) {
  MaybeShape shape = shapeOf(getData());
  RankedTensorType type = foldableType(getType());
  if (!shape || !type)
    return {};
  auto [first, last] = clampShapeRange(getStart(), getEnd(), shape->size());
  ArrayRef<int64_t> extents = ArrayRef(*shape).slice(first, last - first);
  if (llvm::any_of(extents, isDynamic))
    return {};
  return indices(type, extents);
}

OpFoldResult SizeOp::fold(FoldAdaptor) {
  auto data = dyn_cast<RankedTensorType>(getData().getType());
  RankedTensorType type = foldableType(getType());
  if (!data || !data.hasStaticShape() || !type)
    return {};
  int64_t count = 1;
  for (int64_t extent : data.getShape())
    if (llvm::MulOverflow(count, extent, count))
      return {};
  return indices(type, count);
}

/// Integers only: for floats the sum that ONNX describes and a product round
/// differently.
OpFoldResult RangeOp::fold(FoldAdaptor adaptor) {
  RankedTensorType type = foldableType(getType());
  std::optional<Shape> start = constantInts(getStart()), delta = constantInts(getDelta());
  if (!type || !type.getElementType().isInteger() || !start || !delta)
    return {};
  Shape values;
  for (int64_t i = 0; i != type.getDimSize(0); ++i)
    values.push_back(start->front() + i * delta->front());
  return indices(type, values);
}

OpFoldResult ConstantOfShapeOp::fold(FoldAdaptor) {
  RankedTensorType type = foldableType(getType());
  if (!type || !constantInts(getInput()))
    return {};
  if (!getValue())
    return DenseElementsAttr::get(type, 0.0f);
  return DenseElementsAttr::get(type, *getValue()->value_begin<Attribute>());
}

OpFoldResult ReduceProdOp::fold(FoldAdaptor adaptor) {
  // The whole of a vector of extents, as exporters count elements.
  ElementsAttr data = foldableConstant(adaptor.getData());
  RankedTensorType type = foldableType(getType());
  std::optional<Shape> values = data ? constantInts(getData()) : std::nullopt;
  if (!values || !type || type.getNumElements() != 1 || data.getShapedType().getRank() != 1)
    return {};
  int64_t product = 1;
  for (int64_t value : *values)
    if (llvm::MulOverflow(product, value, product))
      return {};
  return indices(type, product);
}
