//===- Convolutions.cpp - Convolutions and windows ------------------------===//
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

/// What windows have in common.
struct Windows {
  Shape kernel, strides, dilations, pads;
  bool listed[3]; // whether strides, dilations and pads are written
  StringRef autoPad = "NOTSET";

  /// Windows over `x`, whose leading two axes are batch and channels.
  Windows(Graph &graph, const Known &x, bool mayAutoPad);
  SmallVector<NamedAttribute> attributes(Graph &graph, bool withKernel) const;
};

Windows::Windows(Graph &graph, const Known &x, bool mayAutoPad) {
  Random &random = graph.random;
  for (bool &is : listed)
    is = random.chance(0.6);
  if (mayAutoPad && random.chance(0.2))
    autoPad = random.oneOf<StringRef>({"SAME_UPPER", "SAME_LOWER", "VALID"});
  bool canPad = listed[2] && autoPad == "NOTSET";
  Shape after;
  for (int64_t axis = 2; axis < x.rank(); ++axis) {
    int64_t extent = x.extent(axis);
    int64_t dilation = listed[1] && random.chance(0.4) ? random.between(2, 3) : 1;
    int64_t wanted = random.chance(0.05) ? random.oneOf<int64_t>({14, 15, 31, 33})
                                         : random.oneOf<int64_t>({1, 2, 3, 3, 4, 5, 7});
    if ((wanted - 1) * dilation + 1 > extent)
      dilation = 1;
    int64_t size = std::min(wanted, extent);
    kernel.push_back(size);
    dilations.push_back(dilation);
    strides.push_back(listed[0] ? random.oneOf<int64_t>({1, 1, 2, 2, 3, 4, 5, 7}) : 1);
    pads.push_back(canPad ? random.below(std::min<int64_t>(size, 4)) : 0);
    after.push_back(canPad ? random.below(std::min<int64_t>(size, 4)) : 0);
  }
  pads.append(after);
}

SmallVector<NamedAttribute> Windows::attributes(Graph &graph, bool withKernel) const {
  SmallVector<NamedAttribute> result;
  if (withKernel)
    result.push_back(graph.list("kernel_shape", kernel));
  if (listed[0])
    result.push_back(graph.list("strides", strides));
  if (listed[1])
    result.push_back(graph.list("dilations", dilations));
  if (autoPad != "NOTSET")
    result.push_back(graph.text("auto_pad", autoPad));
  else if (listed[2])
    result.push_back(graph.list("pads", pads));
  return result;
}

Known image(Graph &graph, bool bends = false) {
  Want want{.minRank = 3, .maxRank = graph.random.chance(0.1) ? 5 : 4, .low = -4, .high = 4};
  return bends ? graph.bending(want) : graph.floats(want);
}

int64_t divisorOf(Graph &graph, int64_t count) {
  SmallVector<int64_t> divisors;
  for (int64_t i = 1; i <= count; ++i)
    if (count % i == 0)
      divisors.push_back(i);
  return graph.random.chance(0.4) ? graph.random.from(divisors) : 1;
}

int64_t product(ArrayRef<int64_t> extents) {
  int64_t result = 1;
  for (int64_t extent : extents)
    result *= extent;
  return result;
}

void giveConvolution(Graph &graph, StringRef op, const Known &x, ArrayRef<int64_t> shape,
                     int64_t terms, int64_t filters, ArrayRef<NamedAttribute> attributes) {
  double weight = std::min(1.0, 2 / std::sqrt(double(terms))), root = std::sqrt(double(terms));
  Known w = graph.random.chance(0.1) ? graph.input(shape, -weight, weight)
                                     : graph.parameter(shape, -weight, weight);
  bool hasBias = graph.random.chance(0.6);
  Value bias = hasBias ? graph.parameter({filters}, -1, 1).value : graph.none();
  Value y = graph.op(op, {x.value, w.value, bias}, attributes)->getResult(0);
  double most = std::min(double(terms), 2.5 * root) * weight * x.magnitude() + hasBias;
  graph.give(y, -most, most, root * std::hypot(x.error * weight, w.error * x.magnitude()));
}

