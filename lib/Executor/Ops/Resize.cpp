//===- Resize.cpp - Resizing the last two dimensions ----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where each row and column of the result is sampled is a table that is made
// once; sampling itself is the same for all modes.
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/Parallel.h"
#include "lib/Executor/Registry.h"
#include <algorithm>
#include <cmath>

namespace anemone::exec {

namespace {

/// Between which two elements a sample lies, and how far towards the second.
struct Sample {
  int64_t low = 0, high = 0;
  double weight = 0;
};
using Axis = std::vector<Sample>;

enum Sampling { StrictAlignCorners, AlignCorners, Default, OffsetCorners, UnalignCorners };

double gridPoint(int64_t i, double in, double out, Sampling mode) {
  double at = static_cast<double>(i);
  switch (mode) {
  case AlignCorners:
    if (out == 1)
      return (in - 1) / 2;
    [[fallthrough]];
  case StrictAlignCorners:
    return out == 1 ? 0 : at * (in - 1) / (out - 1);
  case Default:
    return at * in / out;
  case OffsetCorners: {
    double delta = std::max(1.0, in - 1) / out;
    return 0.5 * delta + at * delta;
  }
  case UnalignCorners:
    break;
  }
  return (at + 0.5) * in / out - 0.5;
}

Axis linearAxis(int64_t in, int64_t out, Sampling mode) {
  Axis axis;
  for (int64_t i = 0; i < out; ++i) {
    double last = static_cast<double>(in - 1);
    double point = std::clamp(gridPoint(i, static_cast<double>(in), static_cast<double>(out), mode),
                              0.0, last);
    int64_t low = static_cast<int64_t>(point);
    axis.push_back({low, std::min(low + 1, in - 1), point - static_cast<double>(low)});
  }
  return axis;
}

Axis nearestAxis(int64_t in, int64_t out) {
  Axis axis;
  for (int64_t i = 0; i < out; ++i) {
    int64_t source = std::min(i * in / out, in - 1);
    axis.push_back({source, source, 0});
  }
  return axis;
}

struct Resizer {
  Axis rows, columns;
  int64_t planes, height, width;

  template <typename T> void run(const T *x, T *y) const {
    int64_t outHeight = static_cast<int64_t>(rows.size()),
            outWidth = static_cast<int64_t>(columns.size());
    parallelFor(
        planes * outHeight, std::max<int64_t>(1, 8192 / outWidth), [&](int64_t begin, int64_t end) {
          for (int64_t line = begin; line < end; ++line) {
            const Sample &row = rows[static_cast<size_t>(line % outHeight)];
            const T *plane = x + line / outHeight * height * width;
            const T *above = plane + row.low * width, *below = plane + row.high * width;
            T *out = y + line * outWidth, down = static_cast<T>(row.weight);
            for (int64_t j = 0; j < outWidth; ++j) {
              const Sample &column = columns[static_cast<size_t>(j)];
              if (column.weight == 0 &&
                  row.weight == 0) { // also keeps what is no number, and infinities
                out[j] = above[column.low];
                continue;
              }
              T right = static_cast<T>(column.weight);
              T first = above[column.low] + (above[column.high] - above[column.low]) * right;
              T second = below[column.low] + (below[column.high] - below[column.low]) * right;
              out[j] = first + (second - first) * down;
            }
          }
        });
  }
};

Value &imageArgument(OpContext &op) {
  Value &x = op.floats("x");
  op.require(x.rank() >= 3,
             "argument 'x' has type " + describe(x.type) + ", expected rank 3 or more");
  return x;
}

template <typename MakeAxis>
void addResize(OpContext &op, Value &x, int64_t height, int64_t width, MakeAxis makeAxis) {
  Shape shape = x.shape();
  size_t rank = shape.size();
  shape[rank - 2] = height;
  shape[rank - 1] = width;
  op.result(x.type.dtype, shape); // before the tables are built, whose size the text decides
  int64_t inHeight = x.shape()[rank - 2], inWidth = x.shape()[rank - 1];
  Resizer resizer{makeAxis(inHeight, height), makeAxis(inWidth, width),
                  x.count() / (inHeight * inWidth), inHeight, inWidth};
  Carrier carrier = x.carrier;
  op.compute({&x}, [=](const KernelArgs &args) {
    dispatchFloat(carrier, [&](auto *type) {
      using T = Pointee<decltype(type)>;
      resizer.run(args.in<T>(0), args.out<T>());
    });
  });
}

int64_t scaled(OpContext &op, const char *name, int64_t extent) {
  double factor = op.real(name, 1), result = std::floor(factor * static_cast<double>(extent));
  op.require(result >= 1 && result < 1e9, std::string("argument '") + name + "' is " +
                                              std::to_string(factor) +
                                              ", which gives no extent of at least 1");
  return static_cast<int64_t>(result);
}

struct Extents {
  int64_t height, width;
};
Extents scaledExtents(OpContext &op, const Value &x) {
  return {scaled(op, "scale_factor_height", x.shape()[x.shape().size() - 2]),
          scaled(op, "scale_factor_width", x.shape().back())};
}

void upsampleNearest(OpContext &op) {
  Value &x = imageArgument(op);
  Extents extents = scaledExtents(op, x);
  addResize(op, x, extents.height, extents.width, nearestAxis);
}

void upsampleBilinear(OpContext &op) {
  Value &x = imageArgument(op);
  Extents extents = scaledExtents(op, x);
  bool align = op.flag("align_corners", true);
  bool halfPixel = op.flag("half_pixel_centers", !align);
  op.require(!align || !halfPixel, "align_corners and half_pixel_centers exclude each other");
  Sampling mode = align ? StrictAlignCorners : halfPixel ? UnalignCorners : Default;
  addResize(op, x, extents.height, extents.width,
            [mode](int64_t in, int64_t out) { return linearAxis(in, out, mode); });
}

void resizeNearest(OpContext &op) {
  Value &x = imageArgument(op);
  int64_t height = op.integer("target_size_height"), width = op.integer("target_size_width");
  addResize(op, x, height, width, nearestAxis);
}

void resizeBilinear(OpContext &op) {
  Value &x = imageArgument(op);
  int64_t height = op.integer("target_size_height", 1), width = op.integer("target_size_width", 1);
  auto mode = static_cast<Sampling>(op.choice(
      "sampling_mode",
      {"STRICT_ALIGN_CORNERS", "ALIGN_CORNERS", "DEFAULT", "OFFSET_CORNERS", "UNALIGN_CORNERS"},
      "DEFAULT"));
  addResize(op, x, height, width,
            [mode](int64_t in, int64_t out) { return linearAxis(in, out, mode); });
}

constexpr OpInfo table[] = {
    {"upsample_nearest_neighbor", upsampleNearest},
    {"upsample_bilinear", upsampleBilinear},
    {"resize_nearest_neighbor", resizeNearest},
    {"resize_bilinear", resizeBilinear},
};

} // namespace

std::span<const OpInfo> resizeOps() { return table; }

} // namespace anemone::exec
