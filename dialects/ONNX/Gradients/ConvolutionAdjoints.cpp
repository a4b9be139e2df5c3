//===- ConvolutionAdjoints.cpp - Derivatives of convolutions --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Conv and ConvTranspose are each other's adjoint in their data. The gradient of
// the weight is a convolution of the data with the gradient of the result, in
// which batch and channels, and strides and dilations, have changed places:
//
//   dW[m, c, k] = sum over n, o of X[n, c, o * stride + k * dilation] dY[n, m, o]
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/ConvolutionAdjoints.h"

#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

using Field = int64_t Window::*;

static ArrayAttr listOf(ArrayRef<Window> windows, std::initializer_list<Field> fields,
                        AdjointBuilder &build) {
  SmallVector<int64_t> entries;
  for (Field field : fields)
    for (const Window &window : windows)
      entries.push_back(window.*field);
  return build.attributeOf(entries);
}

bool anemone::onnx::seesPaddingOnly(ArrayRef<Window> windows) {
  return llvm::any_of(windows, [](const Window &w) { return w.before >= w.reach(); });
}

/// A convolution that ends with its last window: padding is added, or data cut off, behind.
static Value convolve(Value x, Value weight, Windows windows, int64_t groups,
                      AdjointBuilder &build) {
  for (auto [i, window] : llvm::enumerate(windows)) {
    window.after += window.overhang();
    if (window.after < 0)
      x = build.slice(x, 2 + i, 0, window.input + window.after);
    window.after = std::max<int64_t>(window.after, 0);
  }
  return build.create<ConvOp>(x, weight, build.none(), "NOTSET",
                              listOf(windows, {&Window::dilation}, build), groups,
                              listOf(windows, {&Window::kernel}, build),
                              listOf(windows, {&Window::before, &Window::after}, build),
                              listOf(windows, {&Window::stride}, build));
}

Value anemone::onnx::convolveBack(Value grad, Value weight, Windows windows, int64_t groups,
                                  AdjointBuilder &build) {
  SmallVector<int64_t> extra;
  for (Window &window : windows) {
    int64_t missing = window.overhang() + window.after; // beyond the data
    extra.push_back(std::max<int64_t>(-missing, 0));
    window.after = std::max<int64_t>(missing, 0);
  }
  return build.create<ConvTransposeOp>(
      grad, weight, build.none(), "NOTSET", listOf(windows, {&Window::dilation}, build), groups,
      listOf(windows, {&Window::kernel}, build), build.attributeOf(extra), ArrayAttr(),
      listOf(windows, {&Window::before, &Window::after}, build),
      listOf(windows, {&Window::stride}, build));
}

/// [N, groups * C, ...] as [C, groups * N, ...].
static Value exchangeBatch(Value x, int64_t groups, AdjointBuilder &build) {
  ArrayRef<int64_t> shape = extentsOf(x);
  Extents split = {shape[0], groups, shape[1] / groups};
  llvm::append_range(split, shape.drop_front(2));
  auto perm = llvm::to_vector(llvm::seq<int64_t>(split.size()));
  std::swap(perm[0], perm[2]);
  Extents exchanged = {split[2], groups * split[0]};
  llvm::append_range(exchanged, shape.drop_front(2));
  if (groups == 1) { // one axis less to move
    perm = llvm::to_vector(llvm::seq<int64_t>(shape.size()));
    std::swap(perm[0], perm[1]);
    return build.transpose(x, perm);
  }
  return build.reshape(build.transpose(build.reshape(x, split), perm), exchanged);
}

/// The gradient [M, C / groups, kernel...] of the weight of a convolution of `x` by the gradient of
/// its result.
static Value weightGradient(Value x, Value grad, Windows windows, int64_t groups,
                            AdjointBuilder &build) {
  for (Window &window : windows) {
    std::swap(window.kernel, window.output);
    std::swap(window.stride, window.dilation);
  }
  Value filters = exchangeBatch(grad, 1, build);
  Value gradient = convolve(exchangeBatch(x, groups, build), filters, windows, groups, build);
  return exchangeBatch(gradient, 1, build);
}

/// Over all axes but that of the channels.
static Value biasGradient(Value grad, AdjointBuilder &build) {
  auto axes = llvm::to_vector(llvm::seq<int64_t>(rankOf(grad)));
  axes.erase(axes.begin() + 1);
  return build.sum(grad, axes);
}

static LogicalResult adjoint(ConvOp op, AdjointBuilder &build) {
  Value x = op.getX(), weight = op.getW(), grad = build.grad();
  Windows windows = windowsOf(op, extentsOf(x).drop_front(2), extentsOf(weight).drop_front(2),
                              extentsOf(op.getY()).drop_front(2));
  if (!seesPaddingOnly(windows)) {
    build.give(0, convolveBack(grad, weight, windows, op.getGroup(), build));
    build.give(1, weightGradient(x, grad, windows, op.getGroup(), build));
  }
  build.give(2, biasGradient(grad, build));
  return success();
}

/// Seen from the result, which is the data of the convolution that gives the gradient.
static LogicalResult adjoint(ConvTransposeOp op, AdjointBuilder &build) {
  Value x = op.getX(), weight = op.getW(), grad = build.grad();
  Windows windows = windowsOf(op);
  for (Window &window : windows)
    std::swap(window.input, window.output);
  if (!seesPaddingOnly(windows)) {
    build.give(0, convolve(grad, weight, windows, op.getGroup(), build));
    build.give(1, weightGradient(grad, x, windows, op.getGroup(), build));
  }
  build.give(2, biasGradient(grad, build));
  return success();
}

void anemone::onnx::addConvolutionAdjoints(MLIRContext *context) {
  addAdjoint<ConvOp, adjoint>(context);
  addAdjoint<ConvTransposeOp, adjoint>(context);
}
