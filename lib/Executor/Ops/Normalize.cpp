//===- Normalize.cpp - Softmax and normalisations -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Ops/Normalize.h"
#include "lib/Executor/Kernels/Parallel.h"
#include "lib/Executor/Kernels/TileCode.h"
#include "lib/Executor/Ops/Rows.h"
#include "lib/Executor/Registry.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace anemone::exec {

namespace {

int64_t rowGrain(const RowSpace &rows) { return std::max<int64_t>(1, 4096 / rows.inner); }

/// One row of a softmax, gathered, in `row`.
template <typename T> void softmaxRow(T *row, int64_t count, TileFn exponential) {
  T maximum = row[0], sum = 0;
  for (int64_t i = 0; i < count; ++i)
    maximum = row[i] > maximum || row[i] != row[i] ? row[i] : maximum;
  if (maximum == -std::numeric_limits<T>::infinity())
    maximum = 0; // a fully masked row gives NaN below, as 0 / 0
  for (int64_t i = 0; i < count; ++i)
    row[i] -= maximum;
  exponential({row, nullptr, nullptr, row, count, 0, 0});
  for (int64_t i = 0; i < count; ++i)
    sum += row[i];
  T scale = T(1) / sum;
  for (int64_t i = 0; i < count; ++i)
    row[i] *= scale;
}

template <typename T> void softmaxRows(const RowSpace &rows, const T *x, T *y, TileFn exponential) {
  int64_t stride = rows.innerStrides.empty() ? 1 : rows.innerStrides[0];
  parallelFor(rows.outer, rowGrain(rows), [&](int64_t begin, int64_t end) {
    std::vector<T> row(static_cast<size_t>(rows.inner));
    for (int64_t i = begin; i < end; ++i) {
      int64_t start = rows.start(i);
      for (int64_t j = 0; j < rows.inner; ++j)
        row[j] = x[start + j * stride];
      softmaxRow(row.data(), rows.inner, exponential);
      for (int64_t j = 0; j < rows.inner; ++j)
        y[start + j * stride] = row[j];
    }
  });
}

void softmax(OpContext &op) {
  Value &x = op.floats("x");
  int64_t axis = op.axis("axis", x.rank(), -1);
  addSoftmax(op, op.result(x.type), x, axis);
}

/// y = (x - mean) * factor * gamma + beta along rows; gamma and beta run along the row or are
/// absent.
struct RowNorm {
  RowSpace rows;
  double epsilon;
  bool centered; // subtract the mean and divide by the deviation, else divide by the norm
  bool hasGamma, hasBeta;

  template <typename T> void run(const KernelArgs &args) const {
    const T *x = args.in<T>(0), *gamma = hasGamma ? args.in<T>(1) : nullptr;
    const T *beta = hasBeta ? args.in<T>(hasGamma ? 2 : 1) : nullptr;
    T *y = args.out<T>();
    parallelFor(rows.outer, rowGrain(rows), [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i)
        runRow(x + rows.start(i), y + rows.start(i), gamma, beta);
    });
  }

  template <typename T> void runRow(const T *x, T *y, const T *gamma, const T *beta) const {
    double mean = 0, square = 0;
    double count = centered ? static_cast<double>(rows.inner) : 1;
    if (centered)
      rows.forEach(x, [&](T value) { mean += value; });
    mean /= count;
    rows.forEach(x, [&](T value) { square += (value - mean) * (value - mean); });
    T factor = static_cast<T>(1 / std::sqrt(square / count + epsilon)),
      center = static_cast<T>(mean);
    int64_t index = 0;
    const T *base = x;
    rows.forEach(y, [&, y](T &out) {
      T value = (base[&out - y] - center) * factor;
      value = gamma ? value * gamma[index] : value;
      out = beta ? value + beta[index] : value;
      ++index;
    });
  }
};

void addRowNorm(OpContext &op, std::vector<Value *> inputs, RowNorm norm) {
  Carrier carrier = inputs[0]->carrier;
  op.compute(std::move(inputs), [norm = std::move(norm), carrier](const KernelArgs &args) {
    dispatchFloat(carrier, [&](auto *type) { norm.run<Pointee<decltype(type)>>(args); });
  });
}

