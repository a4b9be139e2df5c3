//===- MergePrograms.cpp - Programs that differ in weights ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two programs are one when the same text would be emitted for both: the same
// operations in the same order, with the same attributes and types. Where a
// constant names a global, the name may differ.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/MergePrograms.h"

#include "dialects/ANE/IR/SourceNodes.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;

namespace anemone::ane {
namespace {

using Numbers = llvm::DenseMap<Value, unsigned>;

/// Compares the bodies of two programs.
class Comparison {
public:
  Comparison(ProgramOp lhs, ProgramOp rhs, const SymbolTable &symbols)
      : lhs(lhs), rhs(rhs), symbols(symbols) {}

  bool run();

private:
  bool sameOperation(Operation &a, Operation &b);
  bool sameAttributes(Operation &a, Operation &b);
  bool sameConstant(ConstantOp a, ConstantOp b);
  bool sameOperands(Operation &a, Operation &b);

  ProgramOp lhs, rhs;
  const SymbolTable &symbols;
  llvm::DenseMap<Value, Value> partner; // of a value of lhs
};

bool Comparison::run() {
  if (lhs.getFunctionType() != rhs.getFunctionType() || lhs.getPlacement() != rhs.getPlacement() ||
      lhs.getArgAttrsAttr() != rhs.getArgAttrsAttr() ||
      lhs.getResAttrsAttr() != rhs.getResAttrsAttr())
    return false;
  Block &a = lhs.getBody().front(), &b = rhs.getBody().front();
  for (auto [left, right] : llvm::zip_equal(a.getArguments(), b.getArguments()))
    partner[left] = right;
  auto left = a.begin(), right = b.begin();
  for (; left != a.end() && right != b.end(); ++left, ++right)
    if (!sameOperation(*left, *right))
      return false;
  return left == a.end() && right == b.end();
}

bool Comparison::sameOperands(Operation &a, Operation &b) {
  return a.getNumOperands() == b.getNumOperands() &&
         llvm::all_of(llvm::zip_equal(a.getOperands(), b.getOperands()), [&](auto pair) {
           return partner.lookup(std::get<0>(pair)) == std::get<1>(pair);
         });
}

bool Comparison::sameAttributes(Operation &a, Operation &b) {
  return a.getName().compareOpProperties(a.getPropertiesStorage(), b.getPropertiesStorage()) &&
         a.getDiscardableAttrDictionary() == b.getDiscardableAttrDictionary();
}

bool Comparison::sameConstant(ConstantOp a, ConstantOp b) {
  if (!a.getGlobal() || !b.getGlobal())
    return a.getValue() == b.getValue();
  auto globalOf = [&](ConstantOp constant) {
    return symbols.lookup<ml_program::GlobalOp>(constant.getGlobal().getValue());
  };
  return globalOf(a).getType() == globalOf(b).getType();
}

bool Comparison::sameOperation(Operation &a, Operation &b) {
  if (a.getName() != b.getName() || a.getResultTypes() != b.getResultTypes() || !sameOperands(a, b))
    return false;
  auto constant = dyn_cast<ConstantOp>(a);
  bool same = constant ? sameConstant(constant, cast<ConstantOp>(b)) : sameAttributes(a, b);
  for (auto [left, right] : llvm::zip_equal(a.getResults(), b.getResults()))
    partner[left] = right;
  return same;
}

/// Equal for programs that may be one.
llvm::hash_code hashOf(ProgramOp program) {
  llvm::hash_code hash = llvm::hash_combine(program.getFunctionType(), program.getPlacement());
  for (Operation &op : program.getBody().front()) {
    auto constant = dyn_cast<ConstantOp>(op);
    hash = llvm::hash_combine(hash, op.getName(),
                              op.getNumResults() ? op.getResult(0).getType() : Type(),
                              constant ? Attribute(constant.getLiteral()) : Attribute());
  }
  return hash;
}

/// The globals that the constants of a program name, one for each such constant.
SmallVector<Attribute> globalsOf(ProgramOp program) {
  SmallVector<Attribute> globals;
  for (auto constant : program.getBody().getOps<ConstantOp>())
    if (FlatSymbolRefAttr global = constant.getGlobal())
      globals.push_back(global);
  return globals;
}

} // namespace

/// Which instance of a program is reloaded follows the program; each is reloaded once in a
/// function.
static void redirectReloads(ModuleOp module, const SymbolTable &symbols,
                            const llvm::DenseMap<StringAttr, ProgramOp> &representatives) {
  llvm::DenseSet<std::tuple<Operation *, StringAttr, ArrayAttr>> seen;
  module.walk([&](ReloadOp reload) {
    if (ProgramOp kept = representatives.lookup(reload.getCalleeAttr().getAttr())) {
      SmallVector<Attribute> weights = globalsOf(symbols.lookup<ProgramOp>(reload.getCallee()));
      if (!reload.getWeights() && weights != globalsOf(kept))
        reload.setWeightsAttr(ArrayAttr::get(reload.getContext(), weights));
      reload.setCallee(kept.getSymName());
    }
    if (!seen.insert(
                 {reload->getParentOp(), reload.getCalleeAttr().getAttr(), reload.getWeightsAttr()})
             .second)
      reload.erase();
  });
}

unsigned mergePrograms(ModuleOp module) {
  SymbolTable symbols(module);
  llvm::MapVector<size_t, SmallVector<ProgramOp>> candidates; // by hash, the first of each kind
  llvm::DenseMap<StringAttr, ProgramOp> representatives;
  SmallVector<ProgramOp> merged;
  for (auto program : module.getOps<ProgramOp>()) {
    SmallVector<ProgramOp> &kinds = candidates[size_t(hashOf(program))];
    auto found = llvm::find_if(
        kinds, [&](ProgramOp kind) { return Comparison(kind, program, symbols).run(); });
    if (found == kinds.end()) {
      kinds.push_back(program);
      continue;
    }
    representatives[program.getSymNameAttr()] = *found;
    merged.push_back(program);
  }
  module.walk([&](CallOp call) {
    auto found = representatives.find(call.getCalleeAttr().getAttr());
    if (found == representatives.end())
      return;
    auto program = symbols.lookup<ProgramOp>(call.getCallee());
    SmallVector<Attribute> weights = globalsOf(program);
    if (!call.getWeights()) {
      bool differs = weights != globalsOf(found->second);
      if (differs)
        call.setWeightsAttr(ArrayAttr::get(call.getContext(), weights));
      // What the call runs is still what the program that goes away ran.
      addNodes(differs ? call.getOperation() : found->second, getNodes(program));
    }
    call.setCallee(found->second.getSymName());
  });
  redirectReloads(module, symbols, representatives);
  for (ProgramOp program : merged)
    symbols.erase(program);
  return merged.size();
}

} // namespace anemone::ane
