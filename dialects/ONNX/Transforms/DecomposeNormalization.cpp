//===- DecomposeNormalization.cpp - Normalizations in plain operations ----===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Transforms/Decompose.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

/// The root of the mean square over `axes`, which stay.
static Value meanRoot(Value x, ArrayRef<int64_t> axes, double epsilon, PlainBuilder &build) {
  Value square = build.mean(build.mul(x, x), axes);
  return build.sqrt(epsilon == 0 ? square : build.add(square, epsilon));
}

Replacements anemone::onnx::decompose(RMSNormalizationOp op, PlainBuilder &build) {
  Value x = op.getX();
  int64_t rank = rankOf(x), axis = op.getAxis();
  auto axes = llvm::to_vector(llvm::seq<int64_t>(axis < 0 ? axis + rank : axis, rank));
  Value normal = build.div(x, meanRoot(x, axes, op.getEpsilon().convertToDouble(), build));
  return SmallVector<Value>{build.mul(normal, op.getScale())};
}

/// A vector with one element for each channel of `x`, in the shape that broadcasts.
static Value alongChannels(Value vector, Value x, PlainBuilder &build) {
  Extents shape(rankOf(x), 1);
  shape[1] = extentsOf(x)[1];
  return build.reshape(vector, shape);
}

Replacements anemone::onnx::decompose(GroupNormalizationOp op, PlainBuilder &build) {
  Value x = op.getX();
  ArrayRef<int64_t> shape = extentsOf(x);
  // The last axis stays as it is: no extent grows beyond what the tensor had, but
  // the one of the channels with the other axes.
  int64_t groups = op.getNumGroups(), last = shape.size() > 2 ? shape.back() : 1, inner = 1;
  for (int64_t extent : shape.drop_front(2).drop_back(shape.size() > 2))
    inner *= extent;
  Value grouped = build.reshape(x, {shape[0], groups, shape[1] / groups * inner, last});
  Value centered = build.sub(grouped, build.mean(grouped, {2, 3}));
  Value deviation = meanRoot(centered, {2, 3}, op.getEpsilon().convertToDouble(), build);
  Value normal = build.reshape(build.div(centered, deviation), shape);
  Value scaled = build.mul(normal, alongChannels(op.getScale(), x, build));
  return SmallVector<Value>{build.add(scaled, alongChannels(op.getBias(), x, build))};
}

Replacements anemone::onnx::decompose(MeanVarianceNormalizationOp op, PlainBuilder &build) {
  Value x = op.getX();
  Extents axes = op.getAxes() ? intsOf(*op.getAxes()) : Extents{0, 2, 3};
  Value centered = build.sub(x, build.mean(x, axes));
  // ONNX adds 1e-9, which fp16 does not hold; the least normal fp16 keeps the
  // quotient of a constant input 0, too.
  Value deviation = build.max(meanRoot(centered, axes, 0, build), 0x1p-14);
  return SmallVector<Value>{build.div(centered, deviation)};
}

Replacements anemone::onnx::decompose(SwishOp op, PlainBuilder &build) {
  Value x = op.getX();
  double alpha = op.getAlpha().convertToDouble();
  return SmallVector<Value>{build.mul(x, build.sigmoid(alpha == 1 ? x : build.mul(x, alpha)))};
}