void layerNorm(OpContext &op) {
  Value &x = op.floats("x");
  Shape axes = op.axes("axes", x.rank(), true), shape;
  for (int64_t axis : axes)
    shape.push_back(x.shape()[axis]);
  std::vector<Value *> inputs{&x};
  auto scale = [&](const char *name) {
    Value *value = op.optionalTensor(name);
    op.require(!value || (value->shape() == shape && value->type.dtype == x.type.dtype),
               std::string("argument '") + name + "' has type " +
                   (value ? describe(value->type) : "") + ", expected shape " + describe(shape) +
                   " and the elements of 'x'");
    if (value)
      inputs.push_back(value);
    return value != nullptr;
  };
  bool hasGamma = scale("gamma"), hasBeta = scale("beta");
  double epsilon = op.real("epsilon", 1e-5);
  op.result(x.type);
  addRowNorm(op, inputs, {RowSpace(x.shape(), axes), epsilon, true, hasGamma, hasBeta});
}

void l2Norm(OpContext &op) {
  Value &x = op.floats("x");
  double epsilon = op.real("epsilon", 1e-6);
  op.require(x.rank() >= 1, "argument 'x' is a scalar, expected a tensor");
  Shape axes(static_cast<size_t>(std::min<int64_t>(x.rank(), 3)));
  std::iota(axes.begin(), axes.end(), x.rank() - static_cast<int64_t>(axes.size()));
  op.result(x.type);
  addRowNorm(op, {&x}, {RowSpace(x.shape(), axes), epsilon, false, false, false});
}

/// y = x * scale[c] + shift[c] for each plane of channel c, with scale and shift found by
/// `prepare`.
template <typename Prepare>
void addChannelNorm(OpContext &op, std::vector<Value *> inputs, Prepare prepare) {
  const Shape &shape = inputs[0]->shape();
  int64_t channels = shape[1], planes = shape[0] * channels, size = inputs[0]->count() / planes;
  Carrier carrier = inputs[0]->carrier;
  op.compute(std::move(inputs), [=](const KernelArgs &args) {
    dispatchFloat(carrier, [&](auto *type) {
      using T = Pointee<decltype(type)>;
      parallelFor(planes, std::max<int64_t>(1, 8192 / size), [&](int64_t begin, int64_t end) {
        for (int64_t plane = begin; plane < end; ++plane) {
          const T *x = args.in<T>(0) + plane * size;
          T *y = args.out<T>() + plane * size;
          auto [center, factor, shift] = prepare(args, x, size, plane % channels);
          for (int64_t i = 0; i < size; ++i)
            y[i] = (x[i] - center) * factor + shift;
        }
      });
    });
  });
}

template <typename T> struct Affine {
  T center, factor, shift;
};

/// Indices of optional vectors among a node's inputs; -1 where absent.
int addOptional(std::vector<Value *> &inputs, Value *value) {
  if (!value)
    return -1;
  inputs.push_back(value);
  return static_cast<int>(inputs.size()) - 1;
}

template <typename T> T channelOr(const KernelArgs &args, int index, int64_t channel, T fallback) {
  return index < 0 ? fallback : args.in<T>(static_cast<size_t>(index))[channel];
}

int64_t channelsOf(const OpContext &op, const Value &x, int64_t minRank) {
  op.require(x.rank() >= minRank, "argument 'x' has type " + describe(x.type) + ", expected rank " +
                                      std::to_string(minRank) + " or more");
  return x.shape()[1];
}

