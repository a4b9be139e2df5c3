//===- Scatter.cpp - Values written at indices ----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Several updates may meet in one element. They are combined in the order of
// their indices, each element by one thread: what is independent of each other
// are the columns of rows that land whole, and the lines along an axis. So the
// result has the same bits for any number of threads.
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/Parallel.h"
#include "lib/Executor/Ops/Indices.h"
#include "lib/Executor/Registry.h"
#include <algorithm>
#include <cstring>

namespace anemone::exec {

namespace {

/// As many elements as are worth another thread.
constexpr int64_t kPiece = 1 << 19;

enum class Mode { Update, Add, Sub, Mul, Div, Max, Min };

template <typename T> T quotient(T x, T y) {
  if constexpr (std::is_floating_point_v<T>)
    return x / y;
  else // what would trap is 0, and a negation
    return y == 0 ? T(0) : y == T(-1) ? static_cast<T>(T(0) - x) : static_cast<T>(x / y);
}

/// Calls body(combine) with what `mode` makes of an element and its update. A NaN stays one, as in
/// the elementwise operations.
template <typename T, typename Body> void withMode(Mode mode, Body body) {
  switch (mode) {
  case Mode::Update:
    return body([](T, T update) { return update; });
  case Mode::Add:
    return body([](T x, T y) { return static_cast<T>(x + y); });
  case Mode::Sub:
    return body([](T x, T y) { return static_cast<T>(x - y); });
  case Mode::Mul:
    return body([](T x, T y) { return static_cast<T>(x * y); });
  case Mode::Div:
    return body([](T x, T y) { return quotient(x, y); });
  case Mode::Max:
    return body([](T x, T y) { return x > y || x != x ? x : y; });
  case Mode::Min:
    return body([](T x, T y) { return x < y || x != x ? x : y; });
  }
}

/// The operands; `data` is what the result begins as.
struct Operands {
  Value &data, &indices, &updates;
  Mode mode;

  explicit Operands(OpContext &op)
      : data(op.tensor("data")), indices(indexTensor(op)), updates(op.tensor("updates")),
        mode(static_cast<Mode>(
            op.choice("mode", {"update", "add", "sub", "mul", "div", "max", "min"}, "add"))) {
    op.require(updates.type.dtype == data.type.dtype,
               "argument 'updates' has type " + describe(updates.type) +
                   ", expected the element type of " + describe(data.type));
    // Narrow integers would have to wrap.
    op.require(mode == Mode::Update || mil::isFloat(data.type.dtype) ||
                   data.type.dtype == mil::DType::Int32,
               "argument 'data' has type " + describe(data.type) +
                   ", expected floats or int32 for a mode other than update");
  }

  void requireUpdates(OpContext &op, const Shape &expected) const {
    op.require(updates.shape() == expected, "argument 'updates' has type " +
                                                describe(updates.type) + ", expected shape " +
                                                describe(expected));
  }

  /// Runs `write(type, args)` on a copy of the data, or in place.
  template <typename Write> void compute(OpContext &op, Write write) {
    size_t bytes = data.byteSize();
    Carrier carrier = data.carrier;
    Node &node = op.compute({&data, &indices, &updates}, [=](const KernelArgs &args) {
      if (args.outputs[0] != args.inputs[0])
        parallelFor(static_cast<int64_t>(bytes), 1 << 18, [&](int64_t begin, int64_t end) {
          std::memcpy(args.out<char>() + begin, args.in<char>(0) + begin,
                      static_cast<size_t>(end - begin));
        });
      dispatch(carrier, [&](auto *type) { write(type, args); });
    });
    node.overwrites = true;
    node.rounds = mode != Mode::Update;
  }
};

/// Combines each row of `updates` into the row of the result that its tuple of indices addresses.
void scatterNd(OpContext &op) {
  Operands operands(op);
  const Shape &data = operands.data.shape(), &indices = operands.indices.shape();
  op.require(!indices.empty() && indices.back() <= operands.data.rank(),
             "argument 'indices' has type " + describe(operands.indices.type) +
                 ", expected its last axis to index " + describe(operands.data.type));
  int64_t depth = indices.back(), count = operands.indices.count() / depth;
  Shape expected(indices.begin(), indices.end() - 1), extents(data.begin(), data.begin() + depth);
  expected.insert(expected.end(), data.begin() + depth, data.end());
  operands.requireUpdates(op, expected);
  op.result(operands.data.type);
  int64_t row = product(data.begin() + depth, data.end());
  operands.compute(op, [=, mode = operands.mode](auto *type, const KernelArgs &args) {
    using T = Pointee<decltype(type)>;
    std::vector<int64_t> places(static_cast<size_t>(count));
    for (int64_t i = 0; i < count; ++i)
      places[static_cast<size_t>(i)] =
          placeOf(args.in<int32_t>(1) + i * depth, extents.data(), depth);
    withMode<T>(mode, [&](auto combine) {
      parallelFor(row, std::max<int64_t>(16, kPiece / count), [&](int64_t begin, int64_t end) {
        for (int64_t i = 0; i < count; ++i) {
          T *to = args.out<T>() + places[static_cast<size_t>(i)] * row;
          const T *from = args.in<T>(2) + i * row;
          for (int64_t column = begin; column < end; ++column)
            to[column] = combine(to[column], from[column]);
        }
      });
    });
  });
}

/// Combines each element of `updates` into the one that its index names on the same line.
void scatterAlongAxis(OpContext &op) {
  Operands operands(op);
  const Shape &data = operands.data.shape();
  int64_t axis = op.axis("axis", operands.data.rank(), 0);
  Shape expected = data;
  op.require(operands.indices.rank() == operands.data.rank(),
             "argument 'indices' has type " + describe(operands.indices.type) +
                 ", expected the rank of " + describe(operands.data.type));
  expected[axis] = operands.indices.shape()[axis];
  op.require(operands.indices.shape() == expected, "argument 'indices' has type " +
                                                       describe(operands.indices.type) +
                                                       ", expected shape " + describe(expected));
  operands.requireUpdates(op, expected);
  op.result(operands.data.type);
  int64_t inner = product(data.begin() + axis + 1, data.end()), extent = data[axis];
  int64_t taken = expected[axis], lines = product(data.begin(), data.begin() + axis) * inner;
  operands.compute(op, [=, mode = operands.mode](auto *type, const KernelArgs &args) {
    using T = Pointee<decltype(type)>;
    const int32_t *at = args.in<int32_t>(1);
    checkIndices(at, lines * taken, extent);
    withMode<T>(mode, [&](auto combine) {
      parallelFor(lines, std::max<int64_t>(1, kPiece / taken), [&](int64_t begin, int64_t end) {
        // Lines that lie side by side go along the axis together.
        for (int64_t line = begin, together; line < end; line += together) {
          int64_t outer = line / inner, column = line % inner;
          together = std::min(inner - column, end - line);
          T *to = args.out<T>() + outer * extent * inner + column;
          for (int64_t i = 0; i < taken; ++i) {
            int64_t from = (outer * taken + i) * inner + column;
            for (int64_t k = 0; k < together; ++k) {
              T &element = to[wrapped(at[from + k], extent) * inner + k];
              element = combine(element, args.in<T>(2)[from + k]);
            }
          }
        }
      });
    });
  });
}

constexpr OpInfo table[] = {
    {"scatter_nd", scatterNd},
    {"scatter_along_axis", scatterAlongAxis},
};

} // namespace

std::span<const OpInfo> scatterOps() { return table; }

} // namespace anemone::exec
