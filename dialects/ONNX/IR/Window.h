//===- Window.h - The geometry of a sliding window ---------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `auto_pad`, `ceil_mode`, `output_shape` and absent attributes of a
// convolution or pooling come to, axis by axis. Inference types results by it,
// and conversions read explicit pads from it.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_WINDOW_H
#define DIALECTS_ONNX_IR_WINDOW_H

#include "dialects/ONNX/IR/NNOps.h"

namespace anemone::onnx {

/// One entry for each spatial axis. `output` is ShapedType::kDynamic where the
/// extent of the input is; so are the pads where they depend on it (SAME).
struct Window {
  llvm::SmallVector<int64_t> kernel, strides, dilations, padBegin, padEnd, output;
  /// ConvTranspose alone: elements added after the last one of the result.
  llvm::SmallVector<int64_t> outputPadding;
};

/// The window of a verified operation. Fails where the rank of the input or the
/// kernel is unknown. Pads of pooling are those that are named, also where
/// `ceil_mode` lets the last window reach further. A negative `padEnd` of
/// ConvTranspose says that `output_shape` asks for more than the products reach:
/// that many elements hold the bias alone.
mlir::FailureOr<Window> windowOf(ConvOp op);
mlir::FailureOr<Window> windowOf(ConvTransposeOp op);
mlir::FailureOr<Window> windowOf(MaxPoolOp op);
mlir::FailureOr<Window> windowOf(AveragePoolOp op);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_IR_WINDOW_H
