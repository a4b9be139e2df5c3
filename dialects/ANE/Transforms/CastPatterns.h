//===- CastPatterns.h - Casts of one program --------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_CASTPATTERNS_H
#define DIALECTS_ANE_TRANSFORMS_CASTPATTERNS_H

#include "dialects/ANE/IR/ANE.h"
#include "mlir/IR/PatternMatch.h"

namespace anemone::ane {

/// Labels of the patterns, by which they are counted.
inline constexpr llvm::StringLiteral kRoundTripLabel = "round-trip";
inline constexpr llvm::StringLiteral kComposedLabel = "composed";
inline constexpr llvm::StringLiteral kMovedLabel = "moved";

/// Whether every value of element type `narrow` is one of `wide`.
bool holdsExactly(mlir::Type wide, mlir::Type narrow);

/// Casts of casts; with `allowNarrowing` also f32 to f16 to f32, which rounds.
void populateCastCompositions(mlir::RewritePatternSet &patterns, bool allowNarrowing);
/// Casts past what moves elements.
void populateCastMovements(mlir::RewritePatternSet &patterns);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_CASTPATTERNS_H
