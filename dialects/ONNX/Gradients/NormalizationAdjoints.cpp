//===- NormalizationAdjoints.cpp - Derivatives of normalizations ----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

//===----------------------------------------------------------------------===//
// Softmax: what it gave is all that is read
//===----------------------------------------------------------------------===//

template <typename OpTy> static int64_t axisOf(OpTy op) {
  int64_t axis = op.getAxis();
  return axis < 0 ? axis + rankOf(op->getOperand(0)) : axis;
}

/// dX = Y (dY - sum(dY Y))
static LogicalResult adjoint(SoftmaxOp op, AdjointBuilder &build) {
  Value y = op.getOutput(), grad = build.grad();
  Value sum = build.sumAlong(build.mul(grad, y), axisOf(op));
  build.give(0, build.mul(y, build.sub(grad, sum)));
  return success();
}

/// dX = dY - exp(Y) sum(dY)
static LogicalResult adjoint(LogSoftmaxOp op, AdjointBuilder &build) {
  Value grad = build.grad();
  Value share = build.mul(build.exp(op.getOutput()), build.sumAlong(grad, axisOf(op)));
  build.give(0, build.sub(grad, share));
  return success();
}

//===----------------------------------------------------------------------===//
// By statistics of the data
//===----------------------------------------------------------------------===//

namespace {

/// Data of zero mean and unit variance, and one over the deviation that it had.
struct Normalized {
  Value data, inverse;
};

} // namespace

static Value inverseDeviation(Value variance, APFloat epsilon, AdjointBuilder &build) {
  Value deviation = build.sqrt(build.add(variance, epsilon.convertToFloat()));
  return build.create<ReciprocalOp>(deviation);
}

static Normalized normalize(Value x, ArrayRef<int64_t> axes, APFloat epsilon,
                            AdjointBuilder &build) {
  Value centered = build.sub(x, build.mean(x, axes));
  Value variance = build.mean(build.square(centered), axes);
  Value inverse = inverseDeviation(variance, epsilon, build);
  return {build.mul(centered, inverse), inverse};
}

/// From the gradient of the normalized data: what shifts or scales all of the data has no effect.
static Value throughStatistics(Value grad, Normalized normal, ArrayRef<int64_t> axes,
                               AdjointBuilder &build) {
  Value shift = build.mean(grad, axes);
  Value scaling = build.mul(normal.data, build.mean(build.mul(grad, normal.data), axes));
  return build.mul(normal.inverse, build.sub(build.sub(grad, shift), scaling));
}

static LogicalResult adjoint(LayerNormalizationOp op, AdjointBuilder &build) {
  auto axes = llvm::to_vector(llvm::seq<int64_t>(axisOf(op), rankOf(op.getX())));
  Value grad = build.grad();
  Normalized normal = normalize(op.getX(), axes, op.getEpsilon(), build);
  build.give(0, throughStatistics(build.mul(grad, op.getScale()), normal, axes, build));
  build.give(1, build.mul(grad, normal.data));
  build.give(2, grad);
  return success();
}

/// A vector with one element for each channel, as it broadcasts to `x`.
static Value alongChannels(Value vector, Value x, AdjointBuilder &build) {
  Extents shape(rankOf(x), 1);
  shape[std::min<int64_t>(rankOf(x) - 1, 1)] = extentsOf(vector)[0];
  return build.reshape(vector, shape);
}

/// Gives the sum of `gradient` for each channel.
static void giveByChannel(unsigned operand, Value gradient, Value vector, AdjointBuilder &build) {
  Value sum = build.sumTo(gradient, extentsOf(alongChannels(vector, gradient, build)));
  build.give(operand, build.reshape(sum, extentsOf(vector)));
}

static LogicalResult adjoint(InstanceNormalizationOp op, AdjointBuilder &build) {
  Value x = op.getInput(), grad = build.grad();
  auto axes = llvm::to_vector(llvm::seq<int64_t>(2, rankOf(x)));
  Normalized normal = normalize(x, axes, op.getEpsilon(), build);
  Value ofNormal = build.mul(grad, alongChannels(op.getScale(), x, build));
  build.give(0, throughStatistics(ofNormal, normal, axes, build));
  giveByChannel(1, build.mul(grad, normal.data), op.getScale(), build);
  giveByChannel(2, grad, op.getB(), build);
  return success();
}

//===----------------------------------------------------------------------===//
// By statistics that are given
//===----------------------------------------------------------------------===//

/// With Y = (X - mean) / deviation * scale + B. The statistics are operands like the others.
static LogicalResult adjoint(BatchNormalizationOp op, AdjointBuilder &build) {
  Value x = op.getX(), grad = build.grad(), scale = op.getScale();
  Value inverse = inverseDeviation(op.getInputVar(), op.getEpsilon(), build);
  Value normal = build.mul(build.sub(x, alongChannels(op.getInputMean(), x, build)),
                           alongChannels(inverse, x, build));
  Value slope = build.mul(scale, inverse);
  Value ofX = build.mul(grad, alongChannels(slope, x, build));
  build.give(0, ofX);
  giveByChannel(1, build.mul(grad, normal), scale, build);
  giveByChannel(2, grad, op.getB(), build);
  giveByChannel(3, build.neg(ofX), op.getInputMean(), build);
  // The deviation's derivative is 1 / (2 deviation).
  Value half = alongChannels(build.mul(inverse, -0.5), x, build);
  giveByChannel(4, build.mul(build.mul(ofX, normal), half), op.getInputVar(), build);
  return success();
}

void anemone::onnx::addNormalizationAdjoints(MLIRContext *context) {
  addAdjoint<SoftmaxOp, adjoint>(context);
  addAdjoint<LogSoftmaxOp, adjoint>(context);
  addAdjoint<LayerNormalizationOp, adjoint>(context);
  addAdjoint<InstanceNormalizationOp, adjoint>(context);
  addAdjoint<BatchNormalizationOp, adjoint>(context);
}
