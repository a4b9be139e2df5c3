//===- Window.h - Windows of convolutions and pools -------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernel sizes, strides, dilations and padding have the same arguments and
// rules in conv, conv_transpose and the pools; plain loops over windows serve
// where oneDNN has no kernel: fp64, and padding that it refuses.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_OPS_WINDOW_H
#define ANEMONE_EXECUTOR_OPS_WINDOW_H

#include "lib/Executor/OpContext.h"

namespace anemone::exec {

/// One window per spatial dimension. `output` are the spatial extents of the result.
struct Window {
  Shape kernel, strides, dilations, padBefore, padAfter;
  Shape input, output;

  size_t rank() const { return kernel.size(); }
};

/// Reads strides, dilations, pad_type and pad of a conv over `x` and computes the output extents.
Window readConvWindow(OpContext &op, const Value &x, const Shape &kernel);
/// The same for a pool, with kernel_sizes and ceil_mode.
Window readPoolWindow(OpContext &op, const Value &x);
/// The same for conv_transpose: input and output change roles.
Window readTransposedWindow(OpContext &op, const Value &x, const Shape &kernel,
                            int64_t outChannels);

/// {batch, channels, output extents...}.
Shape windowShape(int64_t batch, int64_t channels, const Window &window);

/// A convolution in plain loops.
struct PlainConvolution {
  Window window;
  int64_t batch, inChannels, outChannels, groups;
  bool transposed = false; // weight is [in, out / groups, k...] and strides spread the input

  template <typename T> void run(const T *x, const T *weight, const T *bias, T *y) const;
  /// Its sums follow `rules`.
  void run(const MacRules &rules, const float *x, const float *weight, const float *bias,
           float *y) const;
};

enum class PoolKind { Max, Average, AverageWithoutPadding, L2 };
struct PlainPool {
  Window window;
  int64_t planes; // batch times channels
  PoolKind kind;

  template <typename T> void run(const T *x, T *y) const;
};

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_OPS_WINDOW_H
