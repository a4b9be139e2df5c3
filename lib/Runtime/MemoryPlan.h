//===- MemoryPlan.h - Memory for the values of an entry ---------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A training step has hundreds of values of which few live at a time. Values
// without padding in memory of this process share blocks, whatever their
// size: each takes the smallest free block that holds it, or makes the largest
// free one larger. Padded ones, and those in memory of a device, take over
// memory of just their layout, so that padding stays as it was.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_MEMORYPLAN_H
#define ANEMONE_LIB_RUNTIME_MEMORYPLAN_H

#include "lib/Runtime/State.h"
#include <limits>

namespace anemone::runtime {

/// The step until which a value lives that is set before a run, or read after it.
constexpr int kForever = std::numeric_limits<int>::max();

/// One of the forms in which a value lies in memory.
struct Home {
  Driver *driver = nullptr; // null: memory of this process
  bundle::Surface layout;
  int first = 0, last = 0;  // steps between which it holds the value, both included
  bool fromProgram = false; // written by a program, padding of the valid extents included
  bool handedOver = false;  // becomes a global's memory, and has the global's old one afterwards
  GlobalCell::Copy *copy = nullptr; // it is this copy of a global
  Slot *slot = nullptr;             // where it lies; the plan gives one to those that have none

  Memory &memory() const { return **slot; }
  /// Whether `reader` can read it here as `wanted`.
  bool serves(const Driver *reader, const bundle::Surface &wanted) const;
};

class MemoryPlan {
public:
  /// Gives each home without a slot its memory. What no run leaves behind lies in `shared`.
  Status assign(std::deque<Home> &homes, ScratchBlocks &shared);
  /// Bytes of the memory of values, shared or not; globals and their copies are the state's.
  size_t bytes() const { return total; }

private:
  struct Block {
    size_t capacity;
    int busyUntil;
    std::vector<Home *> homes;
  };
  struct Whole {
    Home *home; // the first that lay there
    int busyUntil;
  };

  void place(Home &home);
  Status placeWhole(Home &home);
  Status allocateBlocks(ScratchBlocks &shared);

  std::vector<Block> blocks;
  std::vector<Whole> wholes;
  std::deque<Slot> slots;
  ScratchBlocks own;
  size_t total = 0;
};

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_MEMORYPLAN_H
