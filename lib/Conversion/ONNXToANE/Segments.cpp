//===- Segments.cpp - How a function is cut into programs -----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/ONNXToANE/Segments.h"

#include "lib/Conversion/ONNXToANE/Interface.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include <map>
#include <set>

using namespace mlir;
using namespace anemone;

bool anemone::isStateAccess(Operation *op) {
  return isa<ml_program::GlobalLoadOp, ml_program::GlobalStoreOp>(op);
}

bool anemone::isFromOutside(Value value) {
  Operation *source = value.getDefiningOp();
  return !source || isStateAccess(source);
}

KnownOperations::KnownOperations(func::FuncOp function) {
  for (Operation &op : function.front().without_terminator())
    if (!isPlacedOnHost(&op) && !isStateAccess(&op) &&
        llvm::all_of(op.getOperands(), [&](Value operand) { return isKnown(operand); }))
      known.insert(&op);
}

static StringRef groupOf(Operation *op) {
  auto group = op->getAttrOfType<StringAttr>(kGroupAttr);
  return group ? group.getValue() : StringRef();
}

/// Whether data cross from one program to another between the two.
static bool crosses(Operation *source, Operation *user) {
  return isPlacedOnHost(source) != isPlacedOnHost(user) || groupOf(source) != groupOf(user);
}

namespace {

/// Finds the level of each operation: how often data has crossed between the engine and the host,
/// or between groups, before it runs.
class Leveling {
public:
  /// A program: its level, then whether it runs on the engine, so that the host goes first, then
  /// its group.
  using Key = std::tuple<int, bool, StringRef>;

  Leveling(func::FuncOp function, const KnownOperations &known);
  Key keyOf(Operation *op) const { return {chosen.lookup(op), !isPlacedOnHost(op), groupOf(op)}; }

private:
  int earliest(Operation *op, const llvm::DenseMap<Operation *, int> &levels) const;
  int latest(Operation *op) const;
  void choose(Operation *op);
  void postpone(Operation *op);

  const KnownOperations &known;
  SmallVector<Operation *> operations;
  llvm::DenseMap<Operation *, int> early, late, chosen;
  int deepest[2] = {0, 0}; // the last level of the host and of the engine
  /// Levels at which some operation has to run: of each placement and group.
  std::map<std::pair<bool, StringRef>, std::set<int>> occupied;
  std::set<int> &levelsOf(Operation *op) { return occupied[{!isPlacedOnHost(op), groupOf(op)}]; }
};

} // namespace

Leveling::Leveling(func::FuncOp function, const KnownOperations &known) : known(known) {
  for (Operation &op : function.front().without_terminator())
    if (!known.contains(&op) && !isStateAccess(&op))
      operations.push_back(&op);
  for (Operation *op : operations) {
    early[op] = earliest(op, early);
    int &last = deepest[!isPlacedOnHost(op)];
    last = std::max(last, early[op]);
  }
  for (Operation *op : llvm::reverse(operations)) {
    late[op] = latest(op);
    if (late[op] == early[op])
      levelsOf(op).insert(early[op]);
  }
  for (Operation *op : operations)
    choose(op);
  for (Operation *op : llvm::reverse(operations))
    postpone(op);
}

int Leveling::earliest(Operation *op, const llvm::DenseMap<Operation *, int> &levels) const {
  int level = 0;
  for (Value operand : op->getOperands()) {
    Operation *source = operand.getDefiningOp();
    if (source && !known.contains(source) && !isStateAccess(source))
      level = std::max(level, levels.lookup(source) + crosses(source, op));
  }
  return level;
}

int Leveling::latest(Operation *op) const {
  int level = deepest[!isPlacedOnHost(op)];
  for (Operation *user : op->getUsers())
    if (auto found = late.find(user); found != late.end())
      level = std::min(level, found->second - crosses(op, user));
  return level;
}

/// The first level within reach at which there is a program anyway.
void Leveling::choose(Operation *op) {
  std::set<int> &levels = levelsOf(op);
  int first = earliest(op, chosen);
  auto next = levels.lower_bound(first);
  chosen[op] = next != levels.end() && *next <= late[op] ? *next : first;
  levels.insert(chosen[op]);
}

