//===- ActivationAdjoints.cpp - Derivatives of activations ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Slopes are written so that no value on the way leaves the range of fp16, and
// by the result where that is simpler: what follows an activation mostly reads it
// as well, and one residual serves both.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"
#include <numbers>

using namespace mlir;
using namespace anemone::onnx;

/// The gradient times `slope`.
static LogicalResult giveBySlope(Value slope, AdjointBuilder &build) {
  build.give(0, build.mul(build.grad(), slope));
  return success();
}

/// The gradient where the condition holds, elsewhere `slope` times the gradient.
static LogicalResult giveByBranch(Value condition, Value slope, AdjointBuilder &build) {
  Value kept = build.keep(build.grad(), condition);
  Value rest = build.sub(build.grad(), kept);
  build.give(0, build.add(kept, build.mul(rest, slope)));
  return success();
}

//===----------------------------------------------------------------------===//
// Lines
//===----------------------------------------------------------------------===//

static LogicalResult adjoint(ReluOp op, AdjointBuilder &build) {
  build.give(0, build.keep(build.grad(), build.greater(op.getY(), 0.0)));
  return success();
}

static LogicalResult adjoint(LeakyReluOp op, AdjointBuilder &build) {
  Value x = op.getX();
  return giveByBranch(build.greater(x, 0.0), build.scalar(op.getAlpha().convertToFloat(), x),
                      build);
}

static LogicalResult adjoint(ThresholdedReluOp op, AdjointBuilder &build) {
  Value above = build.greater(op.getX(), op.getAlpha().convertToFloat());
  build.give(0, build.keep(build.grad(), above));
  return success();
}

static LogicalResult adjoint(PReluOp op, AdjointBuilder &build) {
  Value x = op.getX(), grad = build.grad();
  Value kept = build.keep(grad, build.greater(x, 0.0)), rest = build.sub(grad, kept);
  build.give(0, build.add(kept, build.mul(rest, op.getSlope())));
  build.give(1, build.mul(rest, x));
  return success();
}

static LogicalResult adjoint(HardSigmoidOp op, AdjointBuilder &build) {
  Value y = op.getY();
  Value inside = build.conjunction(build.greater(y, 0.0), build.less(y, 1.0));
  build.give(0, build.mul(build.keep(build.grad(), inside), op.getAlpha().convertToFloat()));
  return success();
}

/// 0 below -3, 1 above 3, x / 3 + 1/2 between.
static LogicalResult adjoint(HardSwishOp op, AdjointBuilder &build) {
  Value x = op.getX(), line = build.add(build.mul(x, 1.0 / 3), 0.5);
  Value reached = build.keep(build.grad(), build.greater(x, -3.0));
  Value beyond = build.keep(reached, build.greater(x, 3.0));
  Value between = build.sub(reached, beyond);
  build.give(0, build.add(beyond, build.mul(between, line)));
  return success();
}

//===----------------------------------------------------------------------===//
// Curves
//===----------------------------------------------------------------------===//

static LogicalResult adjoint(SigmoidOp op, AdjointBuilder &build) {
  Value y = op.getY();
  return giveBySlope(build.mul(y, build.sub(1.0, y)), build);
}

static LogicalResult adjoint(TanhOp op, AdjointBuilder &build) {
  return giveBySlope(build.sub(1.0, build.square(op.getY())), build);
}

static LogicalResult adjoint(SoftplusOp op, AdjointBuilder &build) {
  return giveBySlope(build.sigmoid(op.getX()), build);
}

/// 1 / (1 + |x|)^2, by one quotient after the other.
static LogicalResult adjoint(SoftsignOp op, AdjointBuilder &build) {
  Value width = build.add(build.abs(op.getX()), 1);
  build.give(0, build.div(build.div(build.grad(), width), width));
  return success();
}

/// With t = tanh(softplus x): t + x (1 - t^2) sigmoid x.
static LogicalResult adjoint(MishOp op, AdjointBuilder &build) {
  Value x = op.getX(), t = build.tanh(build.create<SoftplusOp>(x));
  Value bend = build.mul(build.sub(1.0, build.square(t)), build.sigmoid(x));
  return giveBySlope(build.add(t, build.mul(x, bend)), build);
}

