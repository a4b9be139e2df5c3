//===- Gradients.h - Derivatives of straight-line code ------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_GRADIENTS_GRADIENTS_H
#define DIALECTS_ONNX_GRADIENTS_GRADIENTS_H

#include "mlir/IR/Builders.h"

namespace anemone::onnx {

/// A value with the gradient of the scalar in question with respect to it.
struct Seed {
  mlir::Value value, gradient;
};

/// Whether a gradient can flow to a value: a tensor of floats.
bool isDifferentiable(mlir::Value value);

/// Builds, at `builder`, the gradients with respect to `wrt` by going backwards over `operations`,
/// which are in order and compute the values of `seeds`. The gradient of a value that no seed
/// depends on is null. All operations on the way that have no derivative are reported.
mlir::FailureOr<llvm::SmallVector<mlir::Value>>
buildGradients(mlir::OpBuilder &builder, llvm::ArrayRef<mlir::Operation *> operations,
               llvm::ArrayRef<Seed> seeds, mlir::ValueRange wrt);

/// The sum of two gradients of one value, at `builder`. One that was added at some indices to zeros,
/// as that of a look-up is, is added to the other instead.
mlir::Value addGradients(mlir::OpBuilder &builder, mlir::Value a, mlir::Value b);

/// Prints a line for each operation of the dialect: whether it has a derivative, and why not.
void listDerivatives(mlir::MLIRContext &context, llvm::raw_ostream &out);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_GRADIENTS_GRADIENTS_H
