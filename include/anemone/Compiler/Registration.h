//===- Registration.h - Dialects and passes for embedders -------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_COMPILER_REGISTRATION_H
#define ANEMONE_COMPILER_REGISTRATION_H

#include "anemone/Support/Status.h"
#include "mlir/IR/DialectRegistry.h"

namespace anemone {

/// Registers every dialect that the compiler reads or writes. Fails, and registers nothing, where
/// another dialect called `onnx` is there already (onnx-mlir has one): MLIR would abort. Such a
/// program gives Anemone a context of its own and hands over bytecode.
Status registerAllDialects(mlir::DialectRegistry &registry);

/// Registers every pass of the compiler, canonicalize, cse and their kin, and the pipeline
/// `ane-pipeline`.
void registerAllPasses();

} // namespace anemone

#endif // ANEMONE_COMPILER_REGISTRATION_H
