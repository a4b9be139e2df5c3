//===- PoolingAdjoints.cpp - Derivatives of poolings ----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The mean over a window is a convolution of each channel, and its adjoint a
// transposed one. A maximum gives its gradient to the first element of the window
// that equals it:
//
//   rest = dY
//   for each position of the window, in order:
//     element = X at that position of every window
//     part = element == Y ? rest : 0
//     rest = rest - part
//   dX = the parts, each added where its elements were
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/ConvolutionAdjoints.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

template <typename OpTy> static Windows poolWindows(OpTy op) {
  auto input = extentsOf(op.getX()).drop_front(2), output = extentsOf(op.getY()).drop_front(2);
  return windowsOf(op, input, intsOf(op.getKernelShape()), output);
}

//===----------------------------------------------------------------------===//
// Maximum
//===----------------------------------------------------------------------===//

/// Interleaves along `axis`: element i of part p becomes element i * parts + p.
static Value interleaved(ArrayRef<Value> parts, int64_t axis, AdjointBuilder &build) {
  Extents shape(extentsOf(parts.front()));
  Extents merged(shape);
  merged[axis] *= parts.size();
  shape.insert(shape.begin() + axis + 1, 1);
  auto columns = llvm::map_to_vector(parts, [&](Value part) { return build.reshape(part, shape); });
  return build.reshape(build.concat(columns, axis + 1), merged);
}

/// The first `count` elements of an axis, of which those beyond its end are 0.
static Value fit(Value x, int64_t axis, int64_t begin, int64_t count, AdjointBuilder &build) {
  int64_t missing = std::max<int64_t>(begin + count - extentsOf(x)[axis], 0);
  return build.slice(build.pad(x, axis, 0, missing), axis, begin, begin + count);
}

/// Adds up what each position of a window along `axis` gave, where it came from. What the positions
/// share of a stride is summed first; then the remainders are interleaved.
static Value overlapAdd(ArrayRef<Value> parts, int64_t axis, const Window &window,
                        AdjointBuilder &build) {
  SmallVector<Value> sums(window.stride);
  int64_t most = (window.kernel - 1) * window.dilation / window.stride;
  for (auto [k, part] : llvm::enumerate(parts)) {
    int64_t shift = k * window.dilation / window.stride;
    Value shifted = build.pad(part, axis, shift, most - shift);
    Value &sum = sums[k * window.dilation % window.stride];
    sum = sum ? build.add(sum, shifted) : shifted;
  }
  for (Value &sum : sums)
    if (!sum)
      sum = build.full(0, sums.front());
  return fit(interleaved(sums, axis, build), axis, window.before, window.input, build);
}

/// 1 for each window whose position `k` lies in the data, 0 where it lies in the padding; null
/// where none does.
static Value insideAt(int64_t k, size_t axis, const Window &window, Value like,
                      AdjointBuilder &build) {
  SmallVector<double> inside;
  for (int64_t i : llvm::seq(window.output)) {
    int64_t at = i * window.stride + k * window.dilation - window.before;
    inside.push_back(at >= 0 && at < window.input);
  }
  if (!llvm::is_contained(inside, 0))
    return {};
  Extents shape(rankOf(like), 1);
  shape[axis] = window.output;
  return build.reshape(build.numbers(inside, elementOf(like)), shape);
}

namespace {

/// Walks the positions of a window in order.
class MaximumAdjoint {
public:
  MaximumAdjoint(Value y, Value grad, ArrayRef<Window> windows, AdjointBuilder &build)
      : y(y), rest(grad), windows(windows), build(build) {}

