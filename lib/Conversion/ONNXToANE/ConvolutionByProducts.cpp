//===- ConvolutionByProducts.cpp - Convolutions without windows -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/ONNXToANE/ConvolutionByProducts.h"

#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone;
using onnx::Window;

bool anemone::hasFewPlaces(ArrayRef<Window> windows) {
  constexpr int64_t kMost = 64; // each is code
  int64_t places = 1, elements = 1;
  for (const Window &window : windows) {
    places *= window.output;
    elements *= window.kernel;
  }
  return places < elements && places <= kMost;
}

/// What the windows at one place see of `x`, as [groups, N, C * kernel].
static Value viewAt(Value x, ArrayRef<Window> windows, ArrayRef<int64_t> place, int64_t groups,
                    EngineBuilder &engine) {
  for (auto [i, window] : llvm::enumerate(windows))
    x = engine.strided(x, 2 + i, place[i] * window.stride, window.dilation, window.kernel);
  int64_t batch = shapeOf(x)[0], row = numElements(shapeOf(x)) / (batch * groups);
  return engine.transpose(engine.reshape(x, {batch, groups, row}), {1, 0, 2});
}

/// Calls `visit` with each place of the windows, the last axis first.
static void forEachPlace(ArrayRef<Window> windows, function_ref<void(ArrayRef<int64_t>)> visit) {
  Shape place(windows.size(), 0);
  for (;;) {
    visit(place);
    int64_t axis = int64_t(windows.size()) - 1;
    while (axis >= 0 && ++place[axis] == windows[axis].output)
      place[axis--] = 0;
    if (axis < 0)
      return;
  }
}

/// Of `x` that is padded.
static Value multiplyAtPlaces(Value x, Value weight, ArrayRef<Window> windows, int64_t groups,
                              EngineBuilder &engine) {
  int64_t batch = shapeOf(x)[0], filters = shapeOf(weight)[0];
  int64_t row = numElements(shapeOf(weight)) / filters;
  weight = engine.reshape(weight, {groups, filters / groups, row});
  SmallVector<Value> columns;
  forEachPlace(windows, [&](ArrayRef<int64_t> place) {
    Value y = engine.matmul(viewAt(x, windows, place, groups, engine), weight, false, true);
    columns.push_back(engine.reshape(y, {groups, batch, filters / groups, 1}));
  });
  Value y = columns.size() == 1 ? columns.front() : engine.concat(columns, 3);
  Shape result = {batch, filters};
  for (const Window &window : windows)
    result.push_back(window.output);
  return engine.reshape(engine.transpose(y, {1, 0, 2, 3}), result);
}

/// Rows longer than any axis of the engine (ANE-C38) are those of two halves of the kernel, whose
/// products are summed.
static Value splitKernel(Value x, Value weight, ArrayRef<Window> windows, int64_t groups,
                         EngineBuilder &engine) {
  int64_t row = numElements(shapeOf(weight)) / shapeOf(weight)[0];
  auto kernelOf = [](const Window &a, const Window &b) { return a.kernel < b.kernel; };
  int64_t axis = llvm::max_element(windows, kernelOf) - windows.begin();
  const Window &widest = windows[axis];
  if (engine.onHost() || row <= engine.profile().maxExtent || widest.kernel == 1)
    return multiplyAtPlaces(x, weight, windows, groups, engine);
  auto half = [&](int64_t begin, int64_t count) {
    onnx::Windows part(windows);
    part[axis].kernel = count;
    int64_t skipped = begin * widest.dilation;
    return splitKernel(engine.slice(x, 2 + axis, skipped, shapeOf(x)[2 + axis] - skipped),
                       engine.slice(weight, 2 + axis, begin, count), part, groups, engine);
  };
  int64_t middle = widest.kernel / 2;
  return engine.add(half(0, middle), half(middle, widest.kernel - middle));
}

Value anemone::convolveByProducts(Value x, Value weight, ArrayRef<Window> windows, int64_t groups,
                                  EngineBuilder &engine) {
  for (auto [i, window] : llvm::enumerate(windows))
    x = engine.pad(x, 2 + i, window.before, window.after, 0);
  return splitKernel(x, weight, windows, groups, engine);
}
