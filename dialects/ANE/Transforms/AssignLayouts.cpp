//===- AssignLayouts.cpp - The order of axes across a program -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LayoutOps.h says what each operation asks of the order of axes,
// LayoutClasses.h which values have to agree, LayoutPlan.h which order costs
// least, and LayoutRewriter.h makes the program follow. Here they meet.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/Inference.h"
#include "dialects/ANE/Transforms/LayoutRewriter.h"
#include "dialects/ANE/Transforms/Passes.h"

using namespace mlir;

namespace anemone::ane {

#define GEN_PASS_DEF_ANEASSIGNLAYOUTS
#include "dialects/ANE/Transforms/Passes.h.inc"

namespace {

/// Transposes that move no element become reshapes, which cost nothing. Returns whether there were
/// any.
bool replaceUnitTransposes(ProgramOp program) {
  bool changed = false;
  for (auto transpose :
       llvm::make_early_inc_range(program.getBody().front().getOps<TransposeOp>())) {
    if (!movesUnitAxesOnly(transpose))
      continue;
    OpBuilder builder(transpose);
    auto shape = llvm::to_vector_of<int32_t>(transpose.getType().getShape());
    transpose.replaceAllUsesWith(
        ReshapeOp::create(builder, transpose.getLoc(), transpose.getX(), shape).getResult());
    transpose.erase();
    changed = true;
  }
  return changed;
}

struct AssignLayoutsPass : impl::ANEAssignLayoutsBase<AssignLayoutsPass> {
  using ANEAssignLayoutsBase::ANEAssignLayoutsBase;

  void runOnOperation() override {
    ProgramOp program = getOperation();
    if (program.isHost())
      return markAllAnalysesPreserved();
    bool changed = replaceUnitTransposes(program);
    KnownValues known(program);
    LayoutCost before = costOfTransposes(program, known);
    // What has been moved may let more be moved.
    LayoutCost after = before;
    for (bool lower = before.transposes > 0; lower && assign(program, known, after);) {
      known = KnownValues(program);
      LayoutCost reached = costOfTransposes(program, known);
      lower = reached < after;
      after = reached;
      changed = true;
    }
    if (!changed)
      markAllAnalysesPreserved();
    transposesBefore += before.transposes;
    transposesAfter += after.transposes;
    bytesBefore += before.bytes;
    bytesAfter += after.bytes;
    if (report)
      remark(program, before, after);
  }

  /// Whether the program could be made to cost less than `before`.
  bool assign(ProgramOp program, const KnownValues &known, LayoutCost before) {
    LayoutPlan plan(program, known);
    plan.optimize();
    if (!(plan.cost() < before))
      return false;
    LayoutRewriter(program, plan, known).run();
    return true;
  }

  void remark(ProgramOp program, LayoutCost before, LayoutCost after) {
    program.emitRemark() << "remaining transposes: " << after.transposes << " of "
                         << before.transposes << ", bytes that they move: " << after.bytes << " of "
                         << before.bytes;
    KnownValues known(program);
    for (auto transpose : program.getBody().front().getOps<TransposeOp>())
      if (!known.contains(transpose))
        transpose.emitRemark() << "transposes " << transpose.getX().getType() << " by ["
                               << transpose.getPerm() << "]";
  }
};

} // namespace

} // namespace anemone::ane
