//===- Movements.cpp - What moves elements --------------------------------===//
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

/// Mostly floats, sometimes Booleans or integers.
Known anything(Graph &graph, int64_t minRank = 0, int64_t maxRank = 6) {
  if (!graph.differentiable && graph.random.chance(0.08)) {
    Shape shape = graph.randomShape(minRank, std::min<int64_t>(maxRank, 4), 128);
    return graph.random.chance(0.5) ? graph.boolean(shape) : graph.integers(shape, 50);
  }
  return graph.floats({.minRank = minRank, .maxRank = maxRank});
}

void addReshape(Graph &graph) {
  Known x = anything(graph);
  Shape shape = graph.factored(x.count(), graph.random.between(x.count() > 1, 6));
  if (shape.size() > 0 && graph.random.chance(0.3))
    graph.random.from(shape) = -1;
  for (auto [axis, extent] : llvm::enumerate(shape))
    if (int64_t(axis) < x.rank() && extent == x.extent(int64_t(axis)) && graph.random.chance(0.3))
      extent = 0;
  graph.move(graph.op("Reshape", {x.value, graph.indices(shape)})->getResult(0), x);
}

void addFlatten(Graph &graph) {
  Known x = anything(graph);
  int64_t axis = graph.random.below(x.rank() + 1);
  graph.move(graph.op("Flatten", x.value, graph.integer("axis", axis))->getResult(0), x);
}

void addSqueeze(Graph &graph) {
  Known x = anything(graph);
  Shape axes;
  for (int64_t axis = 0; axis < x.rank(); ++axis)
    if (x.extent(axis) == 1 && graph.random.chance(0.7))
      axes.push_back(graph.spelled(axis, x.rank()));
  Value list = axes.empty() || graph.random.chance(0.3) ? graph.none() : graph.indices(axes);
  graph.move(graph.op("Squeeze", {x.value, list})->getResult(0), x);
}

void addUnsqueeze(Graph &graph) {
  Known x = anything(graph, 0, 5);
  int64_t more = graph.random.between(1, std::min<int64_t>(2, 6 - x.rank()));
  SmallVector<int64_t> axes = graph.random.permutation(x.rank() + more);
  axes.resize(size_t(more));
  graph.move(graph.op("Unsqueeze", {x.value, graph.indices(axes)})->getResult(0), x);
}

void addTranspose(Graph &graph) {
  Known x = anything(graph);
  SmallVector<NamedAttribute> perm;
  if (graph.random.chance(0.9))
    perm.push_back(graph.list("perm", graph.random.permutation(x.rank())));
  graph.move(graph.op("Transpose", x.value, perm)->getResult(0), x);
}

void addIdentity(Graph &graph) {
  Known x = anything(graph);
  graph.move(graph.op("Identity", x.value)->getResult(0), x);
}

void addConcat(Graph &graph) {
  Known x = graph.floats({.minRank = 1, .maxCount = 1024});
  int64_t axis = graph.axisOf(x);
  SmallVector<Value> operands = {x.value};
  Known all = x;
  for (int64_t i = graph.random.below(4); i > 0; --i) {
    Known y = x;
    if (graph.random.chance(0.8)) {
      Shape shape = x.shape();
      shape[size_t(axis)] = graph.random.between(1, 5);
      y = graph.random.chance(0.5) ? graph.input(shape) : graph.parameter(shape, -1, 1);
    }
    operands.insert(operands.begin() + graph.random.below(int64_t(operands.size()) + 1), y.value);
    all.low = std::min(all.low, y.low), all.high = std::max(all.high, y.high);
    all.error = std::max(all.error, y.error), all.exact &= y.exact;
  }
  Value y = graph.op("Concat", operands, graph.integer("axis", graph.spelled(axis, x.rank())))
                ->getResult(0);
  graph.move(y, all);
}

