//===- Rewrites.h - Older forms of operators --------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One function for each operator and range of operator sets whose form differs
// from the dialect's. The table is in Rewrites.cpp, and in docs/Import.md for
// readers.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_REWRITES_H
#define ANEMONE_LIB_IMPORT_ONNX_REWRITES_H

#include "lib/Import/ONNX/NodeBuilder.h"

namespace anemone {

/// Changes a node into the canonical form, or fills its results with other
/// operations. Failures were reported.
using RewriteFunction = mlir::LogicalResult (*)(NodeBuilder &node);

struct Rewrite {
  llvm::StringLiteral opType;
  /// The operator sets that have this form, both inclusive.
  int64_t since, until;
  /// The operation of the dialect that the node needs.
  llvm::StringLiteral target;
  RewriteFunction apply;
};

/// The rewrite of an operator in a version of the operator set, or null.
const Rewrite *findRewrite(llvm::StringRef opType, int64_t opset);

//===--- Attributes that became operands (RewriteOperands.cpp) ------------===//

mlir::LogicalResult rewriteAxes(NodeBuilder &node);
mlir::LogicalResult rewriteClip(NodeBuilder &node);
mlir::LogicalResult rewritePad(NodeBuilder &node);
mlir::LogicalResult rewriteSlice(NodeBuilder &node);
mlir::LogicalResult rewriteSplit(NodeBuilder &node);

//===--- Resampling (RewriteResize.cpp) -----------------------------------===//

mlir::LogicalResult rewriteUpsampleAttribute(NodeBuilder &node);
mlir::LogicalResult rewriteUpsampleOperand(NodeBuilder &node);
mlir::LogicalResult rewriteResize10(NodeBuilder &node);
mlir::LogicalResult rewriteResize(NodeBuilder &node);

//===--- Forms that are long gone (RewriteLegacy.cpp) ---------------------===//

mlir::LogicalResult rewriteBroadcast(NodeBuilder &node);
mlir::LogicalResult rewriteConcat(NodeBuilder &node);
mlir::LogicalResult rewriteReshape(NodeBuilder &node);
mlir::LogicalResult rewriteScatter(NodeBuilder &node);
mlir::LogicalResult refuseOldForm(NodeBuilder &node);

//===--- Everything else (RewriteLayers.cpp) ------------------------------===//

mlir::LogicalResult rewriteBatchNormalization(NodeBuilder &node);
mlir::LogicalResult rewriteCast(NodeBuilder &node);
mlir::LogicalResult rewriteCoercedSoftmax(NodeBuilder &node);
mlir::LogicalResult rewriteDropout(NodeBuilder &node);
mlir::LogicalResult rewriteGroupNormalization(NodeBuilder &node);
mlir::LogicalResult rewriteLayerNormalization(NodeBuilder &node);

} // namespace anemone

#endif // ANEMONE_LIB_IMPORT_ONNX_REWRITES_H
