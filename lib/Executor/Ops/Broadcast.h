//===- Broadcast.h - Shapes of operands that broadcast ----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_OPS_BROADCAST_H
#define ANEMONE_EXECUTOR_OPS_BROADCAST_H

#include "lib/Executor/OpContext.h"

namespace anemone::exec {

/// numpy's rule: shapes are aligned at their ends, and extents of 1 stretch. Fails `op` where they
/// do not fit.
Shape broadcastShapes(const OpContext &op, const Shape &a, const Shape &b);

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_OPS_BROADCAST_H
