//===- Optimizer.cpp - How parameters follow their gradients --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Optimizer.h"

using namespace mlir;
using namespace anemone::onnx;

std::optional<OptimizerKind> anemone::onnx::findOptimizer(StringRef name) {
  return llvm::StringSwitch<std::optional<OptimizerKind>>(name)
      .Case("sgd", OptimizerKind::SGD)
      .Case("adam", OptimizerKind::Adam)
      .Case("adamw", OptimizerKind::AdamW)
      .Default(std::nullopt);
}

StringRef anemone::onnx::optimizerNames() { return "sgd, adam, adamw"; }

ArrayRef<StringLiteral> anemone::onnx::stateSuffixes(OptimizerKind kind, double momentum) {
  static constexpr StringLiteral moments[] = {".m", ".v"}, velocity[] = {".momentum"};
  if (kind != OptimizerKind::SGD)
    return moments;
  return momentum == 0 ? ArrayRef<StringLiteral>() : ArrayRef(velocity);
}

/// a * x + b * y
static Value blend(double a, Value x, double b, Value y, HostBuilder &build) {
  return build.add(build.mul(x, a), build.mul(y, b));
}

/// w - rate * (momentum * velocity + gradient), as PyTorch has it
static SmallVector<Value> sgd(const OptimizerSettings &settings, ArrayRef<Value> current,
                              Value gradient, const StepValues &step, HostBuilder &build) {
  SmallVector<Value> next;
  Value direction = gradient;
  if (current.size() > 1)
    direction = build.add(build.mul(current[1], settings.momentum), gradient);
  next.push_back(build.sub(current[0], build.mul(direction, step.learningRate)));
  if (current.size() > 1)
    next.push_back(direction);
  return next;
}

static SmallVector<Value> adam(const OptimizerSettings &settings, Value parameter,
                               ArrayRef<Value> current, Value gradient, const StepValues &step,
                               HostBuilder &build) {
  Value m = blend(settings.beta1, current[1], 1 - settings.beta1, gradient, build);
  Value v =
      blend(settings.beta2, current[2], 1 - settings.beta2, build.mul(gradient, gradient), build);
  Value deviation = build.add(build.sqrt(build.div(v, step.correction2)), settings.epsilon);
  Value rate = build.div(step.learningRate, step.correction1);
  Value moved = build.sub(parameter, build.mul(build.div(m, deviation), rate));
  return {moved, m, v};
}

SmallVector<Value> anemone::onnx::buildUpdate(const OptimizerSettings &settings, double decay,
                                              ArrayRef<Value> current, Value accumulated,
                                              const StepValues &step, HostBuilder &build) {
  Value parameter = current[0], gradient = build.mul(accumulated, step.factor);
  bool decoupled = settings.kind == OptimizerKind::AdamW;
  if (decay != 0 && decoupled) {
    Value keep = build.sub(build.scalar(1, parameter), build.mul(step.learningRate, decay));
    parameter = build.mul(parameter, keep);
  } else if (decay != 0) {
    gradient = build.add(gradient, build.mul(parameter, decay));
  }
  SmallVector<Value> next = settings.kind == OptimizerKind::SGD
                                ? sgd(settings, current, gradient, step, build)
                                : adam(settings, parameter, current, gradient, step, build);
  for (auto [value, old] : llvm::zip_equal(next, current))
    value = build.where(step.applies, value, old);
  return next;
}
