//===- Gather.cpp - Indexed and generated values --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/Parallel.h"
#include "lib/Executor/Ops/Indices.h"
#include "lib/Executor/Registry.h"
#include <algorithm>
#include <cstring>

namespace anemone::exec {

namespace {

/// Copies rows of `inner` elements: for each batch, outer position and index, the row that the
/// index names.
void gather(OpContext &op) {
  Value &x = op.tensor("x"), &indices = indexTensor(op);
  int64_t axis = op.axis("axis", x.rank(), 0), batchDims = op.integer("batch_dims", 0);
  op.require(batchDims >= 0 && batchDims <= axis && batchDims <= indices.rank(),
             "argument 'batch_dims' is " + std::to_string(batchDims) +
                 ", expected at most the axis, " + std::to_string(axis));
  const Shape &from = x.shape(), &index = indices.shape();
  op.require(std::equal(index.begin(), index.begin() + batchDims, from.begin()),
             "shapes " + describe(from) + " and " + describe(index) +
                 " disagree in their batch dimensions");
  Shape shape(from.begin(), from.begin() + axis);
  shape.insert(shape.end(), index.begin() + batchDims, index.end());
  shape.insert(shape.end(), from.begin() + axis + 1, from.end());
  op.result(x.type.dtype, shape);
  int64_t batch = product(from.begin(), from.begin() + batchDims);
  int64_t outer = product(from.begin() + batchDims, from.begin() + axis);
  int64_t inner = product(from.begin() + axis + 1, from.end()), extent = from[axis];
  int64_t count = indices.count() / batch;
  size_t row = static_cast<size_t>(inner) * carrierSize(x.carrier);
  op.move({&x, &indices}, [=](const KernelArgs &args) {
    const int32_t *at = args.in<int32_t>(1);
    checkIndices(at, batch * count, extent);
    parallelFor(batch * outer * count, std::max<int64_t>(1, 16384 / inner),
                [&](int64_t begin, int64_t end) {
                  for (int64_t i = begin; i < end; ++i) {
                    int64_t b = i / count / outer, position = i / count;
                    int64_t index = wrapped(at[b * count + i % count], extent);
                    std::memcpy(args.out<char>() + static_cast<size_t>(i) * row,
                                args.in<char>(0) +
                                    static_cast<size_t>(position * extent + index) * row,
                                row);
                  }
                });
  });
}

void gatherAlongAxis(OpContext &op) {
  Value &x = op.tensor("x"), &indices = indexTensor(op);
  int64_t axis = op.axis("axis", x.rank(), 0);
  Shape expected = x.shape();
  op.require(indices.rank() == x.rank(), "argument 'indices' has type " + describe(indices.type) +
                                             ", expected the rank of " + describe(x.type));
  expected[axis] = indices.shape()[axis];
  op.require(indices.shape() == expected, "argument 'indices' has type " + describe(indices.type) +
                                              ", expected shape " + describe(expected));
  op.result(x.type.dtype, expected);
  int64_t inner = product(expected.begin() + axis + 1, expected.end());
  int64_t extent = x.shape()[axis], taken = expected[axis], total = indices.count();
  size_t size = carrierSize(x.carrier);
  op.move({&x, &indices}, [=](const KernelArgs &args) {
    const int32_t *at = args.in<int32_t>(1);
    checkIndices(at, total, extent);
    parallelFor(total, 4096, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        int64_t outer = i / inner / taken,
                source = (outer * extent + wrapped(at[i], extent)) * inner + i % inner;
        std::memcpy(args.out<char>() + static_cast<size_t>(i) * size,
                    args.in<char>(0) + static_cast<size_t>(source) * size, size);
      }
    });
  });
}

