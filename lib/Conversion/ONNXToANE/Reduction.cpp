//===- Reduction.cpp - Reductions -----------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone;

namespace {

/// The axes that an operation reduces, ascending; nothing where they are known only at run time.
template <typename OpTy> std::optional<Shape> reducedAxes(OpTy op, int64_t rank) {
  Shape axes;
  if (!isAbsent(op.getAxes())) {
    auto given = constantInts(op.getAxes());
    if (!given)
      return std::nullopt;
    for (int64_t axis : *given)
      axes.push_back(positiveAxis(axis, rank));
  }
  if (axes.empty() && !op.getNoopWithEmptyAxes())
    axes.assign(llvm::seq<int64_t>(0, rank).begin(), llvm::seq<int64_t>(0, rank).end());
  llvm::sort(axes);
  return axes;
}

using Reduce = Value (*)(Value, ArrayRef<int64_t>, EngineBuilder &);

/// Reduces by `reduce`, which keeps the axes, and drops them where the operation says so; integers
/// on the host and where `reduce` takes them.
template <typename OpTy, Reduce reduce, bool takesIntegers = false>
FailureOr<Value> lowerReduction(OpTy op, typename OpTy::Adaptor in, EngineBuilder &engine) {
  Value data = in.getData();
  if (!isa<FloatType>(elementOf(data)) && !(takesIntegers && engine.onHost()))
    return engine.refuse("it reduces integers that are known only at run time, and the engine "
                         "computes in fp16");
  auto axes = reducedAxes(op, rankOf(data));
  if (!axes)
    return engine.refuse("its axes are known only at run time");
  return engine.reshape(reduce(data, *axes, engine), shapeOf(op.getReduced()));
}

template <typename Op> Value simply(Value x, ArrayRef<int64_t> axes, EngineBuilder &engine) {
  return engine.reduce<Op>(x, axes);
}

Value l1(Value x, ArrayRef<int64_t> axes, EngineBuilder &engine) {
  return engine.reduce<ane::ReduceSumOp>(engine.unary<ane::AbsOp>(x), axes);
}

/// The root of the sum of squares of x / m, times m, the largest magnitude: no square leaves the
/// range of fp16.
Value l2(Value x, ArrayRef<int64_t> axes, EngineBuilder &engine) {
  Value largest = engine.reduce<ane::ReduceMaxOp>(engine.unary<ane::AbsOp>(x), axes);
  // Where everything is 0 the quotient must be 0 too: the smallest normal fp16 divides instead.
  Value unit = engine.maximum(largest, engine.scalarLike(0x1p-14, x));
  Value ratio = engine.div(x, unit);
  Value sum = engine.reduce<ane::ReduceSumOp>(engine.mul(ratio, ratio), axes);
  return engine.mul(engine.unary<ane::SqrtOp>(sum), unit);
}

Value sumOfSquares(Value x, ArrayRef<int64_t> axes, EngineBuilder &engine) {
  return engine.reduce<ane::ReduceSumOp>(engine.mul(x, x), axes);
}

Value logSum(Value x, ArrayRef<int64_t> axes, EngineBuilder &engine) {
  Value sum = engine.reduce<ane::ReduceSumOp>(x, axes);
  return engine.unary<ane::LogOp>(sum, APFloat(0.0f));
}

Value logSumExp(Value x, ArrayRef<int64_t> axes, EngineBuilder &engine) {
  Value largest = engine.reduce<ane::ReduceMaxOp>(x, axes);
  Value decayed = engine.unary<ane::ExpOp>(engine.sub(x, largest));
  return engine.add(largest, logSum(decayed, axes, engine));
}

/// The engine has no reduce_prod (ANE-C36): halves of each axis are multiplied until one element is
/// left.
Value product(Value x, ArrayRef<int64_t> axes, EngineBuilder &engine) {
  for (int64_t axis : axes) {
    while (shapeOf(x)[axis] > 1) {
      int64_t extent = shapeOf(x)[axis], half = extent / 2;
      Value rest = extent % 2 ? engine.slice(x, axis, extent - 1, 1) : Value();
      Value low = engine.slice(x, axis, 0, half), high = engine.slice(x, axis, half, half);
      x = engine.mul(low, high);
      if (rest)
        x = half == 1 ? engine.mul(x, rest) : engine.concat({x, rest}, axis);
    }
  }
  return x;
}

/// Sums of floats are products with a triangle by now (onnx-decompose).
FailureOr<Value> lowerCumSum(onnx::CumSumOp op, onnx::CumSumOp::Adaptor in, EngineBuilder &engine) {
  if (!engine.onHost())
    return engine.refuse("the engine has no running sums (ANE-C36)");
  auto axis = constantInts(op.getAxis());
  if (!axis)
    return engine.refuse("its axis is known only at run time");
  return Value(ane::CumsumOp::create(engine.getBuilder(), engine.getLoc(), in.getX(),
                                     positiveAxis(axis->front(), rankOf(in.getX())),
                                     op.getExclusive() != 0, op.getReverse() != 0));
}

template <typename From, typename To>
FailureOr<Value> lowerArg(From op, typename From::Adaptor in, EngineBuilder &engine) {
  Value data = in.getData();
  if (!isa<FloatType>(elementOf(data)) && !engine.onHost())
    return engine.refuse("it compares integers that are known only at run time, and the engine "
                         "computes in fp16");
  bool last = op.getSelectLastIndex();
  if (last && !engine.onHost())
    return engine.refuse("it asks for the last of equal elements, and the engine gives the first");
  int64_t axis = positiveAxis(op.getAxis(), rankOf(data)), extent = shapeOf(data)[axis];
  if (last) // the first from behind
    data = ane::ReverseOp::create(engine.getBuilder(), engine.getLoc(), data,
                                  ArrayRef<int32_t>{int32_t(axis)});
  Value found = To::create(engine.getBuilder(), engine.getLoc(), data, axis, true,
                           engine.getBuilder().getStringAttr("int32"));
  if (last)
    found = engine.sub(engine.scalarLike(extent - 1, found), found);
  return engine.reshape(found, shapeOf(op.getReduced()));
}

} // namespace

