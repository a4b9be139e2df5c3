//===- MiscOps.cpp - Constants and foreign module structure ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/MiscOps.h"

using namespace mlir;
using namespace anemone::onnx;

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/MiscOps.cpp.inc"

void ONNXDialect::addMiscOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ONNX/IR/MiscOps.cpp.inc"
      >();
}

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValueAttr(); }

OpFoldResult NoValueOp::fold(FoldAdaptor) { return UnitAttr::get(getContext()); }
