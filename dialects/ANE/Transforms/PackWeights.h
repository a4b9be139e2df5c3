//===- PackWeights.h - Weights beside activations ---------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_PACKWEIGHTS_H
#define DIALECTS_ANE_TRANSFORMS_PACKWEIGHTS_H

#include "dialects/ANE/IR/ANE.h"
#include "mlir/IR/SymbolTable.h"

namespace anemone::ane {

/// Puts weights that arguments bring behind the rows of another argument, with rows of the same
/// length, so that one surface brings both. Programs that do so are made once for each form.
class WeightPacker {
public:
  explicit WeightPacker(mlir::SymbolTable &symbols) : symbols(symbols) {}

  /// Packs those of `weights`, numbers of arguments of `program`, that find rows of their length
  /// and a surface that takes so many; the others stay arguments. `calls` are all calls of the
  /// program. Gives the numbers of those that were packed, as they were before.
  mlir::FailureOr<llvm::SmallVector<unsigned>> pack(ProgramOp program, llvm::ArrayRef<CallOp> calls,
                                                    llvm::ArrayRef<unsigned> weights);

private:
  ProgramOp packingProgram(mlir::TypeRange inputs, mlir::RankedTensorType packed,
                           mlir::Location loc);

  mlir::SymbolTable &symbols;
  llvm::DenseMap<mlir::Type, ProgramOp> programs; // by their function types
};

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_PACKWEIGHTS_H
