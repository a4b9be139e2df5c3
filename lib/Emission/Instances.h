//===- Instances.h - Calls with weights of their own ------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_EMISSION_INSTANCES_H
#define ANEMONE_LIB_EMISSION_INSTANCES_H

#include "mlir/IR/BuiltinOps.h"

namespace anemone {

/// Whether a call of `module` gives a program other weights.
bool hasInstances(mlir::ModuleOp module);

/// Gives each program of which a call wants other weights a copy that names them, once for equal
/// weights, and lets the calls call the copies. Their texts are the same.
void makeInstances(mlir::ModuleOp module);

} // namespace anemone

#endif // ANEMONE_LIB_EMISSION_INSTANCES_H
