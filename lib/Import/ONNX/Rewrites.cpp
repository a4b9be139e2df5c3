//===- Rewrites.cpp - Older forms of operators ----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Rewrites.h"
#include "lib/Import/ONNX/OperatorSet.h"

using namespace mlir;
using namespace anemone;

static constexpr Rewrite rewrites[] = {
    // operator, first and last opset of the form, operation of the dialect
    {"Add", 1, 6, "Add", rewriteBroadcast},
    {"And", 1, 6, "And", rewriteBroadcast},
    {"BatchNormalization", 1, newestOpset, "BatchNormalization", rewriteBatchNormalization},
    {"Cast", 1, newestOpset, "Cast", rewriteCast},
    {"Clip", 1, 10, "Clip", rewriteClip},
    {"Concat", 1, 3, "Concat", rewriteConcat},
    {"Div", 1, 6, "Div", rewriteBroadcast},
    {"Dropout", 1, newestOpset, "Identity", rewriteDropout},
    {"Equal", 1, 6, "Equal", rewriteBroadcast},
    {"Gemm", 1, 6, "Gemm", rewriteBroadcast},
    {"Greater", 1, 6, "Greater", rewriteBroadcast},
    {"GroupNormalization", 18, 20, "GroupNormalization", rewriteGroupNormalization},
    {"LayerNormalization", 17, newestOpset, "LayerNormalization", rewriteLayerNormalization},
    {"Less", 1, 6, "Less", rewriteBroadcast},
    {"LogSoftmax", 1, 12, "LogSoftmax", rewriteCoercedSoftmax},
    {"Mul", 1, 6, "Mul", rewriteBroadcast},
    {"Or", 1, 6, "Or", rewriteBroadcast},
    {"PRelu", 1, 6, "PRelu", refuseOldForm},
    {"Pad", 1, 10, "Pad", rewritePad},
    {"Pow", 1, 6, "Pow", rewriteBroadcast},
    {"ReduceL1", 1, 17, "ReduceL1", rewriteAxes},
    {"ReduceL2", 1, 17, "ReduceL2", rewriteAxes},
    {"ReduceLogSum", 1, 17, "ReduceLogSum", rewriteAxes},
    {"ReduceLogSumExp", 1, 17, "ReduceLogSumExp", rewriteAxes},
    {"ReduceMax", 1, 17, "ReduceMax", rewriteAxes},
    {"ReduceMean", 1, 17, "ReduceMean", rewriteAxes},
    {"ReduceMin", 1, 17, "ReduceMin", rewriteAxes},
    {"ReduceProd", 1, 17, "ReduceProd", rewriteAxes},
    {"ReduceSum", 1, 12, "ReduceSum", rewriteAxes},
    {"ReduceSumSquare", 1, 17, "ReduceSumSquare", rewriteAxes},
    {"Reshape", 1, 4, "Reshape", rewriteReshape},
    {"Resize", 10, 10, "Resize", rewriteResize10},
    {"Resize", 11, newestOpset, "Resize", rewriteResize},
    {"Scatter", 9, 10, "ScatterElements", rewriteScatter},
    {"Slice", 1, 9, "Slice", rewriteSlice},
    {"Softmax", 1, 12, "Softmax", rewriteCoercedSoftmax},
    {"Split", 1, newestOpset, "Split", rewriteSplit},
    {"Squeeze", 1, 12, "Squeeze", rewriteAxes},
    {"Sub", 1, 6, "Sub", rewriteBroadcast},
    {"Tile", 1, 5, "Tile", refuseOldForm},
    {"Unsqueeze", 1, 12, "Unsqueeze", rewriteAxes},
    {"Upsample", 1, 6, "Resize", refuseOldForm},
    {"Upsample", 7, 8, "Resize", rewriteUpsampleAttribute},
    {"Upsample", 9, 9, "Resize", rewriteUpsampleOperand},
    {"Xor", 1, 6, "Xor", rewriteBroadcast},
};

const Rewrite *anemone::findRewrite(StringRef opType, int64_t opset) {
  const Rewrite *found = llvm::find_if(rewrites, [&](const Rewrite &rewrite) {
    return rewrite.opType == opType && rewrite.since <= opset && opset <= rewrite.until;
  });
  return found == std::end(rewrites) ? nullptr : found;
}
