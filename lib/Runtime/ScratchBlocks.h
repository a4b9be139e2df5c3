//===- ScratchBlocks.h - Memory for one run ------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_SCRATCHBLOCKS_H
#define ANEMONE_LIB_RUNTIME_SCRATCHBLOCKS_H

#include "lib/Runtime/Driver.h"
#include <deque>

namespace anemone::runtime {

/// Where a pointer to memory is kept: a store hands memory over instead of copying it.
using Slot = std::unique_ptr<Memory>;

/// Memory of this process that sessions use in turn, for values that no run leaves behind. Block by
/// block, it is as large as the session that needs most.
class ScratchBlocks {
public:
  /// The block at `index`, of at least `bytes` bytes. The slot stays where it is; what lies in it
  /// may be replaced by a larger one when another session is made.
  Result<const Slot *> block(size_t index, size_t bytes);

private:
  std::deque<Slot> blocks;
};

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_SCRATCHBLOCKS_H
