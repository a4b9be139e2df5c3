//===- Window.cpp - Windows of convolutions and pools ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Ops/Window.h"
#include <algorithm>

namespace anemone::exec {

namespace {

enum PadType { Valid, Same, SameLower, Custom };
// Extents and paddings beyond this are refused, so that no product of two of them overflows.
constexpr int64_t largest = int64_t(1) << 30;

Shape readPositive(OpContext &op, const std::string &name, size_t rank,
                   std::optional<Shape> fallback) {
  Shape values = op.integers(name, std::move(fallback));
  op.require(values.size() == rank, "argument '" + name + "' has " + std::to_string(values.size()) +
                                        " elements, expected " + std::to_string(rank));
  for (int64_t value : values)
    op.require(value >= 1 && value <= largest, "argument '" + name + "' is " + describe(values) +
                                                   ", expected elements of at least 1");
  return values;
}

Shape readPad(OpContext &op, size_t rank) {
  Shape pad = op.integers("pad", Shape(2 * rank, 0));
  op.require(pad.size() == 2 * rank, "argument 'pad' has " + std::to_string(pad.size()) +
                                         " elements, expected " + std::to_string(2 * rank));
  for (int64_t value : pad)
    op.require(value >= 0 && value <= largest,
               "argument 'pad' is " + describe(pad) + ", expected no negative element");
  return pad;
}

int64_t dilatedKernel(const OpContext &op, const Window &window, size_t i) {
  op.require(window.kernel[i] <= largest && (window.kernel[i] - 1) <= largest / window.dilations[i],
             "the dilated kernel is too large");
  return (window.kernel[i] - 1) * window.dilations[i] + 1;
}

void splitPadding(Window &window, size_t i, int64_t total, bool moreBefore) {
  window.padBefore[i] = moreBefore ? (total + 1) / 2 : total / 2;
  window.padAfter[i] = total - window.padBefore[i];
}

void placeWindow(OpContext &op, Window &window, PadType type, const Shape &pad, size_t i,
                 bool ceil) {
  int64_t kernel = dilatedKernel(op, window, i), stride = window.strides[i], in = window.input[i];
  if (type == Same || type == SameLower) {
    window.output[i] = (in + stride - 1) / stride;
    splitPadding(window, i, std::max<int64_t>((window.output[i] - 1) * stride + kernel - in, 0),
                 type == SameLower);
    return;
  }
  if (type == Custom) {
    window.padBefore[i] = pad[2 * i];
    window.padAfter[i] = pad[2 * i + 1];
  }
  int64_t padded = in + window.padBefore[i] + window.padAfter[i];
  op.require(padded >= kernel, "the kernel covers " + std::to_string(kernel) +
                                   " elements, but the padded input has " + std::to_string(padded));
  window.output[i] = (padded - kernel + (ceil ? stride - 1 : 0)) / stride + 1;
  // As in PyTorch, the last window has to start within the input or the padding before it.
  if (ceil && padded > in && (window.output[i] - 1) * stride >= in + window.padBefore[i])
    --window.output[i];
}

Window emptyWindow(const Value &x, const Shape &kernel) {
  Window window;
  window.kernel = kernel;
  window.input.assign(x.shape().begin() + 2, x.shape().end());
  window.padBefore = window.padAfter = window.output = Shape(kernel.size(), 0);
  return window;
}

void requireSpatial(const OpContext &op, const Value &x, size_t kernelRank) {
  op.require(x.rank() >= 3 && x.rank() <= 5,
             "argument 'x' has type " + describe(x.type) + ", expected rank 3 to 5");
  op.require(x.shape().size() == kernelRank + 2, "argument 'x' has type " + describe(x.type) +
                                                     ", but the kernel has " +
                                                     std::to_string(kernelRank) + " dimensions");
}

} // namespace

Window readConvWindow(OpContext &op, const Value &x, const Shape &kernel) {
  requireSpatial(op, x, kernel.size());
  Window window = emptyWindow(x, kernel);
  window.strides = readPositive(op, "strides", kernel.size(), Shape(kernel.size(), 1));
  window.dilations = readPositive(op, "dilations", kernel.size(), Shape(kernel.size(), 1));
  auto type = static_cast<PadType>(
      op.choice("pad_type", {"valid", "same", "same_lower", "custom"}, "valid"));
  Shape pad = readPad(op, kernel.size());
  for (size_t i = 0; i < kernel.size(); ++i)
    placeWindow(op, window, type, pad, i, false);
  return window;
}

Window readPoolWindow(OpContext &op, const Value &x) {
  op.require(x.rank() >= 3 && x.rank() <= 5,
             "argument 'x' has type " + describe(x.type) + ", expected rank 3 to 5");
  size_t rank = x.shape().size() - 2;
  Window window = emptyWindow(x, readPositive(op, "kernel_sizes", rank, std::nullopt));
  window.strides = readPositive(op, "strides", rank, Shape(rank, 1));
  window.dilations = Shape(rank, 1);
  auto type = static_cast<PadType>(
      op.choice("pad_type", {"valid", "same", "same_lower", "custom"}, "valid"));
  Shape pad = readPad(op, rank);
  bool ceil = op.flag("ceil_mode", false);
  op.require(!ceil || type == Valid || type == Custom,
             "ceil_mode goes with pad_type valid or custom");
  for (size_t i = 0; i < rank; ++i)
    placeWindow(op, window, type, pad, i, ceil);
  return window;
}

Window readTransposedWindow(OpContext &op, const Value &x, const Shape &kernel,
                            int64_t outChannels) {
  requireSpatial(op, x, kernel.size());
  size_t rank = kernel.size();
  Window window = emptyWindow(x, kernel);
  window.strides = readPositive(op, "strides", rank, Shape(rank, 1));
  window.dilations = readPositive(op, "dilations", rank, Shape(rank, 1));
  auto type = static_cast<PadType>(
      op.choice("pad_type", {"valid", "same", "same_lower", "custom"}, "valid"));
  Shape pad = readPad(op, rank);
  Shape wanted = op.integers("output_shape", Shape{});
  op.require(wanted.empty() || (wanted.size() == rank + 2 && wanted[0] == x.shape()[0] &&
                                wanted[1] == outChannels),
             "argument 'output_shape' is " + describe(wanted) + ", expected [" +
                 std::to_string(x.shape()[0]) + ", " + std::to_string(outChannels) + ", ...]");
  for (size_t i = 0; i < rank; ++i) {
    op.require(window.strides[i] <= largest / window.input[i], "the result is too large");
    int64_t full = (window.input[i] - 1) * window.strides[i] + dilatedKernel(op, window, i);
    if (type == Custom) {
      window.padBefore[i] = pad[2 * i];
      window.padAfter[i] = pad[2 * i + 1];
    }
    window.output[i] = !wanted.empty() ? wanted[2 + i]
                       : type == Same || type == SameLower
                           ? window.input[i] * window.strides[i]
                           : full - window.padBefore[i] - window.padAfter[i];
    op.require(window.output[i] >= 1 && window.output[i] <= largest,
               "the result would have an extent of " + std::to_string(window.output[i]));
    if (type == Custom)
      window.padAfter[i] = full - window.padBefore[i] - window.output[i];
    else
      splitPadding(window, i, full - window.output[i], type == SameLower);
    if (window.padBefore[i] < 0) // a result larger than all windows: zeros come last
      splitPadding(window, i, 0, false), window.padAfter[i] = full - window.output[i];
  }
  return window;
}

Shape windowShape(int64_t batch, int64_t channels, const Window &window) {
  Shape shape{batch, channels};
  shape.insert(shape.end(), window.output.begin(), window.output.end());
  return shape;
}

} // namespace anemone::exec
