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
  return full(value, extentsOf(like), elementOf(like));
}

Value AdjointBuilder::full(double value, ArrayRef<int64_t> shape, Type element) {
  auto type = RankedTensorType::get(shape, element);
  return constant(DenseElementsAttr::get(type, FloatAttr::get(element, value)));
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

//===----------------------------------------------------------------------===//
// Operations that only adjoints need
//===----------------------------------------------------------------------===//

Value AdjointBuilder::none() { return create<NoValueOp>(/*value=*/false); }

ArrayAttr AdjointBuilder::attributeOf(ArrayRef<int64_t> values) {
  return builder.getI64ArrayAttr(values);
}

Value AdjointBuilder::bound(Value x, double limit) {
  return create<ClipOp>(x, scalar(-limit, x), scalar(limit, x));
}

Value AdjointBuilder::cast(Value x, Type element) {
  return elementOf(x) == element ? x : create<CastOp>(x, /*saturate=*/int64_t(1), element);
}

Value AdjointBuilder::transpose(Value x, ArrayRef<int64_t> perm) {
  auto source = x.getDefiningOp<TransposeOp>();
  if (!source)
    return PlainBuilder::transpose(x, perm);
  SmallVector<int64_t> first = permutationOr(source.getPerm(), perm.size());
  auto both = llvm::map_to_vector(perm, [&](int64_t axis) { return first[axis]; });
  return PlainBuilder::transpose(source.getData(), both);
}

Value AdjointBuilder::sumAlong(Value x, ArrayRef<int64_t> axes) {
  return create<ReduceSumOp>(x, ints(axes), /*keepdims=*/int64_t(1), int64_t(0));
}

Value AdjointBuilder::expand(Value x, ArrayRef<int64_t> shape) {
  return extentsOf(x) == shape ? x : create<ExpandOp>(x, ints(shape));
}

Value AdjointBuilder::pad(Value x, int64_t axis, int64_t before, int64_t after, double value) {
  if (before == 0 && after == 0)
    return x;
  return create<PadOp>(x, ints({before, after}), scalar(value, x), ints(axis), "constant");
}

Value AdjointBuilder::reverse(Value x, int64_t axis) {
  int64_t extent = extentsOf(x)[axis];
  return extent <= 1 ? x : slice(x, axis, -1, -extent - 1, -1); // to before the first element
}
