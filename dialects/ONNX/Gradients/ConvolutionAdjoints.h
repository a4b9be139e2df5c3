//===- ConvolutionAdjoints.h - Convolutions in adjoints ---------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_GRADIENTS_CONVOLUTIONADJOINTS_H
#define DIALECTS_ONNX_GRADIENTS_CONVOLUTIONADJOINTS_H

#include "dialects/ONNX/Gradients/Adjoints.h"
#include "dialects/ONNX/IR/Window.h"

namespace anemone::onnx {

/// Whether some axis of a window sees nothing but padding: then nothing depends on the data.
bool seesPaddingOnly(llvm::ArrayRef<Window> windows);

/// The adjoint of the convolution that `windows` describe, applied to the gradient of its result.
/// `windows` do not see padding only.
mlir::Value convolveBack(mlir::Value grad, mlir::Value weight, Windows windows, int64_t groups,
                         AdjointBuilder &build);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_GRADIENTS_CONVOLUTIONADJOINTS_H
