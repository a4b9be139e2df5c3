//===- Utils.h - Reading operands and building operations --------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What importers, passes and conversions ask of `onnx` operations again and
// again: is an operand there, which integers does it hold, build an operation
// whose types follow from its operands.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_UTILS_H
#define DIALECTS_ONNX_IR_UTILS_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Value.h"

namespace anemone::onnx {

/// The attribute by which an operation is placed on the host: a StringAttr, the reason.
inline constexpr llvm::StringLiteral kHostAttr = "anemone.host";
/// The attribute that keeps operations in a program of their own: a StringAttr. Operations of
/// different groups do not share a program.
inline constexpr llvm::StringLiteral kGroupAttr = "anemone.group";

/// Whether an optional operand is `onnx.NoValue`.
inline bool isAbsent(mlir::Value value) { return mlir::isa<mlir::NoneType>(value.getType()); }

/// The constant that a value is; null where it is not one.
mlir::ElementsAttr constantOf(mlir::Value value);

/// The integers that a constant value holds, widened to 64 bits; nothing where
/// the value is not a constant of integers.
std::optional<llvm::SmallVector<int64_t>> constantInts(mlir::Value value);

/// The floats that a constant value holds, as doubles.
std::optional<llvm::SmallVector<double>> constantFloats(mlir::Value value);

/// The integers of an attribute such as `kernel_shape`.
llvm::SmallVector<int64_t> intsOf(mlir::ArrayAttr attribute);

/// The same, or `size` times `value` where the attribute is absent.
llvm::SmallVector<int64_t> intsOr(std::optional<mlir::ArrayAttr> attribute, int64_t size,
                                  int64_t value);

/// The permutation of a Transpose: `perm`, or the reverse where it is absent.
llvm::SmallVector<int64_t> permutationOr(std::optional<mlir::ArrayAttr> perm, int64_t rank);

/// Axes counted from 0. Nothing where one lies outside of [-rank, rank) or
/// stands twice.
std::optional<llvm::SmallVector<int64_t>> normalizeAxes(llvm::ArrayRef<int64_t> axes, int64_t rank);

/// An `onnx.Constant` of i32 and shape [n]. The values must fit 32 bits.
mlir::Value indexConstant(mlir::OpBuilder &builder, mlir::Location location,
                          llvm::ArrayRef<int64_t> values);

/// Builds an operation of this dialect by name, with the result types that it
/// infers. The `create` functions of the operation classes stop the program
/// where inference fails; this one emits the error at `location` and fails, so
/// it is the one for operands that come from a model. The operation is verified.
mlir::FailureOr<mlir::Operation *>
createInferred(mlir::OpBuilder &builder, mlir::Location location, llvm::StringRef name,
               mlir::ValueRange operands, llvm::ArrayRef<mlir::NamedAttribute> attributes = {});

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_IR_UTILS_H
