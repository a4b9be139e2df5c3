//===- Window.cpp - Windows that slide over spatial axes ------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/Window.h"

#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

Windows anemone::onnx::windowsOf(ConvTransposeOp op) {
  auto spatial = [](Value value) {
    return cast<RankedTensorType>(value.getType()).getShape().drop_front(2);
  };
  ArrayRef<int64_t> input = spatial(op.getX()), kernel = spatial(op.getW()),
                    output = spatial(op.getY());
  size_t count = kernel.size();
  auto strides = intsOr(op.getStrides(), count, 1), dilations = intsOr(op.getDilations(), count, 1);
  auto pads = intsOr(op.getPads(), 2 * count, 0), extra = intsOr(op.getOutputPadding(), count, 0);
  StringRef mode = op.getAutoPad();
  bool fromShape = op.getOutputShape() || mode == "SAME_UPPER" || mode == "SAME_LOWER";
  Windows windows;
  for (size_t i = 0; i < count; ++i) {
    Window window{input[i], kernel[i], strides[i], dilations[i], pads[i], 0, output[i]};
    if (mode == "VALID")
      window.before = 0;
    if (fromShape) {
      // A result larger than what the kernel reaches is padded after it.
      int64_t reached = (input[i] - 1) * strides[i] + extra[i] + window.span();
      int64_t total = std::max<int64_t>(reached - output[i], 0);
      window.before = mode == "SAME_UPPER" ? total / 2 : total - total / 2;
    }
    windows.push_back(window);
  }
  return windows;
}

SmallVector<int64_t> anemone::onnx::countsOf(const Window &window, bool includePad) {
  int64_t low = includePad ? -window.before : 0;
  int64_t high = window.input + (includePad ? window.after : 0);
  SmallVector<int64_t> counts;
  for (int64_t i : llvm::seq(window.output)) {
    int64_t count = 0;
    for (int64_t k : llvm::seq(window.kernel)) {
      int64_t at = i * window.stride - window.before + k * window.dilation;
      count += at >= low && at < high;
    }
    counts.push_back(std::max<int64_t>(count, 1));
  }
  return counts;
}
