//===- Passes.h - Passes of the onnx dialect --------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_TRANSFORMS_PASSES_H
#define DIALECTS_ONNX_TRANSFORMS_PASSES_H

#include "mlir/Pass/Pass.h"

namespace anemone::onnx {

#define GEN_PASS_DECL
#include "dialects/ONNX/Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "dialects/ONNX/Transforms/Passes.h.inc"

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_TRANSFORMS_PASSES_H
