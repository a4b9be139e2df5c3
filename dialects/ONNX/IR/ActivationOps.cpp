//===- ActivationOps.cpp - Activations and softmax ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ActivationOps.h"
#include "dialects/ONNX/IR/InferUtils.h"

using namespace mlir;
using namespace anemone::onnx;

// Defined below; the generated code calls it.
template <typename Adaptor>
static LogicalResult inferSoftmax(InferSite site, Adaptor adaptor, Types &types);

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/ActivationOps.cpp.inc"

void ONNXDialect::addActivationOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ONNX/IR/ActivationOps.cpp.inc"
      >();
}

LogicalResult GeluOp::verify() {
  if (getApproximate() != "none" && getApproximate() != "tanh")
    return emitOpError("(C1) expects approximate to be none or tanh, got ") << getApproximate();
  return success();
}

template <typename Adaptor>
static LogicalResult inferSoftmax(InferSite site, Adaptor adaptor, Types &types) {
  MaybeShape shape = shapeOf(adaptor.getInput());
  if (shape && failed(normalizeAxis(site, adaptor.getAxis(), shape->size())))
    return failure();
  types.push_back(adaptor.getInput().getType());
  return success();
}
