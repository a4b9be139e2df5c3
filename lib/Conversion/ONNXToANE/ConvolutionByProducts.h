//===- ConvolutionByProducts.h - Convolutions without windows ---*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The gradient of a convolution's weight is a convolution whose kernel is as large
// as an image and whose result is as small as a kernel. The engine has no windows
// of that size; each element of the result is a product of matrices.
//
//===----------------------------------------------------------------------===//

#ifndef LIB_CONVERSION_ONNXTOANE_CONVOLUTIONBYPRODUCTS_H
#define LIB_CONVERSION_ONNXTOANE_CONVOLUTIONBYPRODUCTS_H

#include "dialects/ONNX/IR/Window.h"
#include "lib/Conversion/ONNXToANE/EngineBuilder.h"

namespace anemone {

/// Whether a convolution has fewer places than its kernel has elements.
bool hasFewPlaces(llvm::ArrayRef<onnx::Window> windows);

/// `x` [N, groups * C, spatial...] convolved with `weight` [groups * M, C, kernel...].
mlir::Value convolveByProducts(mlir::Value x, mlir::Value weight,
                               llvm::ArrayRef<onnx::Window> windows, int64_t groups,
                               EngineBuilder &engine);

} // namespace anemone

#endif // LIB_CONVERSION_ONNXTOANE_CONVOLUTIONBYPRODUCTS_H
