//===- Constants.cpp - Constants and parameters ---------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"

using namespace mlir;
using namespace anemone;

namespace {

/// The literal in an element type that the dialect has: floats as f32, on the engine within the
/// range of fp16, so that a mask of -3.4e38 does not become an infinity.
FailureOr<ElementsAttr> convertLiteral(DenseElementsAttr literal, EngineBuilder &engine) {
  Type element = literal.getElementType();
  if (isa<FloatType>(element)) {
    const llvm::fltSemantics &single = APFloat::IEEEsingle();
    return ElementsAttr(
        literal.mapValues(Float32Type::get(literal.getContext()), [&](const APFloat &value) {
          double number = value.convertToDouble();
          bool fits = std::isnan(number) || engine.onHost();
          APFloat clamped(fits ? number : std::clamp(number, -65504.0, 65504.0));
          bool losesInfo;
          clamped.convert(single, APFloat::rmNearestTiesToEven, &losesInfo);
          return clamped.bitcastToAPInt();
        }));
  }
  if (ane::getMILTypeName(element).empty())
    return engine.refuse("the engine has no tensors of its element type");
  return ElementsAttr(literal);
}

/// One number so many times that a program of the host should make it: as a constant it would be
/// as large in the bundle.
bool isLargeSplat(ElementsAttr literal, EngineBuilder &engine) {
  constexpr int64_t large = 1 << 16;
  return engine.onHost() && literal.isSplat() && literal.getNumElements() >= large;
}

Value repeat(ElementsAttr literal, ArrayRef<int64_t> shape, EngineBuilder &engine) {
  auto type = RankedTensorType::get(Shape(shape.size(), 1), literal.getElementType());
  auto one = DenseElementsAttr::get(type, literal.getSplatValue<Attribute>());
  Value single = ane::ConstantOp::create(engine.getBuilder(), engine.getLoc(), type, one);
  SmallVector<int32_t> reps(shape.begin(), shape.end());
  return ane::TileOp::create(engine.getBuilder(), engine.getLoc(), single, reps);
}

FailureOr<Value> lowerConstant(onnx::ConstantOp op, onnx::ConstantOp::Adaptor,
                               EngineBuilder &engine) {
  auto literal = dyn_cast<DenseElementsAttr>(op.getValue());
  Type element = elementOf(op.getOutput());
  if (isa<FloatType>(element))
    element = engine.floatType();
  auto type = RankedTensorType::get(shapeOf(op.getOutput()), element);
  if (!literal) // bytes that lie elsewhere are not looked at here
    return Value(
        ane::ConstantOp::create(engine.getBuilder(), engine.getLoc(), type, op.getValue()));
  auto converted = convertLiteral(literal, engine);
  if (failed(converted))
    return failure();
  if (isLargeSplat(*converted, engine))
    return repeat(*converted, type.getShape(), engine);
  return Value(ane::ConstantOp::create(engine.getBuilder(), engine.getLoc(), type, *converted));
}

/// A parameter that does not change is read where it is used: loads become constants of the program
/// that name the global.
FailureOr<Value> lowerLoad(ml_program::GlobalLoadConstOp op, ml_program::GlobalLoadConstOp::Adaptor,
                           EngineBuilder &engine) {
  Type element = elementOf(op.getResult());
  if (isa<FloatType>(element))
    element = engine.floatType();
  else if (ane::getMILTypeName(element).empty())
    return engine.refuse("the engine has no tensors of its element type");
  auto type = RankedTensorType::get(shapeOf(op.getResult()), element);
  auto name = FlatSymbolRefAttr::get(op.getGlobal().getLeafReference());
  return Value(ane::ConstantOp::create(engine.getBuilder(), engine.getLoc(), type, name));
}

} // namespace

void anemone::populateConstantLowerings(Lowerings &set) {
  set.add<onnx::ConstantOp>(lowerConstant);
  set.add<ml_program::GlobalLoadConstOp>(lowerLoad);
}

void anemone::populateLowerings(Lowerings &set) {
  populateConstantLowerings(set);
  populateElementwiseLowerings(set);
  populateActivationLowerings(set);
  populateConvolutionLowerings(set);
  populatePoolingLowerings(set);
  populateNormalizationLowerings(set);
  populateMatmulLowerings(set);
  populateMovementLowerings(set);
  populateIndexingLowerings(set);
  populateAddressingLowerings(set);
  populateReductionLowerings(set);
  populateResizeLowerings(set);
}
