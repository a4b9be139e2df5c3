//===- Activation.cpp - Activations ---------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Formulas use operations that are known to run on the engine, and are
// written so that no intermediate value leaves the range of fp16.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"
#include <numbers>

using namespace mlir;
using namespace anemone;

namespace {

template <typename From, typename To>
FailureOr<Value> lowerUnary(From, typename From::Adaptor in, EngineBuilder &engine) {
  return engine.unary<To>(in.getX());
}

template <typename From, typename To>
FailureOr<Value> lowerWithAlpha(From op, typename From::Adaptor in, EngineBuilder &engine) {
  return engine.unary<To>(in.getX(), op.getAlpha());
}

/// max(x, 0) + log(1 + exp(-|x|)): exp never overflows.
Value softplus(Value x, EngineBuilder &engine) {
  Value magnitude = engine.unary<ane::AbsOp>(x);
  Value decayed = engine.unary<ane::ExpOp>(engine.mul(magnitude, -1));
  Value tail = engine.unary<ane::LogOp>(engine.add(decayed, 1), APFloat(0.0f));
  return engine.add(engine.unary<ane::ReluOp>(x), tail);
}

FailureOr<Value> lowerSoftplus(onnx::SoftplusOp, onnx::SoftplusOp::Adaptor in,
                               EngineBuilder &engine) {
  return softplus(in.getX(), engine);
}

FailureOr<Value> lowerSoftsign(onnx::SoftsignOp, onnx::SoftsignOp::Adaptor in,
                               EngineBuilder &engine) {
  return engine.div(in.getX(), engine.add(engine.unary<ane::AbsOp>(in.getX()), 1));
}

FailureOr<Value> lowerMish(onnx::MishOp, onnx::MishOp::Adaptor in, EngineBuilder &engine) {
  return engine.mul(in.getX(), engine.unary<ane::TanhOp>(softplus(in.getX(), engine)));
}

FailureOr<Value> lowerHardSigmoid(onnx::HardSigmoidOp op, onnx::HardSigmoidOp::Adaptor in,
                                  EngineBuilder &engine) {
  Value line = engine.add(engine.mul(in.getX(), op.getAlpha().convertToFloat()),
                          op.getBeta().convertToFloat());
  return engine.unary<ane::ClipOp>(line, APFloat(0.0f), APFloat(1.0f));
}

FailureOr<Value> lowerHardSwish(onnx::HardSwishOp, onnx::HardSwishOp::Adaptor in,
                                EngineBuilder &engine) {
  Value line = engine.add(engine.mul(in.getX(), 1.0 / 6), 0.5);
  return engine.mul(in.getX(), engine.unary<ane::ClipOp>(line, APFloat(0.0f), APFloat(1.0f)));
}

/// max(0, x) + scale * (exp(min(0, x / width)) - 1).
Value exponentialUnit(Value x, double scale, double width, EngineBuilder &engine) {
  Value narrow = width == 1 ? x : engine.mul(x, 1 / width);
  Value below = engine.minimum(narrow, engine.scalarLike(0, x));
  Value tail = engine.add(engine.unary<ane::ExpOp>(below), -1);
  return engine.add(engine.unary<ane::ReluOp>(x), scale == 1 ? tail : engine.mul(tail, scale));
}

FailureOr<Value> lowerElu(onnx::EluOp op, onnx::EluOp::Adaptor in, EngineBuilder &engine) {
  return exponentialUnit(in.getX(), op.getAlpha().convertToFloat(), 1, engine);
}

FailureOr<Value> lowerCelu(onnx::CeluOp op, onnx::CeluOp::Adaptor in, EngineBuilder &engine) {
  double alpha = op.getAlpha().convertToFloat();
  return exponentialUnit(in.getX(), alpha, alpha, engine);
}

FailureOr<Value> lowerSelu(onnx::SeluOp op, onnx::SeluOp::Adaptor in, EngineBuilder &engine) {
  Value unit = exponentialUnit(in.getX(), op.getAlpha().convertToFloat(), 1, engine);
  return engine.mul(unit, op.getGamma().convertToFloat());
}

/// ane.thresholded_relu keeps what equals alpha; ONNX does not.
FailureOr<Value> lowerThresholdedRelu(onnx::ThresholdedReluOp op,
                                      onnx::ThresholdedReluOp::Adaptor in, EngineBuilder &engine) {
  Value x = in.getX();
  Value above =
      engine.binary<ane::GreaterOp>(x, engine.scalarLike(op.getAlpha().convertToFloat(), x));
  return engine.select(above, x, engine.scalarLike(0, x));
}

FailureOr<Value> lowerPRelu(onnx::PReluOp, onnx::PReluOp::Adaptor in, EngineBuilder &engine) {
  Value below = engine.minimum(in.getX(), engine.scalarLike(0, in.getX()));
  return engine.add(engine.unary<ane::ReluOp>(in.getX()), engine.mul(below, in.getSlope()));
}

/// x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))) / 2, with the cube bounded: beyond 8 tanh is 1
/// in fp16.
Value geluByTanh(Value x, EngineBuilder &engine) {
  Value bounded = engine.unary<ane::ClipOp>(x, APFloat(-8.0f), APFloat(8.0f));
  Value square = engine.mul(bounded, bounded);
  Value factor = engine.add(engine.mul(square, 0.044715), 1);
  double scale = std::sqrt(2 / std::numbers::pi);
  Value angle = engine.mul(engine.mul(bounded, factor), scale);
  return engine.add(engine.unary<ane::TanhOp>(angle), 1);
}

/// Targets that refuse gelu (ANE-C10) get its formula.
FailureOr<Value> lowerGelu(onnx::GeluOp op, onnx::GeluOp::Adaptor in, EngineBuilder &engine) {
  bool byTanh = op.getApproximate() == "tanh";
  if (engine.profile().allowsGelu)
    return engine.unary<ane::GeluOp>(in.getX(), StringRef(byTanh ? "TANH_APPROXIMATION" : "EXACT"));
  Value twice;
  if (byTanh) {
    twice = geluByTanh(in.getX(), engine);
  } else {
    Value narrow = engine.mul(in.getX(), 1 / std::numbers::sqrt2);
    twice = engine.add(engine.unary<ane::ErfOp>(narrow), 1);
  }
  return engine.mul(engine.mul(in.getX(), 0.5), twice);
}

/// A bound as a number where it is known, for the attributes of ane.clip.
std::optional<float> knownBound(Value bound, float absent, const EngineBuilder &engine) {
  if (isAbsent(bound))
    return absent;
  auto numbers = constantNumbers(bound, engine);
  if (!numbers || numbers->size() != 1)
    return std::nullopt;
  return std::clamp(numbers->front(), -65504.0, 65504.0);
}

FailureOr<Value> lowerClip(onnx::ClipOp op, onnx::ClipOp::Adaptor in, EngineBuilder &engine) {
  Value x = in.getInput();
  auto low = knownBound(op.getMin(), -65504, engine), high = knownBound(op.getMax(), 65504, engine);
  bool bothGiven = !isAbsent(op.getMin()) && !isAbsent(op.getMax());
  // With min above max ONNX gives max, which ane.clip does not promise.
  if (bothGiven && low && high && *low <= *high && isa<FloatType>(elementOf(x)))
    return engine.unary<ane::ClipOp>(x, APFloat(*low), APFloat(*high));
  auto bound = [&](Value value, std::optional<float> known) {
    return known ? engine.scalarLike(*known, x) : value;
  };
  if (!isAbsent(op.getMin()))
    x = low == 0.0f && isa<FloatType>(elementOf(x)) ? engine.unary<ane::ReluOp>(x)
                                                    : engine.maximum(x, bound(in.getMin(), low));
  if (!isAbsent(op.getMax()))
    x = engine.minimum(x, bound(in.getMax(), high));
  return x;
}

FailureOr<Value> lowerRelu(onnx::ReluOp, onnx::ReluOp::Adaptor in, EngineBuilder &engine) {
  if (!isa<FloatType>(elementOf(in.getX())))
    return engine.maximum(in.getX(), engine.scalarLike(0, in.getX()));
  return engine.unary<ane::ReluOp>(in.getX());
}

//===--- Softmax ---===//

/// Runs `body` on `x` with `axis` as the last of four axes, which is where the engine's softmax is
/// known to work (ANE-C33), and undoes it.
Value onLastAxis(Value x, int64_t axis, EngineBuilder &engine,
                 llvm::function_ref<Value(Value)> body) {
  Shape shape(shapeOf(x));
  ArrayRef<int64_t> all = shape;
  int64_t outer = numElements(all.take_front(axis)), inner = numElements(all.drop_front(axis + 1));
  Value view = engine.reshape(x, {1, outer, shape[axis], inner});
  view = engine.transpose(view, {0, 1, 3, 2});
  Value changed = engine.transpose(body(view), {0, 1, 3, 2});
  return engine.reshape(changed, shape);
}

FailureOr<Value> lowerSoftmax(onnx::SoftmaxOp op, onnx::SoftmaxOp::Adaptor in,
                              EngineBuilder &engine) {
  if (rankOf(in.getInput()) == 0)
    return engine.refuse("it normalizes a scalar");
  int64_t axis = positiveAxis(op.getAxis(), rankOf(in.getInput()));
  return onLastAxis(in.getInput(), axis, engine,
                    [&](Value view) { return engine.unary<ane::SoftmaxOp>(view, 3); });
}

/// x - max - log(sum(exp(x - max))): the logarithm of a rounded softmax would lose everything
/// small.
FailureOr<Value> lowerLogSoftmax(onnx::LogSoftmaxOp op, onnx::LogSoftmaxOp::Adaptor in,
                                 EngineBuilder &engine) {
  if (rankOf(in.getInput()) == 0)
    return engine.refuse("it normalizes a scalar");
  int64_t axis = positiveAxis(op.getAxis(), rankOf(in.getInput()));
  return onLastAxis(in.getInput(), axis, engine, [&](Value view) {
    Value shifted = engine.sub(view, engine.reduce<ane::ReduceMaxOp>(view, {3}));
    Value sum = engine.reduce<ane::ReduceSumOp>(engine.unary<ane::ExpOp>(shifted), {3});
    return engine.sub(shifted, engine.unary<ane::LogOp>(sum, APFloat(0.0f)));
  });
}

} // namespace

