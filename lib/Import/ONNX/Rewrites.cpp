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
    {"BatchNormalization", 7, newestOpset, "BatchNormalization", rewriteBatchNormalization},
    {"Cast", 7, newestOpset, "Cast", rewriteCast},
    {"Clip", 7, 10, "Clip", rewriteClip},
    {"Dropout", 7, newestOpset, "Identity", rewriteDropout},
    {"LogSoftmax", 7, 12, "LogSoftmax", rewriteCoercedSoftmax},
    {"Pad", 7, 10, "Pad", rewritePad},
    {"ReduceL1", 7, 17, "ReduceL1", rewriteAxes},
    {"ReduceL2", 7, 17, "ReduceL2", rewriteAxes},
    {"ReduceLogSum", 7, 17, "ReduceLogSum", rewriteAxes},
    {"ReduceLogSumExp", 7, 17, "ReduceLogSumExp", rewriteAxes},
    {"ReduceMax", 7, 17, "ReduceMax", rewriteAxes},
    {"ReduceMean", 7, 17, "ReduceMean", rewriteAxes},
    {"ReduceMin", 7, 17, "ReduceMin", rewriteAxes},
    {"ReduceProd", 7, 17, "ReduceProd", rewriteAxes},
    {"ReduceSum", 7, 12, "ReduceSum", rewriteAxes},
    {"ReduceSumSquare", 7, 17, "ReduceSumSquare", rewriteAxes},
    {"Resize", 10, 10, "Resize", rewriteResize10},
    {"Resize", 11, newestOpset, "Resize", rewriteResize},
    {"Slice", 7, 9, "Slice", rewriteSlice},
    {"Softmax", 7, 12, "Softmax", rewriteCoercedSoftmax},
    {"Split", 7, newestOpset, "Split", rewriteSplit},
    {"Squeeze", 7, 12, "Squeeze", rewriteAxes},
    {"Unsqueeze", 7, 12, "Unsqueeze", rewriteAxes},
    {"Upsample", 7, 8, "Resize", rewriteUpsampleAttribute},
    {"Upsample", 9, 9, "Resize", rewriteUpsampleOperand},
};

const Rewrite *anemone::findRewrite(StringRef opType, int64_t opset) {
  const Rewrite *found = llvm::find_if(rewrites, [&](const Rewrite &rewrite) {
    return rewrite.opType == opType && rewrite.since <= opset && opset <= rewrite.until;
  });
  return found == std::end(rewrites) ? nullptr : found;
}
