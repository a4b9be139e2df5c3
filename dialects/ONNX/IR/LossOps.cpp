//===- LossOps.cpp - What training lowers ---------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/LossOps.h"
#include "dialects/ONNX/IR/InferUtils.h"

using namespace mlir;
using namespace anemone::onnx;

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/LossOps.cpp.inc"

void ONNXDialect::addLossOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ONNX/IR/LossOps.cpp.inc"
      >();
}

namespace {

/// What both losses read, under the names of their own that messages use.
struct LossOperands {
  Value scores, targets, weights;
  StringRef scoresName, targetsName;
  std::optional<int64_t> ignored;
  StringRef reduction;
};

bool differ(int64_t a, int64_t b) { return !isDynamic(a) && !isDynamic(b) && a != b; }

/// Checks (C1), and gives the shape of the targets as far as it is known.
FailureOr<MaybeShape> lossShape(InferSite site, const LossOperands &loss) {
  MaybeShape scores = shapeOf(loss.scores), targets = shapeOf(loss.targets);
  if (scores && scores->size() < 2)
    return site.fail("(C1) expects " + loss.scoresName + " of rank 2 at least, got " +
                     toString(scores));
  if (!scores || !targets)
    return targets;
  Shape expected(*scores);
  expected.erase(expected.begin() + 1);
  bool fits = expected.size() == targets->size() &&
              llvm::none_of(llvm::zip_equal(expected, *targets),
                            [](auto pair) { return differ(std::get<0>(pair), std::get<1>(pair)); });
  if (!fits)
    return site.fail("(C1) expects " + loss.targetsName + " of shape " +
                     toString(MaybeShape(expected)) + ", got " + toString(targets));
  return targets;
}

LogicalResult checkTargets(InferSite site, const LossOperands &loss, int64_t classes) {
  std::optional<Shape> targets = isDynamic(classes) ? std::nullopt : constantInts(loss.targets);
  for (int64_t target : targets.value_or(Shape()))
    if ((target < 0 || target >= classes) && target != loss.ignored)
      return site.fail("(C5) expects " + loss.targetsName + " in [0, " + Twine(classes) +
                       ") or ignore_index, got " + Twine(target));
  return success();
}

/// Checks all rules, and gives the type of the loss.
FailureOr<Type> inferLoss(InferSite site, const LossOperands &loss) {
  FailureOr<MaybeShape> shape = lossShape(site, loss);
  if (failed(shape) || failed(checkElementTypes(site, {loss.scores, loss.weights}, "(C3)")))
    return failure();
  if (!llvm::is_contained({"none", "mean", "sum"}, loss.reduction))
    return site.fail("(C4) expects reduction to be none, mean or sum, got " + loss.reduction);
  MaybeShape scores = shapeOf(loss.scores);
  int64_t classes = scores ? (*scores)[1] : ShapedType::kDynamic;
  MaybeShape weights = isAbsent(loss.weights) ? std::nullopt : shapeOf(loss.weights);
  if (weights && (weights->size() != 1 || differ(weights->front(), classes)))
    return site.fail("(C2) expects one weight for each class of " + toString(scores) + ", got " +
                     toString(weights));
  if (failed(checkTargets(site, loss, classes)))
    return failure();
  Type element = elementTypeOf(loss.scores);
  return loss.reduction == "none" ? tensorOf(*shape, element) : tensorOf(Shape(), element);
}

} // namespace

LogicalResult NegativeLogLikelihoodLossOp::inferReturnTypes(MLIRContext *,
                                                            std::optional<Location> location,
                                                            Adaptor adaptor,
                                                            SmallVectorImpl<Type> &types) {
  FailureOr<Type> loss =
      inferLoss({location, getOperationName()},
                {adaptor.getInput(), adaptor.getTarget(), adaptor.getWeight(), "input", "target",
                 adaptor.getIgnoreIndex(), adaptor.getReduction()});
  if (succeeded(loss))
    types.push_back(*loss);
  return loss;
}

LogicalResult SoftmaxCrossEntropyLossOp::inferReturnTypes(MLIRContext *,
                                                          std::optional<Location> location,
                                                          Adaptor adaptor,
                                                          SmallVectorImpl<Type> &types) {
  FailureOr<Type> loss =
      inferLoss({location, getOperationName()},
                {adaptor.getScores(), adaptor.getLabels(), adaptor.getWeights(), "scores", "labels",
                 adaptor.getIgnoreIndex(), adaptor.getReduction()});
  if (succeeded(loss))
    types.append({*loss, adaptor.getScores().getType()});
  return loss;
}
