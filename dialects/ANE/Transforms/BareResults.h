//===- BareResults.h - What a program may return ----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program that returns an argument or a constant, as it is or in another
// shape, was reported to give NaN on the engine. Lowering writes a product by 1
// there; passes that remove operations ask here first.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_BARERESULTS_H
#define DIALECTS_ANE_TRANSFORMS_BARERESULTS_H

#include "mlir/IR/PatternMatch.h"

namespace anemone::ane {

/// Whether `op` gives the elements of its operand in their order: a reshape, expand_dims or
/// squeeze.
bool isView(mlir::Operation *op);

/// Whether reading `replacement` in place of `replaced` makes a program return a view of an
/// argument or of a constant.
bool leavesBareResult(mlir::Value replaced, mlir::Value replacement);

/// Replaces `op`, which has one result, unless the type differs or a program is left with a bare
/// result.
llvm::LogicalResult replaceByValue(mlir::Operation *op, mlir::Value value,
                                   mlir::PatternRewriter &rewriter);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_BARERESULTS_H
