//===- Loss.h - Losses and their gradients -------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_GRADIENTS_LOSS_H
#define DIALECTS_ONNX_GRADIENTS_LOSS_H

#include "dialects/ONNX/Gradients/HostBuilder.h"

namespace anemone::onnx {

enum class LossKind {
  SoftmaxCrossEntropy, // of the classes along the last axis; targets below 0 do not count
  MeanSquaredError,
  ModelOutput, // the result of the model is the loss
};

/// Nothing where no loss has that name; `lossNames` lists them.
std::optional<LossKind> findLoss(llvm::StringRef name);
llvm::StringRef lossNames();

/// The type of the targets for a model that gives `output`; null where there are none.
mlir::RankedTensorType targetType(LossKind kind, mlir::RankedTensorType output);

/// The mean loss, a scalar of f32.
mlir::Value buildLoss(LossKind kind, mlir::Value output, mlir::Value targets, HostBuilder &build);
/// How `scale` times the loss changes with the output of the model.
mlir::Value buildLossGradient(LossKind kind, mlir::Value output, mlir::Value targets,
                              mlir::Value scale, HostBuilder &build);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_GRADIENTS_LOSS_H