void addConv(Graph &graph) {
  Known x = image(graph);
  Windows windows(graph, x, true);
  int64_t group = divisorOf(graph, x.extent(1)), inputs = x.extent(1) / group;
  int64_t filters = group * graph.random.between(1, group > 4 ? 2 : 6);
  Shape shape = {filters, inputs};
  shape.append(windows.kernel);
  SmallVector<NamedAttribute> attributes = windows.attributes(graph, graph.random.chance(0.5));
  attributes.push_back(graph.integer("group", group));
  giveConvolution(graph, "Conv", x, shape, inputs * product(windows.kernel), filters, attributes);
}

void addConvTranspose(Graph &graph) {
  Known x = graph.floats({.minRank = 3,
                          .maxRank = graph.random.chance(0.1) ? 5 : 4,
                          .maxCount = 512,
                          .low = -4,
                          .high = 4});
  Windows windows(graph, x, false);
  for (auto [axis, stride] : llvm::enumerate(windows.strides)) {
    stride = std::min<int64_t>(stride, 5);
    int64_t whole = (x.extent(int64_t(axis) + 2) - 1) * stride + windows.kernel[axis];
    int64_t &before = windows.pads[axis], &after = windows.pads[axis + windows.strides.size()];
    if (before + after >= whole)
      before = after = 0;
  }
  int64_t group = divisorOf(graph, x.extent(1)), inputs = x.extent(1) / group;
  int64_t filters = graph.random.between(1, 4);
  Shape shape = {x.extent(1), filters};
  shape.append(windows.kernel);
  SmallVector<NamedAttribute> attributes = windows.attributes(graph, graph.random.chance(0.5));
  attributes.push_back(graph.integer("group", group));
  if (windows.listed[0] && graph.random.chance(0.4)) {
    Shape extra;
    for (auto [stride, dilation] : llvm::zip(windows.strides, windows.dilations))
      extra.push_back(graph.random.below(std::max(stride, dilation)));
    attributes.push_back(graph.list("output_padding", extra));
  }
  giveConvolution(graph, "ConvTranspose", x, shape, inputs * product(windows.kernel),
                  group * filters, attributes);
}

void addPool(Graph &graph, StringRef op) {
  bool isMax = op == "MaxPool" || op == "MaxPoolSingleOut";
  Known x = image(graph, isMax);
  Windows windows(graph, x, true);
  SmallVector<NamedAttribute> attributes = windows.attributes(graph, true);
  attributes.push_back(graph.flag("ceil_mode"));
  if (!isMax)
    attributes.push_back(graph.flag("count_include_pad"));
  Value y = graph.op(op, x.value, attributes)->getResult(0);
  if (isMax && x.exact)
    graph.giveExact(y, x.low, x.high);
  else
    graph.give(y, std::min(x.low, 0.0), std::max(x.high, 0.0), x.error);
}

void addGlobalPool(Graph &graph, StringRef op) {
  bool isMax = op == "GlobalMaxPool";
  Known x = image(graph, isMax);
  Value y = graph.op(op, x.value)->getResult(0);
  if (isMax && x.exact)
    graph.giveExact(y, x.low, x.high);
  else
    graph.give(y, x.low, x.high, x.error);
}

} // namespace

void anemone::fuzz::addConvolutionRecipes(Recipes &recipes) {
  for (StringLiteral op :
       {StringLiteral("MaxPool"), StringLiteral("AveragePool"), StringLiteral("MaxPoolSingleOut")})
    recipes.push_back({op, [op](Graph &graph) { addPool(graph, op); }});
  for (StringLiteral op : {StringLiteral("GlobalMaxPool"), StringLiteral("GlobalAveragePool")})
    recipes.push_back({op, [op](Graph &graph) { addGlobalPool(graph, op); }});
  recipes.append({{"Conv", addConv}, {"Conv", addConv}, {"ConvTranspose", addConvTranspose}});
}
