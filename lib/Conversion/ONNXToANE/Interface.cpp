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

RankedTensorType anemone::interfaceType(RankedTensorType source, bool onEngine) {
  Builder builder(source.getContext());
  Type element = source.getElementType();
  if (onEngine)
    element = builder.getF16Type();
  else if (isa<FloatType>(element))
    element = builder.getF32Type();
  return RankedTensorType::get(interfaceShape(source.getShape()), element);
}

static bool isKnown(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.hasStaticShape() && tensor.getNumElements() > 0;
}

/// Whether fp16 holds every value of the type: floats by rounding, and what has up to 8 bits
/// exactly.
static bool fitsHalf(Type element) {
  return isa<FloatType>(element) ||
         (isa<IntegerType>(element) && element.getIntOrFloatBitWidth() <= 8);
}

bool anemone::fitsEngineSurface(Type type) {
  return isKnown(type) && fitsHalf(cast<RankedTensorType>(type).getElementType());
}

void anemone::reportNoSurface(Location loc, const Twine &what, Type type) {
  InFlightDiagnostic diagnostic = emitError(loc);
  diagnostic << what << " of type " << type << " cannot be a surface of the engine: ";
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || !tensor.hasStaticShape())
    diagnostic << "its extents are not all known; give them with --dim NAME=VALUE";
  else if (tensor.getNumElements() == 0)
    diagnostic << "it is empty";
  else
    diagnostic
        << "surfaces hold fp16, which counts exactly up to 2048 only; give the model floats, "
           "make it a constant with --pin-input, or let the host read it: leave out --no-host, "
           "or name its readers with --keep-on-host";
}

bool anemone::hasKnownInterface(func::FuncOp function) {
  return llvm::all_of(function.getArgumentTypes(), isKnown) &&
         llvm::all_of(function.getResultTypes(), isKnown);
}

Value anemone::readArgument(Value argument, RankedTensorType type, EngineBuilder &engine) {
  Value value = engine.reshape(argument, type.getShape());
  Type element = type.getElementType();
  if (isa<FloatType>(element))
    return engine.cast(value, engine.floatType());
  // What does not fit was reported; it has no cast.
  bool isHalf = elementOf(value).isF16();
  return isHalf && fitsHalf(element) ? engine.cast(value, element) : value;
}

/// An operation of its own that gives `value`.
static Value copyOf(Value value, EngineBuilder &engine) {
  if (elementOf(value).isInteger(1))
    return engine.binary<ane::LogicalOrOp>(value, value);
  return engine.mul(value, 1); // exact for -0 and NaN, too
}

/// Infinities and what would become one stay finite.
static Value toHalf(Value value, EngineBuilder &engine) {
  Type half = engine.getBuilder().getF16Type();
  if (elementOf(value).isF32())
    value = engine.unary<ane::ClipOp>(value, APFloat(-65504.0f), APFloat(65504.0f));
  return engine.cast(value, half);
}

Value anemone::writeResult(Value value, RankedTensorType type, EngineBuilder &engine) {
  value = type.getElementType().isF16() ? toHalf(value, engine)
                                        : engine.cast(value, type.getElementType());
  Value result = engine.reshape(value, type.getShape());
  Value source = result;
  while (auto view = source.getDefiningOp<ane::ReshapeOp>())
    source = view.getX();
  bool isView = isa<BlockArgument>(source) || source.getDefiningOp<ane::ConstantOp>();
  return isView ? copyOf(result, engine) : result;
}
