//===- PlanSram.cpp - Programs against the target's memory ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// First channels beyond what a convolution may have, then memory: the analysis
// is in dialects/ANE/Analysis/MemoryPlan.h, the rewrites in FitMemory.h. What
// is left is recorded, and told where it is too much.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/FitMemory.h"
#include "dialects/ANE/Transforms/Passes.h"

using namespace mlir;

namespace anemone::ane {

#define GEN_PASS_DEF_ANEPLANSRAM
#include "dialects/ANE/Transforms/Passes.h.inc"

namespace {

struct PlanSramPass : impl::ANEPlanSramBase<PlanSramPass> {
  using ANEPlanSramBase::ANEPlanSramBase;

  void runOnOperation() override;

private:
  bool rewrite(ProgramOp program, int64_t limit);
  void warn(const MemoryPlan &plan, int64_t limit);
  void printPeak(ProgramOp program, const MemoryPlan &plan, int64_t limit);
};

/// "argument 0", "result of 'ane.conv'".
void describeSource(Diagnostic &note, Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value))
    note << "argument " << argument.getArgNumber();
  else
    note << "result of '" << value.getDefiningOp()->getName() << "'";
}

/// "the constant @w", "a literal", "a constant computed by 'ane.slice_by_size'".
void describeConstant(Diagnostic &note, Value value) {
  auto constant = value.getDefiningOp<ConstantOp>();
  if (!constant)
    note << "a constant computed by '" << value.getDefiningOp()->getName() << "'";
  else if (FlatSymbolRefAttr global = constant.getGlobal())
    note << "the constant " << global;
  else
    note << "a literal";
}

} // namespace

/// Returns whether anything changed.
bool PlanSramPass::rewrite(ProgramOp program, int64_t limit) {
  unsigned split = splitChannels(program, getTargetProfile(program));
  splitProducts += split;
  MemoryFitter fitter(program, limit);
  bool changed = fitter.run();
  reordered += fitter.reordered;
  tiled += fitter.tiled;
  return changed || split > 0;
}

void PlanSramPass::warn(const MemoryPlan &plan, int64_t limit) {
  plan.peakOperation()->emitWarning()
      << "'" << plan.peakOperation()->getName() << "' needs " << plan.peakBytes()
      << " bytes of memory at once, and the budget is " << limit
      << " bytes: the engine will keep what does not fit in DRAM, which is slower; shorter "
         "sequences, a smaller batch or fewer channels would help, and print-map shows what is "
         "held";
}

void PlanSramPass::printPeak(ProgramOp program, const MemoryPlan &plan, int64_t limit) {
  Operation *op = plan.peakOperation();
  InFlightDiagnostic remark = op->emitRemark();
  remark << "the peak of @" << program.getSymName() << " is " << plan.peakBytes()
         << " bytes, while '" << op->getName() << "' executes; the budget is " << limit << " bytes";
  for (const MemoryGroup &group : plan.groupsAt(op)) {
    Diagnostic &note = remark.attachNote(group.value.getLoc());
    note << group.bytes << " bytes: " << group.value.getType() << ", ";
    describeSource(note, group.value);
    note << ", until '" << plan.operationAt(group.end)->getName() << "'";
  }
  for (Value constant : plan.constantsOf(op)) {
    Diagnostic &note = remark.attachNote(constant.getLoc());
    note << packedBytes(constant) << " bytes: " << constant.getType() << ", ";
    describeConstant(note, constant);
    note << ", read now";
  }
}

void PlanSramPass::runOnOperation() {
  ProgramOp program = getOperation();
  int64_t limit = budget > 0 ? int64_t(budget) : getTargetProfile(program).memoryBytes;
  bool onEngine = !program.isHost();
  bool rewrites = onEngine && tile && !recordOnly;
  if (!rewrites || !rewrite(program, limit))
    markAllAnalysesPreserved(); // but for the attribute
  MemoryPlan plan(program);
  program->setAttr(kPeakAttr, Builder(&getContext()).getI64IntegerAttr(plan.peakBytes()));
  if (onEngine && !recordOnly && plan.peakBytes() > limit)
    warn(plan, limit);
  if (onEngine && printMap)
    printPeak(program, plan, limit);
}

} // namespace anemone::ane
