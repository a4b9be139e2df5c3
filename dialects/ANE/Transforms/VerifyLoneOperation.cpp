//===- VerifyLoneOperation.cpp - Programs that do next to nothing ---------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/VerifyConstraints.h"

using namespace mlir;
using namespace anemone::target;

namespace anemone::ane {
namespace {

/// The operation of a program that has one beside its constants and its return; else null.
Operation *onlyOperation(ProgramOp program) {
  Operation *only = nullptr;
  for (Operation &op : program.getBody().front().without_terminator()) {
    if (isa<ConstantOp>(op))
      continue;
    if (only)
      return nullptr;
    only = &op;
  }
  return only;
}

/// A reduction of [1, C, 1, 1] over C alone.
template <typename ReduceOp> bool reducesChannelsOnly(Operation *op) {
  auto reduce = dyn_cast_or_null<ReduceOp>(op);
  if (!reduce || reduce.getAxes().size() != 1)
    return false;
  ArrayRef<int64_t> shape = cast<RankedTensorType>(reduce.getX().getType()).getShape();
  int64_t axis = reduce.getAxes()[0] + (reduce.getAxes()[0] < 0 ? int64_t(shape.size()) : 0);
  return shape.size() == 4 && axis == 1 && shape[0] == 1 && shape[2] == 1 && shape[3] == 1;
}

} // namespace

void verifyLoneOperation(ProgramOp program, ConstraintReporter &reporter) {
  Operation *only = onlyOperation(program);
  if (reducesChannelsOnly<ReduceMaxOp>(only) || reducesChannelsOnly<ReduceMeanOp>(only))
    reporter.report(only, rule::LoneReduction, "reduces the channels in a program of its own");
  auto end = cast<ReturnOp>(program.getBody().front().getTerminator());
  if (end.getNumOperands() != 1)
    return;
  Value output = end.getOperand(0);
  // Emission writes an identity for what no operation computes.
  if (isa_and_nonnull<IdentityOp, ConstantOp>(output.getDefiningOp()) || isa<BlockArgument>(output))
    reporter.report(program, rule::LoneIdentity, "returns one value that it does not compute");
}

} // namespace anemone::ane
