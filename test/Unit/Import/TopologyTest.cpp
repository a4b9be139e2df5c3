//===- TopologyTest.cpp - The order and the uses of nodes -----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/File/Topology.h"
#include <gtest/gtest.h>

using namespace anemone::onnxfile;

namespace {

Node node(const char *opType, std::vector<std::string> inputs, std::vector<std::string> outputs) {
  Node result;
  result.opType = opType;
  result.inputs = std::move(inputs);
  result.outputs = std::move(outputs);
  return result;
}

// What need not move stays where it is.
TEST(Topology, SortsOnlyWhatIsOutOfOrder) {
  Model model;
  model.nodes = {node("Relu", {"b"}, {"c"}), node("Relu", {"x"}, {"a"}), node("Relu", {"a"}, {"b"}),
                 node("Relu", {"x"}, {"d"})};
  NodeOrder order = orderNodes(model);
  EXPECT_EQ(order.nodes, (std::vector<size_t>{1, 2, 0, 3}));
  EXPECT_TRUE(order.cycle.empty());
}

// The nodes behind a cycle are not part of it.
TEST(Topology, NamesTheCycleAlone) {
  Model model;
  model.nodes = {node("Relu", {"b"}, {"z"}), node("Add", {"x", "b"}, {"a"}),
                 node("Relu", {"a"}, {"b"})};
  NodeOrder order = orderNodes(model);
  EXPECT_EQ(order.cycle, (std::vector<size_t>{1, 2}));
}

TEST(Topology, SeesANodeThatReadsItself) {
  Model model;
  model.nodes = {node("Relu", {"a"}, {"a"})};
  EXPECT_EQ(orderNodes(model).cycle, std::vector<size_t>{0});
}

// A sentinel may reach a slice through what exporters put in between, but not through arithmetic.
TEST(Topology, KnowsBounds) {
  Model model;
  model.nodes = {
      node("Unsqueeze", {"end"}, {"ends"}), node("Slice", {"x", "starts", "ends"}, {"y"}),
      node("Add", {"big", "one"}, {"sum"}), node("Slice", {"y", "starts", "sum"}, {"z"})};
  model.outputs.emplace_back();
  model.outputs.back().name = "z";
  std::set<std::string> bounds = findBounds(model);
  EXPECT_TRUE(bounds.count("end"));
  EXPECT_TRUE(bounds.count("starts"));
  EXPECT_FALSE(bounds.count("big"));
  EXPECT_FALSE(bounds.count("x"));
}

// An output of the graph is seen by others, who may not take it as a bound.
TEST(Topology, AnOutputIsNoBound) {
  Model model;
  model.nodes = {node("Slice", {"x", "starts", "ends"}, {"y"})};
  model.outputs.emplace_back();
  model.outputs.back().name = "ends";
  EXPECT_FALSE(findBounds(model).count("ends"));
  EXPECT_TRUE(findBounds(model).count("starts"));
}

// Scales that are multiplied out of a shape are constants; weights before Shape are not.
TEST(Topology, KnowsShapeOperands) {
  Model model;
  model.nodes = {node("Conv", {"x", "w"}, {"a"}), node("Shape", {"a"}, {"s"}),
                 node("Mul", {"s", "factors"}, {"t"}), node("Resize", {"a", "", "", "t"}, {"y"})};
  std::set<std::string> operands = findShapeOperands(model);
  EXPECT_TRUE(operands.count("factors"));
  EXPECT_FALSE(operands.count("w"));
  EXPECT_FALSE(operands.count("a"));
}

} // namespace
