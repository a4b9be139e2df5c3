//===- Reduce.cpp - Reductions --------------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/Parallel.h"
#include "lib/Executor/Kernels/StridedCopy.h"
#include "lib/Executor/Ops/Rows.h"
#include "lib/Executor/Registry.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace anemone::exec {

RowSpace::RowSpace(const Shape &shape, const Shape &axes) {
  Shape dense = denseStrides(shape);
  for (size_t i = 0; i < shape.size(); ++i) {
    bool reduced = std::binary_search(axes.begin(), axes.end(), static_cast<int64_t>(i));
    Shape &extents = reduced ? innerExtents : outerExtents;
    Shape &strides = reduced ? innerStrides : outerStrides;
    if (!extents.empty() && strides.back() == dense[i] * shape[i]) {
      extents.back() *= shape[i];
      strides.back() = dense[i];
    } else if (shape[i] != 1) {
      extents.push_back(shape[i]);
      strides.push_back(dense[i]);
    }
    (reduced ? inner : outer) *= shape[i];
  }
}

namespace {

enum class Reduction { Sum, Mean, Max, Min, Prod, L1, L2, LogSum, LogSumExp, SumSquare };

/// Sums are kept in a type that is wider, or in several partial sums, so that long rows stay
/// accurate.
template <typename T> struct Reducer {
  using Wide = std::conditional_t<std::is_same_v<T, float>, double, T>;
  Reduction kind;

  Wide start() const {
    switch (kind) {
    case Reduction::Prod:
      return Wide(1);
    case Reduction::Max:
    case Reduction::LogSumExp:
      return std::numeric_limits<T>::has_infinity ? -std::numeric_limits<Wide>::infinity()
                                                  : std::numeric_limits<Wide>::lowest();
    case Reduction::Min:
      return std::numeric_limits<T>::has_infinity ? std::numeric_limits<Wide>::infinity()
                                                  : std::numeric_limits<Wide>::max();
    default:
      return Wide(0);
    }
  }

  Wide add(Wide state, T value) const {
    switch (kind) {
    case Reduction::Prod:
      return state * value;
    case Reduction::Max:
    case Reduction::LogSumExp: // the first pass finds the maximum
      return value > state || value != value ? Wide(value) : state;
    case Reduction::Min:
      return value < state || value != value ? Wide(value) : state;
    case Reduction::L1:
      return state + (value < 0 ? -Wide(value) : Wide(value));
    case Reduction::L2:
    case Reduction::SumSquare:
      return state + Wide(value) * Wide(value);
    default:
      return state + value;
    }
  }

  T finish(Wide state, int64_t count) const {
    switch (kind) {
    case Reduction::Mean:
      return static_cast<T>(state / static_cast<Wide>(count));
    case Reduction::L2:
      return static_cast<T>(std::sqrt(static_cast<double>(state)));
    case Reduction::LogSum:
      return static_cast<T>(std::log(static_cast<double>(state)));
    default:
      return static_cast<T>(state);
    }
  }

  T logSumExp(const RowSpace &rows, const T *row, Wide maximum) const {
    if (!std::isfinite(static_cast<double>(maximum)))
      return static_cast<T>(maximum);
    double sum = 0;
    rows.forEach(row, [&](T value) {
      sum += std::exp(static_cast<double>(value) - static_cast<double>(maximum));
    });
    return static_cast<T>(static_cast<double>(maximum) + std::log(sum));
  }

  void run(const RowSpace &rows, const T *x, T *y) const {
    parallelFor(rows.outer, std::max<int64_t>(1, 8192 / rows.inner),
                [&](int64_t begin, int64_t end) {
                  for (int64_t i = begin; i < end; ++i) {
                    const T *row = x + rows.start(i);
                    Wide state = start();
                    rows.forEach(row, [&](T value) { state = add(state, value); });
                    y[i] = kind == Reduction::LogSumExp ? logSumExp(rows, row, state)
                                                        : finish(state, rows.inner);
                  }
                });
  }
};

Shape reducedShape(const Shape &shape, const Shape &axes, bool keep) {
  Shape reduced;
  for (size_t i = 0; i < shape.size(); ++i)
    if (!std::binary_search(axes.begin(), axes.end(), static_cast<int64_t>(i)))
      reduced.push_back(shape[i]);
    else if (keep)
      reduced.push_back(1);
  return reduced;
}

template <Reduction Kind> void reduce(OpContext &op) {
  Value &x = op.tensor("x");
  op.require(x.carrier != Carrier::Bool,
             "argument 'x' has type " + describe(x.type) + ", expected numbers");
  Shape axes = op.axes("axes", x.rank(), true);
  bool keep = op.flag("keep_dims", false);
  op.result(x.type.dtype, reducedShape(x.shape(), axes, keep));
  const MacRules *mac = x.type.dtype == mil::DType::Fp16 ? op.macRules() : nullptr;
  Ties ties = Kind == Reduction::Sum && mac ? mac->rowSumTies : Ties::Even;
  Carrier carrier = x.carrier;
  op.compute({&x}, [rows = RowSpace(x.shape(), axes), carrier, ties](const KernelArgs &args) {
    dispatch(carrier, [&](auto *type) {
      using T = Pointee<decltype(type)>;
      Reducer<T>{Kind}.run(rows, args.in<T>(0), args.out<T>());
    });
    if (ties == Ties::Up) // the step that follows finds fp16 values and changes nothing
      std::transform(args.out<float>(), args.out<float>() + rows.outer, args.out<float>(),
                     [](float sum) { return roundToHalf(sum, Ties::Up); });
  });
}

template <bool Max> void argReduce(OpContext &op) {
  Value &x = op.tensor("x");
  int64_t axis = op.axis("axis", x.rank(), -1);
  bool keep = op.flag("keep_dims", false);
  mil::DType dtype = op.elementType("output_dtype", "int32");
  op.require(mil::isInteger(dtype), "argument 'output_dtype' names no integer type");
  op.result(dtype, reducedShape(x.shape(), {axis}, keep));
  Carrier carrier = x.carrier;
  op.compute({&x}, [rows = RowSpace(x.shape(), {axis}), carrier](const KernelArgs &args) {
    dispatch(carrier, [&](auto *type) {
      using T = Pointee<decltype(type)>;
      for (int64_t i = 0; i < rows.outer; ++i) {
        const T *row = args.in<T>(0) + rows.start(i);
        int32_t index = 0, best = 0;
        T extreme = *row;
        rows.forEach(row, [&](T value) {
          if (Max ? value > extreme : value < extreme) {
            extreme = value;
            best = index;
          }
          ++index;
        });
        args.out<int32_t>()[i] = best;
      }
    });
  });
}

constexpr OpInfo table[] = {
    {"reduce_sum", reduce<Reduction::Sum>},
    {"reduce_mean", reduce<Reduction::Mean>},
    {"reduce_max", reduce<Reduction::Max>},
    {"reduce_min", reduce<Reduction::Min>},
    {"reduce_prod", reduce<Reduction::Prod>},
    {"reduce_l1_norm", reduce<Reduction::L1>},
    {"reduce_l2_norm", reduce<Reduction::L2>},
    {"reduce_log_sum", reduce<Reduction::LogSum>},
    {"reduce_log_sum_exp", reduce<Reduction::LogSumExp>},
    {"reduce_sum_square", reduce<Reduction::SumSquare>},
    {"reduce_argmax", argReduce<true>},
    {"reduce_argmin", argReduce<false>},
};

} // namespace

std::span<const OpInfo> reduceOps() { return table; }

} // namespace anemone::exec
