//===- PlainWindows.cpp - Convolutions and pools in plain loops -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/Parallel.h"
#include "lib/Executor/Ops/Window.h"
#include <cmath>
#include <limits>

namespace anemone::exec {

namespace {

/// Rank 3 geometry: missing dimensions in front have extent 1.
struct Cube {
  int64_t kernel[3], strides[3], dilations[3], pad[3], padAfter[3], input[3], output[3];

  explicit Cube(const Window &window) {
    for (int i = 0; i < 3; ++i) {
      kernel[i] = strides[i] = dilations[i] = input[i] = output[i] = 1;
      pad[i] = padAfter[i] = 0;
    }
    size_t skip = 3 - window.rank();
    for (size_t i = 0; i < window.rank(); ++i) {
      kernel[skip + i] = window.kernel[i];
      strides[skip + i] = window.strides[i];
      dilations[skip + i] = window.dilations[i];
      pad[skip + i] = window.padBefore[i];
      padAfter[skip + i] = window.padAfter[i];
      input[skip + i] = window.input[i];
      output[skip + i] = window.output[i];
    }
  }

  static int64_t volume(const int64_t *extents) { return extents[0] * extents[1] * extents[2]; }
  static void locate(int64_t index, const int64_t *extents, int64_t *at) {
    at[2] = index % extents[2];
    at[1] = index / extents[2] % extents[1];
    at[0] = index / extents[2] / extents[1];
  }

  /// The input element that `tap` of the window at `at` reads, or -1 for padding.
  int64_t source(const int64_t *at, const int64_t *tap) const {
    int64_t index = 0;
    for (int i = 0; i < 3; ++i) {
      int64_t position = at[i] * strides[i] + tap[i] * dilations[i] - pad[i];
      if (position < 0 || position >= input[i])
        return -1;
      index = index * input[i] + position;
    }
    return index;
  }

  /// The input element that reaches output `at` through `tap` in a transposed convolution, or -1.
  int64_t transposedSource(const int64_t *at, const int64_t *tap) const {
    int64_t index = 0;
    for (int i = 0; i < 3; ++i) {
      int64_t position = at[i] + pad[i] - tap[i] * dilations[i];
      if (position < 0 || position % strides[i] || position / strides[i] >= input[i])
        return -1;
      index = index * input[i] + position / strides[i];
    }
    return index;
  }
};

/// A sum in the type of the elements.
template <typename T> struct PlainSum {
  T sum;
  void add(T x, T y) { sum += x * y; }
  T finish() const { return sum; }
};

/// `start` gives an empty sum for an output channel.
template <typename T, typename Start>
void convolve(const PlainConvolution &conv, const T *x, const T *weight, T *y, Start start) {
  const auto &[window, batch, inChannels, outChannels, groups, transposed] = conv;
  Cube cube(window);
  int64_t outSize = Cube::volume(cube.output), inSize = Cube::volume(cube.input);
  int64_t taps = Cube::volume(cube.kernel);
  int64_t inPerGroup = inChannels / groups, outPerGroup = outChannels / groups;
  parallelFor(batch * outChannels, 1, [&](int64_t begin, int64_t end) {
    for (int64_t plane = begin; plane < end; ++plane) {
      int64_t n = plane / outChannels, o = plane % outChannels, g = o / outPerGroup;
      for (int64_t pixel = 0; pixel < outSize; ++pixel) {
        int64_t at[3], tap[3];
        Cube::locate(pixel, cube.output, at);
        auto sum = start(o);
        for (int64_t t = 0; t < taps; ++t) {
          Cube::locate(t, cube.kernel, tap);
          int64_t source = transposed ? cube.transposedSource(at, tap) : cube.source(at, tap);
          for (int64_t c = 0; source >= 0 && c < inPerGroup; ++c) {
            int64_t in = g * inPerGroup + c;
            int64_t w = transposed ? in * outPerGroup + o % outPerGroup : o * inPerGroup + c;
            sum.add(x[(n * inChannels + in) * inSize + source], weight[w * taps + t]);
          }
        }
        y[plane * outSize + pixel] = sum.finish();
      }
    }
  });
}

} // namespace

template <typename T>
void PlainConvolution::run(const T *x, const T *weight, const T *bias, T *y) const {
  convolve(*this, x, weight, y, [=](int64_t o) { return PlainSum<T>{bias ? bias[o] : T(0)}; });
}

void PlainConvolution::run(const MacRules &rules, const float *x, const float *weight,
                           const float *bias, float *y) const {
  convolve(*this, x, weight, y, [&](int64_t o) { return MacSum(rules, bias ? bias[o] : 0); });
}

template void PlainConvolution::run(const float *, const float *, const float *, float *) const;
template void PlainConvolution::run(const double *, const double *, const double *, double *) const;

namespace {

/// How many elements of the window at `at` lie in the input or its padding; ceil_mode reaches
/// beyond both.
int64_t paddedCount(const Cube &cube, const int64_t *at) {
  int64_t count = 1;
  for (int i = 0; i < 3; ++i) {
    int64_t start = at[i] * cube.strides[i] - cube.pad[i];
    int64_t end = std::min(start + cube.kernel[i], cube.input[i] + cube.padAfter[i]);
    count *= std::max<int64_t>(end - start, 0);
  }
  return count;
}

template <typename T> T poolWindow(const Cube &cube, const T *x, const int64_t *at, PoolKind kind) {
  T sum = 0, maximum = -std::numeric_limits<T>::infinity();
  int64_t found = 0, tap[3];
  for (int64_t t = 0, taps = Cube::volume(cube.kernel); t < taps; ++t) {
    Cube::locate(t, cube.kernel, tap);
    int64_t source = cube.source(at, tap);
    if (source < 0)
      continue;
    T value = x[source];
    maximum = value > maximum || value != value ? value : maximum;
    sum += kind == PoolKind::L2 ? value * value : value;
    ++found;
  }
  if (kind == PoolKind::Max)
    return maximum;
  if (kind == PoolKind::L2)
    return std::sqrt(sum);
  int64_t count = kind == PoolKind::Average ? paddedCount(cube, at) : found;
  return sum / static_cast<T>(std::max<int64_t>(count, 1));
}

} // namespace

template <typename T> void PlainPool::run(const T *x, T *y) const {
  Cube cube(window);
  int64_t outSize = Cube::volume(cube.output), inSize = Cube::volume(cube.input);
  parallelFor(planes, 1, [&](int64_t begin, int64_t end) {
    for (int64_t plane = begin; plane < end; ++plane)
      for (int64_t pixel = 0; pixel < outSize; ++pixel) {
        int64_t at[3];
        Cube::locate(pixel, cube.output, at);
        y[plane * outSize + pixel] = poolWindow(cube, x + plane * inSize, at, kind);
      }
  });
}

template void PlainPool::run(const float *, float *) const;
template void PlainPool::run(const double *, double *) const;

} // namespace anemone::exec
