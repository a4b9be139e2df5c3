//===- RuntimeWeights.h - Weights that come from no movement ----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_RUNTIMEWEIGHTS_H
#define DIALECTS_ANE_TRANSFORMS_RUNTIMEWEIGHTS_H

#include "dialects/ANE/IR/ANE.h"

namespace anemone::ane {

/// Makes height and width trade places in convolutions of planes whose weight is known at run time
/// only and comes from no movement, as it has to (ANE-C27). Passes before may have moved away what
/// the lowering put there.
void turnRuntimeWeights(ProgramOp program);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_RUNTIMEWEIGHTS_H
