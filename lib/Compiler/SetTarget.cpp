//===- SetTarget.cpp - Name the target of a module ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEDialect.h"
#include "lib/Compiler/Passes.h"
#include "mlir/IR/BuiltinOps.h"

namespace anemone {
#define GEN_PASS_DEF_SETTARGET
#include "lib/Compiler/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

struct SetTargetPass : anemone::impl::SetTargetBase<SetTargetPass> {
  using SetTargetBase::SetTargetBase;

  void runOnOperation() override {
    markAllAnalysesPreserved(); // so that the module is not verified once more for an attribute
    ModuleOp module = getOperation();
    auto present = module->getAttrOfType<ane::TargetAttr>(ane::kTargetAttr);
    StringRef wanted = target;
    if (present && (wanted.empty() || present.getName() == wanted))
      return;
    if (present) {
      module.emitError() << "the module is compiled for the target '" << present.getName()
                         << "', and '" << wanted << "' is asked for; start from an earlier phase";
      return signalPassFailure();
    }
    if (wanted.empty())
      wanted = target::profiles().front().name;
    if (!target::findProfile(wanted)) {
      module.emitError() << "there is no target '" << wanted << "'; the targets are "
                         << target::profileNames();
      return signalPassFailure();
    }
    module->setAttr(ane::kTargetAttr, ane::TargetAttr::get(&getContext(), wanted));
  }
};

} // namespace
