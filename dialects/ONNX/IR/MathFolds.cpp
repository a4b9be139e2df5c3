//===- MathFolds.cpp - Folding arithmetic and logic -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Floats are computed in their own type, rounded as IEEE 754 says. What only a
// library function computes (exp, log, sin ...) is left alone: its last bit
// differs between hosts.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/FoldUtils.h"
#include "dialects/ONNX/IR/MathOps.h"

using namespace mlir;
using namespace anemone::onnx;

using llvm::APSInt;
using MaybeInt = std::optional<APSInt>;
using MaybeFloat = std::optional<APFloat>;

static constexpr APFloat::roundingMode kToEven = APFloat::rmNearestTiesToEven;

//===----------------------------------------------------------------------===//
// One operand
//===----------------------------------------------------------------------===//

/// A function that rounds floats to integers of their own type.
template <APFloat::roundingMode mode> static MaybeFloat roundFloat(const APFloat &x) {
  APFloat result = x;
  result.roundToIntegral(mode);
  return result;
}

static MaybeInt negateInt(const APSInt &x) {
  if (x.isUnsigned() || x.isMinSignedValue())
    return std::nullopt;
  return -x;
}

OpFoldResult AbsOp::fold(FoldAdaptor adaptor) {
  return foldElements(
      adaptor.getX(), getType(),
      [](const APSInt &x) { return x.isNegative() ? negateInt(x) : MaybeInt(x); },
      [](const APFloat &x) { return MaybeFloat(abs(x)); });
}

OpFoldResult NegOp::fold(FoldAdaptor adaptor) {
  return foldElements(adaptor.getX(), getType(), negateInt,
                      [](const APFloat &x) { return MaybeFloat(-x); });
}

OpFoldResult CeilOp::fold(FoldAdaptor adaptor) {
  return foldElements(adaptor.getX(), getType(), nullptr, roundFloat<APFloat::rmTowardPositive>);
}

OpFoldResult FloorOp::fold(FoldAdaptor adaptor) {
  return foldElements(adaptor.getX(), getType(), nullptr, roundFloat<APFloat::rmTowardNegative>);
}

OpFoldResult RoundOp::fold(FoldAdaptor adaptor) {
  return foldElements(adaptor.getX(), getType(), nullptr, roundFloat<kToEven>);
}

OpFoldResult NotOp::fold(FoldAdaptor adaptor) {
  return foldElements(
      adaptor.getX(), getType(), [](const APSInt &x) { return MaybeInt(~x); }, nullptr);
}

OpFoldResult ReciprocalOp::fold(FoldAdaptor adaptor) {
  return foldElements(adaptor.getX(), getType(), nullptr, [](const APFloat &x) {
    APFloat result = APFloat::getOne(x.getSemantics());
    result.divide(x, kToEven);
    return MaybeFloat(result);
  });
}

OpFoldResult SignOp::fold(FoldAdaptor adaptor) {
  return foldElements(
      adaptor.getX(), getType(),
      [](const APSInt &x) {
        APSInt one(APInt(x.getBitWidth(), 1), x.isUnsigned());
        return MaybeInt(x.isZero() ? x : x.isNegative() ? -one : one);
      },
      [](const APFloat &x) {
        return MaybeFloat(
            x.isZero() || x.isNaN() ? x : APFloat::getOne(x.getSemantics(), x.isNegative()));
      });
}

OpFoldResult SqrtOp::fold(FoldAdaptor adaptor) {
  // IEEE 754 wants the square root exactly rounded, and the double of a float's
  // rounds to the float's.
  return foldElements(adaptor.getX(), getType(), nullptr, [](const APFloat &x) -> MaybeFloat {
    // The sign of what is not a number differs between hosts.
    if (APFloat::getSizeInBits(x.getSemantics()) > 32 || x.isNegative() || x.isNaN())
      return std::nullopt;
    APFloat result(std::sqrt(x.convertToDouble()));
    bool losesInfo;
    result.convert(x.getSemantics(), kToEven, &losesInfo);
    return result;
  });
}

//===----------------------------------------------------------------------===//
// Two operands
//===----------------------------------------------------------------------===//

using IntMember = APInt (APInt::*)(const APInt &, bool &) const;

/// Integer arithmetic that declines to overflow.
template <IntMember onSigned, IntMember onUnsigned>
static MaybeInt checkedInt(const APSInt &a, const APSInt &b) {
  bool overflow = false;
  APInt result = a.isSigned() ? (a.*onSigned)(b, overflow) : (a.*onUnsigned)(b, overflow);
  return overflow ? MaybeInt() : APSInt(result, a.isUnsigned());
}

