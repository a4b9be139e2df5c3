//===- Training.cpp - Losses and optimizers -------------------------------===//
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

void addLoss(Graph &graph, StringRef op) {
  Shape shape = graph.randomShape(2, 4, 128);
  int64_t classes = std::max<int64_t>(shape[1], 2);
  shape[1] = classes;
  Known scores = graph.input(shape);
  Shape labels = shape;
  labels.erase(labels.begin() + 1);
  Value target = graph.integers(labels, classes).value;
  Value weight =
      graph.random.chance(0.3) ? graph.parameter({classes}, 0.5, 1.5).value : graph.none();
  StringRef reduction = graph.random.oneOf<StringRef>({"mean", "sum", "none"});
  SmallVector<NamedAttribute> attributes = {graph.text("reduction", reduction)};
  if (graph.random.chance(0.3))
    attributes.push_back(graph.integer("ignore_index", 0));
  Operation *loss = graph.op(op, {scores.value, target, weight}, attributes);
  double count = reduction == "sum" ? double(scores.count()) / double(classes) : 1;
  // A mean over labels that are all ignored is not a number: it is not read.
  if (reduction != "mean" || attributes.size() == 1)
    graph.give(loss->getResult(0), -10 * count, 10 * count, 1e-3 * std::sqrt(count));
  if (loss->getNumResults() > 1)
    graph.give(loss->getResult(1), -9, 0, 1e-3);
}

void addOptimizer(Graph &graph, StringRef op) {
  Shape shape = graph.randomShape(1, 3, 64);
  Known x = graph.input(shape), gradient = graph.input(shape, 0.25, 1);
  SmallVector<Value> operands = {graph.number(0.125), graph.index(graph.random.between(0, 3)),
                                 x.value, gradient.value};
  SmallVector<NamedAttribute> attributes;
  operands.push_back(graph.input(shape, 0, 1).value);
  if (op == "Adam")
    operands.push_back(graph.input(shape, 0.25, 1).value);
  if (op == "Momentum")
    attributes = {graph.real("alpha", 0.9), graph.real("beta", 0.5),
                  graph.text("mode", graph.random.chance(0.5) ? "nesterov" : "standard"),
                  graph.real("norm_coefficient", 0.0)};
  Operation *update = graph.op(op, operands, attributes);
  for (Value result : update->getResults())
    graph.give(result, -4, 4, 2e-3);
}

} // namespace

void anemone::fuzz::addTrainingRecipes(Recipes &recipes) {
  for (StringLiteral op :
       {StringLiteral("NegativeLogLikelihoodLoss"), StringLiteral("SoftmaxCrossEntropyLoss")})
    recipes.push_back({op, [op](Graph &graph) { addLoss(graph, op); }});
  for (StringLiteral op :
       {StringLiteral("Adagrad"), StringLiteral("Adam"), StringLiteral("Momentum")})
    recipes.push_back({op, [op](Graph &graph) { addOptimizer(graph, op); }});
}