/// What only one later program of the engine reads runs there: factors of derivatives, which need
/// nothing but values of the forward pass, run in the backward one, each beside its product.
void Leveling::postpone(Operation *op) {
  if (isPlacedOnHost(op) || op->use_empty())
    return;
  std::optional<int> level;
  for (Operation *user : op->getUsers()) {
    auto found = chosen.find(user);
    if (found == chosen.end() || crosses(op, user) || (level && *level != found->second))
      return;
    level = found->second;
  }
  chosen[op] = *level;
}

/// What is returned without an operation passes through the last program; integers that no surface
/// of the engine holds, through one of the host.
static Segment &segmentThatPasses(Type type, MutableArrayRef<Segment> segments) {
  bool fits = fitsEngineSurface(type);
  for (Segment &segment : llvm::reverse(segments))
    if (fits ? !segment.operations.empty() : segment.placement == ane::Placement::Host)
      return segment;
  return segments.back();
}

/// Values that leave the programs: what is stored, then the results of the function.
static SmallVector<Value> valuesThatLeave(func::FuncOp function) {
  SmallVector<Value> leaving;
  for (auto store : function.getOps<ml_program::GlobalStoreOp>())
    leaving.push_back(store.getValue());
  llvm::append_range(leaving, function.front().getTerminator()->getOperands());
  return leaving;
}

/// Fills the interfaces of segments whose operations are known.
static void connect(func::FuncOp function, const KnownOperations &known,
                    MutableArrayRef<Segment> segments) {
  llvm::DenseMap<Operation *, Segment *> home;
  for (Segment &segment : segments)
    for (Operation *op : segment.operations)
      home[op] = &segment;

  for (Segment &segment : segments) {
    llvm::DenseSet<Value> read;
    for (Operation *op : segment.operations)
      read.insert_range(op->getOperands());
    for (BlockArgument argument : function.getArguments()) // in the order of the signature
      if (read.contains(argument))
        segment.inputs.insert(argument);
    for (Operation *op : segment.operations)
      for (Value operand : op->getOperands()) {
        Operation *source = operand.getDefiningOp();
        if (source && !known.contains(source) && home.lookup(source) != &segment)
          segment.inputs.insert(operand); // of another program, or from outside
      }
  }
  // What leaves comes first, in its order.
  for (Value value : valuesThatLeave(function)) {
    bool isComputed = !isFromOutside(value) && !known.isKnown(value);
    Segment *owner = isComputed ? home.lookup(value.getDefiningOp())
                                : &segmentThatPasses(value.getType(), segments);
    owner->outputs.insert(value);
    if (isFromOutside(value))
      owner->inputs.insert(value);
  }
  for (Segment &segment : segments)
    for (Value input : segment.inputs)
      if (!isFromOutside(input))
        home.lookup(input.getDefiningOp())->outputs.insert(input);
}

/// Whether integers are returned as they came, and no program is there that could pass them.
static bool needsHostToPass(func::FuncOp function, ArrayRef<Segment> segments) {
  return llvm::none_of(
             segments,
             [](const Segment &segment) { return segment.placement == ane::Placement::Host; }) &&
         llvm::any_of(valuesThatLeave(function), [](Value value) {
           return isFromOutside(value) && !fitsEngineSurface(value.getType());
         });
}

/// Where a function without operations runs.
static ane::Placement emptyPlacement(func::FuncOp function) {
  return llvm::all_of(function.getResultTypes(), fitsEngineSurface) ? ane::Placement::Engine
                                                                    : ane::Placement::Host;
}

SmallVector<Segment> anemone::cutIntoSegments(func::FuncOp function, const KnownOperations &known) {
  Leveling leveling(function, known);
  std::map<Leveling::Key, SmallVector<Operation *>> programs;
  for (Operation &op : function.front().without_terminator())
    if (!known.contains(&op) && !isStateAccess(&op))
      programs[leveling.keyOf(&op)].push_back(&op);
  SmallVector<Segment> segments;
  for (auto &[key, operations] : programs)
    segments.push_back({std::get<1>(key) ? ane::Placement::Engine : ane::Placement::Host,
                        std::move(operations),
                        {},
                        {}});
  if (segments.empty())
    segments.push_back({emptyPlacement(function), {}, {}, {}});
  else if (needsHostToPass(function, segments))
    segments.push_back({ane::Placement::Host, {}, {}, {}});
  connect(function, known, segments);
  return segments;
}
