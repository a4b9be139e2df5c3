//===- InferUtils.h - Inference shared by many operations --------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to the dialect. Inference works on shapes known in part: a rank may
// be unknown, and an extent may be ShapedType::kDynamic. It checks the numbered
// constraints as far as what is known tells.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_INFERUTILS_H
#define DIALECTS_ONNX_IR_INFERUTILS_H

#include "dialects/ONNX/IR/Utils.h"
#include "mlir/IR/BuiltinTypes.h"

namespace anemone::onnx {

using Shape = llvm::SmallVector<int64_t>;
/// No value: the rank is unknown.
using MaybeShape = std::optional<Shape>;
using Types = llvm::SmallVectorImpl<mlir::Type>;

inline bool isDynamic(int64_t extent) { return mlir::ShapedType::isDynamic(extent); }

/// Where an inference runs: at an operation that is there or is yet to be built.
struct InferSite {
  std::optional<mlir::Location> location;
  llvm::StringRef name;

  /// Emits `'name' op message`, unless the caller only tries, and fails.
  llvm::LogicalResult fail(const llvm::Twine &message) const;
};

MaybeShape shapeOf(mlir::Value value);
mlir::Type elementTypeOf(mlir::Value value);
mlir::Type tensorOf(const MaybeShape &shape, mlir::Type element);
/// "2x?x4", "a scalar", or "unranked".
std::string toString(const MaybeShape &shape);
std::string toString(mlir::Type type);
/// "[1, 2]"
std::string listOf(llvm::ArrayRef<int64_t> values);

/// The shape that two shapes broadcast to. Fails where (C1) is broken.
mlir::FailureOr<MaybeShape> broadcast(InferSite site, const MaybeShape &a, const MaybeShape &b,
                                      llvm::StringRef constraint = "(C1)");

/// Whether `from` broadcasts to `to` without stretching it.
bool broadcastsTo(const MaybeShape &from, const MaybeShape &to);

/// Fails, naming `constraint`, where two present operands differ in their element
/// types.
llvm::LogicalResult checkElementTypes(InferSite site, mlir::ValueRange operands,
                                      llvm::StringRef constraint);

/// The one axis of an attribute, from 0; fails where it lies outside of [-rank, rank).
mlir::FailureOr<int64_t> normalizeAxis(InferSite site, int64_t axis, int64_t rank,
                                       llvm::StringRef constraint = "(C1)");

/// Whether every extent is 1, or could be.
bool holdsOneElement(llvm::ArrayRef<int64_t> shape);

/// The shape that an operand holds: from its values where it is constant, else
/// from their number. Fails where it is not of rank 1 or has a negative entry.
mlir::FailureOr<MaybeShape> shapeFromValue(InferSite site, mlir::Value value,
                                           llvm::StringRef constraint);

/// The constant axes that a present operand holds, from 0. No value inside: it is
/// not constant. Fails where an axis is out of range or repeated, or where the
/// operand is not of rank 1.
mlir::FailureOr<std::optional<Shape>> axesFromValue(InferSite site, mlir::Value value, int64_t rank,
                                                    llvm::StringRef constraint);

/// The axes that `onnx.Shape` reads: from `start` to before `end`, clamped.
std::pair<int64_t, int64_t> clampShapeRange(int64_t start, std::optional<int64_t> end,
                                            int64_t rank);

/// What a whole family of operations infers; the numbers in messages are those of
/// the ODS class.
llvm::LogicalResult inferUnary(InferSite site, mlir::ValueRange operands, Types &types);
llvm::LogicalResult inferTest(InferSite site, mlir::ValueRange operands, Types &types);
llvm::LogicalResult inferBroadcast(InferSite site, mlir::ValueRange operands, Types &types);
llvm::LogicalResult inferCompare(InferSite site, mlir::ValueRange operands, Types &types);
llvm::LogicalResult inferVariadic(InferSite site, mlir::ValueRange operands, Types &types);
llvm::LogicalResult inferPow(InferSite site, mlir::ValueRange operands, Types &types);
llvm::LogicalResult inferWhere(InferSite site, mlir::ValueRange operands, Types &types);
llvm::LogicalResult inferPRelu(InferSite site, mlir::ValueRange operands, Types &types);
llvm::LogicalResult inferClip(InferSite site, mlir::ValueRange operands, Types &types);
llvm::LogicalResult inferGlobalPool(InferSite site, mlir::ValueRange operands, Types &types);
llvm::LogicalResult inferBatchNorm(InferSite site, mlir::ValueRange operands, Types &types);
llvm::LogicalResult inferInstanceNorm(InferSite site, mlir::ValueRange operands, Types &types);
llvm::LogicalResult inferMatMul(InferSite site, mlir::ValueRange operands, Types &types);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_IR_INFERUTILS_H
