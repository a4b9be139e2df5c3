//===- Checkpoint.h - A training run in a file ------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_CHECKPOINT_H
#define ANEMONE_TOOLS_ANE_RUN_CHECKPOINT_H

#include "anemone/Runtime/Runtime.h"

namespace anemone::run {

/// What continues a run beside its globals.
struct Position {
  uint64_t step = 0;    // updates that were made
  uint64_t sampler = 0; // state of the generator that chooses batches
  uint64_t seed = 0;    // with which it began
};

/// Writes all mutable globals, and the position as metadata.
Status saveCheckpoint(State &state, const Position &position, const std::string &path);

/// Reads them back. A file that lacks a global, or has one of another type or shape, or has more,
/// is refused before anything is changed; the message lists all that does not fit.
Result<Position> loadCheckpoint(State &state, const std::string &path);

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_CHECKPOINT_H
