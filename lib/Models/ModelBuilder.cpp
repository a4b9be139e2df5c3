//===- ModelBuilder.cpp - Operations and parameters of a model ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Models/ModelBuilder.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"

using namespace mlir;
using namespace anemone;

//===----------------------------------------------------------------------===//
// The function
//===----------------------------------------------------------------------===//

ModelBuilder::ModelBuilder(ModuleOp module, ParameterFile &file, bool frozen)
    : file(file), frozen(frozen), builder(module.getContext()) {
  builder.setInsertionPointToEnd(module.getBody());
  forward = func::FuncOp::create(builder, locationOf("forward"), "forward",
                                 builder.getFunctionType({}, {}));
  builder.setInsertionPointToEnd(forward.addEntryBlock());
}

Location ModelBuilder::locationOf(Name part) { return NameLoc::get(builder.getStringAttr(part)); }

Value ModelBuilder::addInput(Name name, Extents shape) {
  unsigned index = forward.getNumArguments();
  auto type = RankedTensorType::get(shape, builder.getI32Type());
  (void)forward.insertArgument(index, type, DictionaryAttr(), locationOf(name));
  forward.setArgAttr(index, "onnx.name", builder.getStringAttr(name));
  return forward.getArgument(index);
}

void ModelBuilder::finish(Name name, Value result) {
  func::ReturnOp::create(builder, locationOf(name), result);
  (void)forward.insertResult(0, result.getType(), DictionaryAttr());
  forward.setResultAttr(0, "onnx.name", builder.getStringAttr(name));
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

Value ModelBuilder::load(Name part, Name name, Extents shape, Initial initial, bool isMutable) {
  auto type = RankedTensorType::get(shape, builder.getF32Type());
  OpBuilder before(forward);
  auto global = ml_program::GlobalOp::create(before, locationOf(part), name, type, isMutable,
                                             file.add(name, type, std::move(initial)),
                                             builder.getStringAttr("private"));
  auto symbol = FlatSymbolRefAttr::get(global);
  if (isMutable)
    return create<ml_program::GlobalLoadOp>(part, type, symbol);
  return create<ml_program::GlobalLoadConstOp>(part, type, symbol);
}

Value ModelBuilder::parameter(Name part, Name name, Extents shape, Initial initial) {
  return load(part, part + "." + name, shape, std::move(initial), /*isMutable=*/!frozen);
}

Value ModelBuilder::table(Name part, Name name, Extents shape, Table values) {
  return load(part, part + "." + name, shape, std::move(values), /*isMutable=*/false);
}

Value ModelBuilder::ints(Name part, ArrayRef<int64_t> values) {
  return onnx::indexConstant(builder, locationOf(part), values);
}

Value ModelBuilder::absent() {
  OpBuilder first = OpBuilder::atBlockBegin(builder.getBlock());
  if (!noValue)
    noValue = onnx::NoValueOp::create(first, forward.getLoc());
  return noValue;
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

IntegerAttr ModelBuilder::intAttr(int64_t value) {
  return IntegerAttr::get(IntegerType::get(builder.getContext(), 64, IntegerType::Signed), value);
}

Value ModelBuilder::project(Name part, Value x, Value weight) {
  Value columns = create<onnx::TransposeOp>(part, weight, builder.getI64ArrayAttr({1, 0}));
  return create<onnx::MatMulOp>(part, x, columns);
}

SmallVector<Value> ModelBuilder::split(Name part, Value x, ArrayRef<int64_t> widths) {
  auto type = cast<RankedTensorType>(x.getType());
  SmallVector<Type> types;
  for (int64_t width : widths) {
    SmallVector<int64_t> shape(type.getShape());
    shape.back() = width;
    types.push_back(type.clone(shape));
  }
  auto op = onnx::SplitOp::create(builder, locationOf(part), types, x, ints(part, widths),
                                  /*axis=*/type.getRank() - 1, /*num_outputs=*/IntegerAttr());
  return llvm::to_vector_of<Value>(op->getResults());
}

Value ModelBuilder::attendCausally(Name part, Value queries, Value keys, Value values,
                                   int64_t heads, int64_t keyHeads) {
  Value none = absent();
  return create<onnx::AttentionOp>(part, queries, keys, values, none, none, none, none,
                                   /*is_causal=*/int64_t(1), intAttr(keyHeads), intAttr(heads),
                                   /*qk_matmul_output_mode=*/int64_t(0), /*scale=*/FloatAttr(),
                                   /*softcap=*/llvm::APFloat(0.0f),
                                   /*softmax_precision=*/IntegerAttr());
}
