//===- BareResults.cpp - What a program may return ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/BareResults.h"
#include "dialects/ANE/IR/ANE.h"

using namespace mlir;

namespace anemone::ane {

bool isView(Operation *op) { return isa_and_present<ReshapeOp, ExpandDimsOp, SqueezeOp>(op); }

static bool isReturned(Value value) {
  return llvm::any_of(value.getUsers(), [](Operation *user) {
    return isa<ReturnOp>(user) || (isView(user) && isReturned(user->getResult(0)));
  });
}

bool leavesBareResult(Value replaced, Value replacement) {
  while (isView(replacement.getDefiningOp()))
    replacement = replacement.getDefiningOp()->getOperand(0);
  bool isBare = isa<BlockArgument>(replacement) || replacement.getDefiningOp<ConstantOp>();
  return isBare && isReturned(replaced);
}

LogicalResult replaceByValue(Operation *op, Value value, PatternRewriter &rewriter) {
  if (value.getType() != op->getResult(0).getType())
    return rewriter.notifyMatchFailure(op, "the type differs");
  if (leavesBareResult(op->getResult(0), value))
    return rewriter.notifyMatchFailure(op, "the program would return an argument or a constant");
  rewriter.replaceOp(op, value);
  return success();
}

} // namespace anemone::ane
