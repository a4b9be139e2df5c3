//===- InterpolationTest.cpp - Resampling one axis as a matrix ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Expected numbers are those of ONNX's specification: the examples of its
// operator Resize, one axis at a time.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/Interpolation.h"
#include "llvm/ADT/ArrayRef.h"
#include "gtest/gtest.h"

using namespace anemone::onnx;

namespace {

Resampling axisOf(int64_t input, int64_t output, llvm::StringRef mode) {
  Resampling axis;
  axis.input = input;
  axis.output = output;
  axis.scale = double(output) / input;
  axis.coordinates = "half_pixel";
  axis.mode = mode;
  axis.nearestMode = "round_prefer_floor";
  return axis;
}

void expectRow(const ResamplingMatrix &matrix, int64_t row, llvm::ArrayRef<float> expected) {
  for (size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(matrix.weights[row * expected.size() + i], expected[i], 1e-5) << "row " << row;
}

} // namespace

// Each row of a linear or cubic resampling sums to 1: constants stay constants.
TEST(Interpolation, RowsSumToOne) {
  for (llvm::StringRef mode : {"linear", "cubic"})
    for (int64_t output : {1, 3, 5, 16}) {
      ResamplingMatrix matrix = buildMatrix(axisOf(7, output, mode));
      for (int64_t row = 0; row < output; ++row) {
        double sum = 0;
        for (int64_t i = 0; i < 7; ++i)
          sum += matrix.weights[row * 7 + i];
        EXPECT_NEAR(sum, 1, 1e-5);
      }
    }
}

// Half-pixel centers: output 1 of 4 lies at 0.25 of the inputs 0 and 1.
TEST(Interpolation, LinearOfHalfPixels) {
  ResamplingMatrix matrix = buildMatrix(axisOf(2, 4, "linear"));
  expectRow(matrix, 0, {1, 0});
  expectRow(matrix, 1, {0.75, 0.25});
  expectRow(matrix, 2, {0.25, 0.75});
  expectRow(matrix, 3, {0, 1});
}

// Corners meet corners.
TEST(Interpolation, LinearOfAlignedCorners) {
  Resampling axis = axisOf(2, 4, "linear");
  axis.coordinates = "align_corners";
  ResamplingMatrix matrix = buildMatrix(axis);
  expectRow(matrix, 0, {1, 0});
  expectRow(matrix, 1, {2.0f / 3, 1.0f / 3});
  expectRow(matrix, 3, {0, 1});
}

// A single output asks for no division by its extent minus one.
TEST(Interpolation, OneOutputOfAlignedCorners) {
  Resampling axis = axisOf(3, 1, "linear");
  axis.coordinates = "align_corners";
  expectRow(buildMatrix(axis), 0, {1, 0, 0});
}

// A half goes where nearest_mode sends it.
TEST(Interpolation, NearestRoundsHalves) {
  Resampling axis = axisOf(2, 4, "nearest");
  axis.coordinates = "align_corners";
  axis.input = 3;
  axis.output = 5; // outputs lie at 0, 0.5, 1, 1.5, 2
  expectRow(buildMatrix(axis), 1, {1, 0, 0});
  axis.nearestMode = "round_prefer_ceil";
  expectRow(buildMatrix(axis), 1, {0, 1, 0});
  axis.nearestMode = "floor";
  expectRow(buildMatrix(axis), 3, {0, 1, 0});
  axis.nearestMode = "ceil";
  expectRow(buildMatrix(axis), 3, {0, 0, 1});
}

// Weights of neighbors beyond the border go to the border, or are left out.
TEST(Interpolation, CubicAtTheBorder) {
  Resampling axis = axisOf(4, 8, "cubic");
  ResamplingMatrix kept = buildMatrix(axis);
  axis.excludeOutside = true;
  ResamplingMatrix left = buildMatrix(axis);
  // x = -0.25: neighbors -2, -1, 0, 1 with weights -0.03515625, 0.26171875, 0.87890625,
  // -0.10546875.
  expectRow(kept, 0, {1.10546875, -0.10546875, 0, 0});
  expectRow(left, 0, {0.87890625 / 0.7734375, -0.10546875 / 0.7734375, 0, 0});
}

// What tf_crop_and_resize looks for outside is told apart from what is 0.
TEST(Interpolation, CropsOutside) {
  Resampling axis = axisOf(4, 3, "linear");
  axis.coordinates = "tf_crop_and_resize";
  axis.roiStart = 0.5;
  axis.roiEnd = 1.5;
  ResamplingMatrix matrix = buildMatrix(axis);
  EXPECT_FALSE(matrix.outside[0]);
  EXPECT_TRUE(matrix.outside[2]);
  expectRow(matrix, 0, {0, 0.5, 0.5, 0});
}
