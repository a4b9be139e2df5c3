//===- Interface.h - Arguments and results of engine programs ---*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Surfaces have rank 4 and hold fp16. What a model declares is reshaped and
// cast inside the program, so that the layout of a surface is decided once.
//
//===----------------------------------------------------------------------===//

#ifndef LIB_CONVERSION_ONNXTOANE_INTERFACE_H
#define LIB_CONVERSION_ONNXTOANE_INTERFACE_H

#include "lib/Conversion/ONNXToANE/EngineBuilder.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace anemone {

/// The shape [1, C, H, W] of the surface of a tensor. The last axis stays the row, since short rows
/// are mostly padding; [N, K] becomes N channels of one row, and leading axes beyond the fourth are
/// merged.
Shape interfaceShape(llvm::ArrayRef<int64_t> shape);
/// The type of the surface: fp16 in that shape.
mlir::RankedTensorType interfaceType(mlir::RankedTensorType source);

/// Reports every argument and result of `function` that no surface can hold.
llvm::LogicalResult checkInterface(mlir::func::FuncOp function);

/// Whether the extents of all arguments and results are known and none is 0.
bool hasKnownInterface(mlir::func::FuncOp function);

/// The value that an argument of the program stands for: in the shape `type` and its element type.
mlir::Value readArgument(mlir::Value argument, mlir::RankedTensorType type, EngineBuilder &engine);
/// `value` as a result of the program. A value that is an argument, or a mere view of one, becomes
/// the result of an operation: an identity alone was reported to give NaN.
mlir::Value writeResult(mlir::Value value, EngineBuilder &engine);

} // namespace anemone

#endif // LIB_CONVERSION_ONNXTOANE_INTERFACE_H
