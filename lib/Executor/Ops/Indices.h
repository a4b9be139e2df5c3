//===- Indices.h - Indices that a program computes --------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Indices are data: they are checked when the program runs, before anything is
// read or written by them, and one out of range is a failure of that run.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_OPS_INDICES_H
#define ANEMONE_EXECUTOR_OPS_INDICES_H

#include "lib/Executor/OpContext.h"

namespace anemone::exec {

/// The argument 'indices', with 'validate_indices' taken: they always are validated.
Value &indexTensor(OpContext &op);

/// Throws where one of `count` indices lies outside of [-extent, extent).
void checkIndices(const int32_t *indices, int64_t count, int64_t extent);

/// A negative index counts from the end.
inline int64_t wrapped(int64_t index, int64_t extent) { return index < 0 ? index + extent : index; }

/// The product of the extents [begin, end).
int64_t product(Shape::const_iterator begin, Shape::const_iterator end);

/// Checks a tuple of indices against the first `depth` extents of a tensor, and gives the place
/// that it addresses among them.
int64_t placeOf(const int32_t *tuple, const int64_t *extents, int64_t depth);

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_OPS_INDICES_H
