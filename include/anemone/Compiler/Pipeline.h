//===- Pipeline.h - The pipeline of the compiler ----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every tool and every embedder runs the same passes: those that buildPhase
// adds for one phase after the other.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_COMPILER_PIPELINE_H
#define ANEMONE_COMPILER_PIPELINE_H

#include "anemone/Compiler/Options.h"
#include "anemone/Support/Status.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"

namespace anemone {

/// Adds the passes of one phase for a module, the check of what holds after it, and the mark that
/// it was reached. Phase::Emit has no passes: a bundle is written by emitBundle.
void buildPhase(mlir::OpPassManager &manager, Phase phase, const CompilerOptions &options);

/// Adds the phases after `reached` up to and including `last`.
void buildPipeline(mlir::OpPassManager &manager, Phase reached, Phase last,
                   const CompilerOptions &options);

/// Fails, with what is wrong, where `text` is not of the form of CompilerOptions::train.
Status checkTrainOptions(llvm::StringRef text);

/// The last phase that `module` went through, by its mark; Import for a module without one.
/// A mark that names no phase is reported as an error.
mlir::FailureOr<Phase> reachedPhase(mlir::ModuleOp module);

} // namespace anemone

#endif // ANEMONE_COMPILER_PIPELINE_H
