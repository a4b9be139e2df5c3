//===- WindowInference.h - Computing windows ---------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to the dialect: from attributes, before an operation exists.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_WINDOWINFERENCE_H
#define DIALECTS_ONNX_IR_WINDOWINFERENCE_H

#include "dialects/ONNX/IR/InferUtils.h"
#include "dialects/ONNX/IR/Window.h"

namespace anemone::onnx {

/// The attributes that operations with a window have in common, and the numbers
/// that the operation gives to the rules about them.
struct WindowAttributes {
  llvm::StringRef autoPad;
  std::optional<mlir::ArrayAttr> strides, dilations, pads;
  bool ceilMode = false;
  llvm::StringRef ruleOfAttributes, ruleOfFit;
};

/// The window of a convolution or pooling over `input`, the spatial extents.
mlir::FailureOr<Window> computeWindow(InferSite site, const WindowAttributes &attributes,
                                      llvm::ArrayRef<int64_t> input,
                                      llvm::ArrayRef<int64_t> kernel);

/// The window of a transposed convolution.
mlir::FailureOr<Window> computeTransposedWindow(InferSite site, const WindowAttributes &attributes,
                                                std::optional<mlir::ArrayAttr> outputPadding,
                                                std::optional<mlir::ArrayAttr> outputShape,
                                                llvm::ArrayRef<int64_t> input,
                                                llvm::ArrayRef<int64_t> kernel);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_IR_WINDOWINFERENCE_H
