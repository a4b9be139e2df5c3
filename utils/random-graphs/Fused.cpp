//===- Fused.cpp - Attention, rotary embeddings and constants -------------===//
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

/// A constant mask in which each query sees a key.
Value openMask(Graph &graph, ArrayRef<int64_t> shape) {
  SmallVector<bool> elements;
  for (int64_t i = 0; i < shape[0] * shape[1]; ++i)
    elements.push_back(i % shape[1] == 0 || graph.random.chance(0.5));
  auto type = RankedTensorType::get(shape, graph.build().getI1Type());
  return graph.constant(DenseElementsAttr::get(type, elements));
}

void addAttention(Graph &graph) {
  Random &random = graph.random;
  int64_t batch = random.between(1, 2), kvHeads = random.between(1, 2), size = random.between(1, 8);
  int64_t heads = kvHeads * random.between(1, 2), queries = random.between(1, 9);
  int64_t keys = random.chance(0.5) ? queries : random.between(1, 9);
  bool flat = random.chance(0.5);
  SmallVector<NamedAttribute> attributes = {graph.flag("is_causal")};
  auto operand = [&](int64_t count, int64_t length) {
    return flat ? graph.input({batch, length, count * size}, -1, 1)
                : graph.input({batch, count, length, size}, -1, 1);
  };
  Known q = operand(heads, queries), k = operand(kvHeads, keys), v = operand(kvHeads, keys);
  if (flat)
    attributes.append(
        {graph.integer("q_num_heads", heads), graph.integer("kv_num_heads", kvHeads)});
  Value mask = graph.none();
  if (random.chance(0.3))
    mask = graph.input({queries, keys}).value;
  else if (random.chance(0.2) && !graph.differentiable)
    attributes.front() = graph.integer("is_causal", 0), mask = openMask(graph, {queries, keys});
  if (random.chance(0.2))
    attributes.push_back(graph.real("softcap", 2));
  if (random.chance(0.3))
    attributes.push_back(graph.real("scale", 0.5));
  Operation *op = graph.op(
      "Attention", {q.value, k.value, v.value, mask, graph.none(), graph.none(), graph.none()},
      attributes);
  graph.give(op->getResult(0), -1, 1, 1e-3);
}

void addRotaryEmbedding(Graph &graph) {
  Random &random = graph.random;
  int64_t batch = random.between(1, 2), heads = random.between(1, 3), length = random.between(1, 9);
  int64_t half = random.between(1, 4), size = 2 * half;
  bool flat = random.chance(0.5), byPosition = random.chance(0.5);
  Known x =
      flat ? graph.input({batch, length, heads * size}) : graph.input({batch, heads, length, size});
  Shape cache = byPosition ? Shape{12, half} : Shape{batch, length, half};
  Value cosines = graph.parameter(cache, -1, 1).value, sines = graph.parameter(cache, -1, 1).value;
  Value positions = byPosition ? graph.integers({batch, length}, 12).value : graph.none();
  SmallVector<NamedAttribute> attributes = {graph.flag("interleaved")};
  if (flat)
    attributes.push_back(graph.integer("num_heads", heads));
  Operation *op = graph.op("RotaryEmbedding", {x.value, cosines, sines, positions}, attributes);
  graph.give(op->getResult(0), -2 * x.magnitude(), 2 * x.magnitude(), 1e-3);
}

/// What exporters write for a constant of a shape, read where a float is.
void addConstantOfShape(Graph &graph) {
  Shape shape = graph.randomShape(1, 3, 32);
  auto type = RankedTensorType::get({1}, graph.build().getF32Type());
  Value filled = graph
                     .op("ConstantOfShape", graph.indices(shape),
                         graph.build().getNamedAttr(
                             "value", DenseElementsAttr::get(type, ArrayRef<float>{0.5f})))
                     ->getResult(0);
  Known x = graph.input(graph.narrower(shape));
  graph.giveExact(graph.op("Add", {x.value, filled})->getResult(0), x.low + 0.5, x.high + 0.5);
}

void addRange(Graph &graph) {
  int64_t count = graph.random.between(1, 9);
  Value range =
      graph.op("Range", {graph.number(0), graph.number(double(count) / 2), graph.number(0.5)})
          ->getResult(0);
  Known x = graph.input({graph.random.between(1, 5), count});
  graph.giveExact(graph.op("Add", {x.value, range})->getResult(0), x.low,
                  x.high + double(count) / 2);
}

} // namespace

void anemone::fuzz::addFusedRecipes(Recipes &recipes) {
  recipes.append({{"Attention", addAttention},
                  {"RotaryEmbedding", addRotaryEmbedding},
                  {"ConstantOfShape", addConstantOfShape},
                  {"Range", addRange}});
}
