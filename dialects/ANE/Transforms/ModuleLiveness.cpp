//===- ModuleLiveness.cpp - What of a module can be seen ------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/ModuleLiveness.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace anemone::ane {

ModuleLiveness::ModuleLiveness(ModuleOp module, bool keepGlobals) : symbols(module) {
  indexUses(module);
  markRoots(module, keepGlobals);
  while (!pending.empty())
    visit(pending.pop_back_val());
}

void ModuleLiveness::indexUses(ModuleOp module) {
  module.walk([&](Operation *op) {
    if (auto call = dyn_cast<CallOp>(op))
      calls[symbols.lookup(call.getCallee())].push_back(call);
    if (auto store = dyn_cast<ml_program::GlobalStoreOp>(op))
      stores[symbols.lookup(store.getGlobal().getRootReference())].push_back(store);
  });
}

void ModuleLiveness::markRoots(ModuleOp module, bool keepGlobals) {
  bool hasEntry = llvm::any_of(module.getOps<func::FuncOp>(),
                               [](func::FuncOp function) { return function.isPublic(); });
  for (Operation &op : *module.getBody())
    llvm::TypeSwitch<Operation *>(&op)
        .Case([&](func::FuncOp function) {
          if (function.isPublic())
            markFunction(function);
        })
        .Case([&](ml_program::GlobalOp global) {
          if (keepGlobals || (global.isPublic() && global.getIsMutable()))
            markGlobal(global);
        })
        .Case([&](ProgramOp program) {
          if (!hasEntry && !calls.contains(program))
            markProgram(program);
        })
        // Whatever else stands in a module is not for this analysis to judge.
        .Default([&](Operation *other) {
          other->walk([&](Operation *nested) { markSymbols(nested); });
        });
}

void ModuleLiveness::markValue(Value value) {
  if (liveValues.insert(value).second)
    pending.push_back(value);
}

void ModuleLiveness::visit(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    auto program = dyn_cast<ProgramOp>(argument.getOwner()->getParentOp());
    auto callers = calls.find(program);
    if (callers == calls.end())
      return;
    for (CallOp call : callers->second)
      if (liveOps.contains(call))
        markValue(call.getOperand(argument.getArgNumber()));
    return;
  }
  auto result = cast<OpResult>(value);
  auto call = dyn_cast<CallOp>(result.getOwner());
  ProgramOp program = call ? programOf(call) : ProgramOp();
  if (!program)
    return markOperation(result.getOwner());
  markCall(call, program);
  markResult(program, result.getResultNumber());
}

/// Operations in regions of their own live and die with the one that stands in the function.
void ModuleLiveness::markOperation(Operation *op) {
  while (op->getParentOp() && !isa<FunctionOpInterface>(op->getParentOp()))
    op = op->getParentOp();
  if (!liveOps.insert(op).second)
    return;
  op->walk([&](Operation *nested) {
    for (Value operand : nested->getOperands())
      markValue(operand);
    markSymbols(nested);
  });
}

void ModuleLiveness::markCall(CallOp call, ProgramOp program) {
  if (!liveOps.insert(call).second)
    return;
  for (auto [argument, operand] : llvm::zip_equal(program.getArguments(), call.getOperands()))
    if (liveValues.contains(argument))
      markValue(operand);
  if (call.getWeights())
    markWeights(call, program);
}

/// The globals that a call names, and the constants of the program that it names them for: the list
/// has one for each.
void ModuleLiveness::markWeights(CallOp call, ProgramOp program) {
  for (auto weight : call.getWeightsAttr().getAsRange<FlatSymbolRefAttr>())
    if (auto global = symbols.lookup<ml_program::GlobalOp>(weight.getValue()))
      markGlobal(global);
  for (auto constant : program.getBody().getOps<ConstantOp>())
    if (constant.getGlobal())
      markValue(constant.getResult());
}

/// The program with its whole signature.
void ModuleLiveness::markProgram(ProgramOp program) {
  for (BlockArgument argument : program.getArguments())
    markValue(argument);
  for (unsigned index = 0; index < program.getNumResults(); ++index)
    markResult(program, index);
}

void ModuleLiveness::markResult(ProgramOp program, unsigned index) {
  liveOps.insert(program);
  liveOps.insert(program.getReturn());
  BitVector &results = liveResults[program];
  results.resize(program.getNumResults());
  results.set(index);
  markValue(program.getReturn().getOperand(index));
}

/// A global that is read makes what is stored into it read, and what it is a copy of.
void ModuleLiveness::markGlobal(ml_program::GlobalOp global) {
  if (!liveOps.insert(global).second)
    return;
  markSymbols(global);
  for (ml_program::GlobalStoreOp store : stores.lookup(global)) {
    markOperation(store);
    markFunction(store->getParentOfType<func::FuncOp>());
  }
}

/// ml_program declares no effects, but a load is one nobody misses.
static bool isDroppable(Operation &op) {
  return isa<ml_program::GlobalLoadOp>(op) || wouldOpBeTriviallyDead(&op);
}

void ModuleLiveness::markFunction(func::FuncOp function) {
  if (!function || !liveOps.insert(function).second)
    return;
  for (Operation &op : function.getBody().getOps()) {
    bool followsGlobal = isa<ml_program::GlobalStoreOp>(op);
    if (op.hasTrait<OpTrait::IsTerminator>() || (!followsGlobal && !isDroppable(op)))
      markOperation(&op);
  }
}

void ModuleLiveness::markSymbols(Operation *op) {
  if (isa<MILOpInterface>(op))
    return; // names no symbol, and building its dictionary costs
  op->getAttrDictionary().walk([&](SymbolRefAttr name) {
    llvm::TypeSwitch<Operation *>(symbols.lookup(name.getRootReference()))
        .Case([&](func::FuncOp function) { markFunction(function); })
        .Case([&](ml_program::GlobalOp global) { markGlobal(global); })
        .Case([&](ProgramOp program) { markProgram(program); })
        .Default([](Operation *) {});
  });
}

BitVector ModuleLiveness::deadArguments(ProgramOp program) const {
  BitVector dead(program.getNumArguments());
  for (BlockArgument argument : program.getArguments())
    if (!liveValues.contains(argument))
      dead.set(argument.getArgNumber());
  return dead;
}

BitVector ModuleLiveness::deadResults(ProgramOp program) const {
  auto live = liveResults.find(program);
  BitVector dead(program.getNumResults(), true);
  if (live != liveResults.end())
    dead.reset(live->second);
  return dead;
}

} // namespace anemone::ane
