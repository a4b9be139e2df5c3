//===- Passes.h - From the front dialect to the engine's --------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LIB_CONVERSION_ONNXTOANE_PASSES_H
#define LIB_CONVERSION_ONNXTOANE_PASSES_H

#include "mlir/Pass/Pass.h"

namespace anemone {

#define GEN_PASS_DECL
#include "lib/Conversion/ONNXToANE/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "lib/Conversion/ONNXToANE/Passes.h.inc"

} // namespace anemone

#endif // LIB_CONVERSION_ONNXTOANE_PASSES_H
