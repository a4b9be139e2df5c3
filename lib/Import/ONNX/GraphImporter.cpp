//===- GraphImporter.cpp - From a model to a function ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/GraphImporter.h"
#include "lib/Import/ONNX/Buckets.h"
#include "lib/Import/ONNX/ConstantNode.h"
#include "lib/Import/ONNX/File/Topology.h"
#include "lib/Import/ONNX/Rewrites.h"

using namespace mlir;
using namespace anemone;
using onnxfile::Node;
using onnxfile::Tensor;

GraphImporter::GraphImporter(const onnxfile::Model &model, int64_t opset, ModelFiles &files,
                             ModuleOp module)
    : model(model), opset(opset), module(module), tensors(model, files, module),
      builder(module.getContext()) {}

InFlightDiagnostic GraphImporter::error(StringRef name) {
  failedAny = true;
  return emitError(NameLoc::get(builder.getStringAttr(name)));
}

LogicalResult GraphImporter::run(ArrayRef<EntryPlan> entries, Location location) {
  collectNames();
  for (const EntryPlan &entry : entries)
    tensors.reserveSymbol(entry.function);
  for (const EntryPlan &entry : entries) {
    importEntry(entry, entries.size() > 1, location);
    if (failedAny) // the next one would say the same again
      return failure();
  }
  return success();
}

void GraphImporter::importEntry(const EntryPlan &entry, bool isInGroup, Location location) {
  values.clear();
  builder.setInsertionPointToEnd(module.getBody());
  auto function = func::FuncOp::create(builder, location, entry.function,
                                       builder.getFunctionType(entry.inputTypes, {}));
  if (isInGroup)
    function->setAttr(kEntryGroup, builder.getStringAttr("forward"));
  builder.setInsertionPointToEnd(function.addEntryBlock());
  tensors.startFunction();
  declareInputs(function);
  onnxfile::NodeOrder order = onnxfile::orderNodes(model);
  if (!order.cycle.empty())
    reportCycle(order.cycle);
  else
    for (size_t index : order.nodes)
      importNode(model.nodes[index]);
  if (!failedAny)
    importOutputs(function);
}

/// Finds the initializers, who is read, and names that are defined twice.
void GraphImporter::collectNames() {
  llvm::StringSet<> defined;
  auto note = [&](StringRef name, StringRef what) {
    if (!name.empty() && !defined.insert(name).second)
      error(name) << "'" << name << "' is defined twice, the second time as " << what;
  };
  for (const onnxfile::ValueInfo &input : model.inputs)
    note(input.name, "an input");
  for (const Tensor &tensor : model.initializers) {
    note(tensor.name, "an initializer");
    initializers.try_emplace(tensor.name, &tensor);
  }
  for (const Node &node : model.nodes) {
    for (const std::string &output : node.outputs)
      note(output, "a result of node '" + node.name + "'");
    read.insert_range(node.inputs);
  }
  for (const onnxfile::ValueInfo &output : model.outputs)
    read.insert(output.name);
}

/// The names of the axes that stay open, as onnx-mlir writes them: "0:batch,1:seq".
static std::string openAxes(const onnxfile::ValueInfo &input, RankedTensorType type) {
  std::string text;
  for (auto [axis, dim] : llvm::enumerate(*input.shape))
    if (type.isDynamicDim(axis) && !dim.symbol.empty() && !StringRef(dim.symbol).contains(','))
      text += (text.empty() ? "" : ",") + std::to_string(axis) + ":" + dim.symbol;
  return text;
}

void GraphImporter::declareInputs(func::FuncOp function) {
  for (auto [index, input] : llvm::enumerate(model.inputs)) {
    function.setArgAttr(index, "onnx.name", builder.getStringAttr(input.name));
    auto type = cast<RankedTensorType>(function.getArgumentTypes()[index]);
    if (std::string axes = openAxes(input, type); !axes.empty())
      function.setArgAttr(index, "onnx.dim_params", builder.getStringAttr(axes));
    BlockArgument argument = function.getArgument(index);
    argument.setLoc(NameLoc::get(builder.getStringAttr(input.name)));
    values[input.name] = argument;
  }
}

