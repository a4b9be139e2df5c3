//===- Slice.cpp - Cutting out of tensors and padding them ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/Parallel.h"
#include "lib/Executor/Ops/Movement.h"
#include "lib/Executor/Registry.h"
#include <algorithm>

namespace anemone::exec {

namespace {

void requireCount(const OpContext &op, const char *name, const Shape &values, int64_t count) {
  op.require(static_cast<int64_t>(values.size()) == count,
             std::string("argument '") + name + "' is " + describe(values) + ", expected " +
                 std::to_string(count) + " elements");
}

/// One dimension of a slice, as Python writes it: begin:end:stride.
struct Range {
  int64_t begin, end, stride;
};

Range normalized(Range range, int64_t extent, bool openBegin, bool openEnd) {
  bool forward = range.stride > 0;
  int64_t low = forward ? 0 : -1, high = forward ? extent : extent - 1;
  auto place = [&](int64_t index) {
    return std::clamp(index < 0 ? index + extent : index, low, high);
  };
  range.begin = openBegin ? (forward ? 0 : extent - 1) : place(range.begin);
  range.end = openEnd ? (forward ? extent : -1) : place(range.end);
  return range;
}

int64_t lengthOf(const Range &range) {
  int64_t span = range.stride > 0 ? range.end - range.begin : range.begin - range.end;
  int64_t step = std::abs(range.stride);
  return span <= 0 ? 0 : (span + step - 1) / step;
}

void sliceByIndex(OpContext &op) {
  Value &x = op.tensor("x");
  Shape begin = op.integers("begin"), end = op.integers("end");
  Shape stride = op.integers("stride", Shape(x.shape().size(), 1));
  requireCount(op, "begin", begin, x.rank());
  requireCount(op, "end", end, x.rank());
  requireCount(op, "stride", stride, x.rank());
  std::vector<bool> openBegin = op.flags("begin_mask", x.shape().size());
  std::vector<bool> openEnd = op.flags("end_mask", x.shape().size());
  std::vector<bool> squeezed = op.flags("squeeze_mask", x.shape().size());
  Shape dense = denseStrides(x.shape()), shape;
  StridedCopy copy;
  for (size_t i = 0; i < begin.size(); ++i) {
    int64_t extent = x.shape()[i];
    op.require(stride[i] != 0, "argument 'stride' is " + describe(stride) + ", expected no 0");
    Range range = normalized({begin[i], end[i], stride[i]}, extent, openBegin[i], openEnd[i]);
    if (squeezed[i]) {
      int64_t index = begin[i] < 0 ? begin[i] + extent : begin[i];
      index = openBegin[i] ? 0 : index;
      op.require(index >= 0 && index < extent, "argument 'begin' is " + describe(begin) +
                                                   ", which is outside of " + describe(x.type));
      range = {index, index + 1, 1};
    }
    int64_t length = lengthOf(range);
    op.require(length >= 1,
               "the slice of axis " + std::to_string(i) + " of " + describe(x.type) + " is empty");
    copy.extents.push_back(length);
    copy.fromStrides.push_back(dense[i] * range.stride);
    copy.fromOffset += range.begin * dense[i];
    if (!squeezed[i])
      shape.push_back(length);
  }
  copy.toStrides = denseStrides(copy.extents);
  op.result(x.type.dtype, shape);
  addCopy(op, x, std::move(copy));
}

void sliceBySize(OpContext &op) {
  Value &x = op.tensor("x");
  Shape begin = op.integers("begin"), size = op.integers("size");
  requireCount(op, "begin", begin, x.rank());
  requireCount(op, "size", size, x.rank());
  StridedCopy copy{{}, denseStrides(x.shape()), {}};
  for (size_t i = 0; i < begin.size(); ++i) {
    int64_t extent = x.shape()[i], first = begin[i] < 0 ? begin[i] + extent : begin[i];
    int64_t length = size[i] == -1 ? extent - first : size[i];
    op.require(first >= 0 && length >= 1 && length <= extent - first,
               "takes " + std::to_string(size[i]) + " elements from " + std::to_string(begin[i]) +
                   " on of axis " + std::to_string(i) + " of " + describe(x.type));
    copy.extents.push_back(length);
    copy.fromOffset += first * copy.fromStrides[i];
  }
  copy.toStrides = denseStrides(copy.extents);
  op.result(x.type.dtype, copy.extents);
  addCopy(op, x, std::move(copy));
}

void crop(OpContext &op) {
  Value &x = op.tensor("x");
  Shape height = op.integers("crop_height"), width = op.integers("crop_width");
  requireCount(op, "crop_height", height, 2);
  requireCount(op, "crop_width", width, 2);
  op.require(x.rank() >= 3,
             "argument 'x' has type " + describe(x.type) + ", expected rank 3 or more");
  StridedCopy copy{x.shape(), denseStrides(x.shape()), {}};
  const Shape *cuts[] = {&height, &width};
  for (size_t i = 0; i < 2; ++i) {
    size_t axis = x.shape().size() - 2 + i;
    const Shape &cut = *cuts[i];
    op.require(cut[0] >= 0 && cut[1] >= 0 && cut[0] + cut[1] < x.shape()[axis],
               "crops " + describe(cut) + " of an extent of " + std::to_string(x.shape()[axis]));
    copy.extents[axis] -= cut[0] + cut[1];
    copy.fromOffset += cut[0] * copy.fromStrides[axis];
  }
  copy.toStrides = denseStrides(copy.extents);
  op.result(x.type.dtype, copy.extents);
  addCopy(op, x, std::move(copy));
}

enum class PadMode { Constant, Reflect, Replicate };

/// Where each index of a padded axis reads; -1 for the constant.
Shape padSources(int64_t extent, int64_t before, int64_t after, PadMode mode) {
  Shape sources;
  for (int64_t i = -before; i < extent + after; ++i) {
    int64_t inside = std::clamp<int64_t>(i, 0, extent - 1);
    if (mode == PadMode::Reflect)
      inside = i < 0 ? -i : i >= extent ? 2 * (extent - 1) - i : i;
    sources.push_back(mode == PadMode::Constant && i != inside ? -1 : inside);
  }
  return sources;
}

/// Copies rows of the padded result; each axis has its own table of sources.
struct PadCopy {
  Shape shape, strides;       // of the result; of the operand
  std::vector<Shape> sources; // one table for each axis

