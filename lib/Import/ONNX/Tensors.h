//===- Tensors.h - Types and attributes of tensors --------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_TENSORS_H
#define ANEMONE_LIB_IMPORT_ONNX_TENSORS_H

#include "lib/Import/ONNX/File/Model.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/Error.h"

namespace anemone {

/// The type that stands for an element type of ONNX: i32 for every integer, i1
/// for a bool, f32 for FLOAT and DOUBLE; null for types that are not read.
mlir::Type convertElementType(onnxfile::ElementType type, mlir::MLIRContext *context);

/// The type of a tensor whose element type is read.
mlir::RankedTensorType convertType(const onnxfile::Tensor &tensor, mlir::MLIRContext *context);

/// What to do with integers that do not fit 32 bits.
enum class Narrowing { Refuse, Saturate };

/// The elements of a readable tensor, converted to the type of convertType.
/// `bytes` holds them in the encoding of Tensor. Fails where an integer does not
/// fit and `narrowing` refuses that; the error names the tensor.
llvm::Expected<mlir::DenseElementsAttr> convertElements(const onnxfile::Tensor &tensor,
                                                        llvm::StringRef bytes, Narrowing narrowing,
                                                        mlir::MLIRContext *context);

} // namespace anemone

#endif // ANEMONE_LIB_IMPORT_ONNX_TENSORS_H
