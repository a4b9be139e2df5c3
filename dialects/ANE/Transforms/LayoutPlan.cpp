//===- LayoutPlan.cpp - Which order of axes costs least -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Transposes of the program are views of their source and cost nothing by
// themselves. A source is written in one order; each other order in which one
// of its views is needed costs one transpose, however many need it.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/LayoutPlan.h"

#include "dialects/ANE/IR/Inference.h"
#include "dialects/ANE/Transforms/SurfaceLayout.h"

using namespace mlir;

namespace anemone::ane {

static LayoutCost costOfMoving(Value value) {
  return {tensorType(value).getNumElements() * elementBytes(elementOf(value)), 1};
}

bool movesUnitAxesOnly(TransposeOp transpose) {
  Shape perm = *normalizeAxes(transpose.getPerm(), transpose.getPerm().size());
  return llvm::is_sorted(Frame{Axes(perm.begin(), perm.end())}.order(shapeOf(transpose.getX())));
}

LayoutCost costOfTransposes(ProgramOp program, const KnownValues &known) {
  LayoutCost cost;
  for (auto transpose : program.getBody().front().getOps<TransposeOp>())
    if (!known.contains(transpose) && !movesUnitAxesOnly(transpose))
      cost += costOfMoving(transpose);
  return cost;
}

//===--- What is where ---===//

LayoutPlan::LayoutPlan(ProgramOp program, const KnownValues &known) : classes(program, known) {
  for (Value argument : program.getBody().getArguments())
    addSource(argument, Want::Type);
  for (Operation &op : program.getBody().front()) {
    if (op.getNumResults() > 0 && known.contains(op.getResult(0)))
      continue;
    LayoutRole role = layoutRoleOf(&op, known);
    if (role == LayoutRole::Transpose) {
      LayoutView view = viewOf(op.getOperand(0));
      Axes axes;
      Shape perm = *normalizeAxes(cast<TransposeOp>(op).getPerm(), view.axes.size());
      for (int64_t axis : perm)
        axes.push_back(view.axes[axis]);
      views[op.getResult(0)] = {view.source, axes};
      continue;
    }
    addNeeds(&op, role, known);
    for (Value result : op.getResults())
      addSource(result, role == LayoutRole::Fixed     ? Want::Type
                        : role == LayoutRole::Product ? Want::Product
                                                      : Want::Class);
  }
  indexSources();
}

void LayoutPlan::addSource(Value value, Want defined) {
  sourceIndices[value] = sources.size();
  sources.push_back({value, defined, {}});
}

void LayoutPlan::addNeeds(Operation *op, LayoutRole role, const KnownValues &known) {
  Want want = role == LayoutRole::Fixed     ? Want::Type
              : role == LayoutRole::Product ? Want::Product
                                            : Want::Class;
  for (Value operand : op->getOperands()) {
    if (known.contains(operand))
      continue;
    LayoutView view = viewOf(operand);
    sources[sourceIndices.at(view.source)].needs.push_back({operand, want, view.axes});
  }
}

bool LayoutPlan::isInternal(const Source &source) const {
  return source.defined == Want::Class && llvm::all_of(source.needs, [&](const Need &need) {
           return need.want == Want::Class && need.value == source.value;
         });
}

void LayoutPlan::indexSources() {
  sourcesOfClass.resize(classes.size());
  auto add = [&](Value value, unsigned index) {
    auto &list = sourcesOfClass[classes.classOf(value)];
    if (list.empty() || list.back() != index)
      list.push_back(index);
  };
  for (auto [index, source] : llvm::enumerate(sources)) {
    if (isInternal(source))
      continue;
    add(source.value, index);
    for (const Need &need : source.needs)
      add(need.value, index);
  }
}

LayoutView LayoutPlan::viewOf(Value value) const {
  auto view = views.find(value);
  if (view != views.end())
    return view->second;
  return {value, Frame::identity(shapeOf(value).size()).axes};
}

//===--- Orders ---===//

/// The axes of the source that the axes `order` of a view are.
static Axes throughView(ArrayRef<int64_t> view, ArrayRef<int64_t> order) {
  return llvm::map_to_vector<6>(order, [&](int64_t axis) { return view[axis]; });
}

/// The axes of the view that the axes `order` of its source are.
static Axes intoView(ArrayRef<int64_t> view, ArrayRef<int64_t> order) {
  return llvm::map_to_vector<6>(
      order, [&](int64_t axis) { return int64_t(llvm::find(view, axis) - view.begin()); });
}

/// Whether a product can read or write a matrix that lies like this.
static bool suitsProduct(Value value, ArrayRef<int64_t> order) {
  int64_t last = -1;
  for (int64_t axis : order) {
    bool isBatch = axis < int64_t(shapeOf(value).size()) - 2;
    if (isBatch && axis < last)
      return false;
    last = std::max(last, axis);
  }
  return true;
}

static Axes typeAxes(Value value) { return Frame::identity(shapeOf(value).size()).axes; }

static Axes orderOf(Value value, const Axes &axes) { return Frame{axes}.order(shapeOf(value)); }

Axes LayoutPlan::productResultAxes(Value result) const {
  Axes axes = classes.axesOf(result);
  return suitsProduct(result, orderOf(result, axes)) ? axes : typeAxes(result);
}

Axes LayoutPlan::productOperandAxes(Value operand) const {
  LayoutView view = viewOf(operand);
  const Source &source = sources[sourceIndices.at(view.source)];
  Axes axes = intoView(view.axes, definedAxes(source));
  if (!suitsProduct(operand, orderOf(operand, axes)))
    axes = classes.axesOf(operand);
  return suitsProduct(operand, orderOf(operand, axes)) ? axes : typeAxes(operand);
}

Axes LayoutPlan::definedAxes(const Source &source) const {
  if (source.defined == Want::Product)
    return productResultAxes(source.value);
  return source.defined == Want::Class ? classes.axesOf(source.value) : typeAxes(source.value);
}

Axes LayoutPlan::neededAxes(const Need &need) const {
  Axes axes = need.want == Want::Product ? productOperandAxes(need.value)
              : need.want == Want::Class ? classes.axesOf(need.value)
                                         : typeAxes(need.value);
  return throughView(need.view, axes);
}

//===--- Costs ---===//

LayoutCost LayoutPlan::costOf(const Source &source) const {
  SmallVector<Axes, 2> orders = {orderOf(source.value, definedAxes(source))};
  LayoutCost cost;
  for (const Need &need : source.needs) {
    bool isTheSame = need.value == source.value && need.want == source.defined;
    if (isTheSame && need.want != Want::Product)
      continue;
    Axes order = orderOf(source.value, neededAxes(need));
    if (llvm::is_contained(orders, order))
      continue;
    orders.push_back(order);
    cost += costOfMoving(source.value);
  }
  return cost;
}

LayoutCost LayoutPlan::cost() const {
  LayoutCost cost;
  for (const Source &source : sources)
    cost += costOf(source);
  return cost;
}

LayoutCost LayoutPlan::costAround(unsigned index) const {
  LayoutCost cost;
  for (unsigned source : sourcesOfClass[index])
    cost += costOf(sources[source]);
  return cost;
}

//===--- Search ---===//

/// The orders that would let one of the neighbors of the class be read or written as it is.
SmallVector<LayoutClasses::Order> LayoutPlan::candidates(unsigned index) {
  SmallVector<LayoutClasses::Order> result, seen;
  auto propose = [&](Value value, ArrayRef<int64_t> view, const Axes &wanted) {
    if (classes.classOf(value) != index)
      return;
    Axes axes = intoView(view, wanted);
    // Values of a large class want the same few orders.
    LayoutClasses::Order strands = classes.strandsOf(value, orderOf(value, axes));
    if (llvm::is_contained(seen, strands))
      return;
    seen.push_back(strands);
    // Axes of extent 1 move along where they can.
    for (const Axes &moved : {axes, orderOf(value, axes)})
      if (auto proposed = classes.orderFor(value, moved);
          proposed && !llvm::is_contained(result, *proposed))
        result.push_back(*proposed);
  };
  if (!classes.isIdentity(index))
    result.push_back(classes.identity(index));
  for (unsigned sourceIndex : sourcesOfClass[index]) {
    const Source &source = sources[sourceIndex];
    SmallVector<Axes> wanted = {definedAxes(source)};
    for (const Need &need : source.needs)
      if (Axes axes = neededAxes(need); !llvm::is_contained(wanted, axes))
        wanted.push_back(axes);
    Axes asItIs = typeAxes(source.value);
    for (const Axes &axes : wanted) {
      propose(source.value, asItIs, axes);
      for (const Need &need : source.needs)
        if (need.value != source.value)
          propose(need.value, need.view, axes);
    }
  }
  return result;
}

bool LayoutPlan::improve(unsigned index) {
  LayoutCost least = costAround(index);
  if (least.transposes == 0)
    return false;
  LayoutClasses::Order best = classes.order(index);
  bool improved = false;
  for (const LayoutClasses::Order &candidate : candidates(index)) {
    classes.setOrder(index, candidate);
    LayoutCost cost = costAround(index);
    if (!(cost < least))
      continue;
    least = cost;
    best = candidate;
    improved = true;
  }
  classes.setOrder(index, best);
  return improved;
}

/// Whose costs and candidates the order of a class has a part in.
void LayoutPlan::markNeighbors(unsigned index, llvm::BitVector &pending) const {
  pending.set(index);
  for (unsigned source : sourcesOfClass[index]) {
    pending.set(classes.classOf(sources[source].value));
    for (const Need &need : sources[source].needs)
      pending.set(classes.classOf(need.value));
  }
}

void LayoutPlan::optimize() {
  llvm::BitVector pending(classes.size(), true);
  while (pending.any())
    for (unsigned index = 0; index < classes.size(); ++index) {
      if (!pending.test(index))
        continue;
      pending.reset(index);
      if (improve(index))
        markNeighbors(index, pending);
    }
}

} // namespace anemone::ane
