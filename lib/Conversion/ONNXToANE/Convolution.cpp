//===- Convolution.cpp - Convolutions and their adjoints ------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The engine convolves over two axes. One axis gets a companion of extent 1;
// of three or more, the first is walked by the compiler: each of its kernel
// positions is a convolution over the others, and the results are summed.
//
// A kernel that is known at run time only and has few places becomes products of
// matrices (ConvolutionByProducts.h).
//
// A bias is an addition of its own (ANE-C13) where the target does not take
// it, and convolutions with too many channels are split (ANE-C16).
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "dialects/ONNX/IR/Window.h"
#include "lib/Conversion/ONNXToANE/ConvolutionByProducts.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone;
using onnx::Window;
using onnx::Windows;

namespace {

class Convolution {
public:
  Convolution(EngineBuilder &engine) : engine(engine) {}

  /// `x` [N, C, spatial...] with `weight` [O, C / groups, kernel...].
  Value forward(Value x, Value weight, ArrayRef<Window> windows, int64_t groups);
  /// The adjoint: `weight` is [C, O / groups, kernel...]; a window's `input` and `output` are those
  /// of the adjoint.
  Value adjoint(Value x, Value weight, ArrayRef<Window> windows, int64_t groups);

private:
  Value plane(Value x, Value weight, ArrayRef<Window> windows, int64_t groups);
  Value single(Value x, Value weight, ArrayRef<Window> windows, int64_t groups);
  Value batchAsGroups(Value x, Value weight, ArrayRef<Window> windows, int64_t groups);
  Value pointwise(Value x, Value weight, ArrayRef<Window> windows, int64_t groups);
  Value adjointByStuffing(Value x, Value weight, ArrayRef<Window> windows, int64_t groups);
  Value adjointPlane(Value x, Value weight, ArrayRef<Window> windows, int64_t groups);
  Value stuff(Value x, int64_t axis, const Window &window);

