//===- Prepare.h - Runs @prepare at compile time -----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What passes do to parameters is a function `@prepare` of host programs.
// Emission runs it once, in f32, and keeps what it stores.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_EMISSION_PREPARE_H
#define ANEMONE_LIB_EMISSION_PREPARE_H

#include "lib/Emission/EmitProgram.h"
#include "lib/Executor/Executor.h"
#include <deque>

namespace anemone {

/// The function that emission runs and that no bundle has.
inline constexpr llvm::StringLiteral kPrepare = "prepare";

/// Runs the function of that name, where there is one, and gives `parameters` what it stores.
llvm::LogicalResult runPrepare(mlir::ModuleOp module, Parameters &parameters);

/// Gives the executor the bytes of a program's constants, floats in f32 whatever the program
/// declares. `kept` holds them, and outlives what is planned with them.
exec::WeightResolver executorWeights(const EmittedProgram &program, Parameters &parameters,
                                     std::deque<std::vector<uint8_t>> &kept);

} // namespace anemone

#endif // ANEMONE_LIB_EMISSION_PREPARE_H
