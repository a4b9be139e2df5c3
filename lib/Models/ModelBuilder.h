//===- ModelBuilder.h - Operations and parameters of a model ----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What an architecture writes its function with. Each call names the part of
// the network that it builds, by the name which that part has in Hugging Face's
// implementation: it becomes the location of the operations, and its parameters
// are called after it.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_MODELS_MODELBUILDER_H
#define ANEMONE_LIB_MODELS_MODELBUILDER_H

#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Models/ParameterFile.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include <string>

namespace anemone {

class ModelBuilder {
public:
  using Extents = llvm::ArrayRef<int64_t>;
  using Name = const std::string &;

  /// Begins `@forward` in an empty module. Parameters that are `frozen` cannot
  /// be trained.
  ModelBuilder(mlir::ModuleOp module, ParameterFile &file, bool frozen);

  /// The function's argument, and its end.
  mlir::Value addInput(Name name, Extents shape);
  void finish(Name name, mlir::Value result);

  //===--- Values ---===//

  mlir::Value parameter(Name part, Name name, Extents shape, Initial initial);
  /// A table that is no parameter.
  mlir::Value table(Name part, Name name, Extents shape, Table values);
  mlir::Value ints(Name part, llvm::ArrayRef<int64_t> values);
  mlir::Value absent();

  //===--- Operations ---===//

  /// Any operation; gives its first result.
  template <typename Op, typename... Operands>
  mlir::Value create(Name part, Operands &&...operands) {
    return Op::create(builder, locationOf(part), std::forward<Operands>(operands)...)->getResult(0);
  }
  mlir::Value add(Name part, mlir::Value a, mlir::Value b) {
    return create<onnx::AddOp>(part, a, b);
  }
  mlir::Value mul(Name part, mlir::Value a, mlir::Value b) {
    return create<onnx::MulOp>(part, a, b);
  }
  /// x W^T, with W stored [outputs, inputs].
  mlir::Value project(Name part, mlir::Value x, mlir::Value weight);
  /// The parts of the last axis; their widths add up to its extent.
  llvm::SmallVector<mlir::Value> split(Name part, mlir::Value x, llvm::ArrayRef<int64_t> widths);
  /// Of rank 3, each position sees those up to its own.
  mlir::Value attendCausally(Name part, mlir::Value queries, mlir::Value keys, mlir::Value values,
                             int64_t heads, int64_t keyHeads);
  mlir::IntegerAttr intAttr(int64_t value);

private:
  mlir::Location locationOf(Name part);
  mlir::Value load(Name part, Name name, Extents shape, Initial initial, bool isMutable);

  ParameterFile &file;
  bool frozen;
  mlir::OpBuilder builder;
  mlir::func::FuncOp forward;
  mlir::Value noValue;
};

} // namespace anemone

#endif // ANEMONE_LIB_MODELS_MODELBUILDER_H
