//===- Resampling.h - What a Resize does to each axis -----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_RESAMPLING_H
#define DIALECTS_ONNX_IR_RESAMPLING_H

#include "dialects/ONNX/IR/Interpolation.h"
#include "dialects/ONNX/IR/TensorOps.h"

namespace anemone::onnx {

/// One resampling for each axis of a Resize of static shape; axes that are not named keep their
/// extent. Fails where an operand is not constant that has to be, and says in `why` which.
mlir::FailureOr<llvm::SmallVector<Resampling>> resamplingsOf(ResizeOp op, std::string &why);

/// Whether a resampling gives back its input.
bool isIdentity(const Resampling &axis);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_IR_RESAMPLING_H
