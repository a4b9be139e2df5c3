//===- ChoiceAdjoints.cpp - Derivatives of elementwise choices ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A result is one of the operands, and the gradient is that one's. Where several
// are equal the first takes it all, so that max(x, x) changes as x does.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"

using namespace mlir;
using namespace anemone::onnx;

static LogicalResult adjoint(WhereOp op, AdjointBuilder &build) {
  Value zero = build.scalar(0, build.grad());
  build.give(1, build.where(op.getCondition(), build.grad(), zero));
  build.give(2, build.where(op.getCondition(), zero, build.grad()));
  return success();
}

/// Of Min and Max. What no operand before it took is the last one's.
template <typename Op> static LogicalResult adjointOfExtremum(Op op, AdjointBuilder &build) {
  Value remaining = build.grad();
  unsigned last = op->getNumOperands() - 1;
  for (unsigned operand = 0; operand < last; ++operand) {
    Value chosen = build.equal(op->getOperand(operand), op.getResult());
    Value taken = build.keep(remaining, chosen);
    build.give(operand, taken);
    remaining = build.sub(remaining, taken);
  }
  build.give(last, remaining);
  return success();
}

/// What stays as it is passes its gradient on. The lower bound is applied first.
static LogicalResult adjoint(ClipOp op, AdjointBuilder &build) {
  Value x = op.getInput(), remaining = build.grad(), raised = x;
  if (!isAbsent(op.getMin()))
    raised = build.create<MaxOp>(ValueRange{x, op.getMin()});
  if (!isAbsent(op.getMax())) {
    Value lowered = build.keep(remaining, build.greater(raised, op.getMax()));
    build.give(2, lowered);
    remaining = build.sub(remaining, lowered);
  }
  if (!isAbsent(op.getMin())) {
    Value lifted = build.keep(remaining, build.less(x, op.getMin()));
    build.give(1, lifted);
    remaining = build.sub(remaining, lifted);
  }
  build.give(0, remaining);
  return success();
}

void anemone::onnx::addChoiceAdjoints(MLIRContext *context) {
  addAdjoint<WhereOp, adjoint>(context);
  addAdjoint<MinOp, adjointOfExtremum<MinOp>>(context);
  addAdjoint<MaxOp, adjointOfExtremum<MaxOp>>(context);
  addAdjoint<ClipOp, adjoint>(context);
}
