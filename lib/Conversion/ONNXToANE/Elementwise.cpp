//===- Elementwise.cpp - Arithmetic, comparisons and choices --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"

using namespace mlir;
using namespace anemone;

namespace {

template <typename OpTy> using AdaptorOf = typename OpTy::Adaptor;

//===--- One to one ---===//

template <typename From, typename To>
FailureOr<Value> lowerUnary(From, AdaptorOf<From> in, EngineBuilder &engine) {
  return engine.unary<To>(in.getOperands().front());
}

/// The engine has sine and cosine from the M3 on; of a constant they are prepared.
template <typename From, typename To>
FailureOr<Value> lowerCircular(From op, AdaptorOf<From> in, EngineBuilder &engine) {
  Value x = in.getOperands().front();
  if (!engine.onHost() && !engine.profile().allowsSinCos && !isConstantExpression(x))
    return engine.refuse("the engine of this target has no sine and no cosine (ANE-C36)");
  return lowerUnary<From, To>(op, in, engine);
}

template <typename From, typename To>
FailureOr<Value> lowerBinary(From, AdaptorOf<From> in, EngineBuilder &engine) {
  return engine.binary<To>(in.getOperands()[0], in.getOperands()[1]);
}

/// Booleans are compared as numbers.
template <typename From, typename To>
FailureOr<Value> lowerComparison(From, AdaptorOf<From> in, EngineBuilder &engine) {
  Value lhs = in.getA(), rhs = in.getB();
  if (elementOf(lhs).isInteger(1)) {
    lhs = engine.cast(lhs, engine.floatType());
    rhs = engine.cast(rhs, engine.floatType());
  }
  return engine.binary<To>(lhs, rhs);
}

//===--- Arithmetic ---===//

FailureOr<Value> lowerNeg(onnx::NegOp, onnx::NegOp::Adaptor in, EngineBuilder &engine) {
  return engine.mul(in.getX(), -1);
}

/// The quotient of the magnitudes, with the sign of the product.
Value truncatedQuotient(Value lhs, Value rhs, EngineBuilder &engine) {
  auto magnitude = [&](Value x) { return engine.unary<ane::AbsOp>(x); };
  auto sign = [&](Value x) { return engine.unary<ane::SignOp>(x); };
  Value quotient = engine.binary<ane::FloorDivOp>(magnitude(lhs), magnitude(rhs));
  return engine.mul(quotient, engine.mul(sign(lhs), sign(rhs)));
}

/// Division of integers truncates; real_div does not.
FailureOr<Value> lowerDiv(onnx::DivOp, onnx::DivOp::Adaptor in, EngineBuilder &engine) {
  bool isFloat = isa<FloatType>(elementOf(in.getA()));
  if (!isFloat && engine.onHost())
    return truncatedQuotient(in.getA(), in.getB(), engine);
  if (!isFloat)
    return engine.refuse("it divides integers that are known only at run time, and the engine "
                         "computes in fp16");
  return engine.div(in.getA(), in.getB());
}

FailureOr<Value> lowerReciprocal(onnx::ReciprocalOp, onnx::ReciprocalOp::Adaptor in,
                                 EngineBuilder &engine) {
  return engine.unary<ane::InverseOp>(in.getX(), APFloat(0.0f));
}

FailureOr<Value> lowerLog(onnx::LogOp, onnx::LogOp::Adaptor in, EngineBuilder &engine) {
  return engine.unary<ane::LogOp>(in.getX(), APFloat(0.0f));
}

/// The remainder with the sign of the dividend: the engine's has the sign of the divisor, so it
/// works on magnitudes.
FailureOr<Value> lowerMod(onnx::ModOp op, onnx::ModOp::Adaptor in, EngineBuilder &engine) {
  bool isFloat = isa<FloatType>(elementOf(in.getA()));
  if (!isFloat && engine.onHost() && !op.getFmod()) // ONNX's sign is that of the divisor, then
    return engine.binary<ane::ModOp>(in.getA(), in.getB());
  if (!isFloat)
    return engine.refuse("its integers are known only at run time, and the engine computes in "
                         "fp16");
  if (!engine.onHost())
    return engine.refuse("the engine has no remainder (ANE-C36)");
  Value lhs = engine.unary<ane::AbsOp>(in.getA()), rhs = engine.unary<ane::AbsOp>(in.getB());
  Value magnitude = engine.binary<ane::ModOp>(lhs, rhs);
  return engine.mul(magnitude, engine.unary<ane::SignOp>(in.getA()));
}

/// Frequent exponents become cheaper and more exact operations.
FailureOr<Value> lowerPow(onnx::PowOp op, onnx::PowOp::Adaptor in, EngineBuilder &engine) {
  Type element = elementOf(in.getX());
  if (!isa<FloatType>(element) && !engine.onHost())
    return engine.refuse("its base is an integer known only at run time, and the engine computes "
                         "in fp16");
  auto exponent = constantNumbers(op.getY(), engine);
  Value result;
  if (exponent && llvm::all_equal(*exponent) && !exponent->empty()) {
    double power = exponent->front();
    if (power == 1)
      result = in.getX();
    else if (power == 2)
      result = engine.mul(in.getX(), in.getX());
    else if (power == 3)
      result = engine.mul(engine.mul(in.getX(), in.getX()), in.getX());
    else if (isa<IntegerType>(element))
      result = Value();
    else if (power == 0.5)
      result = engine.unary<ane::SqrtOp>(in.getX());
    else if (power == -1)
      result = engine.unary<ane::InverseOp>(in.getX(), APFloat(0.0f));
  }
  if (result)
    return engine.broadcastTo(result, broadcastShapes(shapeOf(in.getX()), shapeOf(in.getY())));
  if (!isa<FloatType>(element))
    return engine.refuse("its base is an integer and its exponent not 1, 2 or 3");
  Value power = exponent && exponent->size() == 1 && rankOf(in.getY()) == 0
                    ? engine.scalar(exponent->front(), element)
                    : engine.cast(in.getY(), element);
  return engine.binary<ane::PowOp>(in.getX(), power);
}

template <typename From, typename To>
FailureOr<Value> lowerVariadic(From, AdaptorOf<From> in, EngineBuilder &engine) {
  Value result = in.getOperands().front();
  for (Value operand : in.getOperands().drop_front())
    result = engine.binary<To>(result, operand);
  return result;
}

FailureOr<Value> lowerMean(onnx::MeanOp, onnx::MeanOp::Adaptor in, EngineBuilder &engine) {
  Value sum = in.getOperands().front();
  for (Value operand : in.getOperands().drop_front())
    sum = engine.add(sum, operand);
  return engine.mul(sum, 1.0 / in.getOperands().size());
}

//===--- Tests of floats: MIL has none, so they are comparisons ---===//

/// A NaN is the only number that differs from itself.
FailureOr<Value> lowerIsNaN(onnx::IsNaNOp, onnx::IsNaNOp::Adaptor in, EngineBuilder &engine) {
  return engine.binary<ane::NotEqualOp>(in.getX(), in.getX());
}

/// An infinity is beyond the largest finite number of what the program computes in.
FailureOr<Value> lowerIsInf(onnx::IsInfOp op, onnx::IsInfOp::Adaptor in, EngineBuilder &engine) {
  Value x = in.getX();
  bool negative = op.getDetectNegative() != 0, positive = op.getDetectPositive() != 0;
  if (!negative && !positive)
    return engine.splat(0, shapeOf(x), engine.getBuilder().getI1Type());
  const llvm::fltSemantics &semantics = cast<FloatType>(elementOf(x)).getFloatSemantics();
  double largest = APFloat::getLargest(semantics).convertToDouble();
  if (!positive)
    return engine.binary<ane::LessOp>(x, engine.scalarLike(-largest, x));
  Value reach = negative ? engine.unary<ane::AbsOp>(x) : x;
  return engine.binary<ane::GreaterOp>(reach, engine.scalarLike(largest, x));
}

//===--- Logic: the engine has no logical operations (ANE-C36), so truth is 0 or 1 ---===//

struct Truth {
  EngineBuilder &engine;
  Value number(Value truth) { return engine.cast(truth, engine.floatType()); }
  Value truth(Value number) { return engine.cast(number, engine.getBuilder().getI1Type()); }
};

FailureOr<Value> lowerAnd(onnx::AndOp, onnx::AndOp::Adaptor in, EngineBuilder &engine) {
  Truth as{engine};
  return as.truth(engine.mul(as.number(in.getA()), as.number(in.getB())));
}
FailureOr<Value> lowerOr(onnx::OrOp, onnx::OrOp::Adaptor in, EngineBuilder &engine) {
  Truth as{engine};
  return as.truth(engine.maximum(as.number(in.getA()), as.number(in.getB())));
}
FailureOr<Value> lowerXor(onnx::XorOp, onnx::XorOp::Adaptor in, EngineBuilder &engine) {
  Truth as{engine};
  return engine.binary<ane::NotEqualOp>(as.number(in.getA()), as.number(in.getB()));
}
FailureOr<Value> lowerNot(onnx::NotOp, onnx::NotOp::Adaptor in, EngineBuilder &engine) {
  Truth as{engine};
  Value number = as.number(in.getX());
  return engine.binary<ane::EqualOp>(number, engine.scalarLike(0, number));
}

FailureOr<Value> lowerWhere(onnx::WhereOp, onnx::WhereOp::Adaptor in, EngineBuilder &engine) {
  Value whenTrue = in.getX(), whenFalse = in.getY();
  Type element = elementOf(whenTrue);
  if (failed(requireExactInHalf(whenTrue, engine)))
    return failure();
  if (!element.isInteger(1))
    return engine.select(in.getCondition(), whenTrue, whenFalse);
  Truth as{engine};
  return as.truth(engine.select(in.getCondition(), as.number(whenTrue), as.number(whenFalse)));
}

FailureOr<Value> lowerCast(onnx::CastOp op, onnx::CastOp::Adaptor in, EngineBuilder &engine) {
  Type element = elementOf(op.getOutput());
  if (isa<FloatType>(
          element)) // every float is an fp16 on the engine, or what the program computes in
    element =
        isa<FloatType>(elementOf(in.getInput())) ? elementOf(in.getInput()) : engine.floatType();
  if (ane::getMILTypeName(element).empty())
    return engine.refuse("the engine has no tensors of its element type");
  return engine.cast(in.getInput(), element);
}

} // namespace

