//===- Reductions.cpp - Reductions ----------------------------------------===//
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

/// Operands and attributes of a reduction, and over how many elements each result goes.
struct Reduction {
  SmallVector<Value> operands;
  SmallVector<NamedAttribute> attributes;
  int64_t terms = 1;

  Reduction(Graph &graph, const Known &x, int64_t mostTerms);
};

Reduction::Reduction(Graph &graph, const Known &x, int64_t mostTerms) : operands{x.value} {
  Random &random = graph.random;
  Shape axes;
  for (int64_t axis : random.permutation(x.rank()))
    if ((axes.empty() || random.chance(0.4)) && terms * x.extent(axis) <= mostTerms) {
      axes.push_back(graph.spelled(axis, x.rank()));
      terms *= x.extent(axis);
    }
  bool overAll = x.count() <= mostTerms && random.chance(0.1);
  if (overAll)
    terms = x.count();
  operands.push_back(overAll ? graph.none() : graph.indices(axes));
  attributes.push_back(graph.flag("keepdims"));
  if (!overAll && axes.empty())
    attributes.push_back(graph.integer("noop_with_empty_axes", 1));
}

void addReduction(Graph &graph, StringRef op) {
  bool selects = op == "ReduceMax" || op == "ReduceMin";
  bool isLog = op == "ReduceLogSum", isProduct = op == "ReduceProd";
  Want want{.low = -4, .high = 4};
  if (op == "ReduceLogSumExp")
    want.high = 2;
  Known x = isProduct                                  ? graph.floats({.low = -1.25, .high = 1.25})
            : isLog                                    ? graph.positive()
            : selects || op == "ReduceL1"              ? graph.bending(want)
            : op == "ReduceL2" && graph.differentiable ? graph.positive()
                                                       : graph.floats(want);
  bool sums = op == "ReduceSum" || op == "ReduceL1" || op == "ReduceSumSquare";
  int64_t most = isProduct ? 6 : graph.random.chance(0.1) ? 512 : 64;
  Reduction reduction(graph, x, most);
  Value y = graph.op(op, reduction.operands, reduction.attributes)->getResult(0);
  double terms = double(reduction.terms), size = x.magnitude(), root = std::sqrt(terms);
  if (selects || op == "ReduceMean")
    return void(x.exact && selects ? graph.giveExact(y, x.low, x.high)
                                   : graph.give(y, x.low, x.high, x.error));
  if (op == "ReduceSum" && x.exact)
    return void(graph.giveExact(y, terms * x.low, terms * x.high));
  if (sums) {
    double each = op == "ReduceSumSquare" ? size * size : size;
    double slope = op == "ReduceSumSquare" ? 2 * size : 1;
    return void(
        graph.give(y, op == "ReduceSum" ? -terms * each : 0, terms * each, slope * root * x.error));
  }
  if (isProduct)
    return void(graph.give(y, -std::pow(1.25, terms), std::pow(1.25, terms), 2 * root * x.error));
  if (isLog)
    return void(graph.give(y, std::log(x.low), std::log(terms * x.high), x.error / x.low));
  if (op == "ReduceLogSumExp")
    return void(graph.give(y, x.low, x.high + std::log(terms), x.error));
  graph.give(y, 0, size * root, 2 * x.error); // ReduceL2
}

void addArg(Graph &graph, StringRef op) {
  Known x = graph.decisive({.minRank = 1});
  int64_t axis = graph.axisOf(x);
  Value y = graph
                .op(op, x.value,
                    {graph.integer("axis", graph.spelled(axis, x.rank())), graph.flag("keepdims"),
                     graph.flag("select_last_index")})
                ->getResult(0);
  graph.giveExact(y, 0, double(x.extent(axis) - 1));
}

void addCumSum(Graph &graph) {
  Known x = graph.floats({.minRank = 1, .low = -2, .high = 2});
  int64_t axis = graph.axisOf(x);
  Value y = graph
                .op("CumSum", {x.value, graph.index(graph.spelled(axis, x.rank()))},
                    {graph.flag("exclusive"), graph.flag("reverse")})
                ->getResult(0);
  double terms = double(x.extent(axis)), most = terms * x.magnitude();
  if (x.exact)
    graph.giveExact(y, -most, most);
  else
    graph.give(y, -most, most, std::sqrt(terms) * x.error);
}

} // namespace

void anemone::fuzz::addReductionRecipes(Recipes &recipes) {
  for (StringLiteral op :
       {StringLiteral("ReduceSum"), StringLiteral("ReduceMean"), StringLiteral("ReduceMax"),
        StringLiteral("ReduceMin"), StringLiteral("ReduceProd"), StringLiteral("ReduceL1"),
        StringLiteral("ReduceL2"), StringLiteral("ReduceLogSum"), StringLiteral("ReduceLogSumExp"),
        StringLiteral("ReduceSumSquare")})
    recipes.push_back({op, [op](Graph &graph) { addReduction(graph, op); }});
  for (StringLiteral op : {StringLiteral("ArgMax"), StringLiteral("ArgMin")})
    recipes.push_back({op, [op](Graph &graph) { addArg(graph, op); }});
  recipes.push_back({"CumSum", addCumSum});
}
