//===- ArithmeticIdentities.cpp - Arithmetic that changes nothing ---------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Only what is exact for every x, NaN and -0 among them: x + 0 is not, because
// it makes +0 of -0.
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

using FloatTest = llvm::function_ref<bool(const APFloat &)>;

/// Whether `value` is a constant whose elements are all the float that `test` accepts, or all the
/// integer `integer`.
bool isSplat(Value value, FloatTest test, std::optional<int64_t> integer) {
  auto constant = value.getDefiningOp<ConstantOp>();
  auto literal = constant ? dyn_cast_or_null<DenseElementsAttr>(constant.getLiteral()) : nullptr;
  if (!literal || !literal.isSplat())
    return false;
  if (isa<FloatType>(literal.getElementType()))
    return test(literal.getSplatValue<APFloat>());
  return integer && elementOf(value).getIntOrFloatBitWidth() > 1 &&
         literal.getSplatValue<APInt>() == uint64_t(*integer);
}

bool isOne(Value value) {
  return isSplat(value, [](const APFloat &x) { return x.isExactlyValue(1); }, 1);
}
bool isPositiveZero(Value value) {
  return isSplat(value, [](const APFloat &x) { return x.isPosZero(); }, 0);
}
bool isNegativeZero(Value value) {
  return isSplat(value, [](const APFloat &x) { return x.isNegZero(); }, 0);
}
bool isInfinity(Value value, bool negative) {
  auto test = [&](const APFloat &x) { return x.isInfinity() && x.isNegative() == negative; };
  return isSplat(value, test, std::nullopt);
}

/// The operand beside one that `isNeutral` accepts; null where neither is.
template <typename Op, typename Test> Value besideNeutral(Op op, Test isNeutral) {
  return isNeutral(op.getY()) ? op.getX() : isNeutral(op.getX()) ? op.getY() : Value();
}

bool isFloat(Value value) { return isa<FloatType>(elementOf(value)); }

/// The operand that a reduction over axes of one element gives back. Without keep_dims the shape
/// differs.
template <typename Op> Value unreduced(Op op) {
  bool single = op.getType().getNumElements() == tensorType(op.getX()).getNumElements();
  return single ? op.getX() : Value();
}

/// The inner one of two equal functions of which the second changes nothing.
Value innerOfTwo(Operation *op) {
  Operation *inner = op->getOperand(0).getDefiningOp();
  bool equal = inner && inner->getName() == op->getName() &&
               inner->getAttrDictionary() == op->getAttrDictionary();
  return equal ? inner->getResult(0) : Value();
}

/// What `op` gives back unchanged; null where it changes it.
Value unchanged(Operation *op) {
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case([](AddOp sum) { return besideNeutral(sum, isNegativeZero); })
      .Case([](SubOp sub) { return isPositiveZero(sub.getY()) ? sub.getX() : Value(); })
      .Case([](MulOp mul) { return besideNeutral(mul, isOne); })
      .Case<RealDivOp, PowOp>(
          [](auto op) { return isFloat(op.getX()) && isOne(op.getY()) ? op.getX() : Value(); })
      .Case([](MaximumOp max) {
        return besideNeutral(max, [](Value y) { return isInfinity(y, /*negative=*/true); });
      })
      .Case([](MinimumOp min) {
        return besideNeutral(min, [](Value y) { return isInfinity(y, /*negative=*/false); });
      })
      .Case([](ClipOp clip) {
        bool all = clip.getAlpha().isInfinity() && clip.getAlpha().isNegative() &&
                   clip.getBeta().isInfinity() && !clip.getBeta().isNegative();
        return all ? clip.getX() : innerOfTwo(clip);
      })
      .Case(
          [](SelectOp select) { return select.getA() == select.getB() ? select.getA() : Value(); })
      .Case<AbsOp, CeilOp, FloorOp, ReluOp, Relu6Op, RoundOp, SignOp>(
          [](auto op) { return innerOfTwo(op); })
      .Case<ReduceSumOp, ReduceMeanOp, ReduceMaxOp, ReduceMinOp>(
          [](auto op) { return unreduced(op); })
      .Default([](Operation *) { return Value(); });
}

struct RemoveArithmetic : RewritePattern {
  RemoveArithmetic(MLIRContext *context) : RewritePattern(MatchAnyOpTypeTag(), 1, context) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    Value value = unchanged(op);
    if (!value)
      return rewriter.notifyMatchFailure(op, "it may change its operand");
    return replaceByValue(op, value, rewriter);
  }
};

} // namespace

void populateArithmeticIdentities(RewritePatternSet &patterns) {
  patterns.addWithLabel<RemoveArithmetic>({kArithmeticLabel}, patterns.getContext());
}

} // namespace anemone::ane
