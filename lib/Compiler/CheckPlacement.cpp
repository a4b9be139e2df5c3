//===- CheckPlacement.cpp - Nothing runs on the host ----------------------===//
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
#define GEN_PASS_DEF_CHECKPLACEMENT
#include "lib/Compiler/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

struct CheckPlacementPass : anemone::impl::CheckPlacementBase<CheckPlacementPass> {
  using CheckPlacementBase::CheckPlacementBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    SymbolTable symbols(getOperation());
    bool sound = true;
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.getName() == kPrepareFunction)
        continue;
      for (auto call : function.getOps<ane::CallOp>()) {
        auto program = symbols.lookup<ane::ProgramOp>(call.getCallee());
        if (!program || !program.isHost())
          continue;
        program.emitOpError("runs on the host, and --no-host forbids that");
        sound = false;
      }
    }
    if (!sound)
      signalPassFailure();
  }
};

} // namespace
