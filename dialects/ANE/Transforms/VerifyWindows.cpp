//===- VerifyWindows.cpp - Convolutions and pools -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/ConstantValues.h"
#include "dialects/ANE/Transforms/VerifyConstraints.h"

using namespace mlir;
using namespace anemone::target;

namespace anemone::ane {
namespace {

/// The last two extents of a window; a window of one axis is a row.
void verifyExtents(Operation *op, ArrayRef<int64_t> window, int64_t maxHeight, int64_t maxWidth,
                   ConstraintReporter &reporter) {
  reporter.atMost(op, rule::Extents, "width of the window", window.back(), maxWidth);
  if (window.size() > 1)
    reporter.atMost(op, rule::Extents, "height of the window", window[window.size() - 2],
                    maxHeight);
}

void verifyKernel(Operation *op, Value weight, ArrayRef<int32_t> strides,
                  ConstraintReporter &reporter) {
  const WindowLimits &limits = reporter.profile.windows;
  ArrayRef<int64_t> kernel = cast<RankedTensorType>(weight.getType()).getShape().drop_front(2);
  verifyExtents(op, kernel, limits.convHeight, limits.convWidth, reporter);
  for (auto [axis, stride] : llvm::enumerate(strides)) {
    int64_t rest = stride;
    for (int64_t factor : {2, 3})
      while (rest % factor == 0)
        rest /= factor;
    if (rest != 1)
      reporter.report(op, rule::SmoothStrides,
                      "has stride " + Twine(stride) + " along spatial axis " + Twine(axis));
  }
}

/// A weight that is known at run time only.
void verifyRuntimeWeight(ConvOp conv, int64_t batch, ConstraintReporter &reporter) {
  if (isMadeOfConstants(conv.getWeight()))
    return;
  if (isa<BlockArgument>(conv.getWeight()))
    reporter.report(conv, rule::RuntimeConvWeight, "has an argument of the program as its weight");
  reporter.atMost(conv, rule::RuntimeConvWeight, "batch of a convolution by a runtime weight",
                  batch, 1);
}

void verifyConvolution(ConvOp conv, ConstraintReporter &reporter) {
  if (conv.getBias())
    reporter.report(conv, rule::NoConvBias, "has a bias");
  auto input = cast<RankedTensorType>(conv.getX().getType());
  auto output = cast<RankedTensorType>(conv.getResult().getType());
  reporter.atMost(conv, rule::ConvChannels, "number of input channels", input.getDimSize(1),
                  reporter.profile.maxConvInputChannels);
  reporter.atMost(conv, rule::ConvChannels, "number of output channels", output.getDimSize(1),
                  reporter.profile.maxConvOutputChannels);
  verifyKernel(conv, conv.getWeight(), conv.getStrides(), reporter);
  verifyRuntimeWeight(conv, input.getDimSize(0), reporter);
}

template <typename PoolOp> void verifyPool(PoolOp pool, ConstraintReporter &reporter) {
  const WindowLimits &limits = reporter.profile.windows;
  SmallVector<int64_t> window(pool.getKernelSizes().begin(), pool.getKernelSizes().end());
  verifyExtents(pool, window, limits.poolHeight, limits.poolWidth, reporter);
}

} // namespace

void verifyWindows(Operation *op, ConstraintReporter &reporter) {
  if (auto conv = dyn_cast<ConvOp>(op))
    verifyConvolution(conv, reporter);
  else if (auto transposed = dyn_cast<ConvTransposeOp>(op))
    verifyKernel(op, transposed.getWeight(), transposed.getStrides(), reporter);
  else if (auto pool = dyn_cast<MaxPoolOp>(op))
    verifyPool(pool, reporter);
  else if (auto pool = dyn_cast<AvgPoolOp>(op))
    verifyPool(pool, reporter);
}

} // namespace anemone::ane
