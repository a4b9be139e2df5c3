//===- Parallel.cpp - Loops over all threads ------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/Parallel.h"
#include <algorithm>

#if ANEMONE_EXECUTOR_GOMP
// The entry points of the OpenMP runtime that oneDNN is linked with (LLVM's runtime has them too).
// They are declared here because clang compiles `#pragma omp` for its own runtime only.
extern "C" {
void GOMP_parallel(void (*body)(void *), void *data, unsigned threads, unsigned flags);
int omp_get_thread_num(void);
int omp_get_num_threads(void);
int omp_get_max_threads(void);
int omp_in_parallel(void);
void omp_set_num_threads(int threads);
}
#endif

namespace anemone::exec {

#if ANEMONE_EXECUTOR_GOMP

// The number of threads is a property of the calling thread in OpenMP, so that this does not reach
// other threads.
ThreadScope::ThreadScope(int threads) {
  if (threads <= 0)
    return;
  previous = omp_get_max_threads();
  omp_set_num_threads(threads);
}

ThreadScope::~ThreadScope() {
  if (previous > 0)
    omp_set_num_threads(previous);
}

namespace {
struct Job {
  int64_t count;
  detail::RangeBody body;
  void *context;
};

void runShare(void *data) {
  const Job &job = *static_cast<const Job *>(data);
  int64_t threads = omp_get_num_threads(), index = omp_get_thread_num();
  int64_t share = job.count / threads, rest = job.count % threads;
  int64_t begin = index * share + std::min(index, rest);
  int64_t end = begin + share + (index < rest ? 1 : 0);
  if (begin < end)
    job.body(job.context, begin, end);
}
} // namespace

void detail::parallelRanges(int64_t count, int64_t grain, RangeBody body, void *context) {
  int64_t pieces = count / std::max<int64_t>(grain, 1);
  int64_t threads = omp_in_parallel() ? 1 : std::min<int64_t>(pieces, omp_get_max_threads());
  if (threads <= 1) {
    if (count > 0)
      body(context, 0, count);
    return;
  }
  Job job{count, body, context};
  GOMP_parallel(runShare, &job, static_cast<unsigned>(threads), 0);
}

#else

ThreadScope::ThreadScope(int) {}
ThreadScope::~ThreadScope() = default;

void detail::parallelRanges(int64_t count, int64_t, RangeBody body, void *context) {
  if (count > 0)
    body(context, 0, count);
}

#endif

} // namespace anemone::exec
