//===- CastCompositions.cpp - Casts of casts ------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/Inference.h"
#include "dialects/ANE/Transforms/BareResults.h"
#include "dialects/ANE/Transforms/CastPatterns.h"
#include "dialects/ANE/Transforms/RewriteCounts.h"

using namespace mlir;

namespace anemone::ane {

/// How many bits the magnitudes of an integer type have.
static unsigned magnitudeBits(Type integer) {
  unsigned width = integer.getIntOrFloatBitWidth();
  return width == 1 || integer.isUnsignedInteger() ? width : width - 1;
}

bool holdsExactly(Type wide, Type narrow) {
  if (wide == narrow)
    return true;
  if (isa<FloatType>(narrow) && isa<FloatType>(wide))
    return wide.getIntOrFloatBitWidth() >= narrow.getIntOrFloatBitWidth();
  if (isa<FloatType>(narrow) || wide.isInteger(1))
    return false;
  // The magnitude of the most negative integer is a power of two, which floats have.
  if (auto real = dyn_cast<FloatType>(wide))
    return magnitudeBits(narrow) <= real.getFPMantissaWidth();
  bool hasSign = !narrow.isUnsignedInteger() && !narrow.isInteger(1);
  return magnitudeBits(narrow) <= magnitudeBits(wide) && !(hasSign && wide.isUnsignedInteger());
}

namespace {

/// cast(cast(x)) to the type of x is x, where the type between holds it.
struct FoldRoundTrip : OpRewritePattern<CastOp> {
  FoldRoundTrip(MLIRContext *context, bool allowNarrowing)
      : OpRewritePattern(context, 2), allowNarrowing(allowNarrowing) {}

  LogicalResult matchAndRewrite(CastOp op, PatternRewriter &rewriter) const override {
    auto inner = op.getX().getDefiningOp<CastOp>();
    if (!inner)
      return rewriter.notifyMatchFailure(op, "x is not a cast");
    Type source = elementOf(inner.getX()), middle = elementOf(op.getX());
    bool mayRound = allowNarrowing && isa<FloatType>(source) && isa<FloatType>(middle);
    if (!holdsExactly(middle, source) && !mayRound)
      return rewriter.notifyMatchFailure(op, "the way may change the value");
    return replaceByValue(op, inner.getX(), rewriter);
  }

private:
  bool allowNarrowing;
};

/// A program for the engine casts to and from fp16, in which the engine computes; what it makes of
/// a cast between two other types is not known.
bool isKnownCast(Operation *op, Type from, Type to) {
  return op->getParentOfType<ProgramOp>().isHost() || from.isF16() || to.isF16();
}

/// cast(cast(x)) is one cast, where the type between holds x.
LogicalResult compose(CastOp op, PatternRewriter &rewriter) {
  auto inner = op.getX().getDefiningOp<CastOp>();
  if (!inner)
    return rewriter.notifyMatchFailure(op, "x is not a cast");
  Type source = elementOf(inner.getX()), target = elementOf(op);
  if (source == target || !holdsExactly(elementOf(op.getX()), source) ||
      !isKnownCast(op, source, target))
    return rewriter.notifyMatchFailure(op, "the way may change the value");
  rewriter.modifyOpInPlace(op, [&] { op.getXMutable().assign(inner.getX()); });
  return success();
}

} // namespace

void populateCastCompositions(RewritePatternSet &patterns, bool allowNarrowing) {
  patterns.addWithLabel<FoldRoundTrip>({kRoundTripLabel}, patterns.getContext(), allowNarrowing);
  addLabeled(patterns, kComposedLabel, compose);
}

} // namespace anemone::ane
