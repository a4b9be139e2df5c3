//===- Pooling.cpp - Poolings ---------------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The engine pools over two axes. One axis gets a companion of extent 1; of
// three or more, as many of the last two are pooled at a time, since a maximum
// or a sum over a box is one over its edges, one after the other. A dilated
// window, or one that is too large, is a maximum or a mean of shifted slices.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "dialects/ONNX/IR/Window.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone;
using onnx::Window;
using onnx::Windows;

namespace {

enum class Kind { Maximum, Mean };

/// Pools along one axis by slices: the element at each position of the window, over all windows.
Value poolBySlices(Value x, int64_t axis, const Window &window, Kind kind, EngineBuilder &engine) {
  double fill = kind == Kind::Maximum ? -65504 : 0;
  // What is filled is beyond what slices of the last axis hold on some chips (ANE-C39).
  bool isPadded = window.before > 0 || window.after > 0;
  double most = engine.profile().numerics.sliceLimit;
  if (!engine.onHost() && isPadded && most > 0 && -fill > most && axis + 1 == rankOf(x)) {
    Shape last(shapeOf(x));
    last.push_back(1);
    Value pooled = poolBySlices(engine.reshape(x, last), axis, window, kind, engine);
    return engine.reshape(pooled, shapeOf(pooled).drop_back());
  }
  x = engine.pad(x, axis, window.before, window.after, fill);
  Value result;
  for (int64_t position : llvm::seq(window.kernel)) {
    Value element =
        engine.strided(x, axis, position * window.dilation, window.stride, window.output);
    if (!result)
      result = element;
    else
      result =
          kind == Kind::Maximum ? engine.maximum(result, element) : engine.add(result, element);
  }
  return kind == Kind::Mean ? engine.mul(result, 1.0 / window.kernel) : result;
}

/// Pools the axes 2 and 3 of a tensor of rank 4; a mean counts what is padded.
Value poolPlane(Value x, ArrayRef<Window> windows, Kind kind, EngineBuilder &engine) {
  SmallVector<int32_t> kernels, strides, pads;
  for (const Window &window : windows) {
    kernels.push_back(window.kernel);
    strides.push_back(window.stride);
    pads.append({int32_t(window.before), int32_t(window.after)});
  }
  StringRef type =
      llvm::any_of(pads, [](int32_t amount) { return amount != 0; }) ? "custom" : "valid";
  OpBuilder &builder = engine.getBuilder();
  if (kind == Kind::Maximum)
    return ane::MaxPoolOp::create(builder, engine.getLoc(), x, kernels, strides, type, pads, false);
  return ane::AvgPoolOp::create(builder, engine.getLoc(), x, kernels, strides, type, pads,
                                /*exclude_padding_from_average=*/false, /*ceil_mode=*/false);
}

/// Pools two neighboring axes from `axis` on, seen as [1, outer, h, w] with what follows them moved
/// in front.
Value poolPair(Value x, int64_t axis, ArrayRef<Window> windows, Kind kind, EngineBuilder &engine) {
  Shape shape(shapeOf(x));
  int64_t outer = numElements(ArrayRef(shape).take_front(axis));
  int64_t inner = numElements(ArrayRef(shape).drop_front(axis + 2));
  Shape result(shape);
  result[axis] = windows[0].output;
  result[axis + 1] = windows[1].output;
  if (axis == 2 && shape.size() == 4)
    return poolPlane(x, windows, kind, engine);
  Value view = engine.reshape(x, {outer, shape[axis], shape[axis + 1], inner});
  Value pooled = poolPlane(engine.transpose(view, {0, 3, 1, 2}), windows, kind, engine);
  return engine.reshape(engine.transpose(pooled, {0, 2, 3, 1}), result);
}

Value poolAxes(Value x, ArrayRef<Window> windows, Kind kind, EngineBuilder &engine) {
  SmallVector<Window, 3> all(windows);
  // What a last window lacks is padding, of which a maximum takes no notice and a mean is
  // corrected.
  for (Window &window : all)
    window.after += std::max<int64_t>(window.overhang(), 0);
  // The engine has no dilated windows, and none beyond a limit (ANE-C38).
  const target::WindowLimits &limits = engine.profile().windows;
  int64_t most = std::min(limits.poolHeight, limits.poolWidth);
  bool isForeign = llvm::any_of(all, [&](const Window &window) {
    return window.dilation != 1 || (window.kernel > most && !engine.onHost());
  });
  if (isForeign) {
    for (auto [i, window] : llvm::enumerate(all))
      x = poolBySlices(x, 2 + i, window, kind, engine);
    return x;
  }
  if (all.size() == 1) {
    Shape wide = {shapeOf(x)[0], shapeOf(x)[1], 1, shapeOf(x)[2]};
    Window pair[] = {Window(), all[0]};
    Value y = poolPlane(engine.reshape(x, wide), pair, kind, engine);
    return engine.reshape(y, {wide[0], wide[1], all[0].output});
  }
  size_t done = 0;
  if (all.size() % 2 != 0) {
    Window rest{shapeOf(x)[3]};
    rest.output = rest.input;
    Window pair[] = {all[0], rest};
    x = poolPair(x, 2, pair, kind, engine);
    done = 1;
  }
  for (; done < all.size(); done += 2)
    x = poolPair(x, 2 + done, ArrayRef(all).slice(done, 2), kind, engine);
  return x;
}

/// The mean over the whole window times kernel / count, where the count differs from the kernel
/// somewhere.
Value correctMean(Value y, ArrayRef<Window> windows, bool includePad, EngineBuilder &engine) {
  for (auto [i, window] : llvm::enumerate(windows)) {
    SmallVector<int64_t> counts = onnx::countsOf(window, includePad);
    if (llvm::all_of(counts, [&](int64_t count) { return count == window.kernel; }))
      continue;
    SmallVector<float> factors;
    for (int64_t count : counts)
      factors.push_back(float(window.kernel) / count);
    Shape shape(rankOf(y), 1);
    shape[2 + i] = counts.size();
    y = engine.mul(y, engine.constant(factors, shape, elementOf(y)));
  }
  return y;
}

template <typename OpTy> Windows poolWindows(OpTy op, Value x, Value y) {
  size_t count = rankOf(x) - 2;
  return onnx::windowsOf(op, shapeOf(x).drop_front(2), intsOr(op.getKernelShape(), count, 1),
                         shapeOf(y).drop_front(2));
}

FailureOr<Value> lowerMaxPool(onnx::MaxPoolOp op, onnx::MaxPoolOp::Adaptor in,
                              EngineBuilder &engine) {
  if (!isa<FloatType>(elementOf(in.getX())))
    return engine.refuse("it pools integers, and the engine computes in fp16");
  return poolAxes(in.getX(), poolWindows(op, in.getX(), op.getY()), Kind::Maximum, engine);
}

FailureOr<Value> lowerAveragePool(onnx::AveragePoolOp op, onnx::AveragePoolOp::Adaptor in,
                                  EngineBuilder &engine) {
  Windows windows = poolWindows(op, in.getX(), op.getY());
  Value mean = poolAxes(in.getX(), windows, Kind::Mean, engine);
  return correctMean(mean, windows, op.getCountIncludePad() != 0, engine);
}

template <typename From, typename To>
FailureOr<Value> lowerGlobal(From, typename From::Adaptor in, EngineBuilder &engine) {
  SmallVector<int64_t> axes = llvm::to_vector(llvm::seq<int64_t>(2, rankOf(in.getX())));
  return engine.reduce<To>(in.getX(), axes);
}

} // namespace

void anemone::populatePoolingLowerings(Lowerings &set) {
  set.add<onnx::MaxPoolOp>(lowerMaxPool);
  set.add<onnx::AveragePoolOp>(lowerAveragePool);
  set.add<onnx::GlobalAveragePoolOp>(lowerGlobal<onnx::GlobalAveragePoolOp, ane::ReduceMeanOp>);
  set.add<onnx::GlobalMaxPoolOp>(lowerGlobal<onnx::GlobalMaxPoolOp, ane::ReduceMaxOp>);
}
