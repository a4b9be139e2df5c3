//===- Optimizer.h - How parameters follow their gradients ---------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_GRADIENTS_OPTIMIZER_H
#define DIALECTS_ONNX_GRADIENTS_OPTIMIZER_H

#include "dialects/ONNX/Gradients/HostBuilder.h"

namespace anemone::onnx {

enum class OptimizerKind { SGD, Adam, AdamW };

std::optional<OptimizerKind> findOptimizer(llvm::StringRef name);
llvm::StringRef optimizerNames();

struct OptimizerSettings {
  OptimizerKind kind = OptimizerKind::AdamW;
  double momentum = 0;               // of SGD
  double beta1 = 0.9, beta2 = 0.999; // of Adam and AdamW
  double epsilon = 1e-8;
  double weightDecay = 0;
};

/// What all parameters share in one step; scalars of f32 but for `applies`.
struct StepValues {
  mlir::Value learningRate;
  mlir::Value factor;  // turns accumulated gradients into the mean gradient, clipped
  mlir::Value applies; // a Boolean: whether the step counts
  mlir::Value correction1, correction2; // 1 - beta ^ step
};

/// The names of an optimizer's state behind the name of a parameter: ".m", ".v".
llvm::ArrayRef<llvm::StringLiteral> stateSuffixes(OptimizerKind kind, double momentum);

/// Builds the new values of a parameter and of its state: they are `current` first, which holds the
/// parameter and then its state. `decay` is the weight decay of this parameter.
llvm::SmallVector<mlir::Value> buildUpdate(const OptimizerSettings &settings, double decay,
                                           llvm::ArrayRef<mlir::Value> current,
                                           mlir::Value gradient, const StepValues &step,
                                           HostBuilder &build);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_GRADIENTS_OPTIMIZER_H
