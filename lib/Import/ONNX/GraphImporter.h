//===- GraphImporter.h - From a model to a function -------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_GRAPHIMPORTER_H
#define ANEMONE_LIB_IMPORT_ONNX_GRAPHIMPORTER_H

#include "lib/Import/ONNX/File/Model.h"
#include "lib/Import/ONNX/NodeBuilder.h"
#include "lib/Import/ONNX/TensorImporter.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace anemone {

/// A function to make: its name, and one type for each of the model's inputs.
struct EntryPlan {
  std::string function;
  llvm::SmallVector<mlir::Type> inputTypes;
};

/// Builds functions from a model whose operators are all supported. A problem
/// does not stop the import: what depends on it is left out, and all problems
/// are reported.
class GraphImporter {
public:
  GraphImporter(const onnxfile::Model &model, int64_t opset, ModelFiles &files,
                mlir::ModuleOp module);

  /// Several entries are a group, which `onnx.entry` names. They share their
  /// parameters.
  mlir::LogicalResult run(mlir::ArrayRef<EntryPlan> entries, mlir::Location location);

private:
  void collectNames();
  void importEntry(const EntryPlan &entry, bool isInGroup, mlir::Location location);
  void declareInputs(mlir::func::FuncOp function);
  void importNode(const onnxfile::Node &node);
  mlir::LogicalResult importConstant(const onnxfile::Node &node);
  std::optional<mlir::Value> resolve(llvm::StringRef name, const llvm::Twine &reader);
  void define(const onnxfile::Node &node, mlir::ValueRange results);
  void poison(const onnxfile::Node &node);
  void importOutputs(mlir::func::FuncOp function);
  void reportCycle(llvm::ArrayRef<size_t> cycle);
  mlir::InFlightDiagnostic error(llvm::StringRef name);

  const onnxfile::Model &model;
  int64_t opset;
  mlir::ModuleOp module;
  TensorImporter tensors;
  mlir::OpBuilder builder;
  /// The values of the function that is being built.
  llvm::StringMap<mlir::Value> values;
  llvm::StringMap<const onnxfile::Tensor *> initializers;
  /// Everything that a node or the graph's outputs read.
  llvm::StringSet<> read;
  /// Results of nodes that failed: whoever reads them fails without a word.
  llvm::StringSet<> poisoned;
  bool failedAny = false;
};

} // namespace anemone

#endif // ANEMONE_LIB_IMPORT_ONNX_GRAPHIMPORTER_H
