//===- Interpolation.cpp - Resampling one axis as a matrix ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/Interpolation.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cmath>

using namespace anemone::onnx;

namespace {

/// Where output element `i` lies in the coordinates of the input.
double sourceCoordinate(const Resampling &axis, int64_t i) {
  double length = axis.output;
  llvm::StringRef how = axis.coordinates;
  if (how == "asymmetric")
    return i / axis.scale;
  if (how == "align_corners")
    return length == 1 ? 0 : double(i) * (axis.input - 1) / (length - 1);
  if (how == "pytorch_half_pixel")
    return length == 1 ? 0 : (i + 0.5) / axis.scale - 0.5;
  if (how == "tf_crop_and_resize") {
    double span = axis.roiEnd - axis.roiStart;
    if (length == 1)
      return 0.5 * (axis.roiStart + axis.roiEnd) * (axis.input - 1);
    return axis.roiStart * (axis.input - 1) + i * span * (axis.input - 1) / (length - 1);
  }
  if (how == "half_pixel_symmetric") {
    double adjustment = axis.output / (axis.scale * axis.input);
    double center = axis.input / 2.0;
    return center * (1 - adjustment) + (i + 0.5) / axis.scale - 0.5;
  }
  return (i + 0.5) / axis.scale - 0.5; // half_pixel
}

double roundNearest(double x, llvm::StringRef mode) {
  if (mode == "floor")
    return std::floor(x);
  if (mode == "ceil")
    return std::ceil(x);
  // A half goes down or up; everything else to the nearest.
  bool isHalf = x - std::floor(x) == 0.5;
  if (isHalf)
    return mode == "round_prefer_ceil" ? std::ceil(x) : std::floor(x);
  return std::floor(x + 0.5);
}

double cubicWeight(double distance, double a) {
  double d = std::abs(distance);
  if (d <= 1)
    return ((a + 2) * d - (a + 3)) * d * d + 1;
  if (d < 2)
    return ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
  return 0;
}

double linearWeight(double distance) { return std::max(0.0, 1 - std::abs(distance)); }

/// One row: the weights of the inputs about `x`. Neighbors beyond the border are the border's
/// element, or are left out and the rest rescaled.
void fillRow(const Resampling &axis, double x, llvm::MutableArrayRef<float> row) {
  if (axis.mode == "nearest") {
    double at = std::clamp<double>(roundNearest(x, axis.nearestMode), 0, axis.input - 1);
    row[int64_t(at)] = 1;
    return;
  }
  bool cubic = axis.mode == "cubic";
  // Antialiasing widens the kernel by the factor by which the axis shrinks.
  double stretch = axis.antialias ? std::min(axis.scale, 1.0) : 1;
  int64_t reach = int64_t(std::ceil((cubic ? 2 : 1) / stretch));
  int64_t first = int64_t(std::floor(x)) - reach + 1;
  double sum = 0;
  llvm::SmallVector<double> weights(row.size(), 0);
  for (int64_t k = first; k <= first + 2 * reach; ++k) {
    double distance = (k - x) * stretch;
    double weight = cubic ? cubicWeight(distance, axis.cubicCoefficient) : linearWeight(distance);
    bool inside = k >= 0 && k < axis.input;
    if (!inside && axis.excludeOutside)
      continue;
    weights[std::clamp<int64_t>(k, 0, axis.input - 1)] += weight;
    sum += weight;
  }
  for (auto [entry, weight] : llvm::zip_equal(row, weights))
    entry = weight / sum;
}

} // namespace

ResamplingMatrix anemone::onnx::buildMatrix(const Resampling &axis) {
  ResamplingMatrix matrix;
  matrix.weights.assign(axis.output * axis.input, 0);
  matrix.outside.assign(axis.output, false);
  for (int64_t i = 0; i < axis.output; ++i) {
    double x = sourceCoordinate(axis, i);
    if (axis.coordinates == "tf_crop_and_resize" && (x < 0 || x > axis.input - 1)) {
      matrix.outside[i] = true;
      continue;
    }
    fillRow(axis, x, llvm::MutableArrayRef(matrix.weights).slice(i * axis.input, axis.input));
  }
  return matrix;
}
