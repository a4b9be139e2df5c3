//===- VerifyConstraints.cpp - Programs against the catalogue -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The last look at what will be emitted: each rule that the passes before have
// to discharge is checked again here, on the IR alone.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/VerifyConstraints.h"
#include "dialects/ANE/Transforms/Passes.h"

#include "anemone/Target/Constraints.h"

using namespace mlir;

namespace anemone::ane {

#define GEN_PASS_DEF_ANEVERIFYCONSTRAINTS
#include "dialects/ANE/Transforms/Passes.h.inc"

void ConstraintReporter::report(Operation *op, unsigned number, const Twine &found) {
  if (!profile.enforces(number))
    return;
  failedAny = true;
  InFlightDiagnostic diagnostic = op->emitOpError("[") << target::label(number) << "] " << found
                                                       << " on " << std::string(profile.name);
  if (const target::Constraint *row = target::findConstraint(number))
    diagnostic << "; rule: " << std::string(row->rule) << "; " << std::string(row->remedy);
}

void ConstraintReporter::atMost(Operation *op, unsigned number, const Twine &quantity,
                                int64_t found, int64_t limit) {
  if (found > limit)
    report(op, number, quantity + " " + Twine(found) + " exceeds " + Twine(limit));
}

namespace {

void verifyOperation(Operation *op, ConstraintReporter &reporter) {
  verifyAvailability(op, reporter);
  verifyWindows(op, reporter);
  verifyOperands(op, reporter);
  verifyQuantization(op, reporter);
  for (Value result : op->getResults())
    verifyValue(op, result, reporter);
}

void verifyProgram(ProgramOp program, ConstraintReporter &reporter) {
  verifySurfaces(program, reporter);
  verifyInterface(program, reporter);
  verifyWeightBytes(program, reporter);
  verifyLoneOperation(program, reporter);
  for (Operation &op : program.getBody().front())
    verifyOperation(&op, reporter);
}

struct VerifyConstraintsPass : impl::ANEVerifyConstraintsBase<VerifyConstraintsPass> {
  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    ConstraintReporter reporter(getTargetProfile(getOperation()), symbols);
    bool hasEngine = false;
    for (auto program : getOperation().getOps<ProgramOp>())
      if (!program.isHost()) {
        hasEngine = true;
        verifyProgram(program, reporter);
      }
    markAllAnalysesPreserved(); // but for an attribute
    if (reporter.failedAny)
      return signalPassFailure();
    if (hasEngine)
      recordAudit(reporter);
  }

private:
  /// The rows that would have been reported.
  void recordAudit(const ConstraintReporter &reporter) {
    SmallVector<int64_t> numbers;
    for (const target::Constraint &row : target::constraints())
      if (row.verified && reporter.profile.enforces(row.number) &&
          (reporter.sawSurfaces || !llvm::is_contained(kSurfaceRules, row.number)))
        numbers.push_back(row.number);
    getOperation()->setAttr(kAuditAttr, DenseI64ArrayAttr::get(&getContext(), numbers));
  }
};

} // namespace
} // namespace anemone::ane
