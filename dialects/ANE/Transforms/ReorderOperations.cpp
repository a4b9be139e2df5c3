//===- ReorderOperations.cpp - An order that holds less -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/ReorderOperations.h"
#include "dialects/ANE/Analysis/MemoryPlan.h"

using namespace mlir;

namespace anemone::ane {
namespace {

/// List scheduling by the bytes that an operation frees.
class Scheduler {
public:
  explicit Scheduler(ProgramOp program);

  /// Constants first, the terminator last.
  SmallVector<Operation *> run();

private:
  SmallVector<unsigned> groupsReadBy(Operation *op) const;
  int64_t freedBy(Operation *op) const;
  bool isReady(Operation *op) const;
  void place(Operation *op);

  MemoryPlan plan;
  SmallVector<unsigned> remainingReaders; // by group
  llvm::DenseSet<Value> available;
  SmallVector<Operation *> order, waiting;
};

Scheduler::Scheduler(ProgramOp program) : plan(program), remainingReaders(plan.numGroups(), 0) {
  available.insert_range(program.getBody().getArguments());
  for (Operation &op : program.getBody().front()) {
    for (unsigned group : groupsReadBy(&op))
      ++remainingReaders[group];
    if (op.getNumResults() > 0 && plan.isConstant(op.getResult(0)))
      place(&op);
    else
      waiting.push_back(&op);
  }
}

SmallVector<unsigned> Scheduler::groupsReadBy(Operation *op) const {
  llvm::SetVector<unsigned> read;
  for (Value operand : op->getOperands())
    if (!plan.isConstant(operand))
      read.insert(plan.groupOf(operand));
  return SmallVector<unsigned>(read.takeVector());
}

/// Bytes that are free after the operation and were not before; a view takes none itself.
int64_t Scheduler::freedBy(Operation *op) const {
  int64_t freed = 0;
  for (unsigned group : groupsReadBy(op))
    if (remainingReaders[group] == 1)
      freed += plan.group(group).bytes;
  for (Value result : op->getResults())
    if (const MemoryGroup &group = plan.group(plan.groupOf(result)); group.value == result)
      freed -= group.bytes;
  return freed;
}

bool Scheduler::isReady(Operation *op) const {
  return llvm::all_of(op->getOperands(), [&](Value value) { return available.contains(value); });
}

void Scheduler::place(Operation *op) {
  for (unsigned group : groupsReadBy(op))
    --remainingReaders[group];
  available.insert_range(op->getResults());
  order.push_back(op);
}

SmallVector<Operation *> Scheduler::run() {
  Operation *terminator = waiting.pop_back_val();
  while (!waiting.empty()) {
    auto best = waiting.end();
    int64_t most = 0;
    for (auto candidate = waiting.begin(); candidate != waiting.end(); ++candidate) {
      if (!isReady(*candidate))
        continue;
      int64_t freed = freedBy(*candidate);
      if (best == waiting.end() || freed > most) {
        best = candidate;
        most = freed;
      }
    }
    place(*best);
    waiting.erase(best);
  }
  order.push_back(terminator);
  return order;
}

void arrange(Block &block, ArrayRef<Operation *> order) {
  for (Operation *op : order)
    op->moveBefore(&block, block.end());
}

} // namespace

bool reorderToLowerPeak(ProgramOp program) {
  Block &block = program.getBody().front();
  SmallVector<Operation *> before = llvm::map_to_vector(block, [](Operation &op) { return &op; });
  int64_t peak = MemoryPlan(program).peakBytes();
  arrange(block, Scheduler(program).run());
  if (MemoryPlan(program).peakBytes() < peak)
    return true;
  arrange(block, before);
  return false;
}

} // namespace anemone::ane
