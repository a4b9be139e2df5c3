//===- Window.h - Windows that slide over spatial axes ----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Convolutions and poolings share the arithmetic of windows. ONNX's implicit
// paddings become explicit here, and no ceil_mode is left: where a last window
// reaches beyond the input, the padding after it grows.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_WINDOW_H
#define DIALECTS_ONNX_IR_WINDOW_H

#include "dialects/ONNX/IR/NNOps.h"
#include "dialects/ONNX/IR/Utils.h"

namespace anemone::onnx {

/// A window along one spatial axis.
struct Window {
  int64_t input = 1, kernel = 1, stride = 1, dilation = 1;
  int64_t before = 0, after = 0; // padding
  int64_t output = 1;

  /// The extent of the dilated kernel.
  int64_t span() const { return (kernel - 1) * dilation + 1; }
  /// From the begin of the first window to the end of the last.
  int64_t reach() const { return (output - 1) * stride + span(); }
  /// What the last window lacks beyond input and padding; negative where it ends before them.
  int64_t overhang() const { return reach() - (before + input + after); }
};
using Windows = llvm::SmallVector<Window, 3>;

/// The windows of a convolution or pooling: one for each spatial axis. `input` and `output` are the
/// spatial extents; `after` is what the operation says, without what ceil_mode adds.
template <typename OpTy>
Windows windowsOf(OpTy op, llvm::ArrayRef<int64_t> input, llvm::ArrayRef<int64_t> kernel,
                  llvm::ArrayRef<int64_t> output) {
  size_t count = kernel.size();
  auto strides = intsOr(op.getStrides(), count, 1), dilations = intsOr(op.getDilations(), count, 1);
  auto pads = intsOr(op.getPads(), 2 * count, 0);
  llvm::StringRef mode = op.getAutoPad();
  Windows windows;
  for (size_t i = 0; i < count; ++i) {
    Window window{input[i], kernel[i], strides[i], dilations[i], 0, 0, output[i]};
    if (mode == "NOTSET") {
      window.before = pads[i];
      window.after = pads[i + count];
    } else if (mode != "VALID") {
      int64_t total = std::max<int64_t>(window.overhang(), 0);
      window.before = mode == "SAME_UPPER" ? total / 2 : total - total / 2;
      window.after = total - window.before;
    }
    windows.push_back(window);
  }
  return windows;
}

/// Those of a transposed convolution, whose `input` and `output` are the operation's own. ONNX
/// gives the extents of the result or the paddings; each follows from the other. `after` is 0.
Windows windowsOf(ConvTransposeOp op);

/// How many elements each window along one axis counts for a mean; 1 where there are none.
llvm::SmallVector<int64_t> countsOf(const Window &window, bool includePad);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_IR_WINDOW_H
