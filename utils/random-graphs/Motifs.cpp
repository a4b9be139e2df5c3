//===- Motifs.cpp - What networks repeat ----------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Operations that passes look for together and that chance seldom brings
// together: affine steps behind a convolution, layers of one form, and state.
//
//===----------------------------------------------------------------------===//

#include "utils/random-graphs/Graph.h"

using namespace mlir;
using namespace anemone;
using namespace anemone::fuzz;

namespace {

Value scaledByChannel(Graph &graph, Value y, int64_t channels, int64_t rank) {
  Shape shape(size_t(rank), 1);
  shape[1] = channels;
  y = graph.op("Mul", {y, graph.parameter(shape, 0.5, 1.5).value})->getResult(0);
  return graph.op("Add", {y, graph.parameter(shape, -1, 1).value})->getResult(0);
}

Value normalizedByBatch(Graph &graph, Value y, int64_t channels) {
  Shape shape = {channels};
  return graph
      .op("BatchNormalization",
          {y, graph.parameter(shape, 0.5, 1.5).value, graph.parameter(shape, -1, 1).value,
           graph.parameter(shape, -1, 1).value, graph.parameter(shape, 0.5, 2).value})
      ->getResult(0);
}

void addConvolutionBlock(Graph &graph) {
  Known x = graph.floats({.minRank = 3, .maxRank = 4, .low = -2, .high = 2});
  int64_t inputs = x.extent(1), filters = graph.random.between(1, 8);
  Shape kernel(size_t(x.rank()), 1);
  kernel[0] = filters, kernel[1] = inputs;
  for (int64_t axis = 2; axis < x.rank(); ++axis)
    kernel[size_t(axis)] = graph.random.between(1, std::min<int64_t>(3, x.extent(axis)));
  double weight = 1 / std::sqrt(double(inputs * 9));
  Value w = graph.parameter(kernel, -weight, weight).value;
  Value bias = graph.random.chance(0.5) ? graph.parameter({filters}, -1, 1).value : graph.none();
  Value y = graph.op("Conv", {x.value, w, bias})->getResult(0);
  y = graph.random.chance(0.5) ? normalizedByBatch(graph, y, filters)
                               : scaledByChannel(graph, y, filters, x.rank());
  graph.give(y, -8, 8, 4 * x.error + 2e-3);
}

/// x + f(norm(x)) a few times, each with its own weights.
void addLayers(Graph &graph) {
  int64_t width = graph.random.oneOf<int64_t>({4, 8, 12, 16, 33}),
          count = graph.random.between(2, 4);
  Known x = graph.input({graph.random.between(1, 2), graph.random.between(1, 9), width}, -1, 1);
  double weight = 1 / std::sqrt(double(width));
  StringRef act = graph.random.oneOf<StringRef>({"Sigmoid", "Tanh", "Gelu"});
  bool normalizes = graph.random.chance(0.7);
  Value y = x.value;
  for (int64_t layer = 0; layer < count; ++layer) {
    Value branch = y;
    if (normalizes)
      branch = graph
                   .op("LayerNormalization", {y, graph.parameter({width}, 0.5, 1.5).value,
                                              graph.parameter({width}, -1, 1).value})
                   ->getResult(0);
    branch = graph.op("MatMul", {branch, graph.parameter({width, width}, -weight, weight).value})
                 ->getResult(0);
    branch = graph.op(act, branch)->getResult(0);
    y = graph.op("Add", {y, branch})->getResult(0);
  }
  graph.give(y, -8, 8, 4e-3);
}

/// A parameter that steps may change, and perhaps a store to it.
void addState(Graph &graph) {
  Shape shape = graph.randomShape(0, 4, 64);
  Known w = graph.state(shape);
  Known x = graph.input(shape);
  graph.give(graph.op(graph.random.chance(0.5) ? "Mul" : "Add", {x.value, w.value})->getResult(0),
             -4, 4, 1e-3);
}

} // namespace

void anemone::fuzz::addMotifs(Recipes &recipes) {
  recipes.append({{"Conv", addConvolutionBlock}, {"MatMul", addLayers}, {"Mul", addState}});
}
