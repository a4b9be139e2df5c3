//===- ScratchBlocks.cpp - Memory for one run -----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/ScratchBlocks.h"
#include "lib/Runtime/SurfaceIO.h"

using namespace anemone;
using namespace anemone::runtime;

Result<const Slot *> ScratchBlocks::block(size_t index, size_t bytes) {
  while (blocks.size() <= index)
    blocks.emplace_back();
  Slot &slot = blocks[index];
  if (slot && slot->layout().allocation >= bytes)
    return &slot;
  auto memory = allocateHostMemory(flatSurface(mil::DType::UInt8, bytes));
  if (!memory.ok())
    return memory.status();
  slot = std::move(*memory);
  return &slot;
}