/// Above zero the slope is `above`, below it `below` exp(x / width); exp sees no positive number.
static LogicalResult adjointOfExponentialUnit(Value x, double above, double below, double width,
                                              AdjointBuilder &build) {
  Value negative = build.create<MinOp>(ValueRange{x, build.scalar(0, x)});
  Value decayed = build.exp(width == 1 ? negative : build.mul(negative, 1 / width));
  Value kept = build.keep(build.grad(), build.greater(x, 0.0));
  Value rest = build.mul(build.sub(build.grad(), kept), decayed);
  auto scaled = [&](Value value, double by) { return by == 1 ? value : build.mul(value, by); };
  build.give(0, build.add(scaled(kept, above), scaled(rest, below)));
  return success();
}

static LogicalResult adjoint(EluOp op, AdjointBuilder &build) {
  return adjointOfExponentialUnit(op.getX(), 1, op.getAlpha().convertToFloat(), 1, build);
}

static LogicalResult adjoint(CeluOp op, AdjointBuilder &build) {
  return adjointOfExponentialUnit(op.getX(), 1, 1, op.getAlpha().convertToFloat(), build);
}

static LogicalResult adjoint(SeluOp op, AdjointBuilder &build) {
  double gamma = op.getGamma().convertToFloat(), alpha = op.getAlpha().convertToFloat();
  return adjointOfExponentialUnit(op.getX(), gamma, gamma * alpha, 1, build);
}

//===----------------------------------------------------------------------===//
// Gelu
//===----------------------------------------------------------------------===//

/// Beyond it the slope is 0 or 1 in every type, and its square fits fp16.
constexpr double kGeluBound = 12;

/// The normal distribution function of x, plus x times its density.
static Value slopeOfGelu(Value x, AdjointBuilder &build) {
  constexpr double sqrt2 = std::numbers::sqrt2, invSqrtPi = std::numbers::inv_sqrtpi;
  Value distribution = build.mul(build.add(build.create<ErfOp>(build.mul(x, 1 / sqrt2)), 1), 0.5);
  Value decayed = build.exp(build.mul(build.square(x), -0.5));
  return build.add(distribution, build.mul(build.mul(x, decayed), invSqrtPi / sqrt2));
}

/// With u = c (x + k x^3) and t = tanh u: (1 + t) / 2 + x (1 - t^2) c (1 + 3 k x^2) / 2.
static Value slopeOfTanhGelu(Value x, AdjointBuilder &build) {
  constexpr double k = 0.044715, c = std::numbers::sqrt2 * std::numbers::inv_sqrtpi;
  Value square = build.square(x);
  Value t = build.tanh(build.mul(build.mul(x, build.add(build.mul(square, k), 1)), c));
  Value bend = build.mul(x, build.sub(1.0, build.square(t)));
  Value inner = build.mul(build.add(build.mul(square, 3 * k), 1), c);
  return build.mul(build.add(build.add(t, 1), build.mul(bend, inner)), 0.5);
}

static LogicalResult adjoint(GeluOp op, AdjointBuilder &build) {
  Value x = build.bound(op.getX(), kGeluBound);
  bool byTanh = op.getApproximate() == "tanh";
  return giveBySlope(byTanh ? slopeOfTanhGelu(x, build) : slopeOfGelu(x, build), build);
}

void anemone::onnx::addActivationAdjoints(MLIRContext *context) {
  addAdjoint<ReluOp, adjoint>(context);
  addAdjoint<LeakyReluOp, adjoint>(context);
  addAdjoint<ThresholdedReluOp, adjoint>(context);
  addAdjoint<PReluOp, adjoint>(context);
  addAdjoint<HardSigmoidOp, adjoint>(context);
  addAdjoint<HardSwishOp, adjoint>(context);
  addAdjoint<SigmoidOp, adjoint>(context);
  addAdjoint<TanhOp, adjoint>(context);
  addAdjoint<SoftplusOp, adjoint>(context);
  addAdjoint<SoftsignOp, adjoint>(context);
  addAdjoint<MishOp, adjoint>(context);
  addAdjoint<EluOp, adjoint>(context);
  addAdjoint<CeluOp, adjoint>(context);
  addAdjoint<SeluOp, adjoint>(context);
  addAdjoint<GeluOp, adjoint>(context);
}
