//===- VerifyConstraints.h - Reporting violations ---------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_VERIFYCONSTRAINTS_H
#define DIALECTS_ANE_TRANSFORMS_VERIFYCONSTRAINTS_H

#include "anemone/Target/Profile.h"
#include "dialects/ANE/IR/ANE.h"

namespace anemone::ane {

/// Reports violations of one module's programs and counts them.
class ConstraintReporter {
public:
  explicit ConstraintReporter(const target::Profile &profile) : profile(profile) {}

  /// "[ANE-C04] FOUND on strict; rule: RULE; REMEDY", with the texts of the catalogue.
  void report(mlir::Operation *op, unsigned number, const llvm::Twine &found);
  /// Reports unless `found` is at most `limit`: the limit that is checked is the one that is told.
  void atMost(mlir::Operation *op, unsigned number, const llvm::Twine &quantity, int64_t found,
              int64_t limit);

  const target::Profile &profile;
  bool failedAny = false;
};

/// Checks the surfaces of an engine program: ANE-C02 to C04, C18 to C20, C44.
void verifySurfaces(ProgramOp program, ConstraintReporter &reporter);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_VERIFYCONSTRAINTS_H
