//===- ONNXDialect.h - The dialect and its rule for types --------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the generated headers of all areas need. Users include ONNX.h, or the
// header of one area.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_ONNXDIALECT_H
#define DIALECTS_ONNX_IR_ONNXDIALECT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialects/ONNX/IR/ONNXDialect.h.inc"

namespace anemone::onnx {

/// Whether results typed `actual` may stand where `inferred` was inferred: equal
/// element types, and no two known extents that differ.
bool agree(mlir::TypeRange inferred, mlir::TypeRange actual);

/// The same for results that are shapes or indices: they are inferred as i32,
/// and foreign IR has them in i64.
bool agreeOnIndices(mlir::TypeRange inferred, mlir::TypeRange actual);

/// The types that an operation infers, which agree with those of its results.
/// Fails, with an error, where a constraint is broken or a result contradicts.
mlir::FailureOr<llvm::SmallVector<mlir::Type>> inferredTypes(mlir::Operation *op);

/// See ONNX_VerifyInferred.
template <typename ConcreteOp>
class VerifyInferred : public mlir::OpTrait::TraitBase<ConcreteOp, VerifyInferred> {
public:
  static llvm::LogicalResult verifyTrait(mlir::Operation *op) { return inferredTypes(op); }
};

/// Whether operands are as many as `kinds` has letters, and there where they must
/// be: `r` is a tensor, `o` a tensor or none, `v` any number of tensors.
llvm::LogicalResult checkOperands(mlir::Location location, llvm::StringRef name,
                                  llvm::StringRef kinds, mlir::ValueRange operands);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_IR_ONNXDIALECT_H