  EngineBuilder &engine;
};

/// `shape` with an axis of extent 1 before the only spatial one.
Shape withCompanion(Value value) {
  Shape shape(shapeOf(value));
  shape.insert(shape.begin() + 2, 1);
  return shape;
}

Shape withoutCompanion(Value value) {
  Shape shape(shapeOf(value));
  shape.erase(shape.begin() + 2);
  return shape;
}

//===--- Forward ---===//

Value Convolution::forward(Value x, Value weight, ArrayRef<Window> windows, int64_t groups) {
  if (windows.size() == 1) {
    Window wide[] = {Window(), windows[0]};
    Value y = plane(engine.reshape(x, withCompanion(x)),
                    engine.reshape(weight, withCompanion(weight)), wide, groups);
    return engine.reshape(y, withoutCompanion(y));
  }
  if (windows.size() == 2)
    return plane(x, weight, windows, groups);

  const Window &depth = windows.front();
  x = engine.pad(x, 2, depth.before, std::max(depth.after, depth.after + depth.overhang()), 0);
  Value sum;
  for (int64_t position : llvm::seq(depth.kernel)) {
    Value layers = engine.strided(x, 2, position * depth.dilation, depth.stride, depth.output);
    SmallVector<int64_t> perm = llvm::to_vector(llvm::seq<int64_t>(0, rankOf(x)));
    std::swap(perm[1], perm[2]);
    layers = engine.transpose(layers, perm);
    layers = engine.reshape(layers, mergeAxes(shapeOf(layers), 0, 2));
    Value slab = engine.slice(weight, 2, position, 1);
    slab = engine.reshape(slab, mergeAxes(shapeOf(slab), 1, 3));
    Value part = forward(layers, slab, windows.drop_front(), groups);
    sum = sum ? engine.add(sum, part) : part;
  }
  Shape result(shapeOf(sum));
  result[0] = depth.output;
  result.insert(result.begin(), shapeOf(x)[0]);
  SmallVector<int64_t> perm = llvm::to_vector(llvm::seq<int64_t>(0, result.size()));
  std::swap(perm[1], perm[2]);
  return engine.transpose(engine.reshape(sum, result), perm);
}

/// Whether every kernel has one element.
bool isPointwise(ArrayRef<Window> windows) {
  return llvm::all_of(windows, [](const Window &window) { return window.kernel == 1; });
}

/// A kernel of one element is a product of matrices, for any batch and any weight.
Value Convolution::pointwise(Value x, Value weight, ArrayRef<Window> windows, int64_t groups) {
  for (auto [i, window] : llvm::enumerate(windows)) {
    x = engine.pad(x, 2 + i, window.before, std::max<int64_t>(window.after, 0), 0);
    x = engine.strided(x, 2 + i, 0, window.stride, window.output);
  }
  int64_t batch = shapeOf(x)[0], filters = shapeOf(weight)[0], inputs = shapeOf(weight)[1];
  int64_t places = windows[0].output * windows[1].output;
  Value matrix = engine.reshape(weight, {1, groups, filters / groups, inputs});
  Value y = engine.matmul(matrix, engine.reshape(x, {batch, groups, inputs, places}));
  return engine.reshape(y, {batch, filters, windows[0].output, windows[1].output});
}

Value Convolution::plane(Value x, Value weight, ArrayRef<Window> windows, int64_t groups) {
  // A weight that is known at run time only is reported to work at a batch of 1, and where it comes
  // from a movement (ANE-C27), which ane-pad-surfaces sees to.
  if (!isConstantExpression(weight) && !engine.onHost()) {
    if (isPointwise(windows))
      return pointwise(x, weight, windows, groups);
    if (shapeOf(x)[0] > 1)
      return batchAsGroups(x, weight, windows, groups);
  }
  const target::Profile &limits = engine.profile();
  int64_t channels = shapeOf(x)[1], filters = shapeOf(weight)[0];
  if (groups != 1)
    return single(x, weight, windows, groups);
  if (channels > limits.maxConvInputChannels) {
    Value sum;
    for (int64_t begin = 0; begin < channels; begin += limits.maxConvInputChannels) {
      int64_t size = std::min(limits.maxConvInputChannels, channels - begin);
      Value part =
          plane(engine.slice(x, 1, begin, size), engine.slice(weight, 1, begin, size), windows, 1);
      sum = sum ? engine.add(sum, part) : part;
    }
    return sum;
  }
  if (filters > limits.maxConvOutputChannels) {
    SmallVector<Value> parts;
    for (int64_t begin = 0; begin < filters; begin += limits.maxConvOutputChannels) {
      int64_t size = std::min(limits.maxConvOutputChannels, filters - begin);
      parts.push_back(single(x, engine.slice(weight, 0, begin, size), windows, 1));
    }
    return engine.concat(parts, 1);
  }
  return single(x, weight, windows, 1);
}

/// Whether a stride is a product of 2 and 3, which is what the engine takes (ANE-C55).
bool isSmooth(int64_t stride) {
  for (int64_t factor : {2, 3})
    while (stride % factor == 0)
      stride /= factor;
  return stride == 1;
}

/// Another stride is one of 1, of which a part is kept.
Value Convolution::single(Value x, Value weight, ArrayRef<Window> windows, int64_t groups) {
  SmallVector<int32_t> strides, pads, dilations;
  for (const Window &window : windows) {
    strides.push_back(isSmooth(window.stride) || engine.onHost() ? window.stride : 1);
    dilations.push_back(window.dilation);
    pads.append({int32_t(window.before), int32_t(window.after)});
  }
  bool padded = llvm::any_of(pads, [](int32_t amount) { return amount != 0; });
  Value y = ane::ConvOp::create(engine.getBuilder(), engine.getLoc(), x, weight, Value(), strides,
                                padded ? "custom" : "valid", pads, dilations, groups);
  for (auto [i, window] : llvm::enumerate(windows))
    if (strides[i] != window.stride)
      y = engine.strided(y, 2 + i, 0, window.stride, window.output);
  return y;
}

/// Samples become groups of channels of one sample, and the weight repeats for each.
Value Convolution::batchAsGroups(Value x, Value weight, ArrayRef<Window> windows, int64_t groups) {
  int64_t batch = shapeOf(x)[0], filters = shapeOf(weight)[0];
  Shape flat = mergeAxes(shapeOf(x), 0, 2);
  flat.insert(flat.begin(), 1);
  Shape repeated = {batch, numElements(shapeOf(weight))};
  Shape stacked(shapeOf(weight));
  stacked[0] = batch * filters;
  Value weights = engine.broadcastTo(engine.reshape(weight, {1, repeated[1]}), repeated);
  Value y =
      single(engine.reshape(x, flat), engine.reshape(weights, stacked), windows, groups * batch);
  Shape result(shapeOf(y));
  result[0] = batch;
  result[1] = filters;
  return engine.reshape(y, result);
}

//===--- Adjoint ---===//

/// Cuts or pads what the adjoint gives along `axis`, which is the extent without padding, to the
/// window's output.
Value fitAdjoint(Value y, int64_t axis, const Window &window, EngineBuilder &engine) {
  int64_t full = shapeOf(y)[axis];
  int64_t begin = std::max<int64_t>(window.before, 0);
  int64_t end = std::min(window.before + window.output, full);
  Value cut = engine.slice(y, axis, begin, end - begin);
  return engine.pad(cut, axis, std::max<int64_t>(-window.before, 0),
                    std::max<int64_t>(window.before + window.output - full, 0), 0);
}

/// Writes stride - 1 zeros between the elements of an axis.
Value Convolution::stuff(Value x, int64_t axis, const Window &window) {
  if (window.stride == 1 || window.input == 1)
    return x;
  Shape spread(shapeOf(x));
  spread.insert(spread.begin() + axis + 1, 1);
  Value gaps = engine.pad(engine.reshape(x, spread), axis + 1, 0, window.stride - 1, 0);
  Shape merged = mergeAxes(shapeOf(gaps), axis, axis + 2);
  return engine.slice(engine.reshape(gaps, merged), axis, 0,
                      (window.input - 1) * window.stride + 1);
}

/// A forward convolution of the stuffed input with the turned weight, which needs no weight known
/// in advance.
Value Convolution::adjointByStuffing(Value x, Value weight, ArrayRef<Window> windows,
                                     int64_t groups) {
  int64_t channels = shapeOf(weight)[0], filters = shapeOf(weight)[1];
  Windows forwards;
  for (auto [i, window] : llvm::enumerate(windows)) {
    x = stuff(x, 2 + i, window);
    weight = engine.strided(weight, 2 + i, window.kernel - 1, -1, window.kernel);
    int64_t reach = window.span() - 1;
    Window forward{shapeOf(x)[int64_t(2 + i)], window.kernel, 1, window.dilation, reach, reach};
    forward.output = forward.input + reach;
    forwards.push_back(forward);
  }
  Shape kernel(shapeOf(weight).drop_front(2));
  Shape grouped = {groups, channels / groups, filters};
  llvm::append_range(grouped, kernel);
  SmallVector<int64_t> perm = llvm::to_vector(llvm::seq<int64_t>(0, grouped.size()));
  std::swap(perm[1], perm[2]);
  Shape turned = {groups * filters, channels / groups};
  llvm::append_range(turned, kernel);
  weight = engine.reshape(engine.transpose(engine.reshape(weight, grouped), perm), turned);
  Value y = forward(x, weight, forwards, groups);
  for (auto [i, window] : llvm::enumerate(windows))
    y = fitAdjoint(y, 2 + i, window, engine);
  return y;
}

Value Convolution::adjointPlane(Value x, Value weight, ArrayRef<Window> windows, int64_t groups) {
  SmallVector<int32_t> strides, pads, dilations;
  Windows rests;
  for (const Window &window : windows) {
    strides.push_back(window.stride);
    dilations.push_back(window.dilation);
    // What the operation itself can cut off it cuts; what is to be added is left to fitAdjoint.
    int64_t full = (window.input - 1) * window.stride + window.span();
    int64_t before = std::max<int64_t>(window.before, 0);
    int64_t after = std::max<int64_t>(full - window.before - window.output, 0);
    pads.append({int32_t(before), int32_t(after)});
    Window rest = window;
    rest.before -= before;
    rests.push_back(rest);
  }
  bool padded = llvm::any_of(pads, [](int32_t amount) { return amount != 0; });
  Value y = ane::ConvTransposeOp::create(
      engine.getBuilder(), engine.getLoc(), x, weight, Value(),
      engine.getBuilder().getDenseI32ArrayAttr(pads), DenseI32ArrayAttr(),
      engine.getBuilder().getStringAttr(padded ? "custom" : "valid"),
      engine.getBuilder().getDenseI32ArrayAttr(strides),
      engine.getBuilder().getDenseI32ArrayAttr(dilations),
      engine.getBuilder().getI32IntegerAttr(groups));
  for (auto [i, window] : llvm::enumerate(rests))
    y = fitAdjoint(y, 2 + i, window, engine);
  return y;
}

Value Convolution::adjoint(Value x, Value weight, ArrayRef<Window> windows, int64_t groups) {
  bool isRough = !engine.onHost() && llvm::any_of(windows, [](const Window &window) {
    return !isSmooth(window.stride);
  });
  if (!isConstantExpression(weight) || windows.size() > 2 || isRough)
    return adjointByStuffing(x, weight, windows, groups);
  if (windows.size() == 2)
    return adjointPlane(x, weight, windows, groups);
  Window wide[] = {Window(), windows[0]};
  Value y = adjointPlane(engine.reshape(x, withCompanion(x)),
                         engine.reshape(weight, withCompanion(weight)), wide, groups);
  return engine.reshape(y, withoutCompanion(y));
}

//===--- The operations of ONNX ---===//

Value addBias(Value y, Value bias, EngineBuilder &engine) {
  if (isAbsent(bias))
    return y;
  Shape shape(rankOf(y), 1);
  shape[1] = shapeOf(y)[1];
  return engine.add(y, engine.reshape(bias, shape));
}

/// Refuses kernels that are larger than the engine's (ANE-C38). Of three axes the first is walked.
LogicalResult checkKernel(ArrayRef<Window> windows, int64_t maxHeight, int64_t maxWidth,
                          EngineBuilder &engine) {
  int64_t width = windows.back().kernel;
  int64_t height = windows.size() > 1 ? windows[windows.size() - 2].kernel : 1;
  if (engine.onHost() || (height <= maxHeight && width <= maxWidth))
    return success();
  return engine.refuse("its kernel of " + Twine(height) + " x " + Twine(width) +
                       " exceeds the engine's " + Twine(maxHeight) + " x " + Twine(maxWidth) +
                       " (ANE-C38)");
}

FailureOr<Value> lowerConv(onnx::ConvOp op, onnx::ConvOp::Adaptor in, EngineBuilder &engine) {
  Windows windows =
      onnx::windowsOf(op, shapeOf(in.getX()).drop_front(2), shapeOf(in.getW()).drop_front(2),
                      shapeOf(op.getY()).drop_front(2));
  if (!isConstantExpression(in.getW()) && hasFewPlaces(windows)) {
    Value y = convolveByProducts(in.getX(), in.getW(), windows, op.getGroup(), engine);
    return addBias(y, in.getB(), engine);
  }
  const target::WindowLimits &limits = engine.profile().windows;
  if (failed(checkKernel(windows, limits.convHeight, limits.convWidth, engine)))
    return failure();
  if (shapeOf(in.getW())[0] > engine.profile().maxConvOutputChannels &&
      failed(engine.requireJoinable(shapeOf(op.getY()), 1))) // parts of the channels
    return failure();
  Value y = Convolution(engine).forward(in.getX(), in.getW(), windows, op.getGroup());
  return addBias(y, in.getB(), engine);
}

FailureOr<Value> lowerConvTranspose(onnx::ConvTransposeOp op, onnx::ConvTransposeOp::Adaptor in,
                                    EngineBuilder &engine) {
  Windows windows = onnx::windowsOf(op);
  const target::WindowLimits &limits = engine.profile().windows;
  if (failed(checkKernel(windows, limits.convHeight, limits.convWidth, engine)))
    return failure();
  Value y = Convolution(engine).adjoint(in.getX(), in.getW(), windows, op.getGroup());
  return addBias(y, in.getB(), engine);
}

} // namespace

void anemone::populateConvolutionLowerings(Lowerings &set) {
  set.add<onnx::ConvOp>(lowerConv);
  set.add<onnx::ConvTransposeOp>(lowerConvTranspose);
}
