//===- ANEUnaryOps.cpp - Functions of one number --------------------------===//
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
#include "dialects/ANE/IR/ANEUnaryOps.h.inc"

using Types = SmallVectorImpl<Type>;

template <typename Adaptor>
static LogicalResult inferSame(Adaptor op, const Reporter &, Types &types) {
  types.push_back(op.getX().getType());
  return success();
}

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEUnaryOps.cpp.inc"

void ANEDialect::registerUnaryOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ANE/IR/ANEUnaryOps.cpp.inc"
      >();
}

OpFoldResult IdentityOp::fold(FoldAdaptor) { return getX(); }
