//===- Analysis.cpp - From the syntax tree to a checked graph -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Analysis.h"
#include "lib/Executor/Registry.h"
#include <algorithm>

namespace anemone::exec {

Value &Analysis::create(const std::string &name, const mil::Type &type) {
  auto value = std::make_unique<Value>();
  value->name = name;
  value->type = type;
  if (type.dtype != mil::DType::String)
    value->carrier = carrierOf(type.dtype, options.numerics);
  value->half = roundsToHalf(options.numerics) && type.dtype == mil::DType::Fp16;
  graph.values.push_back(std::move(value));
  return *graph.values.back();
}

void Analysis::bind(Value &value) {
  if (!names.emplace(value.name, &value).second)
    throw ExecutorError("the name '" + value.name + "' is defined twice");
}

Value *Analysis::find(const std::string &name) const {
  auto it = names.find(name);
  return it == names.end() ? nullptr : it->second;
}

Value &Analysis::materialize(const mil::Value &literal, const std::string &name) {
  int64_t empty = std::count(literal.type.shape.begin(), literal.type.shape.end(), 0);
  if (!empty) // an empty list is a fine constant: no axes, say
    checkShape(literal.type.shape);
  else if (literal.type.shape != Shape{0})
    throw ExecutorError("constant shape " + describe(literal.type.shape) + " has an extent of 0");
  Value &value = create(name, literal.type);
  fillConstant(value, literal, weights, options.numerics);
  return value;
}

Node &Analysis::add(Node node) {
  for (Value *output : node.outputs)
    output->node = static_cast<int>(graph.nodes.size());
  graph.nodes.push_back(std::move(node));
  return graph.nodes.back();
}

void Analysis::problem(const mil::Operation *op, const std::string &message) {
  std::string where;
  if (op) {
    if (op->location.line)
      where += "line " + std::to_string(op->location.line) + ": ";
    where += "'" + op->op + "'";
    if (!op->results.empty())
      where += " of '" + op->results.front().name + "'";
    where += ": ";
  }
  problems.push_back(where + message);
}

void Analysis::addInputs() {
  for (const mil::NamedType &input : function.inputs) {
    try {
      checkShape(input.type.shape);
      Value &value = create(input.name, input.type);
      if (value.isText())
        throw ExecutorError("a string cannot be an input");
      value.input = static_cast<int>(graph.inputs.size());
      graph.inputs.push_back(&value);
      bind(value);
    } catch (const ExecutorError &error) {
      problem(nullptr, "input '" + input.name + "': " + error.what());
    }
  }
}

void Analysis::addConst(const mil::Operation &op) {
  const mil::Value *literal = op.attribute("val");
  if (!literal)
    throw ExecutorError("attribute 'val' is missing");
  if (op.results.size() != 1)
    throw ExecutorError("a constant has one result");
  mil::Type declared = op.results.front().type;
  if (declared.dtype != literal->type.dtype || declared.shape != literal->type.shape)
    throw ExecutorError("result '" + op.results.front().name + "' is declared as " +
                        describe(declared) + ", expected " + describe(literal->type));
  bind(materialize(*literal, op.results.front().name));
}

void Analysis::analyze(const mil::Operation &op) {
  const OpInfo *info = findOp(op.op);
  if (!info)
    throw ExecutorError("unsupported operation");
  size_t first = graph.nodes.size();
  OpContext context(*this, op);
  info->analyze(context);
  context.finish();
  for (size_t i = first; i < graph.nodes.size() && problems.empty(); ++i)
    foldNode(graph.nodes[i]);
}

/// Gives the results of an operation that failed their declared types, so that only its own problem
/// is reported.
void Analysis::recover(const mil::Operation &op) {
  for (const mil::NamedType &result : op.results) {
    try {
      if (find(result.name))
        continue;
      Value &value = create(result.name, result.type);
      value.failed = true;
      bind(value);
    } catch (const ExecutorError &) {
      // A type that cannot be computed with: the name stays unknown.
    }
  }
}

void Analysis::addOperation(const mil::Operation &op) {
  try {
    if (op.isConst())
      addConst(op);
    else
      analyze(op);
  } catch (const ConsequentialError &error) {
    if (problems.empty())
      problem(&op, error.what());
    recover(op);
  } catch (const std::exception &error) {
    problem(&op, error.what());
    recover(op);
  }
}

void Analysis::addOutputs() {
  for (const std::string &name : function.outputs) {
    Value *value = find(name);
    if (!value && problems.empty())
      problem(nullptr, "output '" + name + "' is not defined");
    else if (!value)
      continue; // a consequence of what was refused
    else if (value->isText())
      problem(nullptr, "output '" + name + "' is a string");
    else
      graph.outputs.push_back(value);
  }
}

Graph Analysis::run() {
  addInputs();
  for (const mil::Operation &op : function.operations)
    addOperation(op);
  addOutputs();
  if (problems.empty())
    return std::move(graph);
  std::string all;
  for (const std::string &each : problems)
    all += (all.empty() ? "" : "\n") + each;
  throw ExecutorError(all);
}

} // namespace anemone::exec
