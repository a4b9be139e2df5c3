//===- Passes.h - Derivatives and training of onnx ----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_GRADIENTS_PASSES_H
#define DIALECTS_ONNX_GRADIENTS_PASSES_H

#include "mlir/Pass/Pass.h"

namespace anemone::onnx {

#define GEN_PASS_DECL
#include "dialects/ONNX/Gradients/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "dialects/ONNX/Gradients/Passes.h.inc"

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_GRADIENTS_PASSES_H
