//===- DecomposeLosses.cpp - Losses in plain operations -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The logarithm of a class's probability is picked by its index, so that what is
// computed does not grow with the number of classes squared, as it would by a
// product with one-hot rows. Losses stay on the host: differences that fp16 does
// not hold decide what is learned.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Transforms/Decompose.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

static constexpr StringLiteral kLossOnHost =
    "it belongs to a loss, which is computed in f32 (fp16 loses small differences)";

namespace {

/// One loss on its way. Everything has the shape of the targets.
struct Loss {
  Value losses;
  /// The weights of the elements; null where all are 1.
  Value shares;
};

} // namespace

/// Where the targets are ignored; null where none is.
static Value findIgnored(Value targets, std::optional<int64_t> ignored, PlainBuilder &build) {
  // A number beyond the type of the targets is none of them.
  if (!ignored ||
      !APInt(64, *ignored, true).isSignedIntN(elementOf(targets).getIntOrFloatBitWidth()))
    return Value();
  return build.equal(targets, build.scalar(static_cast<double>(*ignored), targets));
}

/// The negative logarithm of each target's class, `logs` being [N, C, ...].
static Value pickNegative(Value logs, Value classes, PlainBuilder &build) {
  Extents column(extentsOf(logs));
  column[1] = 1;
  Value picked = build.create<GatherElementsOp>(logs, build.reshape(classes, column), int64_t(1));
  return build.create<NegOp>(build.reshape(picked, extentsOf(classes)));
}

static Loss measure(Value logs, Value targets, Value weights, std::optional<int64_t> ignored,
                    PlainBuilder &build) {
  Value isIgnored = findIgnored(targets, ignored, build);
  // What is ignored need not be a class; class 0 stands for it until its loss is dropped.
  Value classes = isIgnored ? build.where(isIgnored, build.scalar(0, targets), targets) : targets;
  Loss loss = {pickNegative(logs, classes, build), Value()};
  if (!isAbsent(weights)) {
    loss.shares = build.gather(weights, classes, 0);
    loss.losses = build.mul(loss.losses, loss.shares);
  }
  if (isIgnored) {
    Value zero = build.scalar(0, logs);
    loss.losses = build.where(isIgnored, zero, loss.losses);
    loss.shares = build.where(isIgnored, zero, loss.shares ? loss.shares : build.scalar(1, logs));
  }
  return loss;
}

static Value reduceLoss(const Loss &loss, StringRef reduction, PlainBuilder &build) {
  if (reduction == "none")
    return loss.losses;
  auto axes = llvm::to_vector(llvm::seq<int64_t>(0, rankOf(loss.losses)));
  if (reduction == "mean" && !loss.shares)
    return build.reshape(build.mean(loss.losses, axes), {});
  Value sum = build.sum(loss.losses, axes);
  return reduction == "sum" ? sum : build.div(sum, build.sum(loss.shares, axes));
}

Replacements anemone::onnx::decompose(NegativeLogLikelihoodLossOp op, PlainBuilder &build) {
  build.keepOnHost(kLossOnHost);
  Loss loss = measure(op.getInput(), op.getTarget(), op.getWeight(), op.getIgnoreIndex(), build);
  return SmallVector<Value>{reduceLoss(loss, op.getReduction(), build)};
}

/// LogSoftmax subtracts the largest score first, so no exponential overflows.
Replacements anemone::onnx::decompose(SoftmaxCrossEntropyLossOp op, PlainBuilder &build) {
  build.keepOnHost(kLossOnHost);
  Value logs = build.create<LogSoftmaxOp>(op.getScores(), int64_t(1));
  Loss loss = measure(logs, op.getLabels(), op.getWeights(), op.getIgnoreIndex(), build);
  return SmallVector<Value>{reduceLoss(loss, op.getReduction(), build), logs};
}
