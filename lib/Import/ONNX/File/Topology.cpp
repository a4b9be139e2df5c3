//===- Topology.cpp - The order and the uses of nodes ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/File/Topology.h"
#include <algorithm>
#include <array>
#include <functional>
#include <queue>
#include <string_view>
#include <unordered_map>

namespace anemone::onnxfile {
namespace {

using Producers = std::unordered_map<std::string_view, size_t>;

Producers findProducers(const Model &model) {
  Producers producers;
  for (size_t i = 0; i < model.nodes.size(); ++i)
    for (const std::string &output : model.nodes[i].outputs)
      if (!output.empty())
        producers.emplace(output, i);
  return producers;
}

/// Follows unfinished producers from an unfinished node until one repeats.
std::vector<size_t> findCycle(const Model &model, const Producers &producers,
                              const std::vector<size_t> &waiting) {
  auto isWaiting = [&](size_t node) { return waiting[node] > 0; };
  size_t start = 0;
  while (start < waiting.size() && !isWaiting(start))
    ++start;
  std::vector<size_t> path;
  std::vector<bool> onPath(waiting.size());
  for (size_t node = start; !onPath[node];) {
    onPath[node] = true;
    path.push_back(node);
    for (const std::string &input : model.nodes[node].inputs) {
      auto producer = producers.find(input);
      if (producer == producers.end() || !isWaiting(producer->second))
        continue;
      node = producer->second;
      break;
    }
    if (onPath[node]) {
      path.erase(path.begin(), std::find(path.begin(), path.end(), node));
      break;
    }
  }
  std::reverse(path.begin(), path.end());
  std::rotate(path.begin(), std::min_element(path.begin(), path.end()), path.end());
  return path;
}

} // namespace

NodeOrder orderNodes(const Model &model) {
  Producers producers = findProducers(model);
  std::vector<size_t> waiting(model.nodes.size());
  std::vector<std::vector<size_t>> readers(model.nodes.size());
  std::priority_queue<size_t, std::vector<size_t>, std::greater<>> ready;
  for (size_t i = 0; i < model.nodes.size(); ++i) {
    for (const std::string &input : model.nodes[i].inputs) {
      auto producer = producers.find(input);
      if (producer == producers.end())
        continue;
      ++waiting[i];
      readers[producer->second].push_back(i);
    }
    if (waiting[i] == 0)
      ready.push(i);
  }
  NodeOrder order;
  while (!ready.empty()) {
    size_t node = ready.top();
    ready.pop();
    order.nodes.push_back(node);
    for (size_t reader : readers[node])
      if (--waiting[reader] == 0)
        ready.push(reader);
  }
  if (order.nodes.size() != model.nodes.size())
    order.cycle = findCycle(model, producers, waiting);
  return order;
}

//===----------------------------------------------------------------------===//
// Bounds
//===----------------------------------------------------------------------===//

namespace {

template <size_t N>
bool isOneOf(std::string_view name, const std::array<std::string_view, N> &names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Operations whose result holds elements of their inputs as they are.
bool movesElements(std::string_view opType) {
  static constexpr std::array<std::string_view, 12> names = {
      "Concat", "Expand", "Flatten", "Gather", "Identity",  "Reshape",
      "Slice",  "Split",  "Squeeze", "Tile",   "Transpose", "Unsqueeze"};
  return isOneOf(opType, names);
}

bool onlyCompares(std::string_view opType) {
  static constexpr std::array<std::string_view, 8> names = {
      "Clip", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Max", "Min"};
  return isOneOf(opType, names);
}

bool isCastToInt64(const Node &node) {
  const Attribute *to = node.opType == "Cast" ? node.find("to") : nullptr;
  return to && to->i == static_cast<int64_t>(ElementType::Int64);
}

/// Whether operand `index` of `node` is a bound, provided that the results of
/// `node` are bounds where `resultsAreBounds` says so.
bool isBoundUse(const Node &node, size_t index, bool resultsAreBounds) {
  if (!node.domain.empty())
    return false;
  if ((node.opType == "Slice" && (index == 1 || index == 2)) || onlyCompares(node.opType))
    return true;
  return resultsAreBounds && (movesElements(node.opType) || isCastToInt64(node));
}

} // namespace

std::set<std::string> findBounds(const Model &model) {
  // Readers before what they read: a value is a bound unless one of its uses says otherwise.
  std::set<std::string> read, spoiled;
  for (const ValueInfo &output : model.outputs)
    spoiled.insert(output.name);
  std::vector<size_t> order = orderNodes(model).nodes;
  for (auto node = order.rbegin(); node != order.rend(); ++node) {
    const Node &reader = model.nodes[*node];
    bool resultsAreBounds =
        std::all_of(reader.outputs.begin(), reader.outputs.end(), [&](const std::string &output) {
          return output.empty() || !spoiled.count(output);
        });
    for (size_t i = 0; i < reader.inputs.size(); ++i) {
      read.insert(reader.inputs[i]);
      if (!isBoundUse(reader, i, resultsAreBounds))
        spoiled.insert(reader.inputs[i]);
    }
  }
  for (const std::string &name : spoiled)
    read.erase(name);
  return read;
}

//===----------------------------------------------------------------------===//
// Shape operands
//===----------------------------------------------------------------------===//

namespace {

/// Whether operand `index` has to be a constant when the model is compiled.
bool isShapeOperand(const Node &node, size_t index) {
  static constexpr std::array<std::string_view, 10> behindFirst = {
      "Expand", "Pad",     "Reshape", "Resize",    "Slice",
      "Split",  "Squeeze", "Tile",    "Unsqueeze", "Upsample"};
  if (!node.domain.empty())
    return false;
  if (node.opType == "ConstantOfShape" || node.opType == "Range")
    return true;
  return index > 0 &&
         (isOneOf(node.opType, behindFirst) || node.opType.compare(0, 6, "Reduce") == 0);
}

bool readsShapeOnly(const Node &node) {
  return node.domain.empty() && (node.opType == "Shape" || node.opType == "Size");
}

} // namespace

std::set<std::string> findShapeOperands(const Model &model) {
  std::set<std::string> found;
  std::vector<size_t> order = orderNodes(model).nodes;
  for (auto index = order.rbegin(); index != order.rend(); ++index) {
    const Node &node = model.nodes[*index];
    bool computesShape =
        !readsShapeOnly(node) &&
        std::any_of(node.outputs.begin(), node.outputs.end(),
                    [&](const std::string &output) { return found.count(output) != 0; });
    for (size_t i = 0; i < node.inputs.size(); ++i)
      if (!node.inputs[i].empty() && (computesShape || isShapeOperand(node, i)))
        found.insert(node.inputs[i]);
  }
  return found;
}

} // namespace anemone::onnxfile
