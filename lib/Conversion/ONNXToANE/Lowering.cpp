//===- Lowering.cpp - What lowerings share --------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/ONNXToANE/Patterns.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"

using namespace mlir;
using namespace anemone;

Lowerings::Lowerings(const SymbolTable &symbols, const target::Profile &profile,
                     ane::Placement placement)
    : symbols(symbols), profile(profile), placement(placement) {
  Builder builder(symbols.getOp()->getContext());
  bool onHost = placement == ane::Placement::Host;
  floatType = onHost ? Type(builder.getF32Type()) : Type(builder.getF16Type());
  populateLowerings(*this);
}

const Lowering *Lowerings::find(OperationName name) const {
  auto found = lowerings.find(name);
  return found == lowerings.end() ? nullptr : &found->second;
}

Type Lowerings::convertType(Type type) const {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && isa<FloatType>(tensor.getElementType()) ? tensor.clone(floatType) : type;
}

LogicalResult anemone::checkResultType(Operation *op, Value result, Type expected,
                                       EngineBuilder &engine) {
  if (result.getType() == expected)
    return success();
  std::string text;
  llvm::raw_string_ostream(text) << "its lowering gives " << result.getType() << " where "
                                 << expected << " is declared";
  return engine.refuse(text);
}

LogicalResult anemone::requireNoIntegers(Operation *op, ValueRange operands,
                                         EngineBuilder &engine) {
  auto isWide = [](Type type) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    return tensor && isa<IntegerType>(tensor.getElementType()) &&
           tensor.getElementTypeBitWidth() > 8;
  };
  if (engine.onHost() || llvm::none_of(op->getResultTypes(), isWide) ||
      llvm::all_of(operands, isConstantExpression))
    return success();
  return engine.refuse("it gives integers, and those of the engine are constants (ANE-C65)");
}

LogicalResult anemone::requireExactInHalf(Value value, EngineBuilder &engine) {
  Type element = elementOf(value);
  if (engine.onHost() || isa<FloatType>(element) || element.getIntOrFloatBitWidth() <= 8)
    return success();
  return engine.refuse("it moves integers that are known only at run time, and fp16, which the "
                       "engine moves them in, is exact up to 2048 only");
}

std::optional<Shape> anemone::constantInts(Value value) {
  DenseIntElementsAttr elements;
  if (!matchPattern(value, m_Constant(&elements)))
    return std::nullopt;
  Shape result;
  for (const APInt &element : elements.getValues<APInt>())
    result.push_back(element.getSExtValue());
  return result;
}

/// The elements of a constant or of a parameter that the IR holds; null for others.
static DenseElementsAttr knownElements(Value value, const EngineBuilder &engine) {
  DenseElementsAttr elements;
  if (matchPattern(value, m_Constant(&elements)))
    return elements;
  auto load = value.getDefiningOp<ml_program::GlobalLoadConstOp>();
  if (!load)
    return nullptr;
  auto global = dyn_cast_or_null<ml_program::GlobalOp>(
      engine.lookup(load.getGlobalAttr().getRootReference()));
  return global ? dyn_cast_or_null<DenseElementsAttr>(global.getValueAttr()) : nullptr;
}

std::optional<SmallVector<double>> anemone::constantNumbers(Value value,
                                                            const EngineBuilder &engine) {
  DenseElementsAttr elements = knownElements(value, engine);
  if (!elements)
    return std::nullopt;
  SmallVector<double> result;
  if (isa<FloatType>(elements.getElementType())) {
    for (const APFloat &element : elements.getValues<APFloat>())
      result.push_back(element.convertToDouble());
    return result;
  }
  if (!elements.getElementType().isSignlessInteger())
    return std::nullopt;
  for (const APInt &element : elements.getValues<APInt>())
    result.push_back(element.getSExtValue());
  return result;
}

Shape anemone::intsOr(std::optional<ArrayAttr> list, size_t count, int64_t fallback) {
  if (!list)
    return Shape(count, fallback);
  return llvm::map_to_vector<6>(*list,
                                [](Attribute entry) { return cast<IntegerAttr>(entry).getInt(); });
}
