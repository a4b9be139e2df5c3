//===- Resize.cpp - Resize ------------------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "dialects/ONNX/IR/Resampling.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"

using namespace mlir;
using namespace anemone;

namespace {

/// Replaces what lies outside the input along `axis` by the extrapolation value.
Value extrapolate(Value y, int64_t axis, ArrayRef<bool> outside, double value,
                  EngineBuilder &engine) {
  if (llvm::none_of(outside, [](bool is) { return is; }))
    return y;
  SmallVector<float> keep, fill;
  for (bool is : outside) {
    keep.push_back(is ? 0 : 1);
    fill.push_back(is ? value : 0);
  }
  Shape shape(rankOf(y), 1);
  shape[axis] = outside.size();
  Type element = elementOf(y);
  Value kept = engine.mul(y, engine.constant(keep, shape, element));
  return engine.add(kept, engine.constant(fill, shape, element));
}

FailureOr<Value> lowerResize(onnx::ResizeOp op, onnx::ResizeOp::Adaptor in, EngineBuilder &engine) {
  Value x = in.getX();
  if (!isa<FloatType>(elementOf(x)))
    return engine.refuse("it resamples integers, and the engine computes in fp16");
  std::string why;
  auto axes = onnx::resamplingsOf(op, why);
  if (failed(axes))
    return engine.refuse(why);
  for (auto [i, axis] : llvm::enumerate(*axes)) {
    if (isIdentity(axis))
      continue;
    onnx::ResamplingMatrix matrix = onnx::buildMatrix(axis);
    x = engine.applyMatrix(x, i, matrix.weights, axis.output);
    x = extrapolate(x, i, matrix.outside, op.getExtrapolationValue().convertToFloat(), engine);
  }
  return x;
}

} // namespace

void anemone::populateResizeLowerings(Lowerings &set) { set.add<onnx::ResizeOp>(lowerResize); }
