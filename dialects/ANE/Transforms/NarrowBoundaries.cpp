//===- NarrowBoundaries.cpp - fp16 between programs -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything that a program alone allows is a candidate first; then what a
// call contradicts is struck off until nothing changes.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/NarrowBoundaries.h"
#include "dialects/ANE/IR/ANE.h"
#include "dialects/ANE/IR/Inference.h"
#include "dialects/ANE/Transforms/BareResults.h"

using namespace mlir;

namespace anemone::ane {

static bool isFloat32(Type type) { return cast<RankedTensorType>(type).getElementType().isF32(); }

static Type halfOf(Type type) {
  return cast<RankedTensorType>(type).clone(Float16Type::get(type.getContext()));
}

static bool isReadAsHalf(BlockArgument argument) {
  return !argument.use_empty() && llvm::all_of(argument.getUsers(), [&](Operation *user) {
    auto cast = dyn_cast<CastOp>(user);
    return cast && elementOf(cast).isF16() && !leavesBareResult(cast, argument);
  });
}

/// The fp16 of which `result` is a cast; null where there is none.
static Value halfBehind(Value result) {
  auto cast = result.getDefiningOp<CastOp>();
  return cast && elementOf(cast.getX()).isF16() ? cast.getX() : Value();
}

BoundaryNarrowing::Candidates BoundaryNarrowing::candidatesOf(ProgramOp program) {
  Candidates found{BitVector(program.getNumArguments()), BitVector(program.getNumResults()),
                   BitVector(program.getNumResults())};
  if (program.getResultSurface(0))
    return found;
  for (BlockArgument argument : program.getArguments())
    if (isFloat32(argument.getType()) && isReadAsHalf(argument))
      found.arguments.set(argument.getArgNumber());
  for (auto [index, result] : llvm::enumerate(program.getReturn().getOperands())) {
    Value half = halfBehind(result);
    if (!isFloat32(result.getType()) || (half && leavesBareResult(result, half)))
      continue;
    found.results.set(index);
    if (half)
      found.exact.set(index);
  }
  return found;
}

void BoundaryNarrowing::collect() {
  calls.clear();
  candidates.clear();
  module.walk([&](CallOp call) {
    auto program = symbols.lookup<ProgramOp>(call.getCallee());
    calls.push_back(call);
    if (!candidates.contains(program))
      candidates[program] = candidatesOf(program);
  });
}

static bool isEntry(Operation *op) {
  auto function = dyn_cast<func::FuncOp>(op);
  return function && function.isPublic();
}

bool BoundaryNarrowing::mayReadNarrow(OpOperand &use, bool isExact) {
  Operation *reader = use.getOwner();
  if (auto call = dyn_cast<CallOp>(reader)) {
    const Candidates &callee = candidates[symbols.lookup(call.getCallee())];
    return callee.arguments.test(use.getOperandNumber());
  }
  // The caller of an entry gets a value in the type of the model, whatever it went through.
  return isExact && isa<func::ReturnOp>(reader) && isEntry(reader->getParentOp());
}

/// Whether a value of a function may become fp16, as far as is known.
bool BoundaryNarrowing::mayNarrow(Value value) {
  bool isExact = false;
  if (auto call = value.getDefiningOp<CallOp>()) {
    unsigned index = cast<OpResult>(value).getResultNumber();
    const Candidates &callee = candidates[symbols.lookup(call.getCallee())];
    if (!callee.results.test(index))
      return false;
    isExact = callee.exact.test(index);
  } else if (!isa<BlockArgument>(value) || !isEntry(value.getParentBlock()->getParentOp())) {
    return false;
  }
  return llvm::all_of(value.getUses(), [&](OpOperand &use) { return mayReadNarrow(use, isExact); });
}

/// Strikes off what this call contradicts; returns whether there was any.
bool BoundaryNarrowing::settle(CallOp call) {
  Candidates &callee = candidates[symbols.lookup(call.getCallee())];
  bool changed = false;
  auto strike = [&](BitVector &set, unsigned index, Value value) {
    if (!set.test(index) || mayNarrow(value))
      return;
    set.reset(index);
    changed = true;
  };
  for (OpOperand &operand : call->getOpOperands())
    strike(callee.arguments, operand.getOperandNumber(), operand.get());
  for (OpResult result : call->getResults())
    strike(callee.results, result.getResultNumber(), result);
  return changed;
}

void BoundaryNarrowing::narrowArgument(ProgramOp program, unsigned index) {
  BlockArgument argument = program.getArgument(index);
  SmallVector<Operation *> casts(argument.user_begin(), argument.user_end());
  argument.setType(halfOf(argument.getType()));
  for (Operation *cast : casts) {
    cast->getResult(0).replaceAllUsesWith(argument);
    cast->erase();
  }
}

void BoundaryNarrowing::narrowResult(ProgramOp program, unsigned index) {
  OpOperand &result = program.getReturn()->getOpOperand(index);
  Value half = halfBehind(result.get());
  if (!half) {
    OpBuilder builder(program.getReturn());
    half = CastOp::create(builder, result.get().getLoc(), result.get(), "fp16");
  }
  result.set(half);
}

static void setSource(func::FuncOp function, unsigned index, Type type, bool isResult) {
  StringRef name = kSourceAttr;
  if (isResult && !function.getResultAttr(index, name))
    function.setResultAttr(index, name, TypeAttr::get(type));
  if (!isResult && !function.getArgAttr(index, name))
    function.setArgAttr(index, name, TypeAttr::get(type));
}

/// Calls take the types of their programs, the function those of its values.
void BoundaryNarrowing::followCalls(func::FuncOp function) {
  if (function.isExternal())
    return;
  function.walk([&](CallOp call) {
    auto program = symbols.lookup<ProgramOp>(call.getCallee());
    for (auto [operand, type] : llvm::zip_equal(call.getOperands(), program.getArgumentTypes()))
      operand.setType(type);
    for (auto [result, type] : llvm::zip_equal(call.getResults(), program.getResultTypes()))
      result.setType(type);
  });
  Block &body = function.front();
  auto results = llvm::to_vector(function.getResultTypes());
  for (auto [index, argument] : llvm::enumerate(body.getArguments()))
    if (Type before = function.getArgumentTypes()[index]; argument.getType() != before)
      setSource(function, index, before, /*isResult=*/false);
  if (auto end = dyn_cast<func::ReturnOp>(body.getTerminator()))
    for (auto [index, value] : llvm::enumerate(end.getOperands()))
      if (value.getType() != results[index]) {
        setSource(function, index, results[index], /*isResult=*/true);
        results[index] = value.getType();
      }
  function.setFunctionType(
      FunctionType::get(function.getContext(), body.getArgumentTypes(), results));
}

unsigned BoundaryNarrowing::run() {
  collect();
  for (bool changed = true; changed;) {
    changed = false;
    for (CallOp call : calls)
      changed |= settle(call);
  }
  unsigned narrowed = 0;
  for (auto program : module.getOps<ProgramOp>()) {
    auto found = candidates.find(program);
    if (found == candidates.end())
      continue;
    for (unsigned index : found->second.arguments.set_bits())
      narrowArgument(program, index);
    for (unsigned index : found->second.results.set_bits())
      narrowResult(program, index);
    narrowed += found->second.arguments.count() + found->second.results.count();
    program.setFunctionType(FunctionType::get(program.getContext(),
                                              program.getBody().getArgumentTypes(),
                                              program.getReturn().getOperandTypes()));
  }
  if (narrowed)
    for (auto function : module.getOps<func::FuncOp>())
      followCalls(function);
  return narrowed;
}

} // namespace anemone::ane
