//===- Blocks.cpp - Where a program can be cut ----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/Blocks.h"

#include "dialects/ANE/Transforms/SurfaceLayout.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
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

llvm::MapVector<ProgramOp, SmallVector<CallOp>> findCalls(ModuleOp module,
                                                          const SymbolTable &symbols) {
  llvm::MapVector<ProgramOp, SmallVector<CallOp>> calls;
  for (auto function : module.getOps<func::FuncOp>())
    if (!function.isPrivate())
      function.walk([&](CallOp call) {
        if (auto program = symbols.lookup<ProgramOp>(call.getCallee()))
          calls[program].push_back(call);
      });
  return calls;
}

static int64_t bytesOf(Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  return type.getNumElements() * elementBytes(type.getElementType());
}

static bool isConstant(Value value) { return value.getDefiningOp<ConstantOp>() != nullptr; }

//===--- Live ranges ---===//

LiveRanges::LiveRanges(ProgramOp program, const llvm::DenseSet<Value> &parameters)
    : parameters(parameters), mostColumns(getTargetProfile(program).maxExtent) {
  for (Operation &op : program.getBody().front())
    if (!isa<ConstantOp, ReturnOp>(op)) {
      indices[&op] = ops.size();
      ops.push_back(&op);
    }
  bytes.assign(ops.size() + 1, 0);
  obstacles.assign(ops.size() + 1, 0);

  for (auto [at, op] : llvm::enumerate(ops))
    if (!isa<ReshapeOp>(op)) // whoever reads the view reads what it is a view of
      for (Value operand : op->getOperands())
        noteUse(operand, at);
  for (Value operand : program.getReturn().getOperands())
    exitBytes += bytesOf(operand);
  for (auto &[root, range] : ranges) {
    addRange(root, range);
    if (isa<BlockArgument>(root))
      entryBytes += bytesOf(root);
  }
  for (size_t at = 1; at < bytes.size(); ++at) {
    bytes[at] += bytes[at - 1];
    obstacles[at] += obstacles[at - 1];
  }
}

/// An argument is alive from its first use: before that it may lie in memory as weights do. A
/// result that no operation reads any more has left.
void LiveRanges::noteUse(Value operand, size_t at) {
  Value root = rootOf(operand);
  if (isConstant(root) || isWeight(root))
    return;
  size_t begin = root.getDefiningOp() ? indices.lookup(root.getDefiningOp()) : at;
  ranges.insert({root, {begin, at}}).first->second.end = at;
}

int64_t LiveRanges::indexOf(Operation *op) const {
  auto found = indices.find(op);
  return found == indices.end() ? -1 : found->second;
}

/// Notes when a value is alive, as differences.
void LiveRanges::addRange(Value root, Range range) {
  auto type = cast<RankedTensorType>(root.getType());
  bool fits = type.getElementType().isF16() && type.getRank() >= 1 && type.getRank() <= 4 &&
              type.getShape().back() <= mostColumns;
  bytes[range.begin] += bytesOf(root);
  bytes[range.end] -= bytesOf(root);
  obstacles[range.begin] += !fits;
  obstacles[range.end] -= !fits;
}

size_t LiveRanges::countAfter(size_t index) const {
  return llvm::count_if(ranges,
                        [&](const auto &entry) { return entry.second.isAliveAfter(index); });
}

bool LiveRanges::sameAfter(size_t lhs, size_t rhs) const {
  return llvm::all_of(ranges, [&](const auto &entry) {
    return entry.second.isAliveAfter(lhs) == entry.second.isAliveAfter(rhs);
  });
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
    // What lies between two places at which the same is alive only gives results, as the product
    // for the gradient of a weight does: it belongs to the block behind it.
    bool isNew = ends.empty() || !ranges.sameAfter(ends.back() - 1, waists[i]);
    if (width <= before && width <= after && isNew)
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
      if ((isConstant(operand) || ranges.isWeight(rootOf(operand))) &&
          counted.insert(rootOf(operand)).second)
        block.weightBytes += bytesOf(operand);
  }
  return block;
}

/// Keeps the ends at which as few values cross as anywhere: in a transformer the stream alone, and
/// not also the heads of an attention.
static void dropInnerEnds(const LiveRanges &ranges, SmallVectorImpl<size_t> &ends) {
  ArrayRef<size_t> inner = ArrayRef(ends).drop_back(); // the last one is that of the program
  size_t fewest = ranges.operations().size();
  for (size_t end : inner)
    fewest = std::clamp<size_t>(ranges.countAfter(end - 1), 1, fewest);
  llvm::erase_if(ends, [&](size_t end) { return ranges.countAfter(end - 1) > fewest; });
}

SmallVector<ProgramBlock> findBlocks(const LiveRanges &ranges, bool whole) {
  SmallVector<ProgramBlock> blocks;
  SmallVector<size_t> ends = findEnds(ranges);
  if (whole)
    dropInnerEnds(ranges, ends);
  size_t begin = 0;
  for (size_t end : ends) {
    if (end > begin)
      blocks.push_back(measure(ranges, begin, end));
    begin = end;
  }
  return blocks;
}

} // namespace anemone::ane
