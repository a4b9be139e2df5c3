//===- MathOps.cpp - Elementwise arithmetic and logic ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/MathOps.h"
#include "dialects/ONNX/IR/InferUtils.h"

using namespace mlir;
using namespace anemone::onnx;

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/MathOps.cpp.inc"

void ONNXDialect::addMathOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ONNX/IR/MathOps.cpp.inc"
      >();
}

LogicalResult ModOp::verify() {
  if (getFmod() == 0 && isa<FloatType>(elementTypeOf(getA())))
    return emitOpError("(C3) expects fmod = 1 for operands of floats");
  return success();
}