/// For each tuple of indices the row that it addresses, behind the batch that both operands share.
void gatherNd(OpContext &op) {
  Value &x = op.tensor("x"), &indices = indexTensor(op);
  const Shape &from = x.shape(), &index = indices.shape();
  int64_t batchDims = op.integer("batch_dims", 0);
  op.require(batchDims >= 0 && batchDims < indices.rank() && batchDims < x.rank() &&
                 std::equal(index.begin(), index.begin() + batchDims, from.begin()),
             "argument 'batch_dims' is " + std::to_string(batchDims) + ", expected equal axes of " +
                 describe(from) + " and " + describe(index));
  op.require(batchDims + index.back() <= x.rank(),
             "argument 'indices' has type " + describe(indices.type) +
                 ", expected its last axis to index " + describe(x.type));
  int64_t depth = index.back(), count = indices.count() / depth;
  auto behind = from.begin() + batchDims + depth;
  Shape shape(index.begin(), index.end() - 1), extents(from.begin() + batchDims, behind);
  shape.insert(shape.end(), behind, from.end());
  op.result(x.type.dtype, shape);
  int64_t ofBatch = count / product(index.begin(), index.begin() + batchDims);
  int64_t places = product(extents.begin(), extents.end());
  size_t row = static_cast<size_t>(product(behind, from.end())) * carrierSize(x.carrier);
  op.move({&x, &indices}, [=](const KernelArgs &args) {
    for (int64_t i = 0; i < count; ++i) {
      int64_t place = placeOf(args.in<int32_t>(1) + i * depth, extents.data(), depth);
      int64_t source = i / ofBatch * places + place;
      std::memcpy(args.out<char>() + static_cast<size_t>(i) * row,
                  args.in<char>(0) + static_cast<size_t>(source) * row, row);
    }
  });
}

void cumsum(OpContext &op) {
  Value &x = op.tensor("x");
  op.require(x.carrier != Carrier::Bool,
             "argument 'x' has type " + describe(x.type) + ", expected numbers");
  int64_t axis = op.axis("axis", x.rank(), 0);
  bool exclusive = op.flag("exclusive", false), reverse = op.flag("reverse", false);
  op.result(x.type);
  int64_t inner = product(x.shape().begin() + axis + 1, x.shape().end()), extent = x.shape()[axis];
  int64_t rows = x.count() / extent;
  Carrier carrier = x.carrier;
  op.compute({&x}, [=](const KernelArgs &args) {
    dispatch(carrier, [&](auto *type) {
      using T = Pointee<decltype(type)>;
      for (int64_t row = 0; row < rows; ++row) {
        int64_t start = row / inner * extent * inner + row % inner;
        T sum = 0;
        for (int64_t i = 0; i < extent; ++i) {
          int64_t at = start + (reverse ? extent - 1 - i : i) * inner;
          T value = args.in<T>(0)[at];
          args.out<T>()[at] = exclusive ? sum : static_cast<T>(sum + value);
          sum = static_cast<T>(sum + value);
        }
      }
    });
  });
}

void bandPart(OpContext &op) {
  Value &x = op.tensor("x");
  op.require(x.rank() >= 2, "argument 'x' has type " + describe(x.type) + ", expected matrices");
  int64_t lower = op.integer("lower", -1), upper = op.integer("upper", -1);
  op.result(x.type);
  int64_t columns = x.shape().back(), rows = x.shape()[x.shape().size() - 2], total = x.count();
  Carrier carrier = x.carrier;
  op.move({&x}, [=](const KernelArgs &args) {
    dispatch(carrier, [&](auto *type) {
      using T = Pointee<decltype(type)>;
      for (int64_t i = 0; i < total; ++i) {
        int64_t column = i % columns, row = i / columns % rows;
        bool inside = (lower < 0 || row - column <= lower) && (upper < 0 || column - row <= upper);
        args.out<T>()[i] = inside ? args.in<T>(0)[i] : T(0);
      }
    });
  });
}

void fill(OpContext &op) {
  Shape shape = op.integers("shape");
  double value = op.real("value", 0);
  Value *given = op.has("value") ? &op.constant("value") : nullptr;
  Value &result = op.result(given ? given->type.dtype : op.declaredType(), shape);
  Carrier carrier = result.carrier;
  int64_t count = result.count();
  op.move({}, [=](const KernelArgs &args) {
    dispatch(carrier, [&](auto *type) {
      using T = Pointee<decltype(type)>;
      std::fill_n(args.out<T>(), count, static_cast<T>(value));
    });
  });
}

void shape(OpContext &op) {
  Value &x = op.tensor("x");
  Value &result = op.result(mil::DType::Int32, {x.rank()});
  result.constant = std::make_shared<Bytes>(result.byteSize());
  for (int64_t i = 0; i < x.rank(); ++i)
    static_cast<int32_t *>(result.constant->data())[i] =
        static_cast<int32_t>(std::min<int64_t>(x.shape()[i], INT32_MAX));
}

constexpr OpInfo table[] = {
    {"gather", gather},      {"gather_along_axis", gatherAlongAxis},
    {"gather_nd", gatherNd}, {"cumsum", cumsum},
    {"band_part", bandPart}, {"fill", fill},
    {"shape", shape},
};

} // namespace

std::span<const OpInfo> gatherOps() { return table; }

} // namespace anemone::exec
