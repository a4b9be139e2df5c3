//===- Workspace.h - Memory for intermediate values -------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_EXECUTOR_WORKSPACE_H
#define ANEMONE_LIB_EXECUTOR_WORKSPACE_H

#include "lib/Executor/Graph.h"

namespace anemone::exec {

/// One piece of memory that executables which never run at the same time use in turn, so that many
/// of them need as much as the largest. What it holds is lost between runs.
class Workspace {
public:
  /// At least `bytes` bytes, aligned to 64; valid until the next call. Throws std::bad_alloc.
  std::byte *atLeast(size_t bytes) {
    if (!memory || bytes > capacity) {
      memory.reset(); // the old one goes before the new one comes
      memory.emplace(bytes);
      capacity = bytes;
    }
    return static_cast<std::byte *>(memory->data());
  }

private:
  std::optional<Bytes> memory;
  size_t capacity = 0;
};

} // namespace anemone::exec

#endif // ANEMONE_LIB_EXECUTOR_WORKSPACE_H
