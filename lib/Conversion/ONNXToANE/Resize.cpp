//===- Resize.cpp - Resize ------------------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Conversion/ONNXToANE/Interpolation.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone;

namespace {

/// What the operands and attributes of a Resize say of each axis; axes that are not named keep
/// their extent.
FailureOr<SmallVector<Resampling>> resamplings(onnx::ResizeOp op, EngineBuilder &engine) {
  ArrayRef<int64_t> input = shapeOf(op.getX()), output = shapeOf(op.getY());
  int64_t rank = input.size();
  Shape axes(llvm::seq<int64_t>(0, rank).begin(), llvm::seq<int64_t>(0, rank).end());
  if (op.getAxes())
    axes = intsOr(op.getAxes(), 0, 0);

  std::optional<SmallVector<double>> scales, roi;
  bool byScales = !isAbsent(op.getScales());
  if (byScales && !(scales = constantNumbers(op.getScales())))
    return engine.refuse("its scales are known only at run time");
  bool crops = op.getCoordinateTransformationMode() == "tf_crop_and_resize";
  if (crops && (!(roi = constantNumbers(op.getRoi())) || roi->size() != 2 * axes.size()))
    return engine.refuse("its roi is known only at run time");

  SmallVector<Resampling> result(rank);
  for (int64_t axis : llvm::seq<int64_t>(0, rank)) {
    result[axis].input = input[axis];
    result[axis].output = output[axis];
    result[axis].scale = double(output[axis]) / input[axis];
    result[axis].coordinates = op.getCoordinateTransformationMode();
    result[axis].mode = op.getMode();
    result[axis].nearestMode = op.getNearestMode();
    result[axis].cubicCoefficient = op.getCubicCoeffA().convertToFloat();
    result[axis].antialias = op.getAntialias() != 0;
    result[axis].excludeOutside = op.getExcludeOutside() != 0;
  }
  for (auto [i, axis] : llvm::enumerate(axes)) {
    Resampling &resampling = result[positiveAxis(axis, rank)];
    if (byScales)
      resampling.scale = (*scales)[i];
    if (crops) {
      resampling.roiStart = (*roi)[i];
      resampling.roiEnd = (*roi)[i + axes.size()];
    }
  }
  return result;
}

/// Whether a resampling gives back its input.
bool isIdentity(const Resampling &axis) {
  bool wholeRoi =
      axis.coordinates != "tf_crop_and_resize" || (axis.roiStart == 0 && axis.roiEnd == 1);
  return axis.input == axis.output && axis.scale == 1 && wholeRoi;
}

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
  auto axes = resamplings(op, engine);
  if (failed(axes))
    return failure();
  for (auto [i, axis] : llvm::enumerate(*axes)) {
    if (isIdentity(axis))
      continue;
    ResamplingMatrix matrix = buildMatrix(axis);
    x = engine.applyMatrix(x, i, matrix.weights, axis.output);
    x = extrapolate(x, i, matrix.outside, op.getExtrapolationValue().convertToFloat(), engine);
  }
  return x;
}

} // namespace

void anemone::populateResizePatterns(LoweringSet set) { set.add<onnx::ResizeOp>(lowerResize); }
