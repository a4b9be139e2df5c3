//===- VerifyQuantization.cpp - Quantized weights -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/VerifyConstraints.h"

using namespace mlir;
using namespace anemone::target;

namespace anemone::ane {
namespace {

/// uint8 is compiled and read as something else.
void verifyElements(Operation *op, Value data, ConstraintReporter &reporter) {
  Type element = cast<RankedTensorType>(data.getType()).getElementType();
  if (element.isUnsignedInteger())
    reporter.report(op, rule::QuantizedTypes,
                    "reads weights of uint" + Twine(element.getIntOrFloatBitWidth()));
}

void verifyScale(ConstexprBlockwiseShiftScaleOp op, ConstraintReporter &reporter) {
  if (op.getOffset())
    reporter.report(op, rule::ScalePerChannel, "has an offset");
  ArrayRef<int64_t> scale = cast<RankedTensorType>(op.getScale().getType()).getShape();
  ArrayRef<int64_t> data = cast<RankedTensorType>(op.getData().getType()).getShape();
  if (scale.empty())
    return;
  if (scale.front() != data.front() ||
      llvm::any_of(scale.drop_front(), [](int64_t extent) { return extent != 1; })) {
    int64_t scales = cast<RankedTensorType>(op.getScale().getType()).getNumElements();
    reporter.report(op, rule::ScalePerChannel,
                    "has " + Twine(scales) + " scales for " + Twine(data.front()) +
                        " output channels");
  }
}

} // namespace

void verifyQuantization(Operation *op, ConstraintReporter &reporter) {
  if (auto affine = dyn_cast<ConstexprAffineDequantizeOp>(op)) {
    reporter.report(op, rule::AffineDequantize, "is a constexpr_affine_dequantize");
    verifyElements(op, affine.getQuantizedData(), reporter);
  } else if (auto blockwise = dyn_cast<ConstexprBlockwiseShiftScaleOp>(op)) {
    verifyElements(op, blockwise.getData(), reporter);
    verifyScale(blockwise, reporter);
  } else if (auto dequantize = dyn_cast<DequantizeOp>(op)) {
    if (dequantize.getInput().getDefiningOp<ConstantOp>())
      verifyElements(op, dequantize.getInput(), reporter);
  }
}

} // namespace anemone::ane
