//===- AdjointBuilder.cpp - What adjoints are written with ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"

using namespace mlir;
using namespace anemone::onnx;

Value AdjointBuilder::full(double value, Value like) {
  auto type = cast<RankedTensorType>(like.getType());
  return constant(DenseElementsAttr::get(type, FloatAttr::get(type.getElementType(), value)));
}

Value AdjointBuilder::grad(unsigned result) {
  return resultGrads[result] ? resultGrads[result] : full(0, op->getResult(result));
}

Value AdjointBuilder::sumTo(Value x, ArrayRef<int64_t> shape) {
  ArrayRef<int64_t> from = extentsOf(x);
  if (from == shape)
    return x;
  size_t added = from.size() - shape.size();
  SmallVector<int64_t> axes;
  for (auto [axis, extent] : llvm::enumerate(from))
    if (axis < added || (shape[axis - added] == 1 && extent != 1))
      axes.push_back(axis);
  return reshape(sum(x, axes), shape);
}

void AdjointBuilder::give(unsigned operand, Value gradient) {
  auto type = dyn_cast<RankedTensorType>(op->getOperand(operand).getType());
  if (!type || !isa<FloatType>(type.getElementType()))
    return;
  gradient = sumTo(gradient, type.getShape());
  Value &sum = operandGrads[operand];
  sum = sum ? add(sum, gradient) : gradient;
}
