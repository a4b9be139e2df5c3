//===- Passes.h - Between and after the phases ------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LIB_COMPILER_PASSES_H
#define LIB_COMPILER_PASSES_H

#include "mlir/Pass/Pass.h"

namespace anemone {

/// The attribute of a module that names the last phase it went through.
inline constexpr llvm::StringLiteral kPhaseAttr = "anemone.phase";
/// The function that computes parameters when the bundle is written, and is no entry.
inline constexpr llvm::StringLiteral kPrepareFunction = "prepare";

#define GEN_PASS_DECL
#include "lib/Compiler/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "lib/Compiler/Passes.h.inc"

} // namespace anemone

#endif // LIB_COMPILER_PASSES_H
