//===- Interface.cpp - Arguments and results of engine programs -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/ONNXToANE/Interface.h"

using namespace mlir;
using namespace anemone;

Shape anemone::interfaceShape(ArrayRef<int64_t> shape) {
  switch (shape.size()) {
  case 0:
    return {1, 1, 1, 1};
  case 1:
    return {1, 1, 1, shape[0]};
  case 2:
    return {1, shape[0], 1, shape[1]};
  case 3:
    return {1, shape[0], shape[1], shape[2]};
  default:
    return mergeAxes(shape, 0, shape.size() - 3);
  }
}

RankedTensorType anemone::interfaceType(RankedTensorType source) {
  return RankedTensorType::get(interfaceShape(source.getShape()),
                               Float16Type::get(source.getContext()));
}

/// Whether fp16 holds every value of the type: floats by rounding, and what has up to 8 bits
/// exactly.
static bool fitsHalf(Type element) {
  return isa<FloatType>(element) ||
         (isa<IntegerType>(element) && element.getIntOrFloatBitWidth() <= 8);
}

static LogicalResult checkType(func::FuncOp function, Location loc, StringRef kind, unsigned index,
                               Type type, StringAttr name) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  auto report = [&]() {
    InFlightDiagnostic diagnostic = emitError(loc);
    diagnostic << "@" << function.getName() << ": " << kind << " " << index;
    if (name)
      diagnostic << " '" << name.getValue() << "'";
    diagnostic << " of type " << type << " cannot be a surface of the engine: ";
    return diagnostic;
  };
  if (!tensor || !tensor.hasStaticShape())
    return report() << "its extents are not all known; give them with --dim NAME=VALUE";
  if (tensor.getNumElements() == 0)
    return report() << "it is empty";
  if (!fitsHalf(tensor.getElementType()))
    return report() << "surfaces hold fp16, which counts exactly up to 2048 only; give the model "
                       "floats, or make it a constant with --pin-input";
  return success();
}

LogicalResult anemone::checkInterface(func::FuncOp function) {
  bool ok = true;
  for (BlockArgument argument : function.getArguments())
    ok &= succeeded(
        checkType(function, argument.getLoc(), "input", argument.getArgNumber(), argument.getType(),
                  function.getArgAttrOfType<StringAttr>(argument.getArgNumber(), "onnx.name")));
  for (auto [i, type] : llvm::enumerate(function.getResultTypes()))
    ok &= succeeded(checkType(function, function.getLoc(), "output", i, type,
                              function.getResultAttrOfType<StringAttr>(i, "onnx.name")));
  return success(ok);
}

bool anemone::hasKnownInterface(func::FuncOp function) {
  auto isKnown = [](Type type) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    return tensor && tensor.hasStaticShape() && tensor.getNumElements() > 0;
  };
  return llvm::all_of(function.getArgumentTypes(), isKnown) &&
         llvm::all_of(function.getResultTypes(), isKnown);
}

Value anemone::readArgument(Value argument, RankedTensorType type, EngineBuilder &engine) {
  Value value = engine.reshape(argument, type.getShape());
  // What does not fit was reported; it has no cast.
  Type element = type.getElementType();
  return isa<FloatType>(element) || !fitsHalf(element) ? value : engine.cast(value, element);
}

Value anemone::writeResult(Value value, EngineBuilder &engine) {
  Value result =
      engine.reshape(engine.cast(value, engine.floatType()), interfaceShape(shapeOf(value)));
  Value source = result;
  while (auto view = source.getDefiningOp<ane::ReshapeOp>())
    source = view.getX();
  bool isView = isa<BlockArgument>(source) || source.getDefiningOp<ane::ConstantOp>();
  return isView ? engine.mul(result, 1) : result; // exact for -0 and NaN, too
}
