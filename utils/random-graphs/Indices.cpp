//===- Indices.cpp - What reads and writes by index -----------------------===//
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

/// Indices in [0, limit), constant or known only when the graph runs.
Value indicesBelow(Graph &graph, ArrayRef<int64_t> shape, int64_t limit, double constant = 0.7) {
  if (!graph.random.chance(constant))
    return graph.integers(shape, limit).value;
  int64_t count = 1;
  for (int64_t extent : shape)
    count *= extent;
  SmallVector<int64_t> list;
  for (int64_t i = 0; i < count; ++i)
    list.push_back(graph.spelled(graph.random.below(limit), limit));
  return graph.intTensor(list, shape);
}

void addGather(Graph &graph) {
  Known x = graph.floats({.minRank = 1, .maxRank = 5, .maxCount = 1024});
  int64_t axis = graph.axisOf(x);
  Shape shape = graph.randomShape(0, 2, 8);
  Value at = indicesBelow(graph, shape, x.extent(axis));
  graph.move(
      graph.op("Gather", {x.value, at}, graph.integer("axis", graph.spelled(axis, x.rank())))
          ->getResult(0),
      x);
}

void addGatherElements(Graph &graph) {
  Known x = graph.floats({.minRank = 1, .maxRank = 4, .maxCount = 512});
  int64_t axis = graph.axisOf(x);
  Shape shape = x.shape();
  for (auto [at, extent] : llvm::enumerate(shape))
    extent = int64_t(at) == axis ? graph.random.between(1, 6) : graph.random.between(1, extent);
  Value at = indicesBelow(graph, shape, x.extent(axis), 0.4);
  graph.move(
      graph
          .op("GatherElements", {x.value, at}, graph.integer("axis", graph.spelled(axis, x.rank())))
          ->getResult(0),
      x);
}

/// Tuples for the axes of `shape` from `first` on, all of them different.
Value tuples(Graph &graph, ArrayRef<int64_t> shape, int64_t count, int64_t &given) {
  int64_t places = 1;
  for (int64_t extent : shape)
    places *= extent;
  SmallVector<int64_t> order = graph.random.permutation(places), list;
  given = std::min(count, places);
  for (int64_t i = 0; i < given; ++i) {
    int64_t place = order[size_t(i)];
    Shape tuple;
    for (int64_t extent : llvm::reverse(shape)) {
      tuple.insert(tuple.begin(), place % extent);
      place /= extent;
    }
    list.append(tuple);
  }
  return graph.intTensor(list, {given, int64_t(shape.size())});
}

void addGatherND(Graph &graph) {
  Known x = graph.floats({.minRank = 1, .maxRank = 5, .maxCount = 512});
  Shape shape = x.shape();
  bool batched = x.rank() > 1 && graph.random.chance(0.3);
  if (batched || graph.random.chance(0.3)) { // one axis is addressed
    int64_t axis = batched;
    Shape at(shape.begin(), shape.begin() + axis);
    at.append({graph.random.between(1, 5), 1});
    Value list = indicesBelow(graph, at, x.extent(axis), 0.3);
    graph.move(
        graph.op("GatherND", {x.value, list}, graph.integer("batch_dims", axis))->getResult(0), x);
    return;
  }
  int64_t given, length = graph.random.between(1, x.rank());
  Value list =
      tuples(graph, ArrayRef(shape).take_front(size_t(length)), graph.random.between(1, 6), given);
  graph.move(graph.op("GatherND", {x.value, list})->getResult(0), x);
}

/// Reductions in which the order of updates matters little; none where each place is written once.
StringRef reduction(Graph &graph, bool distinct) {
  if (graph.differentiable)
    return distinct ? "none" : "add";
  if (!distinct)
    return graph.random.oneOf<StringRef>({"add", "max", "min"});
  return graph.random.oneOf<StringRef>({"none", "none", "add", "mul", "max", "min"});
}

void giveScattered(Graph &graph, Value y, const Known &x, const Known &updates, StringRef how,
                   int64_t times) {
  if (how == "mul") {
    double most = x.magnitude() * std::max(1.0, updates.magnitude());
    graph.give(y, -most, most, x.error * 2 + updates.error * x.magnitude());
    return;
  }
  double low = std::min(x.low, updates.low), high = std::max(x.high, updates.high);
  if (how == "add") {
    low = x.low + double(times) * std::min(updates.low, 0.0);
    high = x.high + double(times) * std::max(updates.high, 0.0);
  }
  if (x.exact && updates.exact)
    graph.giveExact(y, low, high);
  else
    graph.give(y, low, high, std::hypot(x.error, double(times) * updates.error));
}

void addScatterElements(Graph &graph) {
  Known x = graph.bending({.minRank = 1, .maxRank = 4, .maxCount = 256, .low = -4, .high = 4});
  int64_t axis = graph.axisOf(x);
  Shape shape = x.shape();
  bool distinct = graph.random.chance(0.5);
  for (auto [at, extent] : llvm::enumerate(shape))
    extent = int64_t(at) == axis ? (distinct ? 1 : graph.random.between(1, 4))
                                 : graph.random.between(1, extent);
  Value at = indicesBelow(graph, shape, x.extent(axis), 0.3);
  Known updates = graph.input(shape);
  StringRef how = reduction(graph, distinct);
  Value y =
      graph
          .op("ScatterElements", {x.value, at, updates.value},
              {graph.integer("axis", graph.spelled(axis, x.rank())), graph.text("reduction", how)})
          ->getResult(0);
  giveScattered(graph, y, x, updates, how, shape[size_t(axis)]);
}

void addScatterND(Graph &graph) {
  Known x = graph.bending({.minRank = 1, .maxRank = 4, .maxCount = 256, .low = -4, .high = 4});
  Shape shape = x.shape();
  int64_t given, length = graph.random.between(1, x.rank());
  Value list =
      tuples(graph, ArrayRef(shape).take_front(size_t(length)), graph.random.between(1, 5), given);
  Shape updated = {given};
  updated.append(shape.begin() + length, shape.end());
  Known updates = graph.input(updated);
  StringRef how = reduction(graph, true);
  Value y = graph.op("ScatterND", {x.value, list, updates.value}, graph.text("reduction", how))
                ->getResult(0);
  giveScattered(graph, y, x, updates, how, 1);
}

void addOneHot(Graph &graph) {
  int64_t depth = graph.random.between(2, 9);
  Shape shape = graph.randomShape(0, 3, 32);
  Value at = indicesBelow(graph, shape, depth, 0.2);
  Value values = graph.input({2}, -1, 1).value;
  Value y = graph
                .op("OneHot", {at, graph.index(depth), values},
                    graph.integer("axis", graph.random.chance(0.6)
                                              ? -1
                                              : graph.random.below(int64_t(shape.size()) + 1)))
                ->getResult(0);
  graph.giveExact(y, -1, 1);
}

} // namespace

void anemone::fuzz::addIndexRecipes(Recipes &recipes) {
  recipes.append({{"Gather", addGather},
                  {"GatherElements", addGatherElements},
                  {"GatherND", addGatherND},
                  {"ScatterElements", addScatterElements},
                  {"ScatterND", addScatterND},
                  {"OneHot", addOneHot}});
}