void addSlice(Graph &graph) {
  Known x = anything(graph, 1);
  SmallVector<int64_t> order = graph.random.permutation(x.rank());
  order.resize(size_t(graph.random.between(1, std::min<int64_t>(3, x.rank()))));
  bool allAxes = graph.random.chance(0.2), unitSteps = graph.random.chance(0.5);
  if (allAxes)
    llvm::sort(order), order.clear(), order.append({0});
  Shape starts, ends, steps, axes;
  for (int64_t axis : order) {
    int64_t extent = x.extent(axis), first = graph.random.below(extent);
    int64_t last = graph.random.between(first, extent - 1);
    int64_t step = unitSteps ? 1 : graph.random.oneOf<int64_t>({1, 1, 2, 3, -1, -2});
    bool open = graph.random.chance(0.2);
    starts.push_back(step > 0 ? graph.spelled(first, extent) : graph.spelled(last, extent));
    ends.push_back(step > 0 ? (open ? INT32_MAX : last + 1) : (open ? INT32_MIN : first - 1));
    if (ends.back() == -1 && step < 0)
      ends.back() = -extent - 1;
    steps.push_back(step);
    axes.push_back(graph.spelled(axis, x.rank()));
  }
  Value y = graph
                .op("Slice", {x.value, graph.indices(starts), graph.indices(ends),
                              allAxes ? graph.none() : graph.indices(axes),
                              unitSteps ? graph.none() : graph.indices(steps)})
                ->getResult(0);
  graph.move(y, x);
}

void addPad(Graph &graph) {
  Known x = graph.floats({.minRank = 1, .maxRank = 5, .maxCount = 512});
  StringRef mode =
      graph.random.oneOf<StringRef>({"constant", "constant", "reflect", "edge", "wrap"});
  SmallVector<int64_t> axes = graph.random.permutation(x.rank());
  bool allAxes = graph.random.chance(0.4);
  if (!allAxes)
    axes.resize(size_t(graph.random.between(1, x.rank())));
  else
    llvm::sort(axes);
  Shape before, after;
  for (int64_t axis : axes) {
    int64_t extent = x.extent(axis),
            most = std::min<int64_t>(3, mode == "constant" ? 3 : extent - 1);
    for (Shape *side : {&before, &after})
      side->push_back(graph.random.chance(0.5) ? 0 : graph.random.below(most + 1));
    if (graph.random.chance(0.2) && extent > 2)
      before.back() = -1;
  }
  before.append(after);
  bool hasValue = mode == "constant" && graph.random.chance(0.4);
  double value = hasValue ? graph.random.oneOf({1.0, -2.0, 0.5}) : 0;
  Value y = graph
                .op("Pad",
                    {x.value, graph.indices(before), hasValue ? graph.number(value) : graph.none(),
                     allAxes ? graph.none() : graph.indices(axes)},
                    graph.text("mode", mode))
                ->getResult(0);
  Known known = x;
  known.low = std::min(known.low, value), known.high = std::max(known.high, value);
  graph.move(y, known);
}

void addSplit(Graph &graph) {
  Known x = graph.floats({.minRank = 1});
  int64_t axis = graph.axisOf(x), extent = x.extent(axis), left = extent;
  Shape lengths;
  while (left > 0 && lengths.size() < 4) {
    lengths.push_back(lengths.size() == 3 ? left : graph.random.between(1, left));
    left -= lengths.back();
  }
  SmallVector<NamedAttribute> attributes = {graph.integer("axis", graph.spelled(axis, x.rank()))};
  bool byCount = graph.random.chance(0.4);
  if (byCount) {
    int64_t parts = graph.random.between(1, std::min<int64_t>(4, extent));
    while (parts > 1 && (extent + parts - 1) / parts * (parts - 1) >= extent)
      --parts;
    attributes.push_back(graph.integer("num_outputs", parts));
  }
  Operation *op =
      graph.op("Split", {x.value, byCount ? graph.none() : graph.indices(lengths)}, attributes);
  for (Value y : op->getResults())
    graph.move(y, x);
}

void addExpand(Graph &graph) {
  Known x = graph.floats({.maxRank = 5, .maxCount = 256});
  Shape shape = x.shape();
  int64_t room = 2048 / std::max<int64_t>(x.count(), 1);
  for (int64_t &extent : shape)
    if (extent == 1 && graph.random.chance(0.6)) {
      extent = std::min<int64_t>(room, graph.random.between(1, 9));
      room /= extent;
    }
  if (shape.size() < 5 && graph.random.chance(0.3))
    shape.insert(shape.begin(), std::min<int64_t>(room, graph.random.between(1, 4)));
  for (auto [at, extent] : llvm::enumerate(llvm::reverse(x.shape())))
    if (graph.random.chance(0.1))
      shape[shape.size() - 1 - at] = shape[shape.size() - 1 - at] == extent ? 1 : extent;
  graph.move(graph.op("Expand", {x.value, graph.indices(shape)})->getResult(0), x);
}

