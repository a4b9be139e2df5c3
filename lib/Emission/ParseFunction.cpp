//===- ParseFunction.cpp - A MIL function as an ane.program ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Emission/ParseFunction.h"
#include "lib/Emission/Elements.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;

namespace anemone {

FunctionReader::FunctionReader(const mil::Function &function, BlobTable &blobs, ModuleOp module,
                               StringRef fileName)
    : function(function), blobs(blobs), builder(module.getContext()), fileName(fileName) {
  builder.setInsertionPointToEnd(module.getBody());
}

/// The line of an operation, and the name of its first result as that of the node.
Location FunctionReader::locate(const mil::Operation &op) const {
  auto place =
      FileLineColLoc::get(builder.getContext(), fileName, op.location.line, op.location.column);
  if (op.results.empty())
    return place;
  return NameLoc::get(StringAttr::get(builder.getContext(), op.results.front().name), place);
}

RankedTensorType FunctionReader::tensorType(const mil::Type &type, StringRef name,
                                            Location location) {
  Type element = ane::getTypeOfMILName(mil::spelling(type.dtype), builder.getContext());
  bool isEmpty = llvm::any_of(type.shape, [](int64_t extent) { return extent < 1; });
  if (element && !isEmpty)
    return RankedTensorType::get(type.shape, element);
  emitError(location) << "'" << name << "' is a tensor of " << mil::spelling(type.dtype)
                      << (isEmpty ? " without elements"
                                  : ", which no tensor of the ane dialect has");
  return {};
}

//===--- Signature ---===//

/// Names of the interface, where they differ, travel as attributes.
static void keepNames(ane::ProgramOp program, const mil::Function &function) {
  llvm::StringSet<> distinct;
  bool differ =
      llvm::all_of(function.inputs,
                   [&](auto &input) { return distinct.insert(input.name).second; }) &&
      llvm::all_of(function.outputs, [&](auto &output) { return distinct.insert(output).second; });
  if (!differ)
    return;
  auto symbol = StringAttr::get(program.getContext(), ane::kSymbolAttr);
  for (auto [index, input] : llvm::enumerate(function.inputs))
    program.setArgAttr(index, symbol, StringAttr::get(program.getContext(), input.name));
  for (auto [index, output] : llvm::enumerate(function.outputs))
    program.setResultAttr(index, symbol, StringAttr::get(program.getContext(), output));
}

LogicalResult FunctionReader::createProgram() {
  auto location = FileLineColLoc::get(builder.getContext(), fileName, function.location.line,
                                      function.location.column);
  SmallVector<Type> inputs, outputs;
  for (const mil::NamedType &input : function.inputs) {
    types[input.name] = input.type;
    inputs.push_back(tensorType(input.type, input.name, location));
  }
  for (const mil::Operation &op : function.operations)
    for (const mil::NamedType &result : op.results)
      types[result.name] = result.type;
  for (const std::string &output : function.outputs)
    outputs.push_back(tensorType(types[output], output, location));
  if (llvm::is_contained(inputs, Type()) || llvm::is_contained(outputs, Type()))
    return failure();
  program =
      ane::ProgramOp::create(builder, location, function.name,
                             builder.getFunctionType(inputs, outputs), ane::Placement::Engine);
  blobs.add(program);
  keepNames(program, function);
  builder.setInsertionPointToEnd(&program.getBody().front());
  for (auto [input, argument] : llvm::zip_equal(function.inputs, program.getArguments()))
    values[input.name] = argument;
  return success();
}

LogicalResult FunctionReader::readReturn() {
  SmallVector<Value> results;
  for (const std::string &output : function.outputs)
    results.push_back(valueOf(output, program.getLoc()));
  if (llvm::is_contained(results, Value()))
    return failure();
  ane::ReturnOp::create(builder, program.getLoc(), results);
  return success();
}

//===--- Values ---===//

Value FunctionReader::materialize(const mil::Value &value, StringRef name, Location location) {
  RankedTensorType type = tensorType(value.type, name, location);
  if (!type)
    return {};
  if (!value.blob())
    return ane::ConstantOp::create(builder, location, type, literalOf(value, type));
  FailureOr<FlatSymbolRefAttr> global = blobs.globalFor(value, type, name, location);
  return succeeded(global) ? ane::ConstantOp::create(builder, location, type, *global) : Value();
}

Value FunctionReader::valueOf(const mil::Operand &operand, Location location) {
  if (auto *literal = std::get_if<mil::Value>(&operand))
    return materialize(*literal, "literal", location);
  const std::string &name = std::get<std::string>(operand);
  if (Value known = values.lookup(name))
    return known;
  // What was not understood has been reported where it is defined.
  const mil::Value *constant = constants.lookup(name);
  return constant ? values[name] = materialize(*constant, name, location) : Value();
}

const mil::Value *FunctionReader::constantOf(const mil::Operation &op, StringRef argument) {
  if (const mil::Value *attribute = op.attribute(argument))
    return attribute;
  const mil::Operand &operand = op.argument(argument)->operands.front();
  if (auto *literal = std::get_if<mil::Value>(&operand))
    return literal;
  const std::string &name = std::get<std::string>(operand);
  if (const mil::Value *constant = constants.lookup(name))
    return constant;
  emitError(locate(op)) << "'" << op.op << "' takes '" << name << "' for " << argument
                        << ", which must be a constant";
  return nullptr;
}

//===--- Operations ---===//

/// "x, y, transpose_x": for messages.
static std::string argumentNames(ArrayRef<ane::MILArgument> table) {
  std::string names;
  for (const ane::MILArgument &argument : table)
    names += (names.empty() ? "" : ", ") + argument.name.str();
  return names;
}

LogicalResult FunctionReader::checkNames(const mil::Operation &op,
                                         ArrayRef<ane::MILArgument> table) {
  auto check = [&](StringRef name) {
    if (llvm::any_of(table,
                     [&](const ane::MILArgument &argument) { return argument.name == name; }))
      return true;
    emitError(locate(op)) << "'" << op.op << "' has no argument '" << name
                          << "'; its arguments are " << argumentNames(table);
    return false;
  };
  bool areKnown = true;
  for (const mil::Argument &argument : op.arguments)
    areKnown &= check(argument.name);
  for (const auto &[name, value] : op.attributes)
    areKnown &= name == "name" || check(name);
  return success(areKnown);
}

LogicalResult FunctionReader::readOperands(const mil::Operation &op,
                                           const ane::MILArgument &argument, OperationState &state,
                                           SmallVectorImpl<int32_t> &segments) {
  const mil::Argument *found = op.argument(argument.name);
  SmallVector<mil::Operand> operands;
  if (found)
    operands.assign(found->operands.begin(), found->operands.end());
  else if (const mil::Value *attribute = op.attribute(argument.name))
    operands.push_back(*attribute);
  segments.push_back(operands.size());
  bool isTuple = found && found->isTuple;
  if (operands.empty() && !argument.isOptional && !isTuple)
    return emitError(locate(op)) << "'" << op.op << "' lacks the argument '" << argument.name
                                 << "'";
  if (operands.size() != 1 && !operands.empty() &&
      argument.kind != ane::MILArgument::VariadicOperand)
    return emitError(locate(op)) << "'" << op.op << "' has " << operands.size() << " values for '"
                                 << argument.name << "', expected one";
  bool failedAny = false;
  for (const mil::Operand &operand : operands) {
    Value value = valueOf(operand, state.location);
    failedAny |= !value;
    if (value)
      state.addOperands(value);
  }
  return failure(failedAny);
}

LogicalResult FunctionReader::readAttribute(const mil::Operation &op,
                                            const ane::MILArgument &argument,
                                            OperationState &state) {
  const mil::Argument *written = op.argument(argument.name);
  if (!written && !op.attribute(argument.name)) {
    if (argument.isOptional)
      return success();
    ArrayRef<int64_t> shape;
    if (!state.operands.empty())
      shape = cast<RankedTensorType>(state.operands.front().getType()).getShape();
    Attribute fallback = fallbackOf(argument, shape, builder);
    if (!fallback)
      return emitError(state.location)
             << "'" << op.op << "' lacks the argument '" << argument.name << "'";
    state.addAttribute(argument.name, fallback);
    return success();
  }
  if (written && written->operands.size() != 1)
    return emitError(state.location) << "'" << op.op << "' has " << written->operands.size()
                                     << " values for '" << argument.name << "', expected one";
  const mil::Value *value = constantOf(op, argument.name);
  if (!value)
    return failure();
  Attribute attribute = attributeOf(*value, argument.kind, builder);
  if (!attribute)
    return emitError(state.location)
           << "'" << op.op << "' has a constant of another type for '" << argument.name
           << "', or one that is not written in the text";
  state.addAttribute(argument.name, attribute);
  return success();
}

LogicalResult FunctionReader::readOperation(const mil::Operation &op) {
  if (op.isConst()) {
    const mil::Value *value = op.attribute("val");
    if (!value)
      return emitError(locate(op)) << "'const' lacks the attribute 'val'";
    if (op.results.size() != 1 || !(op.results.front().type == value->type))
      return emitError(locate(op)) << "'const' is not declared as what its value is";
    constants[op.results.front().name] = value;
    return success();
  }
  OperationState state(locate(op), "ane." + op.op);
  std::optional<RegisteredOperationName> info = state.name.getRegisteredInfo();
  auto *known = info ? info->getInterface<ane::MILOpInterface>() : nullptr;
  if (!known)
    return emitError(state.location)
           << "'" << op.op << "' is not an operation that the ane dialect has";
  ArrayRef<ane::MILArgument> table = known->getMILArguments();
  bool failedAny = failed(checkNames(op, table));
  SmallVector<int32_t> segments;
  for (const ane::MILArgument &argument : table)
    if (argument.isOperand())
      failedAny |= failed(readOperands(op, argument, state, segments));
  for (const ane::MILArgument &argument : table)
    if (!argument.isOperand())
      failedAny |= failed(readAttribute(op, argument, state));
  for (const mil::NamedType &result : op.results)
    if (Type type = tensorType(result.type, result.name, state.location))
      state.addTypes(type);
  if (failedAny || state.types.size() != op.results.size())
    return failure();
  if (info->hasTrait<OpTrait::AttrSizedOperandSegments>())
    state.addAttribute("operandSegmentSizes", builder.getDenseI32ArrayAttr(segments));
  if (!info->hasTrait<OpTrait::VariadicResults>() && state.types.size() != 1)
    return emitError(state.location)
           << "'" << op.op << "' has " << state.types.size() << " results, expected one";
  Operation *created = builder.create(state);
  for (auto [result, value] : llvm::zip_equal(op.results, created->getResults()))
    values[result.name] = value;
  return success();
}

LogicalResult FunctionReader::read() {
  if (failed(createProgram()))
    return failure();
  bool failedAny = false;
  for (const mil::Operation &op : function.operations)
    failedAny |= failed(readOperation(op));
  return failedAny ? failure() : readReturn();
}

} // namespace anemone
