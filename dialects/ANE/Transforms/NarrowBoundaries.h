//===- NarrowBoundaries.h - fp16 between programs ---------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_NARROWBOUNDARIES_H
#define DIALECTS_ANE_TRANSFORMS_NARROWBOUNDARIES_H

#include "dialects/ANE/IR/ANEProgram.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"

namespace anemone::ane {

/// Makes fp16 of f32 arguments and results of programs where no value changes by it.
///
/// An argument may become fp16 when its readers are casts to fp16; a result, when it is a cast of
/// an fp16 or when whoever reads it casts it to fp16. Values of the entries tie them together: all
/// that give or take one value change, or none does. Programs with surfaces do not change.
class BoundaryNarrowing {
public:
  explicit BoundaryNarrowing(mlir::ModuleOp module) : module(module), symbols(module) {}

  /// Returns how many arguments and results of programs it changed.
  unsigned run();

private:
  /// What of a program may become fp16.
  struct Candidates {
    llvm::BitVector arguments, results;
    llvm::BitVector exact; // results that are casts of an fp16
  };

  void collect();
  Candidates candidatesOf(ProgramOp program);
  bool settle(CallOp call);
  bool mayNarrow(mlir::Value value);
  bool mayReadNarrow(mlir::OpOperand &use, bool isExact);
  void narrowArgument(ProgramOp program, unsigned index);
  void narrowResult(ProgramOp program, unsigned index);
  void followCalls(mlir::func::FuncOp function);

  mlir::ModuleOp module;
  mlir::SymbolTable symbols;
  llvm::SmallVector<CallOp> calls;
  llvm::DenseMap<mlir::Operation *, Candidates> candidates; // by program
};

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_NARROWBOUNDARIES_H