void batchNorm(OpContext &op) {
  Value &x = op.floats("x");
  int64_t channels = channelsOf(op, x, 2);
  op.require(op.has("mean") && op.has("variance"), "arguments 'mean' and 'variance' are missing");
  std::vector<Value *> inputs{&x, op.optionalVector("mean", channels),
                              op.optionalVector("variance", channels)};
  int gamma = addOptional(inputs, op.optionalVector("gamma", channels));
  int beta = addOptional(inputs, op.optionalVector("beta", channels));
  double epsilon = op.real("epsilon", 1e-5);
  op.result(x.type);
  addChannelNorm(op, inputs,
                 [=]<typename T>(const KernelArgs &args, const T *, int64_t, int64_t c) {
                   T factor = T(1) / std::sqrt(args.in<T>(2)[c] + static_cast<T>(epsilon));
                   return Affine<T>{args.in<T>(1)[c], factor * channelOr<T>(args, gamma, c, 1),
                                    channelOr<T>(args, beta, c, 0)};
                 });
}

void instanceNorm(OpContext &op) {
  Value &x = op.floats("x");
  int64_t channels = channelsOf(op, x, 3);
  std::vector<Value *> inputs{&x};
  int gamma = addOptional(inputs, op.optionalVector("gamma", channels));
  int beta = addOptional(inputs, op.optionalVector("beta", channels));
  double epsilon = op.real("epsilon", 1e-5);
  op.result(x.type);
  addChannelNorm(
      op, inputs, [=]<typename T>(const KernelArgs &args, const T *plane, int64_t size, int64_t c) {
        double mean = 0, square = 0;
        for (int64_t i = 0; i < size; ++i)
          mean += plane[i];
        mean /= static_cast<double>(size);
        for (int64_t i = 0; i < size; ++i)
          square += (plane[i] - mean) * (plane[i] - mean);
        T factor = static_cast<T>(1 / std::sqrt(square / static_cast<double>(size) + epsilon));
        return Affine<T>{static_cast<T>(mean), factor * channelOr<T>(args, gamma, c, 1),
                         channelOr<T>(args, beta, c, 0)};
      });
}

void localResponseNorm(OpContext &op) {
  Value &x = op.floats("x");
  int64_t channels = channelsOf(op, x, 3), size = op.integer("size");
  double alpha = op.real("alpha", 1e-4), beta = op.real("beta", 0.75), k = op.real("k", 1);
  op.require(size >= 1, "argument 'size' is " + std::to_string(size) + ", expected at least 1");
  op.result(x.type);
  int64_t plane = x.count() / (x.shape()[0] * channels), planes = x.shape()[0] * channels;
  Carrier carrier = x.carrier;
  op.compute({&x}, [=](const KernelArgs &args) {
    dispatchFloat(carrier, [&](auto *type) {
      using T = Pointee<decltype(type)>;
      parallelFor(planes, 1, [&](int64_t begin, int64_t end) {
        for (int64_t index = begin; index < end; ++index) {
          int64_t c = index % channels, first = std::max<int64_t>(0, c - (size - 1) / 2);
          int64_t last = std::min(channels - 1, c + size / 2);
          const T *x = args.in<T>(0) + (index - c) * plane;
          for (int64_t i = 0; i < plane; ++i) {
            double sum = 0;
            for (int64_t other = first; other <= last; ++other)
              sum += static_cast<double>(x[other * plane + i]) * x[other * plane + i];
            double scale = std::pow(k + alpha / static_cast<double>(size) * sum, -beta);
            args.out<T>()[index * plane + i] = static_cast<T>(x[c * plane + i] * scale);
          }
        }
      });
    });
  });
}

constexpr OpInfo table[] = {
    {"softmax", softmax},
    {"layer_norm", layerNorm},
    {"l2_norm", l2Norm},
    {"batch_norm", batchNorm},
    {"instance_norm", instanceNorm},
    {"local_response_norm", localResponseNorm},
};

} // namespace

void addSoftmax(OpContext &op, Value &result, Value &x, int64_t axis) {
  RowSpace rows(x.shape(), {axis});
  Carrier carrier = x.carrier;
  TileFn exponential = tileFunction(TileCode::Exp, carrier);
  op.define(result, {&x}, [rows, carrier, exponential](const KernelArgs &args) {
    dispatchFloat(carrier, [&](auto *type) {
      using T = Pointee<decltype(type)>;
      softmaxRows(rows, args.in<T>(0), args.out<T>(), exponential);
    });
  });
}

std::span<const OpInfo> normalizeOps() { return table; }

} // namespace anemone::exec
