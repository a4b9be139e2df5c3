//===- Logic.cpp - Booleans, integers and types ---------------------------===//
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

Known giveBoolean(Graph &graph, Value value) { return graph.giveExact(value, 0, 1); }

void addComparison(Graph &graph, StringRef op) {
  Known x = graph.decisive(), y = graph.companion(x, /*exact=*/true);
  if (graph.random.chance(0.3))
    std::swap(x, y);
  giveBoolean(graph, graph.op(op, {x.value, y.value})->getResult(0));
}

void addConnective(Graph &graph, StringRef op) {
  Known x = graph.boolean(graph.randomShape(0, 4, 128));
  Known y = graph.boolean(graph.random.chance(0.5) ? x.shape() : graph.narrower(x.shape()));
  giveBoolean(graph, graph.op(op, {x.value, y.value})->getResult(0));
}

void addNot(Graph &graph) {
  Known x = graph.boolean(graph.randomShape(0, 4, 128));
  giveBoolean(graph, graph.op("Not", x.value)->getResult(0));
}

void addTest(Graph &graph, StringRef op) {
  giveBoolean(graph, graph.op(op, graph.floats().value)->getResult(0));
}

void addWhere(Graph &graph) {
  Known x = graph.floats(), y = graph.companion(x);
  Shape shape = graph.random.chance(0.5) ? x.shape() : graph.narrower(x.shape());
  Known condition = graph.boolean(shape);
  if (graph.random.chance(0.3))
    std::swap(x, y);
  Value z = graph.op("Where", {condition.value, x.value, y.value})->getResult(0);
  double low = std::min(x.low, y.low), high = std::max(x.high, y.high);
  if (x.exact && y.exact)
    graph.giveExact(z, low, high);
  else
    graph.give(z, low, high, std::max(x.error, y.error));
}

void addCast(Graph &graph) {
  Type f32 = graph.build().getF32Type(), i32 = graph.build().getI32Type();
  auto cast = [&](Value value, Type to) {
    return graph.op("Cast", value, graph.type("to", to))->getResult(0);
  };
  if (graph.differentiable || graph.random.chance(0.3)) { // through fp16 and back
    Known x = graph.floats();
    graph.give(cast(cast(x.value, graph.build().getF16Type()), f32), x.low, x.high,
               std::hypot(x.error, x.magnitude() * 0x1p-11));
  } else if (graph.random.chance(0.3)) {
    Known x = graph.integers(graph.randomShape(0, 4, 64), 100);
    graph.giveExact(cast(x.value, f32), x.low, x.high);
  } else if (graph.random.chance(0.5)) {
    Known x = graph.boolean(graph.randomShape(0, 4, 128));
    graph.giveExact(cast(x.value, f32), 0, 1);
  } else if (graph.random.chance(0.5)) {
    Known x = graph.decisive();
    giveBoolean(graph, cast(x.value, graph.build().getI1Type()));
  } else {
    Known x = graph.decisive();
    graph.giveExact(cast(x.value, i32), std::floor(x.low), std::ceil(x.high));
  }
}

void addCastLike(Graph &graph) {
  Known x = graph.boolean(graph.randomShape(0, 4, 128));
  graph.giveExact(graph.op("CastLike", {x.value, graph.floats().value})->getResult(0), 0, 1);
}

/// Arithmetic of integers runs on the host.
void addIntegerArithmetic(Graph &graph, StringRef op) {
  Shape shape = graph.randomShape(0, 3, 64);
  Known x = graph.integers(shape, 20), y = graph.integers(graph.narrower(shape), 20);
  Value right = op == "Div" || op == "Mod" ? graph.index(graph.random.between(1, 7)) : y.value;
  Value by = right;
  if (by.getType() != y.value.getType() && mlir::getElementTypeOrSelf(by).isInteger(64))
    by = graph.op("Cast", by, graph.type("to", graph.build().getI32Type()))->getResult(0);
  graph.giveExact(graph.op(op, {x.value, by})->getResult(0), -400, 400);
}

} // namespace

void anemone::fuzz::addLogicRecipes(Recipes &recipes) {
  for (StringLiteral op :
       {StringLiteral("Equal"), StringLiteral("Less"), StringLiteral("LessOrEqual"),
        StringLiteral("Greater"), StringLiteral("GreaterOrEqual")})
    recipes.push_back({op, [op](Graph &graph) { addComparison(graph, op); }});
  for (StringLiteral op : {StringLiteral("And"), StringLiteral("Or"), StringLiteral("Xor")})
    recipes.push_back({op, [op](Graph &graph) { addConnective(graph, op); }});
  for (StringLiteral op : {StringLiteral("IsInf"), StringLiteral("IsNaN")})
    recipes.push_back({op, [op](Graph &graph) { addTest(graph, op); }});
  for (StringLiteral op : {StringLiteral("Add"), StringLiteral("Sub"), StringLiteral("Mul"),
                           StringLiteral("Div"), StringLiteral("Mod")})
    recipes.push_back({op, [op](Graph &graph) { addIntegerArithmetic(graph, op); }});
  recipes.append(
      {{"Not", addNot}, {"Where", addWhere}, {"Cast", addCast}, {"CastLike", addCastLike}});
}
