//===- Summary.h - What a compilation made ----------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TOOLS_ANE_COMPILE_SUMMARY_H
#define TOOLS_ANE_COMPILE_SUMMARY_H

#include "mlir/IR/BuiltinOps.h"

namespace anemone {

/// One line a program: where it runs, its operations, constants, and bytes of its surfaces.
void printSummary(mlir::ModuleOp module, llvm::raw_ostream &out);

} // namespace anemone

#endif // TOOLS_ANE_COMPILE_SUMMARY_H
