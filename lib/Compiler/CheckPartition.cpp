//===- CheckPartition.cpp - A module after partitioning -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEDialect.h"
#include "lib/Compiler/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"

namespace anemone {
#define GEN_PASS_DEF_CHECKPARTITION
#include "lib/Compiler/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

struct CheckPartitionPass : anemone::impl::CheckPartitionBase<CheckPartitionPass> {
  using CheckPartitionBase::CheckPartitionBase;

  void runOnOperation() override {
    markAllAnalysesPreserved();
    if (getOperation()->hasAttr(ane::kTargetAttr))
      return;
    getOperation().emitError("names no target; run ane-set-target");
    signalPassFailure();
  }
};

} // namespace
