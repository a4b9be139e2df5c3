//===- Products.cpp - Matrix products and einsum --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "utils/random-graphs/Graph.h"

#include <map>

using namespace mlir;
using namespace anemone;
using namespace anemone::fuzz;

namespace {

/// The bounds of a sum of `terms` products of independent factors, and what their errors add.
void giveProduct(Graph &graph, Value y, const Known &a, const Known &b, int64_t terms,
                 double more = 0) {
  double root = std::sqrt(double(terms));
  double most = std::min(double(terms), 2.5 * root) * a.magnitude() * b.magnitude() + more;
  graph.give(y, -most, most, root * std::hypot(a.error * b.magnitude(), b.error * a.magnitude()));
}

/// A factor of the given shape: a parameter, an input, or a value of the graph.
Known factor(Graph &graph, ArrayRef<int64_t> shape, int64_t terms) {
  if (graph.random.chance(0.3))
    return graph.input(shape, -1, 1);
  double most = std::min(1.0, 2 / std::sqrt(double(terms)));
  return graph.parameter(shape, -most, most);
}

void addMatMul(Graph &graph) {
  Known a = graph.floats({.minRank = 1, .maxRank = 5, .maxCount = 1024, .low = -4, .high = 4});
  int64_t terms = a.extent(a.rank() - 1);
  Shape shape;
  if (a.rank() > 2 && graph.random.chance(0.4))
    shape = graph.narrower(a.shape()), shape.resize(shape.size() < 2 ? 0 : shape.size() - 2);
  bool vector = graph.random.chance(0.1);
  if (vector)
    shape.clear();
  shape.push_back(terms);
  if (!vector)
    shape.push_back(graph.random.oneOf<int64_t>({1, 2, 3, 5, 8, 17, 32, 33}));
  if (shape.size() < 2 && a.rank() < 1)
    return;
  Known b = factor(graph, shape, terms);
  giveProduct(graph, graph.op("MatMul", {a.value, b.value})->getResult(0), a, b, terms);
}

/// x times its own transpose, or that of a value of the same shape: products of two activations.
void addScores(Graph &graph) {
  Known a = graph.floats({.minRank = 2, .maxRank = 4, .maxCount = 512, .low = -4, .high = 4});
  SmallVector<int64_t> order;
  for (int64_t i = 0; i < a.rank(); ++i)
    order.push_back(i);
  std::swap(order[order.size() - 2], order[order.size() - 1]);
  Known b = a;
  b.value = graph.op("Transpose", a.value, graph.list("perm", order))->getResult(0);
  if (graph.random.chance(0.5))
    std::swap(a, b);
  int64_t terms = a.extent(a.rank() - 1);
  double most = double(terms) * a.magnitude() * a.magnitude();
  Value y = graph.op("MatMul", {a.value, b.value})->getResult(0);
  graph.give(y, -most, most, 2 * std::sqrt(double(terms)) * a.error * a.magnitude());
}

void addGemm(Graph &graph) {
  Known a = graph.floats({.minRank = 2, .maxRank = 2, .low = -4, .high = 4});
  bool transA = graph.random.chance(0.3), transB = graph.random.chance(0.5);
  int64_t rows = a.extent(transA), terms = a.extent(!transA);
  int64_t columns = graph.random.oneOf<int64_t>({1, 2, 3, 7, 16, 33, 64});
  Known b = factor(graph, transB ? Shape{columns, terms} : Shape{terms, columns}, terms);
  Shape result = {rows, columns};
  Value bias = graph.none();
  if (graph.random.chance(0.7))
    bias = graph.parameter(graph.narrower(result), -1, 1).value;
  SmallVector<NamedAttribute> attributes = {graph.integer("transA", transA),
                                            graph.integer("transB", transB)};
  if (graph.random.chance(0.3))
    attributes.push_back(graph.real("alpha", graph.random.oneOf({0.5, -1.0, 1.0})));
  if (graph.random.chance(0.3))
    attributes.push_back(graph.real("beta", graph.random.oneOf({0.5, -1.0, 1.0})));
  giveProduct(graph, graph.op("Gemm", {a.value, b.value, bias}, attributes)->getResult(0), a, b,
              terms, 1);
}

/// As logits and what reads them: more columns than surfaces of many chips hold. What a mean reads
/// lies in them; what only another product reads need not.
void addWideProduct(Graph &graph) {
  Known a = graph.floats({.minRank = 2, .maxRank = 2, .maxCount = 64, .low = -4, .high = 4});
  int64_t terms = a.extent(1), columns = graph.random.between(16385, 17000);
  Known b = graph.parameter({terms, columns}, -0.5, 0.5);
  Value y = graph.op("MatMul", {a.value, b.value})->getResult(0);
  Known h{graph.op("Tanh", y)->getResult(0), -1, 1, 1e-3 + a.error};
  if (graph.random.chance(0.5)) {
    Value mean = graph.op("ReduceMean", {h.value, graph.indices({1})})->getResult(0);
    graph.give(mean, -1, 1, h.error);
  } else {
    Known c = graph.parameter({columns, 3}, -0.01, 0.01);
    giveProduct(graph, graph.op("MatMul", {h.value, c.value})->getResult(0), h, c, columns);
  }
}

/// An extent for each letter.
void addEinsum(Graph &graph) {
  struct Form {
    StringRef left, right, result;
  };
  static constexpr Form kForms[] = {
      {"ij", "jk", "ik"},       {"ij", "kj", "ik"}, {"bij", "bjk", "bik"}, {"bhid", "bhjd", "bhij"},
      {"bij", "jk", "kib"},     {"ij", "ij", ""},   {"i", "j", "ij"},      {"abc", "cd", "abd"},
      {"bihd", "bjhd", "bhij"}, {"ij", "", "ji"},   {"bij", "", "i"},      {"bi", "bi", "b"}};
  const Form &form = graph.random.from(ArrayRef(kForms));
  std::map<char, int64_t> extents;
  for (char letter : (form.left + form.right).str())
    extents.insert({letter, graph.random.oneOf<int64_t>({1, 2, 3, 4, 5, 8})});
  int64_t terms = 1;
  auto shapeOf = [&](StringRef letters) {
    return llvm::map_to_vector<6>(letters, [&](char letter) { return extents[letter]; });
  };
  for (auto [letter, extent] : extents)
    if (!form.result.contains(letter))
      terms *= extent;
  Known a = graph.input(shapeOf(form.left), -1, 1);
  SmallVector<Value> operands = {a.value};
  Known b{{}, -1, 1, 0, true};
  std::string equation = form.left.str();
  if (!form.right.empty()) {
    b = factor(graph, shapeOf(form.right), terms);
    operands.push_back(b.value);
    equation += "," + form.right.str();
  }
  equation += "->" + form.result.str();
  Value y = graph.op("Einsum", operands, graph.text("equation", equation))->getResult(0);
  giveProduct(graph, y, a, b, terms);
}

} // namespace

void anemone::fuzz::addProductRecipes(Recipes &recipes) {
  recipes.append({{"MatMul", addMatMul},
                  {"MatMul", addScores},
                  {"MatMul", addWideProduct},
                  {"Gemm", addGemm},
                  {"Gemm", addGemm},
                  {"Einsum", addEinsum}});
}
