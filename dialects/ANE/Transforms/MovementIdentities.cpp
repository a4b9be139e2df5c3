//===- MovementIdentities.cpp - Movement that moves nothing ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANE.h"
#include "dialects/ANE/IR/Inference.h"
#include "dialects/ANE/Transforms/BareResults.h"
#include "dialects/ANE/Transforms/IdentityPatterns.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace anemone::ane {
namespace {

bool areAll(ArrayRef<int32_t> numbers, int32_t expected) {
  return llvm::all_of(numbers, [&](int32_t number) { return number == expected; });
}

bool keepsOrder(TransposeOp op) {
  return llvm::is_sorted(*normalizeAxes(op.getPerm(), op.getPerm().size()));
}

bool turnsNothing(ReverseOp op) {
  Shape axes = *normalizeAxes(op.getAxes(), op.getType().getRank());
  return llvm::all_of(axes, [&](int64_t axis) { return op.getType().getDimSize(axis) == 1; });
}

/// The value that `op` gives on as it is where the types are equal; null where it may not.
Value unmoved(Operation *op) {
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case<IdentityOp, CastOp, ReshapeOp, ExpandDimsOp, SqueezeOp, SliceBySizeOp, PadOp, TileOp,
            CropOp>([](auto op) { return op.getX(); })
      .Case([](TransposeOp op) { return keepsOrder(op) ? op.getX() : Value(); })
      .Case([](ReverseOp op) { return turnsNothing(op) ? op.getX() : Value(); })
      .Case([](SliceByIndexOp op) { return areAll(op.getStride(), 1) ? op.getX() : Value(); })
      .Case(
          [](ConcatOp op) { return op.getValues().size() == 1 ? op.getValues().front() : Value(); })
      .Case([](SplitOp op) { return op.getResults().size() == 1 ? op.getX() : Value(); })
      .Default([](Operation *) { return Value(); });
}

struct RemoveMovement : RewritePattern {
  RemoveMovement(MLIRContext *context) : RewritePattern(MatchAnyOpTypeTag(), 2, context) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    Value value = unmoved(op);
    if (!value)
      return rewriter.notifyMatchFailure(op, "it may move elements");
    return replaceByValue(op, value, rewriter);
  }
};

} // namespace

void populateMovementIdentities(RewritePatternSet &patterns) {
  patterns.addWithLabel<RemoveMovement>({kMovementLabel}, patterns.getContext());
}

} // namespace anemone::ane
