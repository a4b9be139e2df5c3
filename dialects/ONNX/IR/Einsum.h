//===- Einsum.h - Equations of Einsum ---------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to the dialect: what inference and decomposition read in an equation.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_EINSUM_H
#define DIALECTS_ONNX_IR_EINSUM_H

#include "dialects/ONNX/IR/InferUtils.h"

namespace anemone::onnx {

/// One label for each axis: a letter, or for the axes that `...` stands for
/// kEllipsis + 0, 1, ... counted from the last of them.
using Labels = llvm::SmallVector<int>;
inline constexpr int kEllipsis = 256;

struct EinsumEquation {
  llvm::SmallVector<Labels, 2> terms;
  Labels result;
};

/// Reads an equation for operands of these ranks. Fails where (C2), (C3) or (C4)
/// is broken.
mlir::FailureOr<EinsumEquation> parseEinsum(InferSite site, llvm::StringRef text,
                                            llvm::ArrayRef<int64_t> ranks);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_IR_EINSUM_H
