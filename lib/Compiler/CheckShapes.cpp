//===- CheckShapes.cpp - A module after shape inference -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace anemone {
#define GEN_PASS_DEF_CHECKSHAPES
#include "lib/Compiler/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

struct CheckShapesPass : anemone::impl::CheckShapesBase<CheckShapesPass> {
  using CheckShapesBase::CheckShapesBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    bool sound = true;
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      for (BlockArgument argument : function.getBody().getArguments())
        sound &= check(argument.getLoc(), "input", argument.getType());
      function.walk([&](Operation *op) {
        for (Type type : op->getResultTypes())
          sound &= check(op->getLoc(), op->getName().getStringRef(), type);
      });
    }
    if (!sound)
      signalPassFailure();
  }

  bool check(Location loc, StringRef what, Type type) {
    auto tensor = dyn_cast<TensorType>(type);
    if (!tensor || tensor.hasStaticShape())
      return true;
    emitError(loc) << "'" << what << "' has the type " << type
                   << " after shape inference, expected static extents; give those of dynamic axes "
                      "with --dim NAME=VALUE";
    return false;
  }
};

} // namespace