template <APFloat::opStatus (APFloat::*operation)(const APFloat &, APFloat::roundingMode)>
static MaybeFloat roundedFloat(const APFloat &a, const APFloat &b) {
  APFloat result = a;
  (result.*operation)(b, kToEven);
  return result;
}

static auto addInts = checkedInt<&APInt::sadd_ov, &APInt::uadd_ov>;
static auto addFloats = roundedFloat<&APFloat::add>;

/// `value` where it has the type of the result, so that it can stand for it.
static OpFoldResult ifTyped(Value value, Type type) {
  return value.getType() == type ? OpFoldResult(value) : OpFoldResult();
}

OpFoldResult AddOp::fold(FoldAdaptor adaptor) {
  // Only of integers: a float -0 plus 0 is +0.
  if (elementTypeOf(getResult()).isInteger()) {
    if (isSplatOf(adaptor.getB(), 0) && getA().getType() == getType())
      return getA();
    if (isSplatOf(adaptor.getA(), 0) && getB().getType() == getType())
      return getB();
  }
  return foldPairs(adaptor.getA(), adaptor.getB(), getType(), addInts, addFloats);
}

OpFoldResult SubOp::fold(FoldAdaptor adaptor) {
  if (isSplatOf(adaptor.getB(), 0) && getA().getType() == getType())
    return getA();
  return foldPairs(adaptor.getA(), adaptor.getB(), getType(),
                   checkedInt<&APInt::ssub_ov, &APInt::usub_ov>, roundedFloat<&APFloat::subtract>);
}

OpFoldResult MulOp::fold(FoldAdaptor adaptor) {
  if (isSplatOf(adaptor.getB(), 1) && getA().getType() == getType())
    return getA();
  if (isSplatOf(adaptor.getA(), 1) && getB().getType() == getType())
    return getB();
  return foldPairs(adaptor.getA(), adaptor.getB(), getType(),
                   checkedInt<&APInt::smul_ov, &APInt::umul_ov>, roundedFloat<&APFloat::multiply>);
}

/// Whether a quotient of integers exists.
static bool divides(const APSInt &a, const APSInt &b) {
  return !b.isZero() && !(a.isSigned() && a.isMinSignedValue() && b.isAllOnes());
}

OpFoldResult DivOp::fold(FoldAdaptor adaptor) {
  if (isSplatOf(adaptor.getB(), 1) && getA().getType() == getType())
    return getA();
  return foldPairs(
      adaptor.getA(), adaptor.getB(), getType(),
      [](const APSInt &a, const APSInt &b) { return divides(a, b) ? MaybeInt(a / b) : MaybeInt(); },
      roundedFloat<&APFloat::divide>);
}

OpFoldResult ModOp::fold(FoldAdaptor adaptor) {
  bool dividendSign = getFmod() != 0;
  return foldPairs(
      adaptor.getA(), adaptor.getB(), getType(),
      [&](const APSInt &a, const APSInt &b) -> MaybeInt {
        if (!divides(a, b))
          return std::nullopt;
        APSInt result = a % b;
        bool signsDiffer = result.isNegative() != b.isNegative();
        return dividendSign || result.isZero() || !signsDiffer ? result : result + b;
      },
      [](const APFloat &a, const APFloat &b) {
        APFloat result = a;
        result.mod(b);
        return MaybeFloat(result);
      });
}

/// An integer power by repeated products; nothing for a negative exponent or
/// where a product overflows.
static MaybeInt powInt(const APSInt &base, const APSInt &exponent) {
  if (exponent.isNegative() || exponent.getActiveBits() > 8)
    return std::nullopt;
  MaybeInt result = APSInt(APInt(base.getBitWidth(), 1), base.isUnsigned());
  for (uint64_t i = exponent.getZExtValue(); i != 0 && result; --i)
    result = checkedInt<&APInt::smul_ov, &APInt::umul_ov>(*result, base);
  return result;
}

OpFoldResult PowOp::fold(FoldAdaptor adaptor) {
  if (isSplatOf(adaptor.getY(), 1) && getX().getType() == getType())
    return getX();
  return foldPairs(adaptor.getX(), adaptor.getY(), getType(), powInt, nullptr);
}

OpFoldResult AndOp::fold(FoldAdaptor adaptor) {
  return foldPairs(
      adaptor.getA(), adaptor.getB(), getType(),
      [](const APSInt &a, const APSInt &b) { return MaybeInt(a & b); }, nullptr);
}

