//===- Movement.h - Adding copies to a graph --------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_OPS_MOVEMENT_H
#define ANEMONE_EXECUTOR_OPS_MOVEMENT_H

#include "lib/Executor/Kernels/StridedCopy.h"
#include "lib/Executor/OpContext.h"

namespace anemone::exec {

/// The operation's one result is `copy` of `x`.
void addCopy(OpContext &op, Value &x, StridedCopy copy);

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_OPS_MOVEMENT_H
