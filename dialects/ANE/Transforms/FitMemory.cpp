//===- FitMemory.cpp - Tiles that fit a budget ----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is tried about an operation during which too much is held, in this
// order: a feed-forward block around it in chunks of its hidden channels, if
// these are the many ones; its output channels in tiles; its input channels in
// partial sums; whatever lies around it in tiles of rows; and two products
// with few channels between them as a feed-forward block, too.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/FitMemory.h"
#include "dialects/ANE/Transforms/ReorderOperations.h"

using namespace mlir;

namespace anemone::ane {

/// How many tiles are tried. Apple's compiler was seen to split a program into 129 tasks at most;
/// more tiles than half of that are more work than they save.
static constexpr int64_t kTileCounts[] = {2,  3,  4,  5,  6,  7,  8,  9,  10, 11,
                                          12, 13, 14, 15, 16, 20, 24, 32, 48, 64};
/// How far forward from an operation the end of a chain is looked for.
static constexpr unsigned kLongestChain = 64;

bool MemoryFitter::run() {
  bool changedAny = false, changed = true;
  while (changed && MemoryPlan(program).peakBytes() > budget) {
    changed = reorderToLowerPeak(program);
    reordered += changed;
    changed |= tileAll();
    changedAny |= changed;
  }
  return changedAny;
}

bool MemoryFitter::tileAll() {
  bool changed = false;
  hopeless.clear();
  triedRows.clear();
  while (Operation *op = nextAbove()) {
    if (tileAround(op))
      changed = true;
    else
      hopeless.insert(op);
  }
  return changed;
}

Operation *MemoryFitter::nextAbove() {
  for (Operation *op : MemoryPlan(program).operationsAbove(budget))
    if (!hopeless.contains(op))
      return op;
  return nullptr;
}

bool MemoryFitter::tileAround(Operation *op) {
  MemoryPlan plan(program);
  std::optional<Product> product = Product::match(op, plan);
  return tileFeedForward(op, plan, /*isWide=*/true) || (product && tileProduct(*product)) ||
         tileRows(op) || tileFeedForward(op, plan, /*isWide=*/false);
}

//===--- What is tried ---===//

/// The products with constant weights that read what `op` computes, through elementwise operations
/// and the like; `op` itself if it is one.
static SmallVector<Product> productsAfter(Operation *op, const MemoryPlan &plan) {
  SmallVector<Product> found;
  llvm::SetVector<Operation *> pending;
  pending.insert(op);
  for (size_t next = 0; next < pending.size() && next < kLongestChain; ++next) {
    std::optional<Product> product = Product::match(pending[next], plan);
    if (product)
      found.push_back(*product);
    if (!product || pending[next] == op)
      pending.insert_range(pending[next]->getUsers());
  }
  return found;
}

bool MemoryFitter::tileFeedForward(Operation *op, const MemoryPlan &plan, bool isWide) {
  for (const Product &second : productsAfter(op, plan)) {
    if ((second.inputChannels() >= second.outputChannels()) != isWide)
      continue;
    SliceRegion hidden = SliceRegion::grow(second.input, second.inputAxis, second.op);
    auto isFirst = [&](Operation *member) { return Product::match(member, plan).has_value(); };
    if (!(second.op == op || hidden.contains(op)) || llvm::none_of(hidden.operations, isFirst))
      continue;
    SmallVector<Operation *> old(hidden.operations);
    old.push_back(second.op);
    if (tryChunks(old, second.result(), second.inputChannels(),
                  [&](OpBuilder &builder, int64_t chunk) {
                    return buildPartialSums(builder, second, hidden, chunk);
                  }))
      return true;
  }
  return false;
}

bool MemoryFitter::tileProduct(const Product &product) {
  if (tryRegion(SliceRegion::single(product.result(), product.outputAxis)))
    return true;
  SliceRegion input{product.input, product.inputAxis, {}};
  return tryChunks(product.op, product.result(), product.inputChannels(),
                   [&](OpBuilder &builder, int64_t chunk) {
                     return buildPartialSums(builder, product, input, chunk);
                   });
}

/// The last operation that reads what `op` computes.
static Operation *lastUser(Operation *op) {
  Operation *last = nullptr;
  for (Operation *user : op->getUsers())
    if (!last || last->isBeforeInBlock(user))
      last = user;
  return last;
}

/// Tiles along the last axis, or the one before it, that of rows where channels come last. The
/// chain reaches from what `op` needs to the last operation that can be computed in such tiles.
bool MemoryFitter::tileRows(Operation *op) {
  SmallVector<Value> roots;
  for (Operation *last = op; last && last->getNumResults() == 1 && roots.size() < kLongestChain;
       last = lastUser(last))
    roots.push_back(last->getResult(0));
  for (Value root : llvm::reverse(roots)) {
    int64_t rank = cast<RankedTensorType>(root.getType()).getRank();
    for (int64_t axis : {rank - 1, rank - 2}) {
      if (axis < 0 || triedRows.contains({root, axis}))
        continue;
      SliceRegion region = SliceRegion::grow(root, axis);
      if (!region.contains(op))
        continue;
      if (tryRegion(region))
        return true;
      triedRows.insert({root, axis});
    }
  }
  return false;
}

bool MemoryFitter::tryRegion(const SliceRegion &region) {
  auto element = cast<RankedTensorType>(region.root.getType()).getElementType();
  if (region.operations.empty() || !isa<FloatType>(element) || // only floats are joined
      !SliceJoiner::canJoin(region.root, profile))
    return false;
  if (2 * paddedBytes(region.root, profile.rowAlignment) > budget) // the parts and the whole
    return false;
  return tryChunks(region.operations, region.root, region.extent(),
                   [&](OpBuilder &builder, int64_t chunk) {
                     return buildTiles(builder, region, chunk, profile);
                   });
}

//===--- How it is tried ---===//

/// The sizes of chunks to try, large ones first. Where an axis has two rows of the engine's or
/// more, no chunk is smaller than one of them: padding would take what the tiles save.
static SmallVector<int64_t> chunksToTry(int64_t extent) {
  SmallVector<int64_t> chunks;
  for (int64_t count : kTileCounts) {
    if (count > extent)
      break;
    int64_t chunk = chunkExtent(extent, count);
    if (extent >= 2 * kChunkMultiple && chunk < kChunkMultiple)
      break;
    if (chunk < (chunks.empty() ? extent : chunks.back()))
      chunks.push_back(chunk);
  }
  return chunks;
}

bool MemoryFitter::tryChunks(ArrayRef<Operation *> old, Value result, int64_t extent,
                             BuildFn build) {
  SmallVector<int64_t> chunks = chunksToTry(extent);
  // Where the smallest chunks do not fit, larger ones do not either.
  if (chunks.empty() || !tryReplacement(old, result, chunks.back(), /*keep=*/false, build))
    return false;
  for (int64_t chunk : chunks) {
    if (!tryReplacement(old, result, chunk, /*keep=*/true, build))
      continue;
    ++tiled;
    return true;
  }
  return false;
}

namespace {

/// Operations that are taken out of a block, and can be put back where they were.
class Removal {
public:
  explicit Removal(ArrayRef<Operation *> operations) {
    for (Operation *op : operations) {
      places.push_back({op, op->getNextNode()});
      op->remove();
    }
  }
  void undo() {
    for (auto [op, next] : llvm::reverse(places))
      next->getBlock()->getOperations().insert(Block::iterator(next), op);
  }
  void erase() {
    for (auto [op, next] : llvm::reverse(places))
      op->destroy();
  }

private:
  SmallVector<std::pair<Operation *, Operation *>> places;
};

} // namespace

bool MemoryFitter::tryReplacement(ArrayRef<Operation *> old, Value result, int64_t chunk, bool keep,
                                  BuildFn build) {
  MemoryPlan before(program);
  Operation *first = result.getDefiningOp(), *end = first->getNextNode();
  OpBuilder builder(end);
  Value replacement = build(builder, chunk);
  SmallVector<Operation *> built;
  for (Operation *op = first->getNextNode(); op != end; op = op->getNextNode())
    built.push_back(op);
  result.replaceAllUsesWith(replacement);
  Removal removal(old);

  MemoryPlan after(program);
  auto isAbove = [&](Operation *op) { return after.bytesAt(op) > budget; };
  bool better = llvm::none_of(built, isAbove) && after.peakBytes() <= before.peakBytes() &&
                after.operationsAbove(budget).size() < before.operationsAbove(budget).size();
  if (better && keep) {
    for (Operation *op : old)
      hopeless.erase(op);
    triedRows.clear();
    removal.erase();
    return true;
  }
  removal.undo();
  replacement.replaceAllUsesWith(result);
  for (Operation *op : llvm::reverse(built))
    op->erase();
  return better;
}

} // namespace anemone::ane
