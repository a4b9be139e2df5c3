//===- CheckOptimize.cpp - A module after optimization --------------------===//
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
#define GEN_PASS_DEF_CHECKOPTIMIZE
#include "lib/Compiler/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

struct CheckOptimizePass : anemone::impl::CheckOptimizeBase<CheckOptimizePass> {
  using CheckOptimizeBase::CheckOptimizeBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    SymbolTable symbols(getOperation());
    bool sound = true;
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.getName() == kPrepareFunction)
        continue;
      for (auto call : function.getOps<ane::CallOp>())
        sound &= check(symbols.lookup<ane::ProgramOp>(call.getCallee()));
    }
    if (!sound)
      signalPassFailure();
  }

  bool check(ane::ProgramOp program) {
    for (unsigned i = 0, e = program.getResultTypes().size(); i < e; ++i)
      if (!program.getResultSurface(i)) {
        program.emitOpError("has no surface for result ") << i << "; run ane-pad-surfaces";
        return false;
      }
    for (unsigned i = 0, e = program.getArgumentTypes().size(); i < e; ++i)
      if (!program.getArgSurface(i)) {
        program.emitOpError("has no surface for argument ") << i << "; run ane-pad-surfaces";
        return false;
      }
    return true;
  }
};

} // namespace
