//===- Normalization.cpp - Normalizations ---------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Differences from the mean first, their squares after: the square of a value
// that is far from zero would leave the range of fp16.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone;

namespace {

/// (x - mean) / sqrt(variance + epsilon) over `axes`.
Value normalize(Value x, ArrayRef<int64_t> axes, double epsilon, EngineBuilder &engine) {
  Value centered = engine.sub(x, engine.reduce<ane::ReduceMeanOp>(x, axes));
  Value variance = engine.reduce<ane::ReduceMeanOp>(engine.mul(centered, centered), axes);
  Value scale = engine.unary<ane::RsqrtOp>(variance, APFloat(float(epsilon)));
  return engine.mul(centered, scale);
}

/// A vector with one element a channel, shaped to meet axis 1 of a tensor like `x`.
Value alongChannels(Value vector, Value x, EngineBuilder &engine) {
  Shape shape(rankOf(x), 1);
  if (rankOf(x) > 1)
    shape[1] = shapeOf(vector)[0];
  return engine.reshape(vector, shape);
}

/// One product and one sum whose factors are known in advance when the statistics are.
FailureOr<Value> lowerBatchNormalization(onnx::BatchNormalizationOp op,
                                         onnx::BatchNormalizationOp::Adaptor in,
                                         EngineBuilder &engine) {
  Value deviation = engine.unary<ane::RsqrtOp>(in.getInputVar(), op.getEpsilon());
  Value factor = engine.mul(in.getScale(), deviation);
  Value shift = engine.sub(in.getB(), engine.mul(in.getInputMean(), factor));
  Value scaled = engine.mul(in.getX(), alongChannels(factor, in.getX(), engine));
  return engine.add(scaled, alongChannels(shift, in.getX(), engine));
}

FailureOr<Value> lowerInstanceNormalization(onnx::InstanceNormalizationOp op,
                                            onnx::InstanceNormalizationOp::Adaptor in,
                                            EngineBuilder &engine) {
  Value x = in.getInput();
  SmallVector<int64_t> axes = llvm::to_vector(llvm::seq<int64_t>(2, rankOf(x)));
  Value normal = normalize(x, axes, op.getEpsilon().convertToFloat(), engine);
  Value scaled = engine.mul(normal, alongChannels(in.getScale(), x, engine));
  return engine.add(scaled, alongChannels(in.getB(), x, engine));
}

FailureOr<Value> lowerLayerNormalization(onnx::LayerNormalizationOp op,
                                         onnx::LayerNormalizationOp::Adaptor in,
                                         EngineBuilder &engine) {
  int64_t rank = rankOf(in.getX());
  SmallVector<int64_t> axes =
      llvm::to_vector(llvm::seq<int64_t>(positiveAxis(op.getAxis(), rank), rank));
  Value normal = normalize(in.getX(), axes, op.getEpsilon().convertToFloat(), engine);
  Value scaled = engine.mul(normal, in.getScale());
  return isAbsent(in.getB()) ? scaled : engine.add(scaled, in.getB());
}

} // namespace

void anemone::populateNormalizationLowerings(Lowerings &set) {
  set.add<onnx::BatchNormalizationOp>(lowerBatchNormalization);
  set.add<onnx::InstanceNormalizationOp>(lowerInstanceNormalization);
  set.add<onnx::LayerNormalizationOp>(lowerLayerNormalization);
}
