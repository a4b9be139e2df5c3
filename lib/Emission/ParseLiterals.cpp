//===- ParseLiterals.cpp - Literals and defaults of MIL as attributes -----===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Emission/ParseFunction.h"
#include "mlir/IR/BuiltinAttributes.h"

using namespace mlir;

namespace anemone {

//===--- Arguments ---===//

template <typename T> static SmallVector<T> narrowed(ArrayRef<int64_t> numbers) {
  return SmallVector<T>(numbers.begin(), numbers.end());
}

/// An integer or a list of integers; int32 is what MIL says, and other widths occur.
static Attribute integers(ArrayRef<int64_t> numbers, bool isList, Builder &builder) {
  if (llvm::any_of(numbers, [](int64_t number) { return number != int32_t(number); }))
    return {};
  if (isList)
    return builder.getDenseI32ArrayAttr(narrowed<int32_t>(numbers));
  return numbers.size() == 1 ? builder.getI32IntegerAttr(numbers[0]) : Attribute();
}

static Attribute booleans(ArrayRef<int64_t> numbers, bool isList, Builder &builder) {
  if (isList)
    return builder.getDenseBoolArrayAttr(narrowed<bool>(numbers));
  return numbers.size() == 1 ? builder.getBoolAttr(numbers[0]) : Attribute();
}

static Attribute number(const mil::Value &value, Builder &builder) {
  if (auto *floats = value.floats(); floats && floats->size() == 1)
    return builder.getF32FloatAttr(floats->front());
  auto *ints = value.ints();
  bool isInteger = ints && ints->size() == 1 && mil::isInteger(value.type.dtype);
  return isInteger ? builder.getF32FloatAttr(ints->front()) : Attribute();
}

Attribute attributeOf(const mil::Value &value, ane::MILArgument::Kind kind, Builder &builder) {
  auto *ints = value.ints();
  bool isBool = value.type.dtype == mil::DType::Bool;
  switch (kind) {
  case ane::MILArgument::Int32:
  case ane::MILArgument::Int32List:
    return ints && !isBool ? integers(*ints, kind == ane::MILArgument::Int32List, builder)
                           : Attribute();
  case ane::MILArgument::Bool:
  case ane::MILArgument::BoolList:
    return ints && isBool ? booleans(*ints, kind == ane::MILArgument::BoolList, builder)
                          : Attribute();
  case ane::MILArgument::Float:
  case ane::MILArgument::Fp32:
    return number(value, builder);
  case ane::MILArgument::String:
    if (auto *strings = value.strings(); strings && strings->size() == 1)
      return builder.getStringAttr(strings->front());
    return {};
  case ane::MILArgument::Operand:
  case ane::MILArgument::OptionalOperand:
  case ane::MILArgument::VariadicOperand:
    break;
  }
  return {};
}

//===--- Defaults ---===//

/// Those that are lists and depend on the shape of the first operand.
static Attribute fallbackList(StringRef rule, ArrayRef<int64_t> shape, Builder &builder) {
  size_t rank = shape.size(), spatial = rank < 2 ? 0 : rank - 2;
  if (rule == "spatial ones")
    return builder.getDenseI32ArrayAttr(SmallVector<int32_t>(spatial, 1));
  if (rule == "padding zeros")
    return builder.getDenseI32ArrayAttr(SmallVector<int32_t>(2 * spatial, 0));
  if (rule == "rank ones")
    return builder.getDenseI32ArrayAttr(SmallVector<int32_t>(rank, 1));
  if (rule == "rank falses")
    return builder.getDenseBoolArrayAttr(SmallVector<bool>(rank, false));
  SmallVector<int32_t> axes;
  for (auto [axis, extent] : llvm::enumerate(shape))
    if (rule == "all axes" || extent == 1)
      axes.push_back(axis);
  return builder.getDenseI32ArrayAttr(axes);
}

Attribute fallbackOf(const ane::MILArgument &argument, ArrayRef<int64_t> shape, Builder &builder) {
  if (argument.fallback.empty())
    return {};
  StringRef text = argument.fallback;
  int32_t integer = 0;
  double real = 0;
  switch (argument.kind) {
  case ane::MILArgument::Int32:
    return text.getAsInteger(10, integer) ? Attribute() : builder.getI32IntegerAttr(integer);
  case ane::MILArgument::Bool:
    return builder.getBoolAttr(text == "true");
  case ane::MILArgument::Float:
  case ane::MILArgument::Fp32:
    return text.getAsDouble(real) ? Attribute() : builder.getF32FloatAttr(real);
  case ane::MILArgument::String:
    return builder.getStringAttr(text);
  default:
    return fallbackList(text, shape, builder);
  }
}

//===--- Constants ---===//

/// Whether every number survives in `semantics`.
static bool holds(ArrayRef<double> numbers, const llvm::fltSemantics &semantics) {
  return llvm::all_of(numbers, [&](double number) {
    llvm::APFloat value(number);
    bool losesInfo = false;
    value.convert(semantics, llvm::APFloat::rmNearestTiesToEven, &losesInfo);
    return !losesInfo || value.isNaN();
  });
}

static ElementsAttr floatLiteral(ArrayRef<double> numbers, RankedTensorType type) {
  MLIRContext *context = type.getContext();
  auto element = cast<FloatType>(type.getElementType());
  if (!holds(numbers, element.getFloatSemantics()))
    element = Float32Type::get(context);
  if (!holds(numbers, element.getFloatSemantics()))
    element = Float64Type::get(context);
  SmallVector<llvm::APFloat> values;
  for (double number : numbers) {
    bool losesInfo;
    values.emplace_back(number).convert(element.getFloatSemantics(),
                                        llvm::APFloat::rmNearestTiesToEven, &losesInfo);
  }
  return DenseElementsAttr::get(RankedTensorType::get(type.getShape(), element), values);
}

ElementsAttr literalOf(const mil::Value &value, RankedTensorType type) {
  if (auto *floats = value.floats())
    return floatLiteral(*floats, type);
  unsigned width = type.getElementTypeBitWidth();
  SmallVector<APInt> values;
  for (int64_t number : *value.ints())
    values.push_back(APInt(64, uint64_t(number)).trunc(width));
  return DenseElementsAttr::get(type, values);
}

} // namespace anemone