  template <typename T> void run(const T *from, T *to, T constant) const {
    size_t rank = shape.size();
    int64_t width = shape.back(), rows = 1;
    for (size_t i = 0; i + 1 < rank; ++i)
      rows *= shape[i];
    parallelFor(rows, std::max<int64_t>(1, 16384 / width), [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row) {
        int64_t rest = row, offset = 0;
        bool outside = false;
        for (size_t d = rank - 1; d-- > 0; rest /= shape[d]) {
          int64_t source = sources[d][static_cast<size_t>(rest % shape[d])];
          outside |= source < 0;
          offset += source * strides[d];
        }
        for (int64_t i = 0; i < width; ++i) {
          int64_t source = outside ? -1 : sources[rank - 1][static_cast<size_t>(i)];
          to[row * width + i] = source < 0 ? constant : from[offset + source];
        }
      }
    });
  }
};

void pad(OpContext &op) {
  Value &x = op.tensor("x");
  Shape amounts = op.integers("pad");
  auto mode =
      static_cast<PadMode>(op.choice("mode", {"constant", "reflect", "replicate"}, "constant"));
  double constant = op.real("constant_val", 0);
  op.require(x.rank() >= 1 && amounts.size() % 2 == 0 && amounts.size() <= 2 * x.shape().size(),
             "argument 'pad' is " + describe(amounts) +
                 ", expected two elements for each of up to " + std::to_string(x.rank()) +
                 " last axes");
  PadCopy copy{x.shape(), denseStrides(x.shape()), {}};
  size_t skipped = x.shape().size() - amounts.size() / 2;
  for (size_t i = 0; i < x.shape().size(); ++i) {
    int64_t before = i < skipped ? 0 : amounts[2 * (i - skipped)];
    int64_t after = i < skipped ? 0 : amounts[2 * (i - skipped) + 1];
    int64_t limit = mode == PadMode::Reflect ? x.shape()[i] - 1 : int64_t(1) << 31;
    op.require(before >= 0 && after >= 0 && before <= limit && after <= limit,
               "argument 'pad' is " + describe(amounts) + ", expected elements from 0 to " +
                   std::to_string(limit) + " for axis " + std::to_string(i));
    copy.shape[i] += before + after;
    checkShape(copy.shape);
  }
  op.result(x.type.dtype, copy.shape); // before the tables are built, whose size the text decides
  for (size_t i = 0; i < x.shape().size(); ++i)
    copy.sources.push_back(padSources(x.shape()[i], i < skipped ? 0 : amounts[2 * (i - skipped)],
                                      i < skipped ? 0 : amounts[2 * (i - skipped) + 1], mode));
  bool half = roundsToHalf(op.numerics()) && x.type.dtype == mil::DType::Fp16;
  Carrier carrier = x.carrier;
  Node &node = op.compute({&x}, [=, copy = std::move(copy)](const KernelArgs &args) {
    dispatch(carrier, [&](auto *type) {
      using T = Pointee<decltype(type)>;
      copy.run(args.in<T>(0), args.out<T>(), static_cast<T>(constant));
    });
  });
  node.rounds = half;
}

constexpr OpInfo table[] = {
    {"slice_by_index", sliceByIndex}, {"slice_by_size", sliceBySize}, {"crop", crop}, {"pad", pad}};

} // namespace

std::span<const OpInfo> sliceOps() { return table; }

} // namespace anemone::exec
