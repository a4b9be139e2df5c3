//===- CheckLegalize.cpp - A module after legalization --------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEProgram.h"
#include "lib/Compiler/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace anemone {
#define GEN_PASS_DEF_CHECKLEGALIZE
#include "lib/Compiler/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

struct CheckLegalizePass : anemone::impl::CheckLegalizeBase<CheckLegalizePass> {
  using CheckLegalizeBase::CheckLegalizeBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    bool sound = true;
    for (auto program : getOperation().getOps<ane::ProgramOp>()) {
      if (program.isHost())
        continue;
      for (Operation &op : program.getBody().front())
        sound &= check(op);
    }
    if (!sound)
      signalPassFailure();
  }

  bool check(Operation &op) {
    bool isResult =
        llvm::any_of(op.getUsers(), [](Operation *user) { return isa<ane::ReturnOp>(user); });
    bool known = op.getNumOperands() > 0 && llvm::all_of(op.getOperands(), [](Value operand) {
                   return operand.getDefiningOp<ane::ConstantOp>();
                 });
    if (!known || isResult || isa<ane::ReturnOp>(op))
      return true;
    op.emitOpError("computes from constants alone; run ane-outline-prepare");
    return false;
  }
};

} // namespace