void addTile(Graph &graph) {
  Known x = graph.floats({.minRank = 1, .maxCount = 256});
  Shape repeats(size_t(x.rank()), 1);
  for (int64_t i = 0; i < 2; ++i)
    graph.random.from(repeats) = graph.random.oneOf<int64_t>({1, 2, 2, 3, 4, 5});
  graph.move(graph.op("Tile", {x.value, graph.indices(repeats)})->getResult(0), x);
}

/// An image whose channels, or height and width, are multiples.
void addBlocks(Graph &graph, StringRef op) {
  int64_t block = graph.random.between(2, 3), square = block * block;
  Shape shape = {graph.random.between(1, 2), graph.random.between(1, 4), graph.random.between(1, 7),
                 graph.random.between(1, 9)};
  bool deepens = op == "SpaceToDepth";
  shape[1] *= deepens ? 1 : square;
  shape[2] *= deepens ? block : 1;
  shape[3] *= deepens ? block : 1;
  Known x = graph.input(shape);
  SmallVector<NamedAttribute> attributes = {graph.integer("blocksize", block)};
  if (!deepens)
    attributes.push_back(graph.text("mode", graph.random.chance(0.5) ? "CRD" : "DCR"));
  graph.move(graph.op(op, x.value, attributes)->getResult(0), x);
}

void addResize(Graph &graph) {
  Known x = graph.floats({.minRank = 1, .maxRank = 4, .maxCount = 256, .low = -4, .high = 4});
  Random &random = graph.random;
  StringRef mode = random.oneOf<StringRef>({"nearest", "linear", "cubic"});
  SmallVector<NamedAttribute> attributes = {
      graph.text("mode", mode),
      graph.text("coordinate_transformation_mode",
                 random.oneOf<StringRef>({"half_pixel", "asymmetric", "align_corners",
                                          "pytorch_half_pixel", "half_pixel_symmetric"})),
      graph.text("nearest_mode", random.oneOf<StringRef>({"round_prefer_floor", "floor", "ceil",
                                                          "round_prefer_ceil"}))};
  Shape sizes;
  int64_t room = 2048;
  for (int64_t axis = 0; axis < x.rank(); ++axis) {
    bool keeps = axis + 2 < x.rank() || random.chance(0.2);
    sizes.push_back(keeps ? x.extent(axis)
                          : std::min(room, random.between(1, 2 * x.extent(axis) + 2)));
    room = std::max<int64_t>(1, room / sizes.back());
  }
  Value y =
      graph.op("Resize", {x.value, graph.none(), graph.none(), graph.indices(sizes)}, attributes)
          ->getResult(0);
  if (mode == "nearest")
    return void(graph.move(y, x));
  graph.give(y, 2 * x.low - x.high, 2 * x.high - x.low, 1.5 * x.error + 1e-3 * x.magnitude());
}

void addTrilu(Graph &graph) {
  Known x = graph.floats({.minRank = 2, .maxRank = 4});
  Value k = graph.random.chance(0.5) ? graph.none() : graph.index(graph.random.between(-2, 2));
  Known known = x;
  known.low = std::min(known.low, 0.0), known.high = std::max(known.high, 0.0);
  graph.move(graph.op("Trilu", {x.value, k}, graph.flag("upper"))->getResult(0), known);
}

} // namespace

void anemone::fuzz::addMovementRecipes(Recipes &recipes) {
  for (StringLiteral op : {StringLiteral("DepthToSpace"), StringLiteral("SpaceToDepth")})
    recipes.push_back({op, [op](Graph &graph) { addBlocks(graph, op); }});
  recipes.append({{"Reshape", addReshape},
                  {"Flatten", addFlatten},
                  {"Squeeze", addSqueeze},
                  {"Unsqueeze", addUnsqueeze},
                  {"Transpose", addTranspose},
                  {"Transpose", addTranspose},
                  {"Identity", addIdentity},
                  {"Concat", addConcat},
                  {"Slice", addSlice},
                  {"Pad", addPad},
                  {"Split", addSplit},
                  {"Expand", addExpand},
                  {"Tile", addTile},
                  {"Resize", addResize},
                  {"Trilu", addTrilu}});
}
