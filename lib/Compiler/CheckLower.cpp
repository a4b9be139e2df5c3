//===- CheckLower.cpp - A module after lowering ---------------------------===//
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
#define GEN_PASS_DEF_CHECKLOWER
#include "lib/Compiler/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

struct CheckLowerPass : anemone::impl::CheckLowerBase<CheckLowerPass> {
  using CheckLowerBase::CheckLowerBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    bool sound = true;
    for (auto function : getOperation().getOps<func::FuncOp>())
      function.walk([&](Operation *op) {
        if (isa<func::FuncOp, func::ReturnOp, ane::CallOp, ane::ReloadOp>(op) ||
            op->getName().getDialectNamespace() == "ml_program")
          return;
        op->emitError("'") << op->getName() << "' op is left in @" << function.getName()
                           << ", which may only call programs and move globals";
        sound = false;
      });
    if (!sound)
      signalPassFailure();
  }
};

} // namespace
