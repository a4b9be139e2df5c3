//===- Residuals.h - What a backward function reads ---------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_GRADIENTS_RESIDUALS_H
#define DIALECTS_ONNX_GRADIENTS_RESIDUALS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/SetVector.h"

namespace anemone::onnx {

/// What a function reads of another: values of it, and operations that are copied because they are
/// constants, read parameters, or are cheap. Both are in the order of the other function.
struct Residuals {
  llvm::SmallVector<mlir::Value> values;
  llvm::SmallVector<mlir::Operation *> copied;
};

/// Of the values of `forward` that the body of `backward` uses. With `recompute` a value that is
/// cheap to compute is copied with its operation, where the operands that are not read anyway are
/// together no larger.
Residuals findResiduals(mlir::func::FuncOp forward, mlir::func::FuncOp backward, bool recompute);

/// Whether an operation is copied in any case: a constant, or one that reads a parameter.
bool isSource(mlir::Operation *op);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_GRADIENTS_RESIDUALS_H
