//===- CastMovements.cpp - Casts past what moves elements -----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A cast commutes with what only moves elements. A narrowing cast moves up,
// a widening one down, so that the elements that are moved are narrow, and no
// cast ever moves back.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/Inference.h"
#include "dialects/ANE/Transforms/BareResults.h"
#include "dialects/ANE/Transforms/CastPatterns.h"
#include "dialects/ANE/Transforms/RewriteCounts.h"
#include "dialects/ANE/Transforms/SurfaceLayout.h"

using namespace mlir;

namespace anemone::ane {
namespace {

/// Whether `element` is a floating-point type that has the number.
bool isExactIn(APFloat value, Type element) {
  auto real = dyn_cast<FloatType>(element);
  if (!real)
    return false;
  bool losesInfo = false;
  value.convert(real.getFloatSemantics(), APFloat::rmNearestTiesToEven, &losesInfo);
  return !losesInfo;
}

/// Whether `op` moves elements of type `from` as it moves those of type `to` that they are cast to.
/// A pad writes its number in every mode, and MIL has it for floats.
bool commutes(Operation *op, Type from, Type to) {
  if (auto pad = dyn_cast<PadOp>(op))
    return isExactIn(pad.getConstantVal(), from) && isExactIn(pad.getConstantVal(), to);
  return isa<ConcatOp, ExpandDimsOp, ReshapeOp, SliceBySizeOp, SqueezeOp, TransposeOp>(op);
}

/// On the engine only floats: it moves other types as fp16, which lowering wrote out.
bool mayMove(Operation *op, Type from, Type to) {
  bool floats = isa<FloatType>(from) && isa<FloatType>(to);
  return (floats || op->getParentOfType<ProgramOp>().isHost()) && commutes(op, from, to);
}

int64_t countOperandElements(Operation *op) {
  int64_t count = 0;
  for (Value operand : op->getOperands())
    count += tensorType(operand).getNumElements();
  return count;
}

/// Bytes read and written when elements are cast before `op` moves them, and after it has.
int64_t bytesWhenEarly(Operation *op, Type from, Type to) {
  int64_t before = countOperandElements(op), after = tensorType(op->getResult(0)).getNumElements();
  return before * (elementBytes(from) + elementBytes(to)) + (before + after) * elementBytes(to);
}
int64_t bytesWhenLate(Operation *op, Type from, Type to) {
  int64_t before = countOperandElements(op), after = tensorType(op->getResult(0)).getNumElements();
  return after * (elementBytes(from) + elementBytes(to)) + (before + after) * elementBytes(from);
}

/// `op` on other operands; its result has their element type.
Value moveInstead(Operation *op, ValueRange operands, PatternRewriter &rewriter) {
  Operation *moved = rewriter.clone(*op);
  moved->setOperands(operands);
  moved->getResult(0).setType(tensorLike(operands.front(), shapeOf(op->getResult(0))));
  return moved->getResult(0);
}

Value castTo(Location loc, Value value, Type element, PatternRewriter &rewriter) {
  if (elementOf(value) == element)
    return value;
  return CastOp::create(rewriter, loc, value, getMILTypeName(element));
}

/// What the operands of `op` were before all of them were cast; nothing where they were of several
/// types or not cast.
std::optional<SmallVector<Value>> uncast(Operation *op) {
  SmallVector<Value> sources;
  for (Value operand : op->getOperands()) {
    auto cast = operand.getDefiningOp<CastOp>();
    if (!cast || (!sources.empty() && elementOf(cast.getX()) != elementOf(sources.front())))
      return std::nullopt;
    sources.push_back(cast.getX());
  }
  return sources.empty() ? std::nullopt : std::optional(sources);
}

bool isReadBy(Value value, Operation *reader) {
  return llvm::all_of(value.getUsers(), [&](Operation *user) { return user == reader; });
}

/// move(cast(x)) => cast(move(x)), where the cast widens.
struct SinkCast : RewritePattern {
  SinkCast(MLIRContext *context) : RewritePattern(MatchAnyOpTypeTag(), 1, context) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    auto sources = op->getNumResults() == 1 ? uncast(op) : std::nullopt;
    if (!sources)
      return rewriter.notifyMatchFailure(op, "its operands are not casts");
    Type from = elementOf(sources->front()), to = elementOf(op->getOperand(0));
    if (elementBytes(from) >= elementBytes(to) || !mayMove(op, from, to))
      return rewriter.notifyMatchFailure(op, "it does not move wider elements");
    bool atBoundary =
        llvm::all_of(op->getUsers(), [](Operation *user) { return isa<ReturnOp>(user); });
    if (!llvm::all_of(op->getOperands(), [&](Value cast) { return isReadBy(cast, op); }) ||
        (!atBoundary && bytesWhenLate(op, from, to) >= bytesWhenEarly(op, from, to)))
      return rewriter.notifyMatchFailure(op, "more bytes would move");
    Value moved = moveInstead(op, *sources, rewriter);
    rewriter.replaceOp(op, castTo(op->getLoc(), moved, to, rewriter));
    return success();
  }
};

/// cast(move(x)) => move(cast(x)), where the cast narrows.
LogicalResult hoistCast(CastOp cast, PatternRewriter &rewriter) {
  Operation *op = cast.getX().getDefiningOp();
  if (!op || !cast.getX().hasOneUse() || op->getNumOperands() != 1)
    return rewriter.notifyMatchFailure(cast, "x is not moved, or read elsewhere");
  Type from = elementOf(cast.getX()), to = elementOf(cast);
  if (elementBytes(to) >= elementBytes(from) || !mayMove(op, from, to))
    return rewriter.notifyMatchFailure(cast, "it does not narrow what is moved");
  Value source = op->getOperand(0);
  bool atBoundary = isa<BlockArgument>(source) && source.hasOneUse();
  if (!atBoundary && bytesWhenEarly(op, from, to) >= bytesWhenLate(op, from, to))
    return rewriter.notifyMatchFailure(cast, "more bytes would move");
  Value narrow = castTo(cast.getLoc(), source, to, rewriter);
  rewriter.replaceOp(cast, moveInstead(op, narrow, rewriter));
  return success();
}

/// cast(move(cast(x))) => cast(move(x)), or move(x), where the type between holds x: the casts meet
/// whoever else reads the inner ones.
LogicalResult meetCasts(CastOp outer, PatternRewriter &rewriter) {
  Operation *op = outer.getX().getDefiningOp();
  auto sources = op && outer.getX().hasOneUse() ? uncast(op) : std::nullopt;
  if (!sources || isa<CastOp>(op))
    return rewriter.notifyMatchFailure(outer, "no cast on the other side");
  Type from = elementOf(sources->front()), between = elementOf(outer.getX()), to = elementOf(outer);
  if (!holdsExactly(between, from) || !mayMove(op, from, between) || !mayMove(op, from, to))
    return rewriter.notifyMatchFailure(outer, "the way may change the value");
  if (from == to && isView(op) && leavesBareResult(outer, sources->front()))
    return rewriter.notifyMatchFailure(outer, "the program would return a view of an argument");
  Value moved = moveInstead(op, *sources, rewriter);
  rewriter.replaceOp(outer, castTo(outer.getLoc(), moved, to, rewriter));
  return success();
}

} // namespace

void populateCastMovements(RewritePatternSet &patterns) {
  patterns.addWithLabel<SinkCast>({kMovedLabel}, patterns.getContext());
  addLabeled(patterns, kMovedLabel, hoistCast);
  addLabeled(patterns, kMovedLabel, meetCasts);
}

} // namespace anemone::ane
