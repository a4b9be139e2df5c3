//===- MarkPhase.cpp - Note which phase was reached -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Compiler/Pipeline.h"
#include "lib/Compiler/Passes.h"
#include "mlir/IR/Verifier.h"

namespace anemone {
#define GEN_PASS_DEF_MARKPHASE
#include "lib/Compiler/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

struct MarkPhasePass : anemone::impl::MarkPhaseBase<MarkPhasePass> {
  using MarkPhaseBase::MarkPhaseBase;

  void runOnOperation() override {
    if (verifyModule && failed(verify(getOperation())))
      return signalPassFailure();
    markAllAnalysesPreserved(); // so that the module is not verified once more for an attribute
    if (findPhase(phase)) {
      getOperation()->setAttr(kPhaseAttr, StringAttr::get(&getContext(), phase));
      return;
    }
    getOperation().emitError() << "there is no phase '" << phase << "'; the phases are "
                               << phaseNames();
    signalPassFailure();
  }
};

} // namespace

FailureOr<Phase> anemone::reachedPhase(ModuleOp module) {
  Attribute mark = module->getAttr(kPhaseAttr);
  if (!mark)
    return Phase::Import;
  auto name = dyn_cast<StringAttr>(mark);
  std::optional<Phase> phase = name ? findPhase(name.getValue()) : std::nullopt;
  if (!phase)
    return module.emitError() << "'" << kPhaseAttr << "' is " << mark
                              << ", expected the name of a phase: " << phaseNames();
  return *phase;
}
