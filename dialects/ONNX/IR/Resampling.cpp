//===- Resampling.cpp - What a Resize does to each axis -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/Resampling.h"

#include "dialects/ONNX/IR/Utils.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

/// What the attributes say of an axis.
static Resampling attributesOf(ResizeOp op, int64_t input, int64_t output) {
  Resampling axis;
  axis.input = input;
  axis.output = output;
  axis.scale = double(output) / input;
  axis.coordinates = op.getCoordinateTransformationMode();
  axis.mode = op.getMode();
  axis.nearestMode = op.getNearestMode();
  axis.cubicCoefficient = op.getCubicCoeffA().convertToFloat();
  axis.antialias = op.getAntialias() != 0;
  axis.excludeOutside = op.getExcludeOutside() != 0;
  return axis;
}

FailureOr<SmallVector<Resampling>> anemone::onnx::resamplingsOf(ResizeOp op, std::string &why) {
  ArrayRef<int64_t> input = cast<RankedTensorType>(op.getX().getType()).getShape();
  ArrayRef<int64_t> output = cast<RankedTensorType>(op.getY().getType()).getShape();
  int64_t rank = input.size();
  auto axes = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  if (op.getAxes())
    axes = intsOr(op.getAxes(), 0, 0);

  std::optional<SmallVector<double>> scales, roi;
  bool byScales = !isAbsent(op.getScales());
  if (byScales && !(scales = constantFloats(op.getScales()))) {
    why = "its scales are known only at run time";
    return failure();
  }
  bool crops = op.getCoordinateTransformationMode() == "tf_crop_and_resize";
  if (crops && (!(roi = constantFloats(op.getRoi())) || roi->size() != 2 * axes.size())) {
    why = "its roi is known only at run time";
    return failure();
  }
  SmallVector<Resampling> result;
  for (int64_t axis : llvm::seq<int64_t>(0, rank))
    result.push_back(attributesOf(op, input[axis], output[axis]));
  for (auto [i, axis] : llvm::enumerate(axes)) {
    Resampling &resampling = result[axis < 0 ? axis + rank : axis];
    if (byScales)
      resampling.scale = (*scales)[i];
    if (crops) {
      resampling.roiStart = (*roi)[i];
      resampling.roiEnd = (*roi)[i + axes.size()];
    }
  }
  return result;
}

bool anemone::onnx::isIdentity(const Resampling &axis) {
  bool wholeRoi =
      axis.coordinates != "tf_crop_and_resize" || (axis.roiStart == 0 && axis.roiEnd == 1);
  return axis.input == axis.output && axis.scale == 1 && wholeRoi;
}
