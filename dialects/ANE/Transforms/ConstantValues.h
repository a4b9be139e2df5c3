//===- ConstantValues.h - What is known when a program is compiled -*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_CONSTANTVALUES_H
#define DIALECTS_ANE_TRANSFORMS_CONSTANTVALUES_H

#include "dialects/ANE/IR/ANE.h"
#include "mlir/IR/SymbolTable.h"

namespace anemone::ane {

/// Whether `value` is a tensor that a weight file holds: an ane.constant with axes, or what Apple's
/// compiler makes of one before anything else (constexpr_...).
bool isWeight(mlir::Value value);

/// Whether `value` depends on no argument of its program.
bool isMadeOfConstants(mlir::Value value);

/// The elements of a constant where the module holds them: of the literal, or of the initial value
/// of the global. Null where they are in a file.
mlir::DenseFPElementsAttr getFloatElements(ConstantOp constant, const mlir::SymbolTable &symbols);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_CONSTANTVALUES_H
