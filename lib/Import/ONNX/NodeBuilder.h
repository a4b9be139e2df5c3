//===- NodeBuilder.h - One node on its way to an operation ------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a rewrite of the importer sees: the node's operands as values, its
// attributes as ONNX states them, and the means to change both or to build
// other operations instead. What is left when the rewrite returns becomes the
// operation `onnx.<opType>`.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_NODEBUILDER_H
#define ANEMONE_LIB_IMPORT_ONNX_NODEBUILDER_H

#include "lib/Import/ONNX/File/Model.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/StringSet.h"
#include <optional>

namespace anemone {

class TensorImporter;

class NodeBuilder {
public:
  /// `operands` has null for what is absent; `read` are the tensor names that a
  /// node or the graph's outputs read.
  NodeBuilder(const onnxfile::Node &node, int64_t opset, llvm::ArrayRef<mlir::Value> operands,
              mlir::OpBuilder &builder, const llvm::StringSet<> &read, TensorImporter &tensors);

  //===--- The node -------------------------------------------------------===//

  /// The operation to build; a rewrite may rename it.
  std::string opType;
  const int64_t opset;
  mlir::OpBuilder &builder;
  const mlir::Location location;

  size_t outputCount() const { return node.outputs.size(); }
  /// Whether the node has a result `index`; a result without a name is none.
  bool hasOutput(size_t index) const;
  /// Whether result `index` has a name that anyone reads.
  bool isOutputUsed(size_t index) const;
  /// Starts an error that names the node; the import fails.
  mlir::InFlightDiagnostic error();
  mlir::InFlightDiagnostic warning();

  //===--- Operands -------------------------------------------------------===//

  /// Null where the operand is absent.
  mlir::Value operand(size_t index) const;
  /// Sets an operand, and makes those between it and the last one absent.
  void setOperand(size_t index, mlir::Value value);
  void dropOperandsFrom(size_t index);
  /// The element type of the first operand; f32 where there is none.
  mlir::Type elementType() const;
  /// The rank of the first operand, if it is known.
  std::optional<int64_t> rank() const;

  //===--- Attributes -----------------------------------------------------===//

  // `take` removes an attribute and gives its value; nothing where it is absent.
  // One of another kind is reported, and fails the import.
  std::optional<int64_t> takeInt(llvm::StringRef name);
  std::optional<float> takeFloat(llvm::StringRef name);
  std::optional<std::string> takeString(llvm::StringRef name);
  std::optional<llvm::SmallVector<int64_t>> takeInts(llvm::StringRef name);
  std::optional<llvm::SmallVector<float>> takeFloats(llvm::StringRef name);
  void drop(llvm::StringRef name) { take(name); }
  /// Gives the operation an attribute, in place of one of that name.
  void set(llvm::StringRef name, mlir::Attribute value);
  void setInt(llvm::StringRef name, int64_t value);
  void setString(llvm::StringRef name, llvm::StringRef value);

  //===--- Other operations -----------------------------------------------===//

  /// A constant of shape [n]. A value that does not fit 32 bits becomes the
  /// extreme of them: lists of indices hold such only as "to the end".
  mlir::Value ints(llvm::ArrayRef<int64_t> values);
  mlir::Value floats(llvm::ArrayRef<float> values);
  /// A scalar of the first operand's element type.
  mlir::Value scalar(double value);
  /// Builds an operation with one result; null if that failed and was reported.
  mlir::Value create(llvm::StringRef opType, mlir::ValueRange operands,
                     llvm::ArrayRef<mlir::NamedAttribute> attributes = {});
  mlir::NamedAttribute intAttr(llvm::StringRef name, int64_t value);

  /// Builds the operation from what the rewrites left.
  mlir::LogicalResult finish();

  /// The values of the node's results. Set by finish(), or by a rewrite that
  /// builds something else.
  llvm::SmallVector<mlir::Value> results;

private:
  const onnxfile::Attribute *take(llvm::StringRef name);
  const onnxfile::Attribute *take(llvm::StringRef name, onnxfile::AttributeKind kind);
  mlir::Attribute convert(const onnxfile::Attribute &attribute);
  mlir::LogicalResult completeOperands(mlir::RegisteredOperationName info);
  mlir::LogicalResult convertAttributes(mlir::RegisteredOperationName info);

  const onnxfile::Node &node;
  const llvm::StringSet<> &read;
  TensorImporter &tensors;
  llvm::SmallVector<mlir::Value> operands;
  llvm::SmallVector<const onnxfile::Attribute *> pending;
  llvm::SmallVector<mlir::NamedAttribute> attributes;
  bool failedAny = false;
};

} // namespace anemone

#endif // ANEMONE_LIB_IMPORT_ONNX_NODEBUILDER_H
