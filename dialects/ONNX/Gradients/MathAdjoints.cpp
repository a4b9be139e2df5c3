//===- MathAdjoints.cpp - Derivatives of elementwise arithmetic -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"

using namespace mlir;
using namespace anemone::onnx;

static LogicalResult adjoint(AddOp, AdjointBuilder &build) {
  build.give(0, build.grad());
  build.give(1, build.grad());
  return success();
}

static LogicalResult adjoint(SubOp, AdjointBuilder &build) {
  build.give(0, build.grad());
  build.give(1, build.create<NegOp>(build.grad()));
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
  build.give(1, build.create<NegOp>(build.mul(share, op.getC())));
  return success();
}

void anemone::onnx::addMathAdjoints(MLIRContext *context) {
  addAdjoint<AddOp, adjoint>(context);
  addAdjoint<SubOp, adjoint>(context);
  addAdjoint<MulOp, adjoint>(context);
  addAdjoint<DivOp, adjoint>(context);
}
