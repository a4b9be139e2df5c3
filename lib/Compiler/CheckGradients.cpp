//===- CheckGradients.cpp - A module after differentiation ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace anemone {
#define GEN_PASS_DEF_CHECKGRADIENTS
#include "lib/Compiler/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

struct CheckGradientsPass : anemone::impl::CheckGradientsBase<CheckGradientsPass> {
  using CheckGradientsBase::CheckGradientsBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    bool sound = true;
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.isExternal() || function.getBody().hasOneBlock())
        continue;
      function.emitOpError("has ")
          << function.getBody().getBlocks().size() << " blocks, expected straight-line code in one";
      sound = false;
    }
    if (!sound)
      signalPassFailure();
  }
};

} // namespace
