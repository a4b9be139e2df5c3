//===- DifferentiableOpInterface.h - Derivatives -----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_GRADIENTS_DIFFERENTIABLEOPINTERFACE_H
#define DIALECTS_ONNX_GRADIENTS_DIFFERENTIABLEOPINTERFACE_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpDefinition.h"

#include "dialects/ONNX/Gradients/DifferentiableOpInterface.h.inc"

namespace anemone::onnx {

/// Gives the operations of the `onnx` dialect their adjoints.
void registerAdjoints(mlir::DialectRegistry &registry);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_GRADIENTS_DIFFERENTIABLEOPINTERFACE_H
