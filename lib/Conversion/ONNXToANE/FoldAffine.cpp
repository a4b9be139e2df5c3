//===- FoldAffine.cpp - Scales and shifts of channels into convolutions ---===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whatever follows a convolution as a constant for each channel belongs to its
// weight or to one sum. The new constants are ordinary operations on
// constants; ane-outline-prepare moves them out of the program.
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/ONNXToANE/EngineBuilder.h"
#include "lib/Conversion/ONNXToANE/Passes.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace anemone {
#define GEN_PASS_DEF_ANEFOLDAFFINE
#include "lib/Conversion/ONNXToANE/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

/// The operands of a sum or product of which one is constant: (what varies, the constant).
template <typename Op> std::optional<std::pair<Value, Value>> splitConstant(Op op) {
  bool first = isConstantExpression(op.getX()), second = isConstantExpression(op.getY());
  if (first == second)
    return std::nullopt;
  return first ? std::pair(op.getY(), op.getX()) : std::pair(op.getX(), op.getY());
}

/// Whether `factor` has one element for each of `channels`, along axis 1 of a tensor of rank
/// `rank`.
bool isPerChannel(Value factor, int64_t channels, int64_t rank) {
  Shape expected(rank, 1);
  expected[1] = channels;
  return shapeOf(factor) == ArrayRef<int64_t>(expected);
}

/// mul(conv(x, w), s) => conv(x, w * s), and mul(add(y, b), s) => add(mul(y, s), b * s).
struct FoldScale : RewritePattern {
  explicit FoldScale(MLIRContext *context)
      : RewritePattern(ane::MulOp::getOperationName(), 1, context) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    auto split = splitConstant(cast<ane::MulOp>(op));
    if (!split)
      return rewriter.notifyMatchFailure(op, "not a product of a constant");
    auto [value, factor] = *split;
    Operation *source = value.getDefiningOp();
    if (!source || !value.hasOneUse() || rankOf(value) < 2)
      return rewriter.notifyMatchFailure(op, "the other factor is needed elsewhere");
    if (!isPerChannel(factor, shapeOf(value)[1], rankOf(value)))
      return rewriter.notifyMatchFailure(op, "not one factor a channel");
    Refusals refusals; // sums and products refuse nothing
    EngineBuilder engine(rewriter, op, ane::getTargetProfile(op), refusals);
    if (auto conv = dyn_cast<ane::ConvOp>(source))
      return scaleWeight(op, conv, 0, factor, engine, rewriter);
    if (auto conv = dyn_cast<ane::ConvTransposeOp>(source); conv && conv.getGroups() == 1)
      return scaleWeight(op, conv, 1, factor, engine, rewriter);
    if (auto sum = dyn_cast<ane::AddOp>(source))
      return distribute(op, sum, factor, engine, rewriter);
    return rewriter.notifyMatchFailure(op, "does not scale a convolution");
  }

  template <typename ConvOp>
  LogicalResult scaleWeight(Operation *op, ConvOp conv, int64_t filterAxis, Value factor,
                            EngineBuilder &engine, PatternRewriter &rewriter) const {
    if (conv.getBias() || !isConstantExpression(conv.getWeight()))
      return rewriter.notifyMatchFailure(op, "the weight is not constant");
    Shape shape(rankOf(conv.getWeight()), 1);
    shape[filterAxis] = numElements(shapeOf(factor));
    Value weight = engine.mul(conv.getWeight(), engine.reshape(factor, shape));
    auto scaled = cast<ConvOp>(rewriter.clone(*conv));
    scaled->setLoc(rewriter.getFusedLoc({conv.getLoc(), op->getLoc()}));
    scaled.getWeightMutable().assign(weight);
    rewriter.replaceOp(op, scaled->getResults());
    return success();
  }

  LogicalResult distribute(Operation *op, ane::AddOp sum, Value factor, EngineBuilder &engine,
                           PatternRewriter &rewriter) const {
    auto split = splitConstant(sum);
    if (!split || !isa_and_present<ane::ConvOp, ane::ConvTransposeOp>(split->first.getDefiningOp()))
      return rewriter.notifyMatchFailure(op, "not the sum of a convolution and a constant");
    Value scaled = engine.mul(split->first, factor);
    rewriter.replaceOp(op, engine.add(scaled, engine.mul(split->second, factor)));
    return success();
  }
};

/// add(add(y, a), b) => add(y, a + b).
struct FoldShift : RewritePattern {
  explicit FoldShift(MLIRContext *context)
      : RewritePattern(ane::AddOp::getOperationName(), 1, context) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    auto outer = splitConstant(cast<ane::AddOp>(op));
    if (!outer)
      return rewriter.notifyMatchFailure(op, "not a sum with a constant");
    auto sum = outer->first.getDefiningOp<ane::AddOp>();
    if (!sum || !sum->hasOneUse() || sum.getType() != op->getResult(0).getType())
      return rewriter.notifyMatchFailure(op, "not a sum of a sum");
    auto inner = splitConstant(sum);
    if (!inner || !isa_and_present<ane::ConvOp, ane::ConvTransposeOp>(inner->first.getDefiningOp()))
      return rewriter.notifyMatchFailure(op, "not the sum of a convolution and a constant");
    Refusals refusals; // sums and products refuse nothing
    EngineBuilder engine(rewriter, op, ane::getTargetProfile(op), refusals);
    rewriter.replaceOp(op, engine.add(inner->first, engine.add(inner->second, outer->second)));
    return success();
  }
};

struct ANEFoldAffinePass : anemone::impl::ANEFoldAffineBase<ANEFoldAffinePass> {
  using ANEFoldAffineBase::ANEFoldAffineBase;

  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    set.add<FoldScale, FoldShift>(context);
    patterns = FrozenRewritePatternSet(std::move(set));
    return success();
  }

  void runOnOperation() override {
    auto body = getOperation().getBody().getOps();
    bool convolves = llvm::any_of(
        body, [](Operation &op) { return isa<ane::ConvOp, ane::ConvTransposeOp>(op); });
    if (getOperation().isHost() || !convolves)
      return markAllAnalysesPreserved();
    GreedyRewriteConfig config; // a program has one block
    config.setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled);
    bool changed = false;
    if (failed(applyPatternsGreedily(getOperation(), patterns, config, &changed)))
      return signalPassFailure();
    if (!changed)
      markAllAnalysesPreserved();
  }

private:
  FrozenRewritePatternSet patterns;
};

} // namespace
