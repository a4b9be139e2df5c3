//===- MathAdjoints.cpp - Derivatives of elementwise arithmetic -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"
#include <numbers>

using namespace mlir;
using namespace anemone::onnx;

//===----------------------------------------------------------------------===//
// One operand
//===----------------------------------------------------------------------===//

static LogicalResult adjoint(AbsOp op, AdjointBuilder &build) {
  build.give(0, build.mul(build.grad(), build.create<SignOp>(op.getX())));
  return success();
}

static LogicalResult adjoint(CosOp op, AdjointBuilder &build) {
  build.give(0, build.neg(build.mul(build.grad(), build.create<SinOp>(op.getX()))));
  return success();
}

static LogicalResult adjoint(SinOp op, AdjointBuilder &build) {
  build.give(0, build.mul(build.grad(), build.create<CosOp>(op.getX())));
  return success();
}

/// 2 / sqrt(pi) exp(-x^2). Beyond the bound that is 0 in every type, and its square fits fp16.
static LogicalResult adjoint(ErfOp op, AdjointBuilder &build) {
  Value square = build.square(build.bound(op.getX(), 10));
  Value slope = build.mul(build.exp(build.neg(square)), 2 * std::numbers::inv_sqrtpi);
  build.give(0, build.mul(build.grad(), slope));
  return success();
}

static LogicalResult adjoint(ExpOp op, AdjointBuilder &build) {
  build.give(0, build.mul(build.grad(), op.getY()));
  return success();
}

static LogicalResult adjoint(LogOp op, AdjointBuilder &build) {
  build.give(0, build.div(build.grad(), op.getX()));
  return success();
}

static LogicalResult adjoint(NegOp, AdjointBuilder &build) {
  build.give(0, build.neg(build.grad()));
  return success();
}

/// d(1 / x) = -y^2 dx, by one factor after the other: the square may not fit fp16.
static LogicalResult adjoint(ReciprocalOp op, AdjointBuilder &build) {
  build.give(0, build.neg(build.mul(build.mul(build.grad(), op.getY()), op.getY())));
  return success();
}

static LogicalResult adjoint(SqrtOp op, AdjointBuilder &build) {
  build.give(0, build.div(build.mul(build.grad(), 0.5), op.getY()));
  return success();
}

//===----------------------------------------------------------------------===//
// Several operands
//===----------------------------------------------------------------------===//

static LogicalResult adjoint(AddOp, AdjointBuilder &build) {
  build.give(0, build.grad());
  build.give(1, build.grad());
  return success();
}

static LogicalResult adjoint(SubOp, AdjointBuilder &build) {
  build.give(0, build.grad());
  build.give(1, build.neg(build.grad()));
  return success();
}

static LogicalResult adjoint(MulOp op, AdjointBuilder &build) {
  build.give(0, build.mul(build.grad(), op.getB()));
  build.give(1, build.mul(build.grad(), op.getA()));
  return success();
}

/// d(a / b) = da / b - (a / b) db / b
static LogicalResult adjoint(DivOp op, AdjointBuilder &build) {
  Value share = build.div(build.grad(), op.getB());
  build.give(0, share);
  build.give(1, build.neg(build.mul(share, op.getC())));
  return success();
}

/// a mod b = a - b trunc(a / b), and the quotient is what remains after the remainder.
static LogicalResult adjoint(ModOp op, AdjointBuilder &build) {
  Value quotient = build.div(build.sub(op.getA(), op.getC()), op.getB());
  build.give(0, build.grad());
  build.give(1, build.neg(build.mul(build.grad(), build.create<RoundOp>(quotient))));
  return success();
}

static LogicalResult adjoint(SumOp op, AdjointBuilder &build) {
  for (unsigned operand = 0; operand < op->getNumOperands(); ++operand)
    build.give(operand, build.grad());
  return success();
}

static LogicalResult adjoint(MeanOp op, AdjointBuilder &build) {
  Value share = build.mul(build.grad(), 1.0 / op->getNumOperands());
  for (unsigned operand = 0; operand < op->getNumOperands(); ++operand)
    build.give(operand, share);
  return success();
}

//===----------------------------------------------------------------------===//
// Powers
//===----------------------------------------------------------------------===//

/// y x^(y-1), with the exponent as a number where it is one, so that frequent ones become products
/// and roots. The exponent 0 asks for no power of a base that may be 0.
static Value slopeByBase(PowOp op, AdjointBuilder &build) {
  Value x = op.getX();
  auto known = constantFloats(op.getY());
  if (auto ints = constantInts(op.getY()))
    known.emplace(ints->begin(), ints->end());
  if (known && !known->empty() && llvm::all_equal(*known)) {
    double power = known->front();
    if (power == 0)
      return build.full(0, op.getZ());
    return build.mul(build.create<PowOp>(x, build.scalar(power - 1, x)), power);
  }
  Value power = build.cast(op.getY(), elementOf(x));
  return build.mul(build.create<PowOp>(x, build.add(power, -1)), power);
}

/// z log x, and 0 where x is not positive: there the power has no derivative by its exponent.
static Value slopeByExponent(PowOp op, AdjointBuilder &build) {
  Value x = op.getX(), one = build.scalar(1, x);
  Value positive = build.where(build.greater(x, 0.0), x, one);
  return build.mul(op.getZ(), build.create<LogOp>(positive));
}

static LogicalResult adjoint(PowOp op, AdjointBuilder &build) {
  build.give(0, build.mul(build.grad(), slopeByBase(op, build)));
  Type exponent = elementOf(op.getY());
  if (isa<FloatType>(exponent))
    build.give(1, build.cast(build.mul(build.grad(), slopeByExponent(op, build)), exponent));
  return success();
}

void anemone::onnx::addMathAdjoints(MLIRContext *context) {
  addZeroAdjoints<CeilOp, FloorOp, RoundOp, SignOp>(context);
  addAdjoint<AbsOp, adjoint>(context);
  addAdjoint<CosOp, adjoint>(context);
  addAdjoint<ErfOp, adjoint>(context);
  addAdjoint<ExpOp, adjoint>(context);
  addAdjoint<LogOp, adjoint>(context);
  addAdjoint<NegOp, adjoint>(context);
  addAdjoint<ReciprocalOp, adjoint>(context);
  addAdjoint<SinOp, adjoint>(context);
  addAdjoint<SqrtOp, adjoint>(context);
  addAdjoint<AddOp, adjoint>(context);
  addAdjoint<SubOp, adjoint>(context);
  addAdjoint<MulOp, adjoint>(context);
  addAdjoint<DivOp, adjoint>(context);
  addAdjoint<ModOp, adjoint>(context);
  addAdjoint<PowOp, adjoint>(context);
  addAdjoint<SumOp, adjoint>(context);
  addAdjoint<MeanOp, adjoint>(context);
}
