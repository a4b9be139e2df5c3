//===- PlainBuilder.cpp - Building plain operations -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Transforms/PlainBuilder.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

/// A number in an element type.
static Attribute number(Type element, double value) {
  if (auto type = dyn_cast<FloatType>(element))
    return FloatAttr::get(type, value);
  return IntegerAttr::get(element, static_cast<int64_t>(value));
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

Value PlainBuilder::scalar(double value, Value like) {
  auto type = RankedTensorType::get({}, elementOf(like));
  return constant(DenseElementsAttr::get(type, number(type.getElementType(), value)));
}

Value PlainBuilder::ints(ArrayRef<int64_t> values) { return indexConstant(builder, loc, values); }

Value PlainBuilder::numbers(ArrayRef<double> values, Type element) {
  auto type = RankedTensorType::get(static_cast<int64_t>(values.size()), element);
  auto each = llvm::map_to_vector(values, [&](double value) { return number(element, value); });
  return constant(DenseElementsAttr::get(type, each));
}

Value PlainBuilder::truthMatrix(int64_t rows, int64_t columns, Predicate holds) {
  SmallVector<bool> truths;
  for (int64_t row : llvm::seq(rows))
    for (int64_t column : llvm::seq(columns))
      truths.push_back(holds(row, column));
  auto type = RankedTensorType::get({rows, columns}, builder.getI1Type());
  return constant(DenseElementsAttr::get(type, truths));
}

Value PlainBuilder::choiceMatrix(int64_t rows, int64_t columns, Predicate holds, double ifTrue,
                                 double ifFalse, Value like) {
  auto element = cast<FloatType>(elementOf(like));
  APFloat one = FloatAttr::get(element, ifTrue).getValue();
  APFloat other = FloatAttr::get(element, ifFalse).getValue();
  SmallVector<APFloat> numbers;
  for (int64_t row : llvm::seq(rows))
    for (int64_t column : llvm::seq(columns))
      numbers.push_back(holds(row, column) ? one : other);
  auto type = RankedTensorType::get({rows, columns}, element);
  return constant(DenseElementsAttr::get(type, numbers));
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

Value PlainBuilder::softmax(Value x) { return create<SoftmaxOp>(x, int64_t(-1)); }

Value PlainBuilder::mean(Value x, ArrayRef<int64_t> axes) {
  return create<ReduceMeanOp>(x, ints(axes), int64_t(1), int64_t(0));
}

Value PlainBuilder::sum(Value x, ArrayRef<int64_t> axes) {
  if (axes.empty())
    return x;
  return create<ReduceSumOp>(x, ints(axes), int64_t(0), int64_t(0));
}

//===----------------------------------------------------------------------===//
// Movement
//===----------------------------------------------------------------------===//

Value PlainBuilder::reshape(Value x, ArrayRef<int64_t> shape) {
  if (extentsOf(x) == shape)
    return x;
  int64_t allowZero = llvm::is_contained(shape, 0);
  return create<ReshapeOp>(x, ints(shape), allowZero);
}

Value PlainBuilder::transpose(Value x, ArrayRef<int64_t> perm) {
  if (llvm::equal(perm, llvm::seq<int64_t>(perm.size())))
    return x;
  return create<TransposeOp>(x, builder.getI64ArrayAttr(perm));
}

Value PlainBuilder::concat(ValueRange values, int64_t axis) {
  return values.size() == 1 ? values.front() : create<ConcatOp>(values, axis);
}

Value PlainBuilder::slice(Value x, int64_t axis, int64_t begin, int64_t end, int64_t step) {
  if (begin == 0 && end == extentsOf(x)[axis] && step == 1)
    return x;
  return create<SliceOp>(x, ints(begin), ints(end), ints(axis), ints(step));
}

Value PlainBuilder::gather(Value x, Value indices, int64_t axis) {
  return create<GatherOp>(x, indices, axis);
}