void anemone::populateReductionLowerings(Lowerings &set) {
  set.add<onnx::ReduceSumOp>(lowerReduction<onnx::ReduceSumOp, simply<ane::ReduceSumOp>, true>);
  set.add<onnx::ReduceMeanOp>(lowerReduction<onnx::ReduceMeanOp, simply<ane::ReduceMeanOp>>);
  set.add<onnx::ReduceMaxOp>(lowerReduction<onnx::ReduceMaxOp, simply<ane::ReduceMaxOp>, true>);
  set.add<onnx::ReduceMinOp>(lowerReduction<onnx::ReduceMinOp, simply<ane::ReduceMinOp>, true>);
  set.add<onnx::ReduceProdOp>(lowerReduction<onnx::ReduceProdOp, product>);
  set.add<onnx::ReduceL1Op>(lowerReduction<onnx::ReduceL1Op, l1>);
  set.add<onnx::ReduceL2Op>(lowerReduction<onnx::ReduceL2Op, l2>);
  set.add<onnx::ReduceSumSquareOp>(lowerReduction<onnx::ReduceSumSquareOp, sumOfSquares>);
  set.add<onnx::ReduceLogSumOp>(lowerReduction<onnx::ReduceLogSumOp, logSum>);
  set.add<onnx::ReduceLogSumExpOp>(lowerReduction<onnx::ReduceLogSumExpOp, logSumExp>);
  set.add<onnx::CumSumOp>(lowerCumSum);
  set.add<onnx::ArgMaxOp>(lowerArg<onnx::ArgMaxOp, ane::ReduceArgmaxOp>);
  set.add<onnx::ArgMinOp>(lowerArg<onnx::ArgMinOp, ane::ReduceArgminOp>);
}
