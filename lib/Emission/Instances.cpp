//===- Instances.cpp - Calls with weights of their own --------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Emission/Instances.h"

#include "dialects/ANE/IR/ANEProgram.h"
#include "dialects/ANE/IR/SourceNodes.h"

using namespace mlir;

namespace anemone {

bool hasInstances(ModuleOp module) {
  return module
      .walk([](ane::CallOp call) {
        return call.getWeights() ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

/// A copy of `program` whose constants name `weights`, in order.
static ane::ProgramOp copyWithWeights(ane::ProgramOp program, ArrayAttr weights) {
  auto copy = cast<ane::ProgramOp>(program->clone());
  auto next = weights.begin();
  for (auto constant : copy.getBody().getOps<ane::ConstantOp>())
    if (constant.getGlobal())
      constant.setValueAttr(*next++);
  return copy;
}

void makeInstances(ModuleOp module) {
  SymbolTable symbols(module);
  llvm::DenseMap<std::pair<StringAttr, ArrayAttr>, ane::ProgramOp> instances;
  module.walk([&](ane::CallOp call) {
    ArrayAttr weights = call.getWeightsAttr();
    if (!weights)
      return;
    ane::ProgramOp &instance = instances[{call.getCalleeAttr().getAttr(), weights}];
    if (!instance) {
      auto program = symbols.lookup<ane::ProgramOp>(call.getCallee());
      instance = copyWithWeights(program, weights);
      instance->removeAttr(ane::kNodesAttr);                         // those of other calls
      symbols.insert(instance, std::next(Block::iterator(program))); // gives it a name of its own
    }
    ane::addNodes(instance, ane::getNodes(call));
    call->removeAttr(ane::kNodesAttr);
    call.setCallee(instance.getSymName());
    call.removeWeightsAttr();
  });
  module.walk([&](ane::ReloadOp reload) {
    if (!reload.getWeights())
      return;
    auto found = instances.find({reload.getCalleeAttr().getAttr(), reload.getWeightsAttr()});
    if (found == instances.end()) // nobody calls it
      return reload.erase();
    reload.setCallee(found->second.getSymName());
    reload.removeWeightsAttr();
  });
}

} // namespace anemone
