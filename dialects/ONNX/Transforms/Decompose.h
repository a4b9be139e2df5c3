//===- Decompose.h - Decompositions, by subject ------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A decomposition gives the values that replace the results of an operation, no
// values where the operation stays, or fails with an error at the operation.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_TRANSFORMS_DECOMPOSE_H
#define DIALECTS_ONNX_TRANSFORMS_DECOMPOSE_H

#include "dialects/ONNX/Transforms/PlainBuilder.h"
#include "mlir/IR/SymbolTable.h"

namespace anemone::onnx {

using Replacements = mlir::FailureOr<llvm::SmallVector<mlir::Value>>;

/// The elements of the largest constant that is written: a model may ask in a few bytes
/// for more than anything that runs could use.
inline constexpr int64_t kMostConstants = int64_t(1) << 26;

/// Fails, with an error at `op`, where a constant would be larger.
llvm::LogicalResult checkConstant(mlir::Operation *op, int64_t rows, int64_t columns);

//===--- DecomposeAttention.cpp ---===//

Replacements decompose(AttentionOp op, PlainBuilder &build);
Replacements decompose(RotaryEmbeddingOp op, PlainBuilder &build);

//===--- DecomposeNormalization.cpp ---===//

Replacements decompose(RMSNormalizationOp op, PlainBuilder &build);
Replacements decompose(GroupNormalizationOp op, PlainBuilder &build);
Replacements decompose(MeanVarianceNormalizationOp op, PlainBuilder &build);
Replacements decompose(SwishOp op, PlainBuilder &build);

//===--- DecomposeProducts.cpp ---===//

Replacements decompose(EinsumOp op, PlainBuilder &build);
Replacements decompose(CumSumOp op, PlainBuilder &build);
Replacements decompose(TriluOp op, PlainBuilder &build);

//===--- DecomposeConstants.cpp ---===//

Replacements decompose(RangeOp op, PlainBuilder &build);
Replacements decompose(ConstantOfShapeOp op, PlainBuilder &build);

//===--- DecomposeOneHot.cpp ---===//

Replacements decompose(OneHotOp op, PlainBuilder &build);

//===--- DecomposeLosses.cpp ---===//

Replacements decompose(NegativeLogLikelihoodLossOp op, PlainBuilder &build);
Replacements decompose(SoftmaxCrossEntropyLossOp op, PlainBuilder &build);

//===--- DecomposeOptimizers.cpp ---===//

Replacements decompose(AdagradOp op, PlainBuilder &build);
Replacements decompose(AdamOp op, PlainBuilder &build);
Replacements decompose(MomentumOp op, PlainBuilder &build);

//===--- RestrainMasks.cpp ---===//

/// Raises to kMasked what lies below it among the numbers that mask the operand of
/// a softmax. Gives how many places it changed.
int64_t restrainMasks(SoftmaxOp op, const mlir::SymbolTable &symbols);

/// The operations that onnx-decompose takes apart, by name.
llvm::SmallVector<llvm::StringRef> decomposedOperations();

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_TRANSFORMS_DECOMPOSE_H