  /// The gradient of `x`, of which the spatial axes before `axis` show one position of each window
  /// already.
  Value run(Value x, size_t axis = 0) {
    if (axis == windows.size())
      return claim(x);
    const Window &window = windows[axis];
    int64_t behind = std::max<int64_t>(window.reach() - window.before - window.input, 0);
    x = build.pad(x, 2 + axis, window.before, behind);
    SmallVector<Value> parts;
    for (int64_t k : llvm::seq(window.kernel)) {
      int64_t begin = k * window.dilation;
      int64_t end = begin + (window.output - 1) * window.stride + 1;
      inside.push_back(insideAt(k, 2 + axis, window, y, build));
      parts.push_back(run(build.slice(x, 2 + axis, begin, end, window.stride), axis + 1));
      inside.pop_back();
    }
    return overlapAdd(parts, 2 + axis, window, build);
  }

private:
  /// What of the gradient that is left belongs to `element`. Padding may look like the maximum, but
  /// gets nothing.
  Value claim(Value element) {
    Value part = build.keep(rest, build.equal(element, y));
    for (Value factor : inside)
      part = factor ? build.mul(part, factor) : part;
    rest = build.sub(rest, part);
    return part;
  }

  Value y, rest;
  SmallVector<Value> inside; // of the position so far, by axis
  ArrayRef<Window> windows;
  AdjointBuilder &build;
};

} // namespace

static LogicalResult adjoint(MaxPoolOp op, AdjointBuilder &build) {
  Windows windows = poolWindows(op);
  build.give(0, MaximumAdjoint(op.getY(), build.grad(), windows, build).run(op.getX()));
  return success();
}

/// Equal maxima share the gradient.
static LogicalResult adjoint(GlobalMaxPoolOp op, AdjointBuilder &build) {
  auto axes = llvm::to_vector(llvm::seq<int64_t>(2, rankOf(op.getX())));
  Value ones = build.cast(build.equal(op.getX(), op.getY()), elementOf(op.getX()));
  Value count = build.max(build.sumAlong(ones, axes), 1); // rounding may leave none
  build.give(0, build.mul(ones, build.div(build.grad(), count)));
  return success();
}

//===----------------------------------------------------------------------===//
// Mean
//===----------------------------------------------------------------------===//

/// Divides by the number of elements of each window.
static Value divideByCounts(Value grad, ArrayRef<Window> windows, bool includePad,
                            AdjointBuilder &build) {
  double uniform = 1;
  for (auto [i, window] : llvm::enumerate(windows)) {
    SmallVector<int64_t> counts = countsOf(window, includePad);
    if (llvm::all_equal(counts)) {
      uniform *= counts.front();
      continue;
    }
    auto shares = llvm::map_to_vector(counts, [](int64_t count) { return 1.0 / count; });
    Extents shape(rankOf(grad), 1);
    shape[2 + i] = counts.size();
    grad = build.mul(grad, build.reshape(build.numbers(shares, elementOf(grad)), shape));
  }
  return uniform == 1 ? grad : build.mul(grad, 1 / uniform);
}

static LogicalResult adjoint(AveragePoolOp op, AdjointBuilder &build) {
  Windows windows = poolWindows(op);
  if (seesPaddingOnly(windows))
    return success();
  int64_t channels = extentsOf(op.getX())[1];
  Extents kernel = {channels, 1};
  llvm::append_range(kernel, intsOf(op.getKernelShape()));
  Value share = divideByCounts(build.grad(), windows, op.getCountIncludePad() != 0, build);
  Value ones = build.full(1, kernel, elementOf(share));
  build.give(0, convolveBack(share, ones, windows, channels, build));
  return success();
}

static LogicalResult adjoint(GlobalAveragePoolOp op, AdjointBuilder &build) {
  ArrayRef<int64_t> shape = extentsOf(op.getX());
  double count = 1;
  for (int64_t extent : shape.drop_front(2))
    count *= extent;
  build.give(0, build.expand(build.mul(build.grad(), 1 / count), shape));
  return success();
}

void anemone::onnx::addPoolingAdjoints(MLIRContext *context) {
  addAdjoint<MaxPoolOp, adjoint>(context);
  addAdjoint<GlobalMaxPoolOp, adjoint>(context);
  addAdjoint<AveragePoolOp, adjoint>(context);
  addAdjoint<GlobalAveragePoolOp, adjoint>(context);
}
