//===- Passes.h - Passes of the ane dialect ---------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_PASSES_H
#define DIALECTS_ANE_TRANSFORMS_PASSES_H

#include "mlir/Pass/Pass.h"

namespace anemone::ane {

#define GEN_PASS_DECL
#include "dialects/ANE/Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "dialects/ANE/Transforms/Passes.h.inc"

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_PASSES_H
