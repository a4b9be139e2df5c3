//===- VerifyLoneOperation.cpp - Programs that do next to nothing ---------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/LoneReduction.h"
#include "dialects/ANE/Transforms/VerifyConstraints.h"

using namespace mlir;
using namespace anemone::target;

namespace anemone::ane {
void verifyLoneOperation(ProgramOp program, ConstraintReporter &reporter) {
  if (Operation *reduction = findLoneReduction(program))
    reporter.report(reduction, rule::LoneReduction, "reduces the channels in a program of its own");
  auto end = cast<ReturnOp>(program.getBody().front().getTerminator());
  if (end.getNumOperands() != 1)
    return;
  Value output = end.getOperand(0);
  // Emission writes an identity for what no operation computes.
  if (isa_and_nonnull<IdentityOp, ConstantOp>(output.getDefiningOp()) || isa<BlockArgument>(output))
    reporter.report(program, rule::LoneIdentity, "returns one value that it does not compute");
}

} // namespace anemone::ane
