//===- Interface.h - Arguments and results of engine programs ---*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Surfaces have rank 4 and hold fp16. What a model declares is reshaped and
// cast inside the program, so that the layout of a surface is decided once.
// Values that only host programs touch keep their element type.
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
/// The type of a value between programs, or between them and the caller, in that shape: fp16 where
/// a program of the engine reads or writes it, else its own, a float as f32.
mlir::RankedTensorType interfaceType(mlir::RankedTensorType source, bool onEngine);

/// Whether the type is one that a surface of the engine holds without changing a value: a static
/// tensor of floats, which are rounded, or of at most 8 bits.
bool fitsEngineSurface(mlir::Type type);
/// Reports, at `loc`, why it is not. `what` names the value ("input 0 'ids'").
void reportNoSurface(mlir::Location loc, const llvm::Twine &what, mlir::Type type);

/// Whether the extents of all arguments and results are known and none is 0.
bool hasKnownInterface(mlir::func::FuncOp function);

/// The value that an argument of the program stands for: in the shape of `type` and its element
/// type, a float as what the program computes in.
mlir::Value readArgument(mlir::Value argument, mlir::RankedTensorType type, EngineBuilder &engine);
/// `value` as a result of the program, of type `type`. A value that is an argument, or a mere view
/// of one, becomes the result of an operation: an identity alone was reported to give NaN. What the
/// host passes on as fp16 is brought into its finite range.
mlir::Value writeResult(mlir::Value value, mlir::RankedTensorType type, EngineBuilder &engine);

} // namespace anemone

#endif // LIB_CONVERSION_ONNXTOANE_INTERFACE_H