void GraphImporter::reportCycle(ArrayRef<size_t> cycle) {
  constexpr size_t most = 8;
  std::string path;
  for (size_t index : cycle.take_front(most))
    path += "'" + model.nodes[index].name + "' -> ";
  path += cycle.size() > most ? "..." : "'" + model.nodes[cycle.front()].name + "'";
  error(model.nodes[cycle.front()].name) << "the graph has a cycle: " << path;
}

/// The value of a name, null for the empty one. Nothing where there is none; that
/// was reported, now or when its node failed.
std::optional<Value> GraphImporter::resolve(StringRef name, const llvm::Twine &reader) {
  if (name.empty())
    return Value();
  if (auto found = values.find(name); found != values.end())
    return found->second;
  if (poisoned.contains(name))
    return std::nullopt;
  if (auto found = initializers.find(name); found != initializers.end()) {
    Value value = tensors.materialize(*found->second, name, builder);
    if (value)
      return values[name] = value;
    failedAny = true;
    poisoned.insert(name);
    return std::nullopt;
  }
  bool isSparse = llvm::is_contained(model.sparseInitializers, name.str());
  error(name) << reader << " reads '" << name << "', "
              << (isSparse ? "a sparse initializer, which is not supported"
                           : "which no input, initializer or node defines");
  return std::nullopt;
}

void GraphImporter::poison(const Node &node) {
  failedAny = true;
  poisoned.insert_range(node.outputs);
}

void GraphImporter::importNode(const Node &node) {
  for (const std::string &problem : node.problems)
    error(node.name) << "node '" << node.name << "' (" << node.opType << ", opset " << opset
                     << "): " << problem;
  bool complete = node.problems.empty();
  SmallVector<Value> operands;
  for (const std::string &input : node.inputs) {
    std::optional<Value> operand = resolve(input, "node '" + node.name + "' (" + node.opType + ")");
    complete &= operand.has_value();
    operands.push_back(operand.value_or(Value()));
  }
  if (!complete)
    return poison(node);
  if (node.opType == "Constant")
    return failed(importConstant(node)) ? poison(node) : void();
  // A trailing absent operand is the same as none.
  while (!operands.empty() && !operands.back())
    operands.pop_back();
  NodeBuilder state(node, opset, operands, builder, read, tensors);
  const Rewrite *rewrite = findRewrite(node.opType, opset);
  if (rewrite && failed(rewrite->apply(state)))
    return poison(node);
  if (state.results.empty() && failed(state.finish()))
    return poison(node);
  define(node, state.results);
}

LogicalResult GraphImporter::importConstant(const Node &node) {
  FailureOr<Tensor> tensor = readConstantNode(node, opset, module.getContext());
  if (failed(tensor))
    return failure();
  if (node.outputs.empty())
    return success();
  Value value = tensors.materialize(*tensor, node.outputs.front(), builder);
  if (!value)
    return failure();
  define(node, value);
  return success();
}

/// Binds a node's results to their names. A model may name results that the
/// dialect's form does not have, as long as nobody reads them.
void GraphImporter::define(const Node &node, ValueRange results) {
  for (auto [index, name] : llvm::enumerate(node.outputs)) {
    if (name.empty())
      continue;
    if (index < results.size())
      values[name] = results[index];
    else if (read.contains(name)) {
      error(node.name) << "node '" << node.name << "' (" << node.opType << ", opset " << opset
                       << ") is asked for its result " << index << ", '" << name
                       << "', but only the first " << results.size() << " can be computed";
      poisoned.insert(name);
    }
  }
}

void GraphImporter::importOutputs(func::FuncOp function) {
  SmallVector<Value> results;
  llvm::StringSet<> names;
  for (const onnxfile::ValueInfo &output : model.outputs) {
    if (!names.insert(output.name).second)
      error(output.name) << "the graph has two outputs '" << output.name << "'";
    std::optional<Value> value = resolve(output.name, "the graph");
    if (value && !*value)
      error("") << "the graph has an output without a name";
    else if (value)
      results.push_back(*value);
  }
  if (model.outputs.empty())
    error(function.getName()) << "the graph has no outputs";
  if (failedAny)
    return;
  func::ReturnOp::create(builder, function.getLoc(), results);
  auto types = llvm::to_vector(ValueRange(results).getTypes());
  function.setType(builder.getFunctionType(function.getArgumentTypes(), types));
  for (auto [index, output] : llvm::enumerate(model.outputs))
    function.setResultAttr(index, "onnx.name", builder.getStringAttr(output.name));
}
