//===- Normalize.h - Softmax for other operations ---------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_OPS_NORMALIZE_H
#define ANEMONE_EXECUTOR_OPS_NORMALIZE_H

#include "lib/Executor/OpContext.h"

namespace anemone::exec {

/// Says that `result` is the softmax of `x` along `axis`.
void addSoftmax(OpContext &op, Value &result, Value &x, int64_t axis);

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_OPS_NORMALIZE_H
