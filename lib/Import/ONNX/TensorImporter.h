//===- TensorImporter.h - Tensors as globals and constants ------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tensor of several floats is a parameter: an `ml_program.global`, whose value
// names the bytes in their file wherever they lie there as they are needed.
// Integers, bools, single floats and what computes shapes are `onnx.Constant`,
// so that they fold.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_TENSORIMPORTER_H
#define ANEMONE_LIB_IMPORT_ONNX_TENSORIMPORTER_H

#include "lib/Import/ONNX/File/Model.h"
#include "lib/Import/ONNX/ModelFiles.h"
#include "lib/Import/ONNX/Tensors.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <set>

namespace anemone {

class TensorImporter {
public:
  /// Globals are added to `module`.
  TensorImporter(const onnxfile::Model &model, ModelFiles &files, mlir::ModuleOp module);

  /// Keeps a name from being that of a global.
  void reserveSymbol(llvm::StringRef symbol) { symbols.insert(symbol); }
  /// From here on, values are those of another function; globals stay.
  void startFunction() { noValue = {}; }

  /// The value of a tensor at the builder's place: a constant, or a load of a
  /// global, which is made when the name is met first. Null where that failed and
  /// was reported.
  mlir::Value materialize(const onnxfile::Tensor &tensor, llvm::StringRef name,
                          mlir::OpBuilder &builder);

  /// The elements of a tensor that is no parameter; null where that failed and
  /// was reported at `location`.
  mlir::DenseElementsAttr elements(const onnxfile::Tensor &tensor, mlir::Location location,
                                   Narrowing narrowing = Narrowing::Refuse);

  /// What stands for an absent operand: one value at the start of the function.
  mlir::Value absent(mlir::OpBuilder &builder);

private:
  bool isParameter(const onnxfile::Tensor &tensor, llvm::StringRef name) const;
  mlir::TypedAttr parameterValue(const onnxfile::Tensor &tensor, mlir::Location location);
  mlir::ml_program::GlobalOp importParameter(const onnxfile::Tensor &tensor, llvm::StringRef name,
                                             mlir::Location location);
  std::string uniqueSymbol(llvm::StringRef name);

  ModelFiles &files;
  mlir::ModuleOp module;
  mlir::Operation *lastGlobal = nullptr;
  llvm::StringMap<mlir::ml_program::GlobalOp> globals;
  mlir::Value noValue;
  llvm::StringSet<> symbols;
  /// Names of tensors of which shapes are computed, and of mere bounds.
  std::set<std::string> shapeOperands, bounds;
};

} // namespace anemone

#endif // ANEMONE_LIB_IMPORT_ONNX_TENSORIMPORTER_H
