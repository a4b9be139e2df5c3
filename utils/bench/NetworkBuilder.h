//===- NetworkBuilder.h - Networks of the onnx dialect in memory -*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_UTILS_BENCH_NETWORKBUILDER_H
#define ANEMONE_UTILS_BENCH_NETWORKBUILDER_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace anemone::bench {

using Shape = llvm::ArrayRef<int64_t>;

/// Builds a module as the importer leaves one: a function for each network, f32 tensors, and
/// parameters as globals whose bytes lie in a file, which need not exist.
class NetworkBuilder {
public:
  explicit NetworkBuilder(mlir::MLIRContext *context);

  /// Begins a function; its inputs have the shapes `inputs`.
  llvm::SmallVector<mlir::Value> beginFunction(llvm::StringRef name, llvm::ArrayRef<Shape> inputs);
  void endFunction(mlir::ValueRange results);

  /// An operation of the onnx dialect with one result, whose type is inferred.
  mlir::Value op(llvm::StringRef name, mlir::ValueRange operands,
                 llvm::ArrayRef<mlir::NamedAttribute> attributes = {});
  /// A parameter of its own.
  mlir::Value parameter(llvm::StringRef name, Shape shape);
  mlir::Value number(double value);
  mlir::Value indices(llvm::ArrayRef<int64_t> values);

  mlir::Value add(mlir::Value a, mlir::Value b) { return op("Add", {a, b}); }
  mlir::Value sub(mlir::Value a, mlir::Value b) { return op("Sub", {a, b}); }
  mlir::Value mul(mlir::Value a, mlir::Value b) { return op("Mul", {a, b}); }
  mlir::Value matmul(mlir::Value a, mlir::Value b) { return op("MatMul", {a, b}); }
  mlir::Value reshape(mlir::Value x, llvm::ArrayRef<int64_t> shape);
  mlir::Value transpose(mlir::Value x, llvm::ArrayRef<int64_t> perm);

  mlir::OwningOpRef<mlir::ModuleOp> take() { return std::move(module); }

private:
  mlir::NamedAttribute list(llvm::StringRef name, llvm::ArrayRef<int64_t> values);

  mlir::OwningOpRef<mlir::ModuleOp> module;
  mlir::OpBuilder builder;
  mlir::func::FuncOp function;
  /// Where the next parameter lies in the file.
  int64_t offset = 0;
  unsigned nodes = 0;
};

} // namespace anemone::bench

#endif // ANEMONE_UTILS_BENCH_NETWORKBUILDER_H