void anemone::populateActivationLowerings(Lowerings &set) {
  set.add<onnx::ReluOp>(lowerRelu);
  set.add<onnx::SigmoidOp>(lowerUnary<onnx::SigmoidOp, ane::SigmoidOp>);
  set.add<onnx::TanhOp>(lowerUnary<onnx::TanhOp, ane::TanhOp>);
  set.add<onnx::LeakyReluOp>(lowerWithAlpha<onnx::LeakyReluOp, ane::LeakyReluOp>);
  set.add<onnx::EluOp>(lowerElu);
  set.add<onnx::CeluOp>(lowerCelu);
  set.add<onnx::SeluOp>(lowerSelu);
  set.add<onnx::SoftplusOp>(lowerSoftplus);
  set.add<onnx::SoftsignOp>(lowerSoftsign);
  set.add<onnx::HardSigmoidOp>(lowerHardSigmoid);
  set.add<onnx::HardSwishOp>(lowerHardSwish);
  set.add<onnx::MishOp>(lowerMish);
  set.add<onnx::ThresholdedReluOp>(lowerThresholdedRelu);
  set.add<onnx::PReluOp>(lowerPRelu);
  set.add<onnx::GeluOp>(lowerGelu);
  set.add<onnx::ClipOp>(lowerClip);
  set.add<onnx::SoftmaxOp>(lowerSoftmax);
  set.add<onnx::LogSoftmaxOp>(lowerLogSoftmax);
}
