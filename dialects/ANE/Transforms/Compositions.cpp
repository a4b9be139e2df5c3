//===- Compositions.cpp - Chains of reshapes and transposes ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reshapes of reshapes and transposes of transposes are canonicalizations of
// the dialect. Here are the chains of both.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANE.h"
#include "dialects/ANE/IR/Inference.h"
#include "dialects/ANE/Transforms/BareResults.h"
#include "dialects/ANE/Transforms/IdentityPatterns.h"
#include "dialects/ANE/Transforms/RewriteCounts.h"

using namespace mlir;

namespace anemone::ane {
namespace {

/// Reads `source` in the shape of the result of `op`.
LogicalResult replaceByReshape(Operation *op, Value source, PatternRewriter &rewriter) {
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  SmallVector<int32_t> shape(type.getShape());
  rewriter.replaceOpWithNewOp<ReshapeOp>(op, type, source, shape);
  return success();
}

/// A view of a view is one reshape, where not both are reshapes.
struct MergeViews : RewritePattern {
  MergeViews(MLIRContext *context) : RewritePattern(MatchAnyOpTypeTag(), 1, context) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    Operation *inner = isView(op) ? op->getOperand(0).getDefiningOp() : nullptr;
    if (!isView(inner) || (isa<ReshapeOp>(op) && isa<ReshapeOp>(inner)))
      return rewriter.notifyMatchFailure(op, "not a view of a view");
    return replaceByReshape(op, inner->getOperand(0), rewriter);
  }
};

/// A transpose that leaves the axes of more than one element in their order is a reshape.
LogicalResult reshapeForUnitAxes(TransposeOp op, PatternRewriter &rewriter) {
  Shape perm = *normalizeAxes(op.getPerm(), op.getPerm().size());
  ArrayRef<int64_t> extents = shapeOf(op.getX());
  llvm::erase_if(perm, [&](int64_t axis) { return extents[axis] == 1; });
  if (!llvm::is_sorted(perm) || leavesBareResult(op, op.getX()))
    return rewriter.notifyMatchFailure(op, "it moves elements or is returned");
  return replaceByReshape(op, op.getX(), rewriter);
}

/// A part of an axis of two shapes of the same elements.
struct Factor {
  size_t inFirst, inSecond; // the axis of each shape
};

/// The factors of which the axes of both shapes are products, outermost first; nothing where the
/// axes of one cut through those of the other. Factors of 1 are left out.
std::optional<SmallVector<Factor>> commonFactors(ArrayRef<int64_t> first,
                                                 ArrayRef<int64_t> second) {
  SmallVector<Factor> factors;
  size_t i = 0, j = 0;
  int64_t left = 1, right = 1;
  while (true) {
    while (left == 1 && i < first.size())
      left = first[i++];
    while (right == 1 && j < second.size())
      right = second[j++];
    if (left == 1 || right == 1)
      return factors;
    int64_t factor = std::min(left, right);
    if (left % factor || right % factor)
      return std::nullopt;
    factors.push_back({i - 1, j - 1});
    left /= factor;
    right /= factor;
  }
}

/// transpose(reshape(transpose(x))) is a reshape of x where the transposes undo each other.
LogicalResult reshapeForInverses(TransposeOp outer, PatternRewriter &rewriter) {
  auto view = outer.getX().getDefiningOp<ReshapeOp>();
  auto inner = view ? view.getX().getDefiningOp<TransposeOp>() : TransposeOp();
  if (!inner)
    return rewriter.notifyMatchFailure(outer, "x is not a view of a transpose");
  auto factors = commonFactors(inner.getType().getShape(), view.getType().getShape());
  if (!factors)
    return rewriter.notifyMatchFailure(outer, "the reshape cuts through axes");
  // Factors in the order of the result; in the order of x they have to be the same.
  Shape innerPerm = *normalizeAxes(inner.getPerm(), inner.getPerm().size());
  Shape outerPerm = *normalizeAxes(outer.getPerm(), outer.getPerm().size());
  SmallVector<std::pair<int64_t, size_t>> places; // axis of x, place in the middle
  for (int64_t axis : outerPerm)
    for (auto [place, factor] : llvm::enumerate(*factors))
      if (factor.inSecond == size_t(axis))
        places.push_back({innerPerm[factor.inFirst], place});
  if (!llvm::is_sorted(places) || leavesBareResult(outer, inner.getX()))
    return rewriter.notifyMatchFailure(outer, "it moves elements or is returned");
  return replaceByReshape(outer, inner.getX(), rewriter);
}

} // namespace

void populateCompositions(RewritePatternSet &patterns) {
  MLIRContext *context = patterns.getContext();
  ReshapeOp::getCanonicalizationPatterns(patterns, context);
  TransposeOp::getCanonicalizationPatterns(patterns, context);
  patterns.addWithLabel<MergeViews>({kCompositionLabel}, context);
  addLabeled(patterns, kCompositionLabel, reshapeForUnitAxes);
  addLabeled(patterns, kCompositionLabel, reshapeForInverses);
}

} // namespace anemone::ane