void anemone::populateElementwiseLowerings(Lowerings &set) {
  set.add<onnx::AbsOp>(lowerUnary<onnx::AbsOp, ane::AbsOp>);
  set.add<onnx::CeilOp>(lowerUnary<onnx::CeilOp, ane::CeilOp>);
  set.add<onnx::CosOp>(lowerCircular<onnx::CosOp, ane::CosOp>);
  set.add<onnx::ErfOp>(lowerUnary<onnx::ErfOp, ane::ErfOp>);
  set.add<onnx::ExpOp>(lowerUnary<onnx::ExpOp, ane::ExpOp>);
  set.add<onnx::FloorOp>(lowerUnary<onnx::FloorOp, ane::FloorOp>);
  set.add<onnx::IsInfOp>(lowerIsInf);
  set.add<onnx::IsNaNOp>(lowerIsNaN);
  set.add<onnx::LogOp>(lowerLog);
  set.add<onnx::NegOp>(lowerNeg);
  set.add<onnx::ReciprocalOp>(lowerReciprocal);
  set.add<onnx::RoundOp>(lowerUnary<onnx::RoundOp, ane::RoundOp>);
  set.add<onnx::SignOp>(lowerUnary<onnx::SignOp, ane::SignOp>);
  set.add<onnx::SinOp>(lowerCircular<onnx::SinOp, ane::SinOp>);
  set.add<onnx::SqrtOp>(lowerUnary<onnx::SqrtOp, ane::SqrtOp>);
  set.add<onnx::AddOp>(lowerBinary<onnx::AddOp, ane::AddOp>);
  set.add<onnx::SubOp>(lowerBinary<onnx::SubOp, ane::SubOp>);
  set.add<onnx::MulOp>(lowerBinary<onnx::MulOp, ane::MulOp>);
  set.add<onnx::DivOp>(lowerDiv);
  set.add<onnx::ModOp>(lowerMod);
  set.add<onnx::PowOp>(lowerPow);
  set.add<onnx::MinOp>(lowerVariadic<onnx::MinOp, ane::MinimumOp>);
  set.add<onnx::MaxOp>(lowerVariadic<onnx::MaxOp, ane::MaximumOp>);
  set.add<onnx::SumOp>(lowerVariadic<onnx::SumOp, ane::AddOp>);
  set.add<onnx::MeanOp>(lowerMean);
  set.add<onnx::EqualOp>(lowerComparison<onnx::EqualOp, ane::EqualOp>);
  set.add<onnx::LessOp>(lowerComparison<onnx::LessOp, ane::LessOp>);
  set.add<onnx::LessOrEqualOp>(lowerComparison<onnx::LessOrEqualOp, ane::LessEqualOp>);
  set.add<onnx::GreaterOp>(lowerComparison<onnx::GreaterOp, ane::GreaterOp>);
  set.add<onnx::GreaterOrEqualOp>(lowerComparison<onnx::GreaterOrEqualOp, ane::GreaterEqualOp>);
  set.add<onnx::AndOp>(lowerAnd);
  set.add<onnx::OrOp>(lowerOr);
  set.add<onnx::XorOp>(lowerXor);
  set.add<onnx::NotOp>(lowerNot);
  set.add<onnx::WhereOp>(lowerWhere);
  set.add<onnx::CastOp>(lowerCast);
}
