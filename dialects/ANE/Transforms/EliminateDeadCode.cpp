//===- EliminateDeadCode.cpp - What nobody reads goes ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ModuleLiveness.h decides; here the rest is removed. Functions come first,
// because a call that stays is written again while its program still has the
// old signature; then programs, functions and globals that nobody names.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/ModuleLiveness.h"
#include "dialects/ANE/Transforms/Passes.h"

using namespace mlir;

namespace anemone::ane {

#define GEN_PASS_DEF_ANEELIMINATEDEADCODE
#include "dialects/ANE/Transforms/Passes.h.inc"

namespace {

template <typename Range> SmallVector<Value> withoutDead(Range values, const BitVector &dead) {
  SmallVector<Value> kept;
  for (auto [index, value] : llvm::enumerate(values))
    if (!dead.test(index))
      kept.push_back(value);
  return kept;
}

struct EliminateDeadCodePass : impl::ANEEliminateDeadCodeBase<EliminateDeadCodePass> {
  using ANEEliminateDeadCodeBase::ANEEliminateDeadCodeBase;

  void runOnOperation() override;

private:
  void sweepFunction(func::FuncOp function);
  void rewriteCall(CallOp call);
  void sweepProgram(ProgramOp program);

  const ModuleLiveness *liveness = nullptr;
  bool changed = false;
};

} // namespace

/// Leaves only the operands and results that the program keeps.
void EliminateDeadCodePass::rewriteCall(CallOp call) {
  ProgramOp program = liveness->programOf(call);
  BitVector deadArguments = liveness->deadArguments(program);
  BitVector deadResults = liveness->deadResults(program);
  if (deadArguments.none() && deadResults.none())
    return;
  changed = true;
  OpBuilder builder(call);
  SmallVector<Value> kept = withoutDead(call.getResults(), deadResults);
  auto rewritten =
      CallOp::create(builder, call.getLoc(), ValueRange(kept).getTypes(), call.getCalleeAttr(),
                     withoutDead(call.getOperands(), deadArguments), call.getWeightsAttr());
  rewritten->setDiscardableAttrs(call->getDiscardableAttrDictionary());
  for (auto [from, to] : llvm::zip_equal(kept, rewritten.getResults()))
    from.replaceAllUsesWith(to);
  call.erase();
}

void EliminateDeadCodePass::sweepFunction(func::FuncOp function) {
  SmallVector<Operation *> dead;
  SmallVector<CallOp> calls;
  for (Operation &op : function.getBody().getOps()) {
    if (!liveness->isLive(&op))
      dead.push_back(&op);
    else if (auto call = dyn_cast<CallOp>(op))
      calls.push_back(call);
  }
  changed |= !dead.empty();
  for (Operation *op : llvm::reverse(dead)) {
    ++(isa<CallOp>(op) ? callsRemoved : operationsRemoved);
    op->dropAllUses();
    op->erase();
  }
  // From the end: a result that goes may still be the operand of a later call that loses it.
  for (CallOp call : llvm::reverse(calls))
    rewriteCall(call);
}

void EliminateDeadCodePass::sweepProgram(ProgramOp program) {
  BitVector deadArguments = liveness->deadArguments(program);
  BitVector deadResults = liveness->deadResults(program);
  if (deadResults.any()) {
    program.getReturn()->eraseOperands(deadResults);
    (void)program.eraseResults(deadResults);
    resultsRemoved += deadResults.count();
  }
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(program.getBody().front()))) {
    if (liveness->isLive(&op))
      continue;
    changed = true;
    ++operationsRemoved;
    op.erase();
  }
  changed |= deadResults.any() || deadArguments.any();
  if (deadArguments.any()) {
    (void)program.eraseArguments(deadArguments);
    argumentsRemoved += deadArguments.count();
  }
}

void EliminateDeadCodePass::runOnOperation() {
  ModuleOp module = getOperation();
  ModuleLiveness result(module, keepGlobals);
  liveness = &result;
  changed = false;
  for (auto function : module.getOps<func::FuncOp>())
    if (result.isLive(function))
      sweepFunction(function);
  for (auto program : module.getOps<ProgramOp>())
    if (result.isLive(program))
      sweepProgram(program);
  for (Operation &op : llvm::make_early_inc_range(*module.getBody())) {
    if (!isa<func::FuncOp, ProgramOp, ml_program::GlobalOp>(op) || result.isLive(&op))
      continue;
    changed = true;
    ++(isa<func::FuncOp>(op) ? functionsRemoved
       : isa<ProgramOp>(op)  ? programsRemoved
                             : globalsRemoved);
    op.erase();
  }
  liveness = nullptr;
  if (!changed)
    markAllAnalysesPreserved();
}

} // namespace anemone::ane
