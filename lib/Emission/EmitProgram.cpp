//===- EmitProgram.cpp - One ane.program as MIL ---------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Emission/EmitProgram.h"
#include "anemone/MIL/WeightFile.h"
#include "dialects/ANE/Analysis/MemoryPlan.h"
#include "lib/Emission/Constants.h"
#include "lib/Emission/ProgramFacts.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;

namespace anemone {

/// i00, i01 ... and o00, o01 ...: of equal length, so that the order of the names is the order of
/// their bytes.
static std::vector<std::string> numberedNames(size_t arguments, size_t results) {
  size_t digits = std::max<size_t>(2, std::to_string(std::max(arguments, results) - 1).size());
  std::vector<std::string> names;
  auto add = [&](char letter, size_t count) {
    for (size_t index = 0; index < count; ++index) {
      std::string number = std::to_string(index);
      names.push_back(letter + std::string(digits - number.size(), '0') + number);
    }
  };
  add('i', arguments);
  add('o', results);
  return names;
}

/// The name that a surface, or else the text that the program was read from, gives.
static std::string givenName(ane::SurfaceAttr surface, StringAttr symbol) {
  return surface ? surface.getSymbol().str() : symbol ? symbol.str() : std::string();
}

std::vector<std::string> interfaceNames(ane::ProgramOp program) {
  std::vector<std::string> names;
  for (unsigned index = 0; index < program.getNumArguments(); ++index)
    names.push_back(givenName(program.getArgSurface(index),
                              program.getArgAttrOfType<StringAttr>(index, ane::kSymbolAttr)));
  for (unsigned index = 0; index < program.getNumResults(); ++index)
    names.push_back(givenName(program.getResultSurface(index),
                              program.getResultAttrOfType<StringAttr>(index, ane::kSymbolAttr)));
  llvm::StringSet<> distinct;
  bool named = llvm::all_of(
      names, [&](auto &name) { return !name.empty() && distinct.insert(name).second; });
  return named ? names : numberedNames(program.getNumArguments(), program.getNumResults());
}

uint64_t EmittedProgram::weightFileBytes() const {
  if (weights.empty())
    return 0;
  const EmittedWeight &last = weights.back();
  return mil::WeightFileWriter::nextOffset(last.metadataOffset, last.type.byteSize());
}

namespace {

/// Emits the body of one program, operation by operation.
class ProgramEmitter {
public:
  ProgramEmitter(ane::ProgramOp program, Parameters &parameters)
      : program(program), interface(interfaceNames(program)),
        constants(program, parameters, interface) {}

  FailureOr<EmittedProgram> run();

private:
  void nameInterface();
  void nameResults(Operation &op);
  LogicalResult emit(ane::MILOpInterface op);
  LogicalResult emitArgument(ane::MILOpInterface op, const ane::MILArgument &argument,
                             unsigned &operand, mil::Operation &emitted);
  std::optional<std::string> nameOf(Value value);
  void copyPassedThrough();

