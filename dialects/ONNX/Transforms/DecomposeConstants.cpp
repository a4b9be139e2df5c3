//===- DecomposeConstants.cpp - Constants as what they hold ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Transforms/Decompose.h"

using namespace mlir;
using namespace anemone::onnx;

/// The one number that a constant holds.
static std::optional<double> numberOf(Value value) {
  if (auto floats = constantFloats(value); floats && floats->size() == 1)
    return floats->front();
  if (auto ints = constantInts(value); ints && ints->size() == 1)
    return static_cast<double>(ints->front());
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Folding leaves long constants and ranges of floats, which nothing that shapes are
// computed from needs.
//===----------------------------------------------------------------------===//

Replacements anemone::onnx::decompose(RangeOp op, PlainBuilder &build) {
  std::optional<double> start = numberOf(op.getStart()), delta = numberOf(op.getDelta());
  int64_t extent = extentsOf(op.getOutput())[0];
  if (!start || !delta)
    return SmallVector<Value>();
  if (failed(checkConstant(op, extent, 1)))
    return failure();
  SmallVector<double> numbers;
  for (int64_t i = 0; i != extent; ++i)
    numbers.push_back(*start + static_cast<double>(i) * *delta);
  return SmallVector<Value>{build.numbers(numbers, elementOf(op.getOutput()))};
}

Replacements anemone::onnx::decompose(ConstantOfShapeOp op, PlainBuilder &build) {
  auto type = cast<RankedTensorType>(op.getType());
  int64_t count = 1;
  for (int64_t extent : type.getShape())
    if (failed(checkConstant(op, count, extent)))
      return failure();
    else
      count *= extent;
  Attribute value = op.getValue() ? *op.getValue()->value_begin<Attribute>()
                                  : Builder(op.getContext()).getZeroAttr(type.getElementType());
  return SmallVector<Value>{build.constant(DenseElementsAttr::get(type, value))};
}
