//===- OpContext.cpp - What an operation's checker sees -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/OpContext.h"
#include "lib/Executor/Analysis.h"
#include "lib/Executor/Kernels/Tiles.h"
#include <algorithm>
#include <cmath>

namespace anemone::exec {

std::string describe(const Shape &shape) {
  std::string text = "[";
  for (size_t i = 0; i < shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

std::string describe(const mil::Type &type) {
  std::string element(mil::spelling(type.dtype));
  return type.isTensor ? "tensor<" + element + ", " + describe(type.shape) + ">" : element;
}

void checkShape(const Shape &shape) {
  constexpr int64_t limit = int64_t(1) << 40;
  int64_t count = 1;
  for (int64_t extent : shape) {
    if (extent < 1)
      throw ExecutorError("shape " + describe(shape) + " has an extent below 1");
    if (extent > limit / count)
      throw ExecutorError("shape " + describe(shape) + " has more than 2^40 elements");
    count *= extent;
  }
}

void OpContext::fail(const std::string &message) const { throw ExecutorError(message); }

const mil::Operand *OpContext::operand(const std::string &name) {
  asked.insert(name);
  const mil::Argument *argument = op.argument(name);
  if (!argument)
    return nullptr;
  require(!argument->isTuple && argument->operands.size() == 1,
          "argument '" + name + "' is a tuple, expected one value");
  return &argument->operands.front();
}

bool OpContext::has(const std::string &name) const {
  return op.argument(name) || (name != "name" && op.attribute(name));
}

Value &OpContext::resolve(const mil::Operand &operand, const std::string &name) {
  if (const mil::Value *literal = std::get_if<mil::Value>(&operand))
    return analysis.materialize(*literal, name);
  const std::string &reference = std::get<std::string>(operand);
  Value *value = analysis.find(reference);
  if (!value)
    throw ConsequentialError("argument '" + name + "' refers to '" + reference +
                             "', which is not defined");
  return *value;
}

// Some operations take constants as attributes in brackets instead of arguments.
Value *OpContext::optionalTensor(const std::string &name) {
  Value *value = nullptr;
  if (const mil::Operand *given = operand(name))
    value = &resolve(*given, name);
  else if (const mil::Value *attribute = op.attribute(name); attribute && name != "name")
    value = &analysis.materialize(*attribute, name);
  require(!value || !value->isText(), "argument '" + name + "' is a string, expected a tensor");
  return value;
}

Value &OpContext::tensor(const std::string &name) {
  Value *value = optionalTensor(name);
  require(value, "argument '" + name + "' is missing");
  return *value;
}

Value &OpContext::floats(const std::string &name) {
  Value &value = tensor(name);
  require(mil::isFloat(value.type.dtype), "argument '" + name + "' has type " +
                                              describe(value.type) +
                                              ", expected floating-point elements");
  return value;
}

Value *OpContext::optionalVector(const std::string &name, int64_t count) {
  if (!has(name)) {
    asked.insert(name);
    return nullptr;
  }
  Value &value = floats(name);
  require(value.rank() == 1 && value.count() == count,
          "argument '" + name + "' has type " + describe(value.type) + ", expected a vector of " +
              std::to_string(count) + " elements");
  return &value;
}

std::vector<Value *> OpContext::tuple(const std::string &name) {
  asked.insert(name);
  const mil::Argument *argument = op.argument(name);
  require(argument && !argument->operands.empty(), "argument '" + name + "' is missing");
  std::vector<Value *> values;
  for (const mil::Operand &each : argument->operands) {
    values.push_back(&resolve(each, name));
    require(!values.back()->isText(), "argument '" + name + "' holds a string, expected tensors");
  }
  return values;
}

Value &OpContext::constant(const std::string &name) {
  Value &value = tensor(name);
  if (value.failed)
    throw ConsequentialError("argument '" + name + "' was refused");
  require(value.isConst(), "argument '" + name + "' is '" + value.name +
                               "', which is computed, expected a constant");
  return value;
}

Value &OpContext::constantOfType(const std::string &name, const char *expected,
                                 bool (*fits)(mil::DType)) {
  Value &value = constant(name);
  require(fits(value.type.dtype),
          "argument '" + name + "' has type " + describe(value.type) + ", expected " + expected);
  return value;
}

int64_t OpContext::integer(const std::string &name, std::optional<int64_t> fallback) {
  asked.insert(name);
  if (fallback && !has(name))
    return *fallback;
  Value &value = constantOfType(name, "an int32 scalar", mil::isInteger);
  require(value.rank() == 0, "argument '" + name + "' has type " + describe(value.type) +
                                 ", expected an int32 scalar");
  return *value.data<int32_t>();
}

Shape OpContext::integers(const std::string &name, std::optional<Shape> fallback) {
  asked.insert(name);
  if (fallback && !has(name))
    return *fallback;
  Value &value = constantOfType(name, "a vector of int32", mil::isInteger);
  require(value.rank() == 1, "argument '" + name + "' has type " + describe(value.type) +
                                 ", expected a vector of int32");
  const int32_t *data = value.data<int32_t>();
  return Shape(data, data + value.count());
}

std::vector<bool> OpContext::flags(const std::string &name, size_t count) {
  asked.insert(name);
  if (!has(name))
    return std::vector<bool>(count, false);
  Value &value =
      constantOfType(name, "a vector of bool", [](mil::DType d) { return d == mil::DType::Bool; });
  require(value.rank() == 1 && value.count() == static_cast<int64_t>(count),
          "argument '" + name + "' has type " + describe(value.type) + ", expected " +
              std::to_string(count) + " bools");
  const uint8_t *data = value.data<uint8_t>();
  return std::vector<bool>(data, data + count);
}

bool OpContext::flag(const std::string &name, std::optional<bool> fallback) {
  asked.insert(name);
  if (fallback && !has(name))
    return *fallback;
  Value &value = constantOfType(name, "a bool", [](mil::DType d) { return d == mil::DType::Bool; });
  require(value.rank() == 0,
          "argument '" + name + "' has type " + describe(value.type) + ", expected a bool");
  return *value.data<uint8_t>() != 0;
}

double OpContext::real(const std::string &name, std::optional<double> fallback) {
  asked.insert(name);
  if (fallback && !has(name))
    return *fallback;
  Value &value =
      constantOfType(name, "a scalar", [](mil::DType d) { return d != mil::DType::Bool; });
  require(value.rank() == 0,
          "argument '" + name + "' has type " + describe(value.type) + ", expected a scalar");
  return dispatch(value.carrier, [&](auto *type) {
    return static_cast<double>(*value.data<Pointee<decltype(type)>>());
  });
}

std::string OpContext::text(const std::string &name, std::optional<std::string> fallback) {
  const mil::Operand *given = operand(name);
  const mil::Value *attribute = given ? nullptr : op.attribute(name);
  if (!given && !attribute) {
    require(fallback.has_value(), "argument '" + name + "' is missing");
    return *fallback;
  }
  Value &value = given ? resolve(*given, name) : analysis.materialize(*attribute, name);
  require(value.isText(),
          "argument '" + name + "' has type " + describe(value.type) + ", expected a string");
  return value.text.front();
}

int64_t OpContext::axis(const std::string &name, int64_t rank, std::optional<int64_t> fallback) {
  int64_t axis = integer(name, fallback);
  require(axis >= -rank && axis < rank, "argument '" + name + "' is " + std::to_string(axis) +
                                            ", expected an axis of rank " + std::to_string(rank));
  return axis < 0 ? axis + rank : axis;
}

Shape OpContext::axes(const std::string &name, int64_t rank, bool allByDefault) {
  asked.insert(name);
  Shape axes;
  if (allByDefault && !has(name)) {
    for (int64_t i = 0; i < rank; ++i)
      axes.push_back(i);
    return axes;
  }
  for (int64_t axis : integers(name)) {
    require(axis >= -rank && axis < rank, "argument '" + name + "' names axis " +
                                              std::to_string(axis) + " of rank " +
                                              std::to_string(rank));
    axes.push_back(axis < 0 ? axis + rank : axis);
  }
  std::sort(axes.begin(), axes.end());
  require(std::adjacent_find(axes.begin(), axes.end()) == axes.end(),
          "argument '" + name + "' names an axis twice");
  return axes;
}

size_t OpContext::choice(const std::string &name, const std::vector<std::string> &choices,
                         std::optional<std::string> fallback) {
  std::string given = text(name, std::move(fallback)), expected;
  for (size_t i = 0; i < choices.size(); ++i) {
    if (given == choices[i])
      return i;
    expected += (i ? ", " : "") + choices[i];
  }
  fail("argument '" + name + "' is \"" + given + "\", expected one of " + expected);
}

mil::DType OpContext::elementType(const std::string &name, std::optional<std::string> fallback) {
  static constexpr mil::DType types[] = {mil::DType::Bool,  mil::DType::Int8,   mil::DType::UInt8,
                                         mil::DType::Int16, mil::DType::UInt16, mil::DType::Int32,
                                         mil::DType::Fp16,  mil::DType::Fp32,   mil::DType::Fp64};
  std::vector<std::string> spellings;
  for (mil::DType type : types)
    spellings.emplace_back(mil::spelling(type));
  return types[choice(name, spellings, std::move(fallback))];
}

mil::DType OpContext::declaredType() const {
  require(!op.results.empty(), "there is no result");
  return op.results.front().type.dtype;
}

Value &OpContext::result(mil::Type type) {
  checkShape(type.shape);
  require(stated.size() < op.results.size(),
          "there are " + std::to_string(op.results.size()) + " results, expected more");
  const mil::NamedType &declared = op.results[stated.size()];
  if (!type.isTensor && declared.type.isTensor && declared.type.shape.empty())
    type.isTensor = true;
  require(type == declared.type, "result '" + declared.name + "' is declared as " +
                                     describe(declared.type) + ", expected " + describe(type));
  stated.push_back(&analysis.create(declared.name, type));
  return *stated.back();
}

Value &OpContext::result(mil::DType dtype, const Shape &shape) {
  return result(shape.empty() ? mil::Type::scalar(dtype) : mil::Type::tensor(dtype, shape));
}

Value &OpContext::temporary(mil::Type type) {
  checkShape(type.shape);
  Value &value = analysis.create("", type);
  value.half = false; // no value of the program: only what it leads to is rounded
  return value;
}

Node &OpContext::add(std::vector<Value *> inputs, std::vector<Value *> outputs) {
  Node node;
  node.source = &op;
  node.inputs = std::move(inputs);
  node.outputs = std::move(outputs);
  return analysis.add(std::move(node));
}

Node &OpContext::compute(std::vector<Value *> inputs, Kernel kernel) {
  Node &node = add(std::move(inputs), stated);
  node.kernel = std::move(kernel);
  return node;
}

Node &OpContext::lower(std::vector<Value *> inputs, LowerFn lower) {
  Node &node = add(std::move(inputs), stated);
  node.lower = std::move(lower);
  return node;
}

Node &OpContext::alias(Value &input) { return defineAlias(*stated.back(), input); }

Node &OpContext::move(std::vector<Value *> inputs, Kernel kernel) {
  Node &node = compute(std::move(inputs), std::move(kernel));
  node.rounds = false;
  return node;
}

Node &OpContext::define(Value &output, std::vector<Value *> inputs, Kernel kernel) {
  Node &node = add(std::move(inputs), {&output});
  node.kernel = std::move(kernel);
  return node;
}

Node &OpContext::defineTile(Value &output, std::vector<Value *> inputs, TileOp code) {
  Node &node = add(std::move(inputs), {&output});
  node.tile = code;
  tileInstruction(node); // the operation may not be defined on this kind of element
  return node;
}

Node &OpContext::defineLower(Value &output, std::vector<Value *> inputs, LowerFn lower) {
  Node &node = add(std::move(inputs), {&output});
  node.lower = std::move(lower);
  return node;
}

Node &OpContext::defineAlias(Value &output, Value &input) {
  Node &node = add({&input}, {&output});
  node.alias = true;
  node.rounds = false;
  return node;
}

Numerics OpContext::numerics() const { return analysis.settings().numerics; }

const MacRules *OpContext::macRules() const {
  const Options &settings = analysis.settings();
  return settings.numerics == Numerics::F16Mac ? &settings.mac : nullptr;
}

void OpContext::finish() {
  require(stated.size() == op.results.size(), "there are " + std::to_string(op.results.size()) +
                                                  " results, expected " +
                                                  std::to_string(stated.size()));
  for (const mil::Argument &argument : op.arguments)
    require(asked.count(argument.name),
            "argument '" + argument.name + "' is not one of this operation's");
  for (Value *value : stated)
    analysis.bind(*value);
}

} // namespace anemone::exec