  ane::ProgramOp program;
  std::vector<std::string> interface;
  ConstantTable constants;
  llvm::DenseMap<Value, std::string> names;
  mil::Function function;
  unsigned values = 0;
};

} // namespace

/// Arguments have the names of their surfaces, and so have the values that are returned, unless
/// they are arguments, constants, or returned before: those are copied.
void ProgramEmitter::nameInterface() {
  unsigned arguments = program.getNumArguments();
  for (auto [index, argument] : llvm::enumerate(program.getArguments())) {
    names[argument] = interface[index];
    function.inputs.push_back(
        {interface[index], toMILType(cast<RankedTensorType>(argument.getType()))});
  }
  for (auto [index, result] : llvm::enumerate(program.getReturn().getOperands())) {
    const std::string &name = interface[arguments + index];
    if (isa_and_present<ane::MILOpInterface>(result.getDefiningOp()))
      names.try_emplace(result, name);
    function.outputs.push_back(name);
  }
}

void ProgramEmitter::nameResults(Operation &op) {
  for (Value result : op.getResults())
    if (!names.contains(result))
      names[result] = constants.freshName("v", values);
}

std::optional<std::string> ProgramEmitter::nameOf(Value value) {
  if (auto constant = value.getDefiningOp<ane::ConstantOp>())
    return constants.nameOf(constant);
  return names.lookup(value);
}

LogicalResult ProgramEmitter::emitArgument(ane::MILOpInterface op, const ane::MILArgument &argument,
                                           unsigned &operand, mil::Operation &emitted) {
  if (!argument.isOperand()) {
    Attribute value = op->getAttr(argument.name);
    if (!value)
      return success();
    std::optional<mil::Value> literal = constants.literalOf(op, argument, value);
    if (!literal)
      return failure();
    if (op.writesArgumentsAsAttributes())
      emitted.attributes.push_back({argument.name.str(), std::move(*literal)});
    else
      emitted.arguments.push_back({argument.name.str(), {constants.nameOf(*literal)}});
    return success();
  }
  mil::Argument written{
      argument.name.str(), {}, argument.kind == ane::MILArgument::VariadicOperand};
  for (Value value : op.getMILOperands(operand++)) {
    if (op.writesArgumentsAsAttributes()) {
      std::optional<mil::Value> literal = constants.valueOf(value.getDefiningOp<ane::ConstantOp>());
      if (!literal)
        return failure();
      emitted.attributes.push_back({argument.name.str(), std::move(*literal)});
      continue;
    }
    std::optional<std::string> name = nameOf(value);
    if (!name)
      return failure();
    written.operands.push_back(*name);
  }
  if (!written.operands.empty())
    emitted.arguments.push_back(std::move(written));
  return success();
}

LogicalResult ProgramEmitter::emit(ane::MILOpInterface op) {
  nameResults(*op);
  mil::Operation emitted;
  emitted.op = op.getMILName();
  for (Value result : op->getResults())
    emitted.results.push_back({names[result], toMILType(cast<RankedTensorType>(result.getType()))});
  bool failedAny = false;
  unsigned operand = 0;
  for (const ane::MILArgument &argument : op.getMILArguments())
    failedAny |= failed(emitArgument(op, argument, operand, emitted));
  emitted.attributes.push_back({"name", mil::Value::ofString(emitted.results.front().name)});
  // By name, as Apple's tools print them.
  llvm::sort(emitted.arguments, [](auto &a, auto &b) { return a.name < b.name; });
  llvm::sort(emitted.attributes, [](auto &a, auto &b) { return a.first < b.first; });
  function.operations.push_back(std::move(emitted));
  return failure(failedAny);
}

/// MIL wants each output to be the result of an operation, so that an argument, a constant or a
/// second name of a result is copied.
void ProgramEmitter::copyPassedThrough() {
  for (auto [index, result] : llvm::enumerate(program.getReturn().getOperands())) {
    const std::string &output = function.outputs[index];
    std::optional<std::string> name = nameOf(result);
    if (!name || *name == output)
      continue;
    mil::Operation copy;
    copy.op = "identity";
    copy.results.push_back({output, toMILType(cast<RankedTensorType>(result.getType()))});
    copy.arguments.push_back({"x", {*name}});
    copy.attributes.push_back({"name", mil::Value::ofString(output)});
    function.operations.push_back(std::move(copy));
  }
}

FailureOr<EmittedProgram> ProgramEmitter::run() {
  nameInterface();
  bool failedAny = false;
  for (Operation &op : program.getBody().front().without_terminator())
    if (auto milOp = dyn_cast<ane::MILOpInterface>(op))
      failedAny |= failed(emit(milOp));
  copyPassedThrough();
  if (failedAny || constants.failed())
    return failure();

  const target::Profile &profile = ane::getTargetProfile(program);
  EmittedProgram emitted{program, {}, constants.takeWeights(), collectNames(program, names), {}, 0};
  emitted.operations = countOperations(function);
  emitted.peakBytes = ane::MemoryPlan(program).peakBytes();
  function.opset = profile.opset;
  constants.prependTo(function);
  emitted.mil.version = profile.milVersion;
  emitted.mil.buildInfo = mil::defaultBuildInfo(emitted.mil.version);
  emitted.mil.functions.push_back(std::move(function));
  return emitted;
}

FailureOr<EmittedProgram> emitProgram(ane::ProgramOp program, Parameters &parameters) {
  return ProgramEmitter(program, parameters).run();
}

LogicalResult writeWeightFile(const EmittedProgram &program, Parameters &parameters,
                              llvm::function_ref<Status(const void *, size_t)> sink) {
  ane::ProgramOp source = program.source;
  mil::WeightFileWriter writer([&](const void *data, size_t size) { return sink(data, size); },
                               program.weights.size());
  for (const EmittedWeight &weight : program.weights) {
    ane::ConstantOp constant = weight.constant;
    FailureOr<Elements> elements = parameters.elementsOf(constant);
    if (failed(elements))
      return failure();
    std::vector<uint8_t> bytes = convertElements(*elements, weight.type.dtype);
    uint64_t paddingBits =
        bytes.size() * 8 - uint64_t(elements->count) * mil::bitWidth(weight.type.dtype);
    Result<uint64_t> offset = writer.add(weight.type.dtype, bytes, paddingBits);
    if (!offset.ok())
      return constant.emitOpError("cannot be written: ") << offset.message();
  }
  if (Status finished = writer.finish(); !finished.ok())
    return source.emitOpError("cannot write its weight file: ") << finished.message();
  return success();
}

} // namespace anemone