OpFoldResult OrOp::fold(FoldAdaptor adaptor) {
  return foldPairs(
      adaptor.getA(), adaptor.getB(), getType(),
      [](const APSInt &a, const APSInt &b) { return MaybeInt(a | b); }, nullptr);
}

OpFoldResult XorOp::fold(FoldAdaptor adaptor) {
  return foldPairs(
      adaptor.getA(), adaptor.getB(), getType(),
      [](const APSInt &a, const APSInt &b) { return MaybeInt(a ^ b); }, nullptr);
}

OpFoldResult EqualOp::fold(FoldAdaptor adaptor) {
  return foldComparison(adaptor.getA(), adaptor.getB(), getType(), [](int c) { return c == 0; });
}

OpFoldResult LessOp::fold(FoldAdaptor adaptor) {
  return foldComparison(adaptor.getA(), adaptor.getB(), getType(), [](int c) { return c < 0; });
}

OpFoldResult LessOrEqualOp::fold(FoldAdaptor adaptor) {
  return foldComparison(adaptor.getA(), adaptor.getB(), getType(), [](int c) { return c <= 0; });
}

OpFoldResult GreaterOp::fold(FoldAdaptor adaptor) {
  return foldComparison(adaptor.getA(), adaptor.getB(), getType(), [](int c) { return c > 0; });
}

OpFoldResult GreaterOrEqualOp::fold(FoldAdaptor adaptor) {
  return foldComparison(adaptor.getA(), adaptor.getB(), getType(), [](int c) { return c >= 0; });
}

//===----------------------------------------------------------------------===//
// More operands
//===----------------------------------------------------------------------===//

OpFoldResult WhereOp::fold(FoldAdaptor adaptor) {
  auto condition = dyn_cast_if_present<DenseElementsAttr>(adaptor.getCondition());
  if (condition && condition.isSplat()) {
    Value chosen = condition.getSplatValue<bool>() ? getX() : getY();
    if (chosen.getType() == getType())
      return chosen;
  }
  ElementsAttr x = foldableConstant(adaptor.getX()), y = foldableConstant(adaptor.getY());
  RankedTensorType type = foldableType(getType());
  if (!foldableConstant(adaptor.getCondition()) || !x || !y || !type)
    return {};
  SmallVector<bool> flags(condition.getValues<bool>());
  SmallVector<Attribute> ifTrue(x.getValues<Attribute>()), ifFalse(y.getValues<Attribute>()),
      result;
  forEachIndex(type.getShape(), [&](ArrayRef<int64_t> index) {
    bool flag = flags[broadcastPosition(index, condition.getType().getShape())];
    ElementsAttr from = flag ? x : y;
    int64_t position = broadcastPosition(index, from.getShapedType().getShape());
    result.push_back((flag ? ifTrue : ifFalse)[position]);
  });
  return DenseElementsAttr::get(type, result);
}

/// Folds an operation over any number of operands by pairs from the left, each
/// partial result in the shape of the whole.
static OpFoldResult foldVariadic(ValueRange values, ArrayRef<Attribute> operands, Type type,
                                 IntFunction2 onInts, FloatFunction2 onFloats) {
  if (operands.size() == 1)
    return ifTyped(values.front(), type);
  Attribute result = operands.front();
  for (Attribute operand : operands.drop_front()) {
    OpFoldResult next = foldPairs(result, operand, type, onInts, onFloats);
    result = dyn_cast_if_present<Attribute>(next);
    if (!result)
      return {};
  }
  return result;
}

OpFoldResult MinOp::fold(FoldAdaptor adaptor) {
  return foldVariadic(
      getData_0(), adaptor.getData_0(), getType(),
      [](const APSInt &a, const APSInt &b) { return MaybeInt(b < a ? b : a); },
      [](const APFloat &a, const APFloat &b) { return MaybeFloat(minimum(a, b)); });
}

OpFoldResult MaxOp::fold(FoldAdaptor adaptor) {
  return foldVariadic(
      getData_0(), adaptor.getData_0(), getType(),
      [](const APSInt &a, const APSInt &b) { return MaybeInt(a < b ? b : a); },
      [](const APFloat &a, const APFloat &b) { return MaybeFloat(maximum(a, b)); });
}

OpFoldResult SumOp::fold(FoldAdaptor adaptor) {
  return foldVariadic(getData_0(), adaptor.getData_0(), getType(), addInts, addFloats);
}

OpFoldResult MeanOp::fold(FoldAdaptor) {
  return getNumOperands() == 1 ? ifTyped(getOperand(0), getType()) : OpFoldResult();
}
