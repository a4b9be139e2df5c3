//===- Ranges.h - What a Slice takes of an axis ------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Inference, folding and lowering clamp the bounds of a Slice the same way.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_RANGES_H
#define DIALECTS_ONNX_IR_RANGES_H

#include "dialects/ONNX/IR/InferUtils.h"

namespace anemone::onnx {

/// `count` elements of `axis` from `start` on, `step` apart. Where the extent of
/// the axis is unknown `count` is ShapedType::kDynamic and `start` as written.
struct AxisRange {
  int64_t axis, start, step, count;
};

/// Clamps bounds as ONNX does. `step` is not 0.
AxisRange clampRange(int64_t axis, int64_t start, int64_t end, int64_t step, int64_t extent);

/// The ranges that `starts`, `ends`, `axes` and `steps` select of a shape. No value
/// inside: they are not all constant. Fails where a constraint of Slice is broken.
mlir::FailureOr<std::optional<llvm::SmallVector<AxisRange>>>
sliceRanges(InferSite site, mlir::ValueRange vectors, const Shape &shape);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_IR_RANGES_H
