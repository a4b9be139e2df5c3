//===- WindowInference.h - What sliding windows leave ------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to the dialect. The extents that convolutions and poolings leave of
// their input, from `auto_pad`, `ceil_mode` and the rest of their attributes.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_WINDOWINFERENCE_H
#define DIALECTS_ONNX_IR_WINDOWINFERENCE_H

#include "dialects/ONNX/IR/InferUtils.h"

namespace anemone::onnx {

/// The attributes that operations with a window have in common, and the numbers
/// that the operation gives to the rules about them.
struct WindowAttributes {
  llvm::StringRef autoPad;
  std::optional<mlir::ArrayAttr> strides, dilations, pads;
  bool ceilMode = false;
  llvm::StringRef ruleOfAttributes, ruleOfFit;
};

/// The spatial extents that a convolution or pooling leaves of those of its input.
mlir::FailureOr<Shape> inferWindow(InferSite site, const WindowAttributes &attributes,
                                   llvm::ArrayRef<int64_t> input, llvm::ArrayRef<int64_t> kernel);

/// Those that a transposed convolution makes.
mlir::FailureOr<Shape> inferTransposedWindow(InferSite site, const WindowAttributes &attributes,
                                             std::optional<mlir::ArrayAttr> outputPadding,
                                             std::optional<mlir::ArrayAttr> outputShape,
                                             llvm::ArrayRef<int64_t> input,
                                             llvm::ArrayRef<int64_t> kernel);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_IR_WINDOWINFERENCE_H
