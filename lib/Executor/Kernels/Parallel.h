//===- Parallel.h - Loops over all threads ----------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// oneDNN brings an OpenMP runtime with a pool of threads. Our own loops run in
// that same pool, whichever compiler builds us: two pools on the same cores
// would spin against each other.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_KERNELS_PARALLEL_H
#define ANEMONE_EXECUTOR_KERNELS_PARALLEL_H

#include <cstdint>
#include <type_traits>

namespace anemone::exec {

/// Sets how many threads loops and oneDNN use from this thread until the end of the scope; 0
/// changes nothing.
class ThreadScope {
public:
  explicit ThreadScope(int threads);
  ~ThreadScope();
  ThreadScope(const ThreadScope &) = delete;
  ThreadScope &operator=(const ThreadScope &) = delete;

private:
  int previous = 0;
};

namespace detail {
using RangeBody = void (*)(void *context, int64_t begin, int64_t end);
void parallelRanges(int64_t count, int64_t grain, RangeBody body, void *context);
} // namespace detail

/// Calls body(begin, end) for pieces that cover [0, count), of at least `grain` items where there
/// are as many. `body` may not throw.
template <typename Body> void parallelFor(int64_t count, int64_t grain, Body &&body) {
  detail::parallelRanges(
      count, grain,
      [](void *context, int64_t begin, int64_t end) {
        (*static_cast<std::remove_reference_t<Body> *>(context))(begin, end);
      },
      const_cast<void *>(static_cast<const void *>(&body)));
}

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_KERNELS_PARALLEL_H
