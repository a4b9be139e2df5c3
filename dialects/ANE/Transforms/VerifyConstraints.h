//===- VerifyConstraints.h - Reporting violations ---------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules of ane-verify-constraints, a file a subject. Each tells the reporter
// what it found; the reporter knows which rules the target is held to, and the
// words of the catalogue.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_VERIFYCONSTRAINTS_H
#define DIALECTS_ANE_TRANSFORMS_VERIFYCONSTRAINTS_H

#include "anemone/Target/ConstraintNumbers.h"
#include "anemone/Target/Profile.h"
#include "dialects/ANE/IR/ANE.h"
#include "mlir/IR/SymbolTable.h"

namespace anemone::ane {

/// Reports violations of one module's programs and counts them.
class ConstraintReporter {
public:
  ConstraintReporter(const target::Profile &profile, const mlir::SymbolTable &symbols)
      : profile(profile), symbols(symbols) {}

  /// "[ANE-C04] FOUND on strict; rule: RULE; REMEDY", with the texts of the catalogue. Nothing
  /// where the target is not held to the rule.
  void report(mlir::Operation *op, unsigned number, const llvm::Twine &found);
  /// Reports unless `found` is at most `limit`: the limit that is checked is the one that is told.
  void atMost(mlir::Operation *op, unsigned number, const llvm::Twine &quantity, int64_t found,
              int64_t limit);

  const target::Profile &profile;
  const mlir::SymbolTable &symbols; // of the module
  bool failedAny = false;
  bool sawSurfaces = true; // else the rules about them were not looked at
};

/// Surfaces: ANE-C02 to C04, C18 to C20, C44.
inline constexpr unsigned kSurfaceRules[] = {2, 3, 4, 18, 19, 20, 44};
/// A program as a MIL text has it names symbols and has no surfaces: they are its caller's.
void verifySurfaces(ProgramOp program, ConstraintReporter &reporter);
/// Types and extents of what comes in, of every result, and weights: ANE-C25, C38, C40, C53, C62,
/// C65.
void verifyInterface(ProgramOp program, ConstraintReporter &reporter);
void verifyValue(mlir::Operation *op, mlir::Value value, ConstraintReporter &reporter);
void verifyWeightBytes(ProgramOp program, ConstraintReporter &reporter);
/// Operations that the engine does not have or that are reported to go wrong: ANE-C01, C06, C10,
/// C28, C36, C70, C71.
void verifyAvailability(mlir::Operation *op, ConstraintReporter &reporter);
/// Convolutions and pools: ANE-C13, C16, C27, C38, C55.
void verifyWindows(mlir::Operation *op, ConstraintReporter &reporter);
/// What an operation reads: ANE-C33, C41, C54, C57 to C59.
void verifyOperands(mlir::Operation *op, ConstraintReporter &reporter);
/// Quantized weights: ANE-C66 to C68.
void verifyQuantization(mlir::Operation *op, ConstraintReporter &reporter);
/// Programs of one operation: ANE-C61, C69.
void verifyLoneOperation(ProgramOp program, ConstraintReporter &reporter);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_VERIFYCONSTRAINTS_H
