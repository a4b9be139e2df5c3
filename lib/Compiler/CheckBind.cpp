//===- CheckBind.cpp - A module after binding -----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEProgram.h"
#include "lib/Compiler/Passes.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/DenseSet.h"

namespace anemone {
#define GEN_PASS_DEF_CHECKBIND
#include "lib/Compiler/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

struct CheckBindPass : anemone::impl::CheckBindBase<CheckBindPass> {
  using CheckBindBase::CheckBindBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    llvm::DenseSet<StringAttr> stored;
    getOperation().walk([&](ml_program::GlobalStoreOp store) {
      stored.insert(store.getGlobal().getLeafReference());
    });
    SymbolTable symbols(getOperation());
    bool sound = true;
    getOperation().walk([&](ane::ConstantOp constant) {
      FlatSymbolRefAttr name = constant.getGlobal();
      if (!name || stored.contains(name.getAttr()))
        return;
      auto global = symbols.lookup<ml_program::GlobalOp>(name.getAttr());
      if (global && global.getValue())
        return;
      constant.emitOpError("reads @")
          << name.getValue() << ", which has no value and which no function stores";
      sound = false;
    });
    if (!sound)
      signalPassFailure();
  }
};

} // namespace
