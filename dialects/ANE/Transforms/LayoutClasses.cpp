//===- LayoutClasses.cpp - Values whose axes move together ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/LayoutClasses.h"

#include "dialects/ANE/IR/Inference.h"
#include <set>

using namespace mlir;

namespace anemone::ane {

LayoutClasses::LayoutClasses(ProgramOp program, const KnownValues &known) {
  number(program, known);
  SmallVector<std::pair<Value, int64_t>> lastAxes;
  for (Operation &op : program.getBody().front()) {
    if (op.getNumResults() == 0 || known.contains(op.getResult(0)))
      continue;
    connect(&op, layoutRoleOf(&op, known), known);
    if (auto axis = axisToKeepLast(&op))
      lastAxes.push_back({op.getResult(0), *axis});
  }
  valueClasses.compress();
  strands.compress();
  ranks.assign(strands.getNumClasses(), 0);
  buildClasses();
  for (auto [value, axis] : lastAxes)
    classes[classOf(value)].lastAxes.push_back({value, axis});
}

void LayoutClasses::number(ProgramOp program, const KnownValues &known) {
  unsigned axes = 0;
  auto add = [&](Value value) {
    indices[value] = values.size();
    values.push_back(value);
    firstAxis.push_back(axes);
    axes += shapeOf(value).size();
  };
  for (Value argument : program.getBody().getArguments())
    add(argument);
  for (Operation &op : program.getBody().front())
    for (Value result : op.getResults())
      if (!known.contains(result))
        add(result);
  valueClasses.grow(values.size());
  strands.grow(axes);
}

void LayoutClasses::connectAxes(Value x, int64_t xAxis, Value y, int64_t yAxis) {
  strands.join(firstAxis[indices.at(x)] + xAxis, firstAxis[indices.at(y)] + yAxis);
}

void LayoutClasses::connectReshape(Value x, Value result) {
  SmallVector<AxisGroup> groups = *matchAxes(shapeOf(x), shapeOf(result));
  for (const AxisGroup &group : groups) {
    for (int64_t axis : group.from)
      connectAxes(x, axis, result, group.to.front());
    for (int64_t axis : group.to)
      connectAxes(x, group.from.front(), result, axis);
  }
}

void LayoutClasses::connect(Operation *op, LayoutRole role, const KnownValues &known) {
  if (role == LayoutRole::Fixed || role == LayoutRole::Transpose || role == LayoutRole::Product)
    return;
  Value result = op->getResult(0);
  int64_t rank = shapeOf(result).size();
  for (Value operand : op->getOperands()) {
    if (known.contains(operand))
      continue;
    valueClasses.join(indices.at(operand), indices.at(result));
    int64_t operandRank = shapeOf(operand).size();
    if (role == LayoutRole::Elementwise)
      for (int64_t axis = 0; axis < operandRank; ++axis)
        connectAxes(operand, axis, result, axis + rank - operandRank);
    if (role == LayoutRole::Axiswise)
      for (auto [axis, resultAxis] : llvm::enumerate(resultAxes(op)))
        if (resultAxis >= 0)
          connectAxes(operand, axis, result, resultAxis);
    if (role == LayoutRole::Reshape)
      connectReshape(operand, result);
  }
  for (Value other : op->getResults().drop_front()) {
    valueClasses.join(indices.at(other), indices.at(result));
    for (int64_t axis = 0; axis < rank; ++axis)
      connectAxes(other, axis, result, axis);
  }
}

void LayoutClasses::buildClasses() {
  classes.resize(valueClasses.getNumClasses());
  for (auto [index, value] : llvm::enumerate(values))
    classes[valueClasses[index]].values.push_back(value);
  std::vector<Strand> all(strands.getNumClasses());
  for (Class &group : classes)
    orderStrands(group, all);
}

/// Finds the order of the strands in which every value lies as its type says. A strand belongs to
/// one class.
void LayoutClasses::orderStrands(Class &group, MutableArrayRef<Strand> all) {
  SmallVector<unsigned> members;
  for (Value value : group.values) {
    unsigned first = firstAxis[indices.at(value)], end = first + shapeOf(value).size();
    for (unsigned axis = first; axis < end; ++axis) {
      unsigned strand = strands[axis];
      if (!all[strand].isMember)
        members.push_back(strand);
      all[strand].isMember = true;
      if (axis > first && strands[axis - 1] != strand &&
          all[strands[axis - 1]].after.insert(strand))
        ++all[strand].before;
    }
  }
  std::set<unsigned> ready;
  for (unsigned strand : members)
    if (all[strand].before == 0)
      ready.insert(strand);
  while (!ready.empty()) {
    unsigned strand = *ready.begin();
    ready.erase(ready.begin());
    group.identity.push_back(strand);
    for (unsigned follower : all[strand].after)
      if (--all[follower].before == 0)
        ready.insert(follower);
  }
  // Axes of one strand that do not lie side by side make a circle as well.
  group.isFrozen = group.identity.size() != members.size();
  if (group.isFrozen)
    group.identity.clear();
  group.order = group.identity;
  for (auto [rank, strand] : llvm::enumerate(group.order))
    ranks[strand] = rank;
}

Axes LayoutClasses::axesOf(Value value) const {
  Axes axes = Frame::identity(shapeOf(value).size()).axes;
  unsigned index = indices.at(value), first = firstAxis[index];
  if (classes[valueClasses[index]].isIdentity)
    return axes;
  llvm::sort(axes, [&](int64_t lhs, int64_t rhs) {
    unsigned left = ranks[strands[first + lhs]], right = ranks[strands[first + rhs]];
    return std::pair(left, lhs) < std::pair(right, rhs);
  });
  return axes;
}

LayoutClasses::Order LayoutClasses::strandsOf(Value value, ArrayRef<int64_t> axes) const {
  unsigned first = firstAxis[indices.at(value)];
  return llvm::map_to_vector<6>(axes, [&](int64_t axis) { return strands[first + axis]; });
}

void LayoutClasses::setOrder(unsigned index, ArrayRef<unsigned> order) {
  Class &group = classes[index];
  group.order.assign(order.begin(), order.end());
  group.isIdentity = group.order == group.identity;
  for (auto [rank, strand] : llvm::enumerate(order))
    ranks[strand] = rank;
}

bool LayoutClasses::isFeasible(const Class &group) const {
  return llvm::all_of(group.lastAxes, [&](const std::pair<Value, int64_t> &last) {
    return axesOf(last.first).back() == last.second;
  });
}

std::optional<LayoutClasses::Order> LayoutClasses::orderFor(Value value, ArrayRef<int64_t> wanted) {
  unsigned index = classOf(value);
  if (classes[index].isFrozen)
    return std::nullopt;
  llvm::SmallSetVector<unsigned, 6> moved;
  moved.insert_range(strandsOf(value, wanted));
  Order before = classes[index].order, order = before;
  const unsigned *next = moved.begin();
  for (unsigned &strand : order)
    if (moved.contains(strand))
      strand = *next++;

  setOrder(index, order);
  Axes reached = Frame{axesOf(value)}.order(shapeOf(value));
  bool isReached = reached == Frame{Axes(wanted.begin(), wanted.end())}.order(shapeOf(value)) &&
                   isFeasible(classes[index]);
  setOrder(index, before);
  return isReached ? std::optional(order) : std::nullopt;
}

} // namespace anemone::ane
