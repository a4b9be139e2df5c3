//===- NetworkBuilder.cpp - Networks of the onnx dialect in memory --------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "utils/bench/NetworkBuilder.h"
#include "dialects/ONNX/IR/ONNX.h"
#include "dialects/ONNX/IR/Utils.h"
#include "dialects/Weights/IR/Weights.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"

using namespace mlir;
using namespace anemone;
using namespace anemone::bench;

NetworkBuilder::NetworkBuilder(MLIRContext *context)
    : module(ModuleOp::create(UnknownLoc::get(context), "bench")), builder(context) {
  context->loadDialect<onnx::ONNXDialect, weights::WeightsDialect, func::FuncDialect,
                       ml_program::MLProgramDialect>();
}

SmallVector<Value> NetworkBuilder::beginFunction(StringRef name, ArrayRef<Shape> inputs) {
  SmallVector<Type> types;
  for (Shape shape : inputs)
    types.push_back(RankedTensorType::get(shape, builder.getF32Type()));
  builder.setInsertionPointToEnd(module->getBody());
  function = func::FuncOp::create(builder, builder.getUnknownLoc(), name,
                                  builder.getFunctionType(types, {}));
  builder.setInsertionPointToEnd(function.addEntryBlock());
  return SmallVector<Value>(function.getArguments());
}

void NetworkBuilder::endFunction(ValueRange results) {
  func::ReturnOp::create(builder, builder.getUnknownLoc(), results);
  function.setType(builder.getFunctionType(function.getArgumentTypes(), results.getTypes()));
}

Value NetworkBuilder::op(StringRef name, ValueRange operands, ArrayRef<NamedAttribute> attributes) {
  Location location = NameLoc::get(builder.getStringAttr(name + "_" + Twine(nodes++)));
  FailureOr<Operation *> built =
      onnx::createInferred(builder, location, ("onnx." + name).str(), operands, attributes);
  // The networks are those of this folder: one that is wrong is a mistake here.
  if (failed(built))
    llvm::report_fatal_error("the benchmark builds a wrong network");
  return (*built)->getResult(0);
}

Value NetworkBuilder::parameter(StringRef name, Shape shape) {
  auto type = RankedTensorType::get(shape, builder.getF32Type());
  int64_t length = type.getNumElements() * int64_t(sizeof(float));
  auto value = weights::FileAttr::get("bench.weights", offset, length, type);
  offset += length;
  OpBuilder globals = OpBuilder::atBlockBegin(module->getBody());
  globals.setInsertionPoint(function);
  auto location = NameLoc::get(builder.getStringAttr(name));
  auto global = ml_program::GlobalOp::create(globals, location, name, type, /*is_mutable=*/false,
                                             value, builder.getStringAttr("private"));
  return ml_program::GlobalLoadConstOp::create(builder, location, type,
                                               FlatSymbolRefAttr::get(global));
}

Value NetworkBuilder::number(double value) {
  auto type = RankedTensorType::get({}, builder.getF32Type());
  return onnx::ConstantOp::create(builder, builder.getUnknownLoc(),
                                  DenseElementsAttr::get(type, float(value)));
}

Value NetworkBuilder::indices(ArrayRef<int64_t> values) {
  return onnx::indexConstant(builder, builder.getUnknownLoc(), values);
}

Value NetworkBuilder::reshape(Value x, ArrayRef<int64_t> shape) {
  return op("Reshape", {x, indices(shape)});
}

NamedAttribute NetworkBuilder::list(StringRef name, ArrayRef<int64_t> values) {
  return builder.getNamedAttr(name, builder.getI64ArrayAttr(values));
}

Value NetworkBuilder::transpose(Value x, ArrayRef<int64_t> perm) {
  return op("Transpose", x, list("perm", perm));
}
