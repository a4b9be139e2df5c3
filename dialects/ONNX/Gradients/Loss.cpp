//===- Loss.cpp - Losses and their gradients ------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Loss.h"

using namespace mlir;
using namespace anemone::onnx;

std::optional<LossKind> anemone::onnx::findLoss(StringRef name) {
  return llvm::StringSwitch<std::optional<LossKind>>(name)
      .Case("softmax-cross-entropy", LossKind::SoftmaxCrossEntropy)
      .Case("mean-squared-error", LossKind::MeanSquaredError)
      .Case("output", LossKind::ModelOutput)
      .Default(std::nullopt);
}

StringRef anemone::onnx::lossNames() { return "softmax-cross-entropy, mean-squared-error, output"; }

RankedTensorType anemone::onnx::targetType(LossKind kind, RankedTensorType output) {
  switch (kind) {
  case LossKind::SoftmaxCrossEntropy:
    return RankedTensorType::get(output.getShape().drop_back(),
                                 IntegerType::get(output.getContext(), 32));
  case LossKind::MeanSquaredError:
    return output;
  case LossKind::ModelOutput:
    return {};
  }
  return {};
}

//===--- Softmax cross-entropy ---===//

namespace {

/// What the loss and its gradient share.
struct Classes {
  Value shifted; // the scores less their maximum, so that no exponential overflows
  Value sum;     // of the exponentials
  Value isTarget;
  Value counts; // which rows count
  Value rows;   // how many, at least 1

  Classes(Value scores, Value targets, HostBuilder &build);
};

} // namespace

Classes::Classes(Value scores, Value targets, HostBuilder &build) {
  int64_t classes = extentsOf(scores).back();
  Extents column(extentsOf(targets));
  column.push_back(1);
  shifted = build.sub(scores, build.maxOfLast(scores));
  sum = build.create<ReduceSumOp>(build.exp(shifted), build.ints(rankOf(scores) - 1), int64_t(1),
                                  int64_t(0));
  Value wanted = build.reshape(targets, column);
  isTarget = build.equal(wanted, build.ints(llvm::to_vector(llvm::seq<int64_t>(classes))));
  counts = build.greaterOrEqual(wanted, 0);
  rows = build.max(build.count(counts), 1);
}

/// mean over rows of log(sum exp(scores)) - scores[target]
static Value crossEntropy(Value scores, Value targets, HostBuilder &build) {
  Classes classes(scores, targets, build);
  Value zero = build.scalar(0, scores);
  Value ofTarget = build.total(build.where(classes.isTarget, classes.shifted, zero));
  Value normal = build.total(build.where(classes.counts, build.log(classes.sum), zero));
  return build.div(build.sub(normal, ofTarget), classes.rows);
}

/// (softmax(scores) - one at the target) / rows
static Value crossEntropyGradient(Value scores, Value targets, Value scale, HostBuilder &build) {
  Classes classes(scores, targets, build);
  Value zero = build.scalar(0, scores);
  Value likely = build.div(build.exp(classes.shifted), classes.sum);
  Value difference =
      build.sub(likely, build.where(classes.isTarget, build.scalar(1, scores), zero));
  Value weight = build.where(classes.counts, build.div(scale, classes.rows), zero);
  return build.mul(difference, weight);
}

//===--- All losses ---===//

Value anemone::onnx::buildLoss(LossKind kind, Value output, Value targets, HostBuilder &build) {
  if (kind == LossKind::SoftmaxCrossEntropy)
    return crossEntropy(output, targets, build);
  if (kind == LossKind::ModelOutput)
    return build.reshape(build.create<IdentityOp>(output), {});
  Value difference = build.sub(output, targets);
  double elements = cast<RankedTensorType>(output.getType()).getNumElements();
  return build.mul(build.total(build.mul(difference, difference)), 1 / elements);
}

Value anemone::onnx::buildLossGradient(LossKind kind, Value output, Value targets, Value scale,
                                       HostBuilder &build) {
  if (kind == LossKind::SoftmaxCrossEntropy)
    return crossEntropyGradient(output, targets, scale, build);
  if (kind == LossKind::ModelOutput)
    return build.reshape(build.create<IdentityOp>(scale), extentsOf(output));
  double elements = cast<RankedTensorType>(output.getType()).getNumElements();
  return build.mul(build.sub(output, targets), build.mul(scale, 2 / elements));
}
