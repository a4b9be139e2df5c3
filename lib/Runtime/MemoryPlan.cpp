//===- MemoryPlan.cpp - Memory for the values of an entry -----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/MemoryPlan.h"
#include "lib/Runtime/SurfaceIO.h"
#include <algorithm>

using namespace anemone;
using namespace anemone::runtime;

namespace {

/// A value's part of a block.
class BlockMemory final : public Memory {
public:
  BlockMemory(bundle::Surface layout, const Slot &block)
      : Memory(std::move(layout)), block(block) {}
  std::span<uint8_t> bytes() override { return block->bytes().first(size_t(layout().allocation)); }

private:
  const Slot &block; // which may get larger memory between two runs
};

} // namespace

static bool inProcess(const Driver *driver) { return !driver || driver->usesProcessMemory(); }

bool Home::serves(const Driver *reader, const bundle::Surface &wanted) const {
  if (inProcess(driver) && inProcess(reader) && sameBytes(layout, wanted))
    return true;
  return driver == reader && sameLayout(layout, wanted);
}

static bool isWhole(const Home &home) {
  return home.handedOver || !inProcess(home.driver) || !isDense(home.layout);
}

Status MemoryPlan::assign(std::deque<Home> &homes, ScratchBlocks &shared) {
  std::multimap<int, Home *> order;
  for (Home &home : homes)
    if (!home.slot)
      order.emplace(home.first, &home);
  for (auto [first, home] : order) {
    if (!isWhole(*home))
      place(*home);
    else if (Status status = placeWhole(*home); !status.ok())
      return status;
  }
  return allocateBlocks(shared);
}

/// Better are: one that is large enough and small, then one that is large.
static bool fitsBetter(size_t capacity, size_t than, size_t wanted) {
  if ((capacity >= wanted) != (than >= wanted))
    return capacity >= wanted;
  return capacity >= wanted ? capacity < than : capacity > than;
}

void MemoryPlan::place(Home &home) {
  size_t wanted = size_t(home.layout.allocation);
  Block *best = nullptr;
  for (Block &block : blocks)
    if (block.busyUntil < home.first &&
        (!best || fitsBetter(block.capacity, best->capacity, wanted)))
      best = &block;
  if (!best)
    best = &blocks.emplace_back(Block{0, 0, {}});
  best->capacity = std::max(best->capacity, wanted);
  best->busyUntil = home.last;
  best->homes.push_back(&home);
}

/// Whether a value can take over the memory of another.
static bool interchangeable(const Home &a, const Home &b) {
  if (a.handedOver || b.handedOver)
    return a.handedOver && b.handedOver && sameBytes(a.layout, b.layout);
  return a.driver == b.driver && a.fromProgram == b.fromProgram && sameLayout(a.layout, b.layout);
}

Status MemoryPlan::placeWhole(Home &home) {
  for (Whole &whole : wholes)
    if (whole.busyUntil < home.first && interchangeable(*whole.home, home)) {
      whole.busyUntil = home.last;
      home.slot = whole.home->slot;
      return Status::success();
    }
  auto memory = home.driver ? home.driver->allocate(home.layout) : allocateHostMemory(home.layout);
  if (!memory.ok())
    return memory.status();
  home.slot = &slots.emplace_back(std::move(*memory));
  wholes.push_back({&home, home.last});
  total += size_t(home.layout.allocation);
  return Status::success();
}

/// Whether a value is set before a run, or read after it.
static bool isLasting(const Home *home) { return home->last == kForever; }

Status MemoryPlan::allocateBlocks(ScratchBlocks &shared) {
  // The largest ones first: so are those of other sessions.
  std::ranges::sort(blocks, std::greater(), &Block::capacity);
  size_t sharedCount = 0, ownCount = 0;
  for (const Block &block : blocks) {
    bool lasts = std::ranges::any_of(block.homes, isLasting);
    Result<const Slot *> memory =
        lasts ? own.block(ownCount++, block.capacity) : shared.block(sharedCount++, block.capacity);
    if (!memory.ok())
      return memory.status();
    total += block.capacity;
    for (Home *home : block.homes)
      home->slot = &slots.emplace_back(std::make_unique<BlockMemory>(home->layout, **memory));
  }
  return Status::success();
}
