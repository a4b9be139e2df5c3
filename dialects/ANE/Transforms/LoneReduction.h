//===- LoneReduction.h - Programs that only reduce channels -----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_LONEREDUCTION_H
#define DIALECTS_ANE_TRANSFORMS_LONEREDUCTION_H

#include "dialects/ANE/IR/ANE.h"

namespace anemone::ane {

/// The reduce_max or reduce_mean of the channels of [1, C, 1, 1] that is all a program does but for
/// its constants; null where it does something else (ANE-C61).
mlir::Operation *findLoneReduction(ProgramOp program);

/// Multiplies what such a reduction reads by one, which changes no value: then it is no longer
/// alone. Returns whether there was one.
bool accompanyLoneReduction(ProgramOp program);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_LONEREDUCTION_H
