//===- Blocks.cpp - Where a program can be cut ----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/Blocks.h"

#include "dialects/ANE/Transforms/SurfaceLayout.h"
#include "llvm/ADT/DenseSet.h"

using namespace mlir;

namespace anemone::ane {

Value rootOf(Value value) {
  while (auto view = value.getDefiningOp<ReshapeOp>())
    value = view.getX();
  return value;
}

bool isProduct(Operation *op) {
  return isa<ConvOp, ConvTransposeOp, EinsumOp, LinearOp, MatmulOp>(op);
}

static int64_t bytesOf(Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  return type.getNumElements() * elementBytes(type.getElementType());
}

static bool isConstant(Value value) { return value.getDefiningOp<ConstantOp>() != nullptr; }

//===--- Live ranges ---===//

LiveRanges::LiveRanges(ProgramOp program) {
  for (Operation &op : program.getBody().front())
    if (!isa<ConstantOp, ReturnOp>(op)) {
      indices[&op] = ops.size();
      ops.push_back(&op);
    }
  bytes.assign(ops.size() + 1, 0);
  obstacles.assign(ops.size() + 1, 0);

  llvm::DenseMap<Value, int64_t> lastUse;
  auto noteUse = [&](Value operand, int64_t at) {
    if (!isConstant(rootOf(operand)))
      lastUse[rootOf(operand)] = at;
  };
  for (auto [at, op] : llvm::enumerate(ops))
    for (Value operand : op->getOperands())
      noteUse(operand, at);
  for (Value operand : program.getReturn().getOperands()) {
    noteUse(operand, ops.size());
    exitBytes += bytesOf(operand);
  }
  for (auto [root, end] : lastUse) {
    addRange(root, indexOf(root.getDefiningOp()), end);
    if (isa<BlockArgument>(root))
      entryBytes += bytesOf(root);
  }
  for (size_t at = 1; at < bytes.size(); ++at) {
    bytes[at] += bytes[at - 1];
    obstacles[at] += obstacles[at - 1];
  }
}

int64_t LiveRanges::indexOf(Operation *op) const {
  auto found = indices.find(op);
  return found == indices.end() ? -1 : found->second;
}

/// Notes a value that is alive from behind operation `begin` to operation `end`, as differences.
void LiveRanges::addRange(Value root, int64_t begin, int64_t end) {
  auto type = cast<RankedTensorType>(root.getType());
  bool fits = type.getElementType().isF16() && type.getRank() >= 1 && type.getRank() <= 4;
  size_t from = std::max<int64_t>(begin, 0);
  bytes[from] += bytesOf(root);
  bytes[end] -= bytesOf(root);
  obstacles[from] += !fits;
  obstacles[end] -= !fits;
}

//===--- Blocks ---===//

/// The narrowest place between each two products, in order.
static SmallVector<size_t> findWaists(const LiveRanges &ranges) {
  SmallVector<size_t> waists;
  std::optional<size_t> narrowest;
  bool behindProduct = false;
  for (auto [at, op] : llvm::enumerate(ranges.operations())) {
    if (isProduct(op)) {
      if (narrowest)
        waists.push_back(*narrowest);
      narrowest.reset();
      behindProduct = true;
    }
    if (behindProduct && ranges.canCutAfter(at) &&
        (!narrowest || ranges.bytesAfter(at) <= ranges.bytesAfter(*narrowest)))
      narrowest = at;
  }
  return waists;
}

/// Those waists that are no wider than their neighbors, where blocks end; beyond the first and the
/// last lies the interface of the program.
static SmallVector<size_t> findEnds(const LiveRanges &ranges) {
  SmallVector<size_t> waists = findWaists(ranges), ends;
  for (size_t i = 0; i < waists.size(); ++i) {
    int64_t width = ranges.bytesAfter(waists[i]);
    bool isLast = i + 1 == waists.size();
    int64_t before = i == 0 ? ranges.bytesAtEntry() : ranges.bytesAfter(waists[i - 1]);
    int64_t after = isLast ? ranges.bytesAtExit() : ranges.bytesAfter(waists[i + 1]);
    if (width <= before && width <= after)
      ends.push_back(waists[i] + 1);
  }
  ends.push_back(ranges.operations().size());
  return ends;
}

static ProgramBlock measure(const LiveRanges &ranges, size_t begin, size_t end) {
  ProgramBlock block{begin, end, 0, 0};
  llvm::DenseSet<Value> counted;
  for (size_t at = begin; at < end; ++at) {
    block.peakBytes = std::max(block.peakBytes, ranges.bytesAfter(at));
    for (Value operand : ranges.operations()[at]->getOperands())
      if (isConstant(operand) && counted.insert(operand).second)
        block.weightBytes += bytesOf(operand);
  }
  return block;
}

SmallVector<ProgramBlock> findBlocks(const LiveRanges &ranges) {
  SmallVector<ProgramBlock> blocks;
  size_t begin = 0;
  for (size_t end : findEnds(ranges)) {
    if (end > begin)
      blocks.push_back(measure(ranges, begin, end));
    begin = end;
  }
  return blocks;
}

} // namespace anemone::ane
