//===- BuildModel.h - From a configuration to a model -----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A model with initial values, of an architecture and of Hugging Face's
// configuration of it (docs/BuildModels.md).
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_MODELS_BUILDMODEL_H
#define ANEMONE_LIB_MODELS_BUILDMODEL_H

#include "lib/Models/ParameterFile.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/MemoryBufferRef.h"

namespace anemone {

enum class Architecture { Llama, GPT2 };

struct BuiltModel {
  mlir::OwningOpRef<mlir::ModuleOp> module;
  ParameterFile parameters;
};

/// Builds the model that a configuration describes. Every problem of the
/// configuration is reported, at the name `source`. `weightsName` is that of the
/// file which its parameters will lie in.
mlir::FailureOr<BuiltModel> buildModel(Architecture architecture, llvm::StringRef configuration,
                                       llvm::StringRef source, llvm::StringRef weightsName,
                                       bool frozen, mlir::MLIRContext *context);

/// Writes `path`, which ends in .mlir, and beside it the parameters: the same
/// name with .weights. Neither stays if the other fails; `text` is the
/// configuration.
mlir::LogicalResult buildModelFiles(Architecture architecture, llvm::MemoryBufferRef text,
                                    llvm::StringRef path, bool frozen, mlir::MLIRContext *context);

} // namespace anemone

#endif // ANEMONE_LIB_MODELS_BUILDMODEL_H
