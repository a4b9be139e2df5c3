//===- TensorImporter.cpp - Tensors as globals and constants --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/TensorImporter.h"
#include "dialects/ONNX/IR/MiscOps.h"
#include "dialects/Weights/IR/Weights.h"
#include "lib/Import/ONNX/File/Topology.h"
#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace anemone;
using onnxfile::ElementType;
using onnxfile::Tensor;

/// Functions that the module has, or that later passes add by these names.
static constexpr StringRef reservedSymbols[] = {"forward", "backward", "update", "train_step",
                                                "prepare"};

TensorImporter::TensorImporter(const onnxfile::Model &model, ModelFiles &files, ModuleOp module)
    : files(files), module(module), shapeOperands(findShapeOperands(model)),
      bounds(findBounds(model)) {
  for (StringRef symbol : reservedSymbols)
    symbols.insert(symbol);
}

std::string TensorImporter::uniqueSymbol(StringRef name) {
  std::string symbol = name.empty() ? "tensor" : name.str();
  for (unsigned suffix = 1; !symbols.insert(symbol).second; ++suffix)
    symbol = name.str() + "_" + std::to_string(suffix);
  return symbol;
}

bool TensorImporter::isParameter(const Tensor &tensor, StringRef name) const {
  // Beyond this, an operand of shape arithmetic is none, whatever it seems to be.
  constexpr uint64_t mostShapeElements = 1024;
  if (!isFloat(tensor.type) || tensor.count() <= 1)
    return false;
  return tensor.count() > mostShapeElements || !shapeOperands.count(name.str());
}

DenseElementsAttr TensorImporter::elements(const Tensor &tensor, Location location,
                                           Narrowing narrowing) {
  auto report = [&](const llvm::Twine &text) {
    emitError(location) << text;
    return DenseElementsAttr();
  };
  if (!tensor.problem.empty())
    return report("tensor '" + tensor.name + "' " + tensor.problem);
  llvm::Expected<StringRef> bytes = files.elements(tensor);
  if (!bytes)
    return report(toString(bytes.takeError()));
  auto converted = convertElements(tensor, *bytes, narrowing, module.getContext());
  if (!converted)
    return report(toString(converted.takeError()));
  return *converted;
}

/// The bytes in the file are the parameter, unless their type changes.
TypedAttr TensorImporter::parameterValue(const Tensor &tensor, Location location) {
  if (!tensor.range || tensor.type == ElementType::Double)
    return elements(tensor, location);
  if (llvm::Error missing = files.elements(tensor).takeError()) {
    emitError(location) << toString(std::move(missing));
    return {};
  }
  const onnxfile::FileRange &range = *tensor.range;
  return weights::FileAttr::getChecked(
      [&] { return emitError(location) << "tensor '" << tensor.name << "': "; },
      module.getContext(), range.file.empty() ? files.modelName() : StringRef(range.file),
      static_cast<int64_t>(range.offset), static_cast<int64_t>(range.length),
      Type(convertType(tensor, module.getContext())));
}

ml_program::GlobalOp TensorImporter::importParameter(const Tensor &tensor, StringRef name,
                                                     Location location) {
  if (ml_program::GlobalOp known = globals.lookup(name))
    return known;
  TypedAttr value = parameterValue(tensor, location);
  if (!value)
    return {};
  if (tensor.type == ElementType::Double)
    emitRemark(location) << "tensor '" << name << "' of DOUBLE is rounded to f32";
  OpBuilder builder = OpBuilder::atBlockBegin(module.getBody());
  if (lastGlobal)
    builder.setInsertionPointAfter(lastGlobal);
  auto global =
      ml_program::GlobalOp::create(builder, location, uniqueSymbol(name), value.getType(),
                                   /*is_mutable=*/false, value, builder.getStringAttr("private"));
  lastGlobal = global;
  return globals[name] = global;
}

Value TensorImporter::materialize(const Tensor &tensor, StringRef name, OpBuilder &builder) {
  Location location = NameLoc::get(builder.getStringAttr(name));
  if (tensor.problem.empty() && isParameter(tensor, name)) {
    ml_program::GlobalOp global = importParameter(tensor, name, location);
    if (!global)
      return {};
    return ml_program::GlobalLoadConstOp::create(builder, location, global.getType(),
                                                 FlatSymbolRefAttr::get(global));
  }
  auto value = elements(tensor, location,
                        bounds.count(name.str()) ? Narrowing::Saturate : Narrowing::Refuse);
  return value ? onnx::ConstantOp::create(builder, location, value).getResult() : Value();
}

Value TensorImporter::absent(OpBuilder &builder) {
  if (noValue)
    return noValue;
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(builder.getInsertionBlock());
  return noValue = onnx::NoValueOp::create(builder, module.getLoc(), /*value=*/false);
}
