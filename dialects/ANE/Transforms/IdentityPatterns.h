//===- IdentityPatterns.h - Operations that change nothing ------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_IDENTITYPATTERNS_H
#define DIALECTS_ANE_TRANSFORMS_IDENTITYPATTERNS_H

#include "mlir/IR/PatternMatch.h"

namespace anemone::ane {

/// Labels of the patterns, by which they are counted; the canonicalizations of the dialect have
/// none.
inline constexpr llvm::StringLiteral kArithmeticLabel = "arithmetic";
inline constexpr llvm::StringLiteral kMovementLabel = "movement";
inline constexpr llvm::StringLiteral kCompositionLabel = "composition";
inline constexpr llvm::StringLiteral kSliceLabel = "slice";

/// x * 1, relu(relu(x)), the sum over an axis of one element ...
void populateArithmeticIdentities(mlir::RewritePatternSet &patterns);
/// Reshapes, transposes, pads ... that move nothing.
void populateMovementIdentities(mlir::RewritePatternSet &patterns);
/// Chains of reshapes and transposes that are one reshape.
void populateCompositions(mlir::RewritePatternSet &patterns);
/// Slices of slices, of pads and of concats.
void populateSliceCompositions(mlir::RewritePatternSet &patterns);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_IDENTITYPATTERNS_H
