//===- SplitRows.h - Rows become batches before they are used ---*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_SPLITROWS_H
#define DIALECTS_ANE_TRANSFORMS_SPLITROWS_H

#include "dialects/ANE/IR/ANE.h"

namespace anemone::ane {

/// Moves reshapes that distribute the rows of a matrix to a batch of matrices, [R, N] to
/// [B, S, N], in front of the operations on elements that come before them: a bias is then added to
/// the batch. A batch stays one through the whole network, where a matrix between two products
/// would tie its order of axes to all rows together. Returns whether there were any.
bool splitRows(ProgramOp program);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_SPLITROWS_H
