//===- TileCode.cpp - Chooses the loops for this processor ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/TileCode.h"

namespace anemone::exec {

TileFn tileLoopsPortable(TileCode code, Carrier carrier);
#if ANEMONE_EXECUTOR_AVX2
TileFn tileLoopsAvx2(TileCode code, Carrier carrier);
#endif

TileFn tileFunction(TileCode code, Carrier carrier) {
#if ANEMONE_EXECUTOR_AVX2
  if (__builtin_cpu_supports("avx2"))
    return tileLoopsAvx2(code, carrier);
#endif
  return tileLoopsPortable(code, carrier);
}

} // namespace anemone::exec
