//===- Normalizations.cpp - Normalizations and softmax --------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "utils/random-graphs/Graph.h"

using namespace mlir;
using namespace anemone;
using namespace anemone::fuzz;

namespace {

/// What a normalization divides by is not small: its operand is drawn anew, or epsilon is large.
struct Normalized {
  Known x;
  double epsilon;

  /// How much the error of the operand grows.
  double slope() const { return 1 / std::sqrt(epsilon + (epsilon < 0.1 ? 0.5 : 0)); }
};

Normalized normalized(Graph &graph, int64_t minRank, int64_t maxRank) {
  if (graph.random.chance(0.3)) {
    Shape shape = graph.randomShape(minRank, maxRank, 512);
    shape.back() = std::max<int64_t>(shape.back(), graph.random.between(16, 33));
    return {graph.input(shape), graph.random.oneOf({1e-5, 1e-3, 1e-6})};
  }
  Known x = graph.floats({.minRank = minRank, .maxRank = maxRank, .low = -4, .high = 4});
  return {x, graph.random.oneOf({0.25, 0.5, 1.0})};
}

void giveNormalized(Graph &graph, Value y, const Normalized &of, double scale, double shift) {
  double most = scale * std::min(4.0, 2 * of.x.magnitude() * of.slope()) + shift;
  graph.give(y, -most, most, 2 * scale * of.slope() * of.x.error + 2e-4);
}

void addLayerNormalization(Graph &graph, StringRef op) {
  Normalized of = normalized(graph, 1, 5);
  int64_t rank = of.x.rank(), axis = graph.random.chance(0.6) ? rank - 1 : graph.axisOf(of.x);
  if (of.epsilon < 0.1)
    axis = rank - 1;
  Shape shape(llvm::drop_begin(of.x.shape(), axis));
  SmallVector<Value> operands = {of.x.value, graph.parameter(shape, 0.5, 1.5).value};
  bool isRms = op == "RMSNormalization";
  if (!isRms)
    operands.push_back(graph.random.chance(0.6) ? graph.parameter(shape, -1, 1).value
                                                : graph.none());
  Value y =
      graph
          .op(op, operands,
              {graph.integer("axis", graph.spelled(axis, rank)), graph.real("epsilon", of.epsilon)})
          ->getResult(0);
  giveNormalized(graph, y, of, 1.5, !isRms);
}

void addInstanceNormalization(Graph &graph) {
  Normalized of = normalized(graph, 3, 4);
  Shape channels = {of.x.extent(1)};
  Value scale = graph.parameter(channels, 0.5, 1.5).value;
  Value bias = graph.parameter(channels, -1, 1).value;
  Value y =
      graph
          .op("InstanceNormalization", {of.x.value, scale, bias}, graph.real("epsilon", of.epsilon))
          ->getResult(0);
  giveNormalized(graph, y, of, 1.5, 1);
}

void addGroupNormalization(Graph &graph) {
  Normalized of = normalized(graph, 2, 4);
  of.epsilon = std::max(of.epsilon, of.x.rank() == 2 ? 0.25 : 0.0);
  int64_t count = of.x.extent(1), groups = graph.random.between(1, count);
  while (count % groups != 0)
    --groups;
  Value scale = graph.parameter({count}, 0.5, 1.5).value;
  Value bias = graph.parameter({count}, -1, 1).value;
  Value y = graph
                .op("GroupNormalization", {of.x.value, scale, bias},
                    {graph.integer("num_groups", groups), graph.real("epsilon", of.epsilon)})
                ->getResult(0);
  giveNormalized(graph, y, of, 1.5, 1);
}

void addMeanVarianceNormalization(Graph &graph) {
  Shape shape = graph.randomShape(4, 4, 128);
  shape[3] = std::max<int64_t>(shape[3], 17);
  Normalized of{graph.input(shape), 1e-9};
  SmallVector<NamedAttribute> axes;
  if (graph.random.chance(0.5))
    axes.push_back(graph.list("axes", graph.random.chance(0.5) ? Shape{2, 3} : Shape{3}));
  giveNormalized(graph, graph.op("MeanVarianceNormalization", of.x.value, axes)->getResult(0), of,
                 1, 0);
}

void addBatchNormalization(Graph &graph, StringRef op) {
  Known x = graph.floats({.minRank = 2, .maxRank = 5, .low = -4, .high = 4});
  Shape channels = {x.extent(1)};
  Value scale = graph.parameter(channels, 0.5, 1.5).value;
  Value bias = graph.parameter(channels, -1, 1).value;
  Value mean = graph.parameter(channels, -1, 1).value;
  Value variance = graph.parameter(channels, 0.5, 2).value;
  Value y = graph.op(op, {x.value, scale, bias, mean, variance})->getResult(0);
  double most = 1.5 * (x.magnitude() + 1) / std::sqrt(0.5) + 1;
  graph.give(y, -most, most, 1.5 / std::sqrt(0.5) * x.error + 5e-4);
}

void addSoftmax(Graph &graph, StringRef op) {
  Known x = graph.floats({.minRank = 1, .maxRank = 6, .low = -4, .high = 4});
  int64_t axis = graph.axisOf(x);
  Value y =
      graph.op(op, x.value, graph.integer("axis", graph.spelled(axis, x.rank())))->getResult(0);
  double least = -2 * x.magnitude() - std::log(double(x.extent(axis)));
  if (op == "Softmax")
    graph.give(y, 0, 1, x.error);
  else
    graph.give(y, least, 0, 2 * x.error);
}

} // namespace

void anemone::fuzz::addNormalizationRecipes(Recipes &recipes) {
  for (StringLiteral op : {StringLiteral("Softmax"), StringLiteral("LogSoftmax")})
    recipes.push_back({op, [op](Graph &graph) { addSoftmax(graph, op); }});
  for (StringLiteral op : {StringLiteral("LayerNormalization"), StringLiteral("RMSNormalization")})
    recipes.push_back({op, [op](Graph &graph) { addLayerNormalization(graph, op); }});
  for (StringLiteral op :
       {StringLiteral("BatchNormalization"), StringLiteral("BatchNormalizationInferenceMode")})
    recipes.push_back({op, [op](Graph &graph) { addBatchNormalization(graph, op); }});
  recipes.append({{"InstanceNormalization", addInstanceNormalization},
                  {"GroupNormalization", addGroupNormalization},
                  {"MeanVarianceNormalization", addMeanVarianceNormalization}});
}
