//===- Interpolation.h - Resampling one axis as a matrix --------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every mode of Resize is linear in its input and works one axis at a time:
// the output along an axis is a matrix times the input along it. Nearest
// neighbors give a matrix of 0 and 1, which is exact in fp16.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_INTERPOLATION_H
#define DIALECTS_ONNX_IR_INTERPOLATION_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

namespace anemone::onnx {

/// One resampled axis, in the words of ONNX's Resize.
struct Resampling {
  int64_t input = 1, output = 1;
  double scale = 1;                // output / input, as given; it need not be exact
  double roiStart = 0, roiEnd = 1; // for tf_crop_and_resize
  llvm::StringRef coordinates;     // coordinate_transformation_mode
  llvm::StringRef mode;            // nearest, linear, cubic
  llvm::StringRef nearestMode;     // rounding of nearest
  double cubicCoefficient = -0.75;
  bool antialias = false;
  bool excludeOutside = false;
};

/// The matrix [output, input], row-major. Where tf_crop_and_resize looks outside the input,
/// `outside` is set for the row, which is then 0.
struct ResamplingMatrix {
  llvm::SmallVector<float> weights;
  llvm::SmallVector<bool> outside;
};

ResamplingMatrix buildMatrix(const Resampling &axis);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_IR_INTERPOLATION_H
