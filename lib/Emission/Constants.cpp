//===- Constants.cpp - The constants of one MIL program -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Emission/Constants.h"
#include "anemone/MIL/WeightFile.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace anemone {

ConstantTable::ConstantTable(ane::ProgramOp program, Parameters &parameters,
                             ArrayRef<std::string> names)
    : parameters(parameters) {
  for (const std::string &name : names)
    taken.insert(name);
}

std::string ConstantTable::freshName(StringRef prefix, unsigned &counter) {
  std::string name;
  do
    name = (prefix + Twine(counter++)).str();
  while (taken.contains(name));
  return name;
}

std::string ConstantTable::define(const mil::Value &value, StringRef prefix, unsigned &counter) {
  std::string name = freshName(prefix, counter);
  mil::Operation definition;
  definition.op = "const";
  definition.results.push_back({name, value.type});
  definition.attributes = {{"name", mil::Value::ofString(name)}, {"val", value}};
  definitions.push_back(std::move(definition));
  return name;
}

void ConstantTable::prependTo(mil::Function &function) {
  function.operations.insert(function.operations.begin(),
                             std::make_move_iterator(definitions.begin()),
                             std::make_move_iterator(definitions.end()));
  definitions.clear();
}

//===--- Sharing ---===//

/// A text that equal values have in common and different ones do not.
static std::string keyOf(const mil::Value &value) {
  std::string key;
  llvm::raw_string_ostream out(key);
  out << unsigned(value.type.dtype) << (value.type.isTensor ? "t" : "s");
  llvm::interleave(value.type.shape, out, "x");
  if (const mil::BlobFile *blob = value.blob())
    out << "@" << blob->offset << blob->path;
  else if (auto *floats = value.floats())
    for (double number : *floats)
      out << "," << llvm::bit_cast<uint64_t>(number);
  else if (auto *ints = value.ints())
    for (int64_t number : *ints)
      out << "," << number;
  else
    for (const std::string &text : *value.strings())
      out << "," << text.size() << ":" << text;
  return key;
}

std::string ConstantTable::nameOf(const mil::Value &literal) {
  auto [entry, isNew] = literals.try_emplace(keyOf(literal));
  if (isNew)
    entry->second =
        literal.blob() ? define(literal, "w", weightCount) : define(literal, "c", scalarCount);
  return entry->second;
}

std::optional<std::string> ConstantTable::nameOf(ane::ConstantOp constant) {
  auto [entry, isNew] = named.try_emplace(constant);
  if (isNew)
    if (std::optional<mil::Value> value = valueOf(constant))
      entry->second = nameOf(*value);
  return entry->second.empty() ? std::nullopt : std::optional(entry->second);
}

//===--- Values of constants ---===//

std::optional<mil::Value> ConstantTable::valueOf(ane::ConstantOp constant) {
  mil::Type type = toMILType(cast<RankedTensorType>(constant.getType()));
  bool isInline = !type.isTensor || type.dtype == mil::DType::Bool;
  std::optional<mil::Value> value =
      isInline ? inlineValue(constant, type) : recordOf(constant, type);
  failedAny |= !value;
  return value;
}

/// What rounding to `to` does; nothing, and a report, where finite elements would become infinite.
std::optional<Rounding> ConstantTable::round(ane::ConstantOp constant, const Elements &elements,
                                             mil::DType to) {
  Rounding rounding = measureRounding(elements, to);
  if (rounding.overflows == 0)
    return rounding;
  InFlightDiagnostic error = constant.emitOpError();
  if (FlatSymbolRefAttr name = constant.getGlobal())
    error << "takes the parameter " << name << ", which";
  else
    error << "is a literal that";
  error << " has " << rounding.overflows << " finite values beyond the range of "
        << mil::spelling(to) << ", the first of them " << rounding.firstOverflow
        << "; scale or clamp it before it is rounded";
  return std::nullopt;
}

