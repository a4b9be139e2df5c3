//===- CheckImport.cpp - A module after import ----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace anemone {
#define GEN_PASS_DEF_CHECKIMPORT
#include "lib/Compiler/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

struct CheckImportPass : anemone::impl::CheckImportBase<CheckImportPass> {
  using CheckImportBase::CheckImportBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    bool sound = true, hasEntry = false;
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      hasEntry |= function.isPublic() && !function.isExternal();
      function.walk([&](Operation *op) { sound &= isKnown(op); });
    }
    if (!hasEntry) {
      getOperation().emitError("has no entry: a public func.func with a body");
      sound = false;
    }
    if (!sound)
      signalPassFailure();
  }

  /// Foreign operations are reported here rather than by whichever pass trips over them.
  bool isKnown(Operation *op) {
    StringRef dialect = op->getName().getDialectNamespace();
    if (dialect == "onnx" || dialect == "func" || dialect == "ml_program")
      return true;
    op->emitError("'") << op->getName()
                       << "' op is not one of the dialects onnx, func and ml_program, "
                          "which a model is made of";
    return false;
  }
};

} // namespace
