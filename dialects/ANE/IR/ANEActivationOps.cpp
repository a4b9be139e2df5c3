//===- ANEActivationOps.cpp - Activation functions ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEDialect.h"
#include "dialects/ANE/IR/Inference.h"

using namespace mlir;
using namespace anemone::ane;

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEActivationOps.h.inc"

using Types = SmallVectorImpl<Type>;

template <typename Adaptor>
static LogicalResult inferSame(Adaptor op, const Reporter &, Types &types) {
  types.push_back(op.getX().getType());
  return success();
}

static LogicalResult inferGelu(GeluOp::Adaptor op, const Reporter &report, Types &types) {
  StringRef mode = op.getMode();
  if (mode != "EXACT" && mode != "TANH_APPROXIMATION" && mode != "SIGMOID_APPROXIMATION")
    return report("(C1) has mode '", mode,
                  "', expected EXACT, TANH_APPROXIMATION or SIGMOID_APPROXIMATION");
  return inferSame(op, report, types);
}

static LogicalResult inferPrelu(PreluOp::Adaptor op, const Reporter &report, Types &types) {
  RankedTensorType x = tensorType(op.getX()), alpha = tensorType(op.getAlpha());
  if (x.getRank() < 3 || x.getRank() > 5)
    return report("(C1) has x of rank ", x.getRank(), ", expected 3 to 5");
  Type expected = RankedTensorType::get(x.getDimSize(1), x.getElementType());
  if (alpha != expected)
    return report("(C2) has alpha of type ", alpha, ", expected ", expected,
                  ", one number a channel");
  return inferSame(op, report, types);
}

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEActivationOps.cpp.inc"

void ANEDialect::registerActivationOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ANE/IR/ANEActivationOps.cpp.inc"
      >();
}