std::optional<mil::Value> ConstantTable::inlineValue(ane::ConstantOp constant,
                                                     const mil::Type &type) {
  FailureOr<Elements> elements = parameters.elementsOf(constant);
  if (mlir::failed(elements) || !round(constant, *elements, type.dtype))
    return std::nullopt;
  mil::Value value;
  value.type = type;
  std::vector<double> numbers(elements->count);
  for (int64_t index = 0; index < elements->count; ++index)
    numbers[index] = elementAsDouble(*elements, index);
  if (mil::isFloat(type.dtype))
    value.data = std::move(numbers);
  else
    value.data = std::vector<int64_t>(numbers.begin(), numbers.end());
  return value;
}

std::optional<mil::Value> ConstantTable::recordOf(ane::ConstantOp constant, const mil::Type &type) {
  // The shape is not part of a record: two constants may read one in different shapes.
  auto key = std::make_pair(parameters.sourceOf(constant).getAsOpaquePointer(), type.dtype);
  auto [entry, isNew] = records.try_emplace(key);
  if (!isNew)
    return mil::Value::ofBlob(type, entry->second);
  // The text of a program whose parameters are not there can be written all the same.
  std::optional<Rounding> rounding = Rounding();
  if (parameters.hasValue(constant)) {
    FailureOr<Elements> elements = parameters.elementsOf(constant);
    rounding = mlir::failed(elements) ? std::nullopt : round(constant, *elements, type.dtype);
  }
  if (!rounding) {
    records.erase(entry);
    return std::nullopt;
  }
  entry->second = {kWeightPath.str(), nextOffset};
  weights.push_back({constant, type, nextOffset, rounding->isExact});
  nextOffset = mil::WeightFileWriter::nextOffset(nextOffset, type.byteSize());
  return mil::Value::ofBlob(type, entry->second);
}

//===--- Values of attributes ---===//

/// A number of the element type of the first floating-point operand; an integer where all operands
/// are.
std::optional<mil::Value> ConstantTable::numberOf(ane::MILOpInterface op, StringRef name,
                                                  double value) {
  auto isFloatTensor = [](Type type) { return isa<FloatType>(getElementTypeOrSelf(type)); };
  auto found = llvm::find_if(op->getOperandTypes(), isFloatTensor);
  if (found != op->operand_type_end())
    return mil::Value::ofFloat(*toDType(getElementTypeOrSelf(*found)), value);
  mil::DType dtype = *toDType(getElementTypeOrSelf(op->getOperand(0).getType()));
  int64_t whole = int64_t(value);
  if (double(whole) != value) {
    op->emitOpError("has ") << name << " = " << value << " for an operand of "
                            << mil::spelling(dtype) << ", expected an integer";
    return std::nullopt;
  }
  mil::Value number;
  number.type = mil::Type::scalar(dtype);
  number.data = std::vector<int64_t>{whole};
  return number;
}

template <typename Range> static mil::Value listOf(mil::DType dtype, const Range &numbers) {
  mil::Value list;
  std::vector<int64_t> values(numbers.begin(), numbers.end());
  list.type = mil::Type::tensor(dtype, {int64_t(values.size())});
  list.data = std::move(values);
  return list;
}

std::optional<mil::Value> ConstantTable::literalOf(ane::MILOpInterface op,
                                                   const ane::MILArgument &argument,
                                                   Attribute value) {
  switch (argument.kind) {
  case ane::MILArgument::Int32:
    return mil::Value::ofInt32(cast<IntegerAttr>(value).getInt());
  case ane::MILArgument::Int32List:
    return listOf(mil::DType::Int32, cast<DenseI32ArrayAttr>(value).asArrayRef());
  case ane::MILArgument::Bool:
    return mil::Value::ofBool(cast<BoolAttr>(value).getValue());
  case ane::MILArgument::BoolList:
    return listOf(mil::DType::Bool, cast<DenseBoolArrayAttr>(value).asArrayRef());
  case ane::MILArgument::Float:
    return numberOf(op, argument.name, cast<FloatAttr>(value).getValueAsDouble());
  case ane::MILArgument::Fp32:
    return mil::Value::ofFloat(mil::DType::Fp32, cast<FloatAttr>(value).getValueAsDouble());
  case ane::MILArgument::String:
    return mil::Value::ofString(cast<StringAttr>(value).str());
  case ane::MILArgument::Operand:
  case ane::MILArgument::OptionalOperand:
  case ane::MILArgument::VariadicOperand:
    break;
  }
  return std::nullopt;
}

} // namespace anemone
