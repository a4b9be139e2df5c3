//===- ModuleLiveness.h - What of a module can be seen ----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_MODULELIVENESS_H
#define DIALECTS_ANE_TRANSFORMS_MODULELIVENESS_H

#include "dialects/ANE/IR/ANEProgram.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"

namespace anemone::ane {

/// What can be seen from outside a module, across calls and globals. A value is live when something
/// live reads it; a result of a program, when a live call's result is; an argument, when the body
/// reads it for a live result. Everything is visited once.
///
/// Seen from outside are the public functions and the public globals that can change; where there
/// is no public function, the programs that nobody calls.
class ModuleLiveness {
public:
  /// With `keepGlobals` every global counts as read.
  ModuleLiveness(mlir::ModuleOp module, bool keepGlobals);

  /// Whether an operation of the module, or one of a function or a program, has to stay.
  bool isLive(mlir::Operation *op) const { return liveOps.contains(op); }
  llvm::BitVector deadArguments(ProgramOp program) const;
  llvm::BitVector deadResults(ProgramOp program) const;

  /// The program that a call names.
  ProgramOp programOf(CallOp call) const { return symbols.lookup<ProgramOp>(call.getCallee()); }

private:
  void indexUses(mlir::ModuleOp module);
  void markRoots(mlir::ModuleOp module, bool keepGlobals);
  void markValue(mlir::Value value);
  void markOperation(mlir::Operation *op);
  void markCall(CallOp call, ProgramOp program);
  void markWeights(CallOp call, ProgramOp program);
  void markProgram(ProgramOp program);
  void markResult(ProgramOp program, unsigned index);
  void markGlobal(mlir::ml_program::GlobalOp global);
  void markFunction(mlir::func::FuncOp function);
  void markSymbols(mlir::Operation *op);
  void visit(mlir::Value value);

  mlir::SymbolTable symbols;
  llvm::DenseMap<mlir::Operation *, llvm::SmallVector<CallOp>> calls; // by program
  llvm::DenseMap<mlir::Operation *, llvm::SmallVector<mlir::ml_program::GlobalStoreOp>>
      stores; // by global

  llvm::DenseSet<mlir::Operation *> liveOps;
  llvm::DenseSet<mlir::Value> liveValues;
  llvm::DenseMap<mlir::Operation *, llvm::BitVector> liveResults; // by program
  llvm::SmallVector<mlir::Value> pending;
};

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_MODULELIVENESS_H
