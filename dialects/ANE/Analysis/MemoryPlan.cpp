//===- MemoryPlan.cpp - What a program keeps in memory --------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Analysis/MemoryPlan.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace anemone::ane {

//===--- Bytes ---===//

/// Bits of an element where it is stored: a Boolean takes a byte.
static int64_t storedBits(RankedTensorType type) {
  unsigned width = type.getElementTypeBitWidth();
  return width == 1 ? 8 : width;
}

/// Bytes of one row without padding; a scalar is a row of one element.
static int64_t rowBytes(Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  int64_t width = type.getRank() == 0 ? 1 : type.getShape().back();
  return llvm::divideCeil(width * storedBits(type), 8);
}

int64_t packedBytes(Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  return llvm::divideCeil(type.getNumElements() * storedBits(type), 8);
}

int64_t paddedBytes(Value value, int64_t rowAlignment) {
  auto type = cast<RankedTensorType>(value.getType());
  int64_t width = type.getRank() == 0 ? 1 : type.getShape().back();
  int64_t rows = width == 0 ? 0 : type.getNumElements() / width;
  return rows * llvm::alignTo(rowBytes(value), uint64_t(rowAlignment));
}

//===--- Liveness ---===//

MemoryPlan::MemoryPlan(ProgramOp program)
    : rowAlignment(program.isHost() ? 1 : getTargetProfile(program).rowAlignment) {
  for (Operation &op : program.getBody().front()) {
    positions[&op] = operations.size();
    operations.push_back(&op);
  }
  findConstants(program);
  for (BlockArgument argument : program.getBody().getArguments())
    addValue(argument, 0);
  for (auto [position, op] : llvm::enumerate(operations))
    for (Value result : op->getResults())
      if (!isConstant(result))
        addValue(result, position);
  findUses();
  sumUp();
}

/// What is returned comes from an operation of the program, even where constants alone decide it
/// (ANE-C14).
void MemoryPlan::findConstants(ProgramOp program) {
  auto isReturned = [](Operation *op) {
    return llvm::any_of(op->getUsers(), [](Operation *user) { return isa<ReturnOp>(user); });
  };
  for (Operation *op : operations) {
    bool known = isa<ConstantOp>(op);
    if (!known && !program.isHost() && op->getNumOperands() > 0 && op->getNumResults() > 0)
      known = llvm::all_of(op->getOperands(), [&](Value value) { return isConstant(value); }) &&
              !isReturned(op);
    if (known)
      constants.insert_range(op->getResults());
  }
}

bool MemoryPlan::isView(Operation *op) const {
  if (!isa<ReshapeOp, ExpandDimsOp, SqueezeOp>(op) || isConstant(op->getOperand(0)))
    return false;
  int64_t from = rowBytes(op->getOperand(0)), to = rowBytes(op->getResult(0));
  return from == to || (from % rowAlignment == 0 && to % rowAlignment == 0);
}

void MemoryPlan::addValue(Value value, unsigned position) {
  Operation *source = value.getDefiningOp();
  if (source && isView(source)) {
    groupNumbers[value] = groupOf(source->getOperand(0));
    return;
  }
  groupNumbers[value] = groups.size();
  groups.push_back({value, paddedBytes(value, rowAlignment), position, position, bool(source)});
}

void MemoryPlan::findUses() {
  for (auto [position, op] : llvm::enumerate(operations))
    for (Value operand : op->getOperands()) {
      if (isConstant(operand))
        continue;
      MemoryGroup &group = groups[groupOf(operand)];
      group.end = std::max<unsigned>(group.end, position);
      group.isUsed = true;
    }
}

void MemoryPlan::sumUp() {
  SmallVector<int64_t> change(operations.size() + 1, 0);
  for (const MemoryGroup &group : groups) {
    if (!group.isUsed)
      continue;
    change[group.begin] += group.bytes;
    change[group.end + 1] -= group.bytes;
  }
  int64_t live = 0;
  for (auto [position, op] : llvm::enumerate(operations)) {
    live += change[position];
    bytes.push_back(0);
    if (op->getNumResults() > 0 && isConstant(op->getResult(0)))
      continue;
    bytes.back() = live;
    for (Value constant : constantsOf(op))
      bytes.back() += packedBytes(constant);
  }
}

//===--- Questions ---===//

int64_t MemoryPlan::peakBytes() const { return *llvm::max_element(bytes); }

Operation *MemoryPlan::peakOperation() const {
  return operations[llvm::max_element(bytes) - bytes.begin()];
}

int64_t MemoryPlan::bytesAt(Operation *op) const { return bytes[positions.lookup(op)]; }

SmallVector<Operation *> MemoryPlan::operationsAbove(int64_t budget) const {
  SmallVector<Operation *> above;
  for (auto [position, op] : llvm::enumerate(operations))
    if (bytes[position] > budget)
      above.push_back(op);
  return above;
}

SmallVector<MemoryGroup> MemoryPlan::groupsAt(Operation *op) const {
  unsigned position = positions.lookup(op);
  SmallVector<MemoryGroup> alive;
  for (const MemoryGroup &group : groups)
    if (group.isUsed && group.begin <= position && position <= group.end)
      alive.push_back(group);
  return alive;
}

SmallVector<Value> MemoryPlan::constantsOf(Operation *op) const {
  llvm::SetVector<Value> read;
  for (Value operand : op->getOperands())
    if (isConstant(operand))
      read.insert(operand);
  return read.takeVector();
}

} // namespace anemone::ane
