//===- Attention.cpp - scaled_dot_product_attention -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/StridedCopy.h"
#include "lib/Executor/Ops/Broadcast.h"
#include "lib/Executor/Ops/Matmul.h"
#include "lib/Executor/Ops/Normalize.h"
#include <cmath>
#include <limits>

namespace anemone::exec {

namespace {

Value &scalarConstant(OpContext &op, mil::DType dtype, double value) {
  Value &scalar = op.temporary(mil::Type::scalar(dtype));
  scalar.constant = std::make_shared<Bytes>(scalar.byteSize());
  dispatchFloat(scalar.carrier, [&](auto *type) {
    using T = Pointee<decltype(type)>;
    *static_cast<T *>(scalar.constant->data()) = static_cast<T>(value);
  });
  return scalar;
}

Shape leading(const Shape &shape, size_t batchRank) {
  return Shape(shape.begin(), shape.begin() + static_cast<std::ptrdiff_t>(batchRank));
}

/// Strides over the batch dimensions of a dense value, 0 where it has one matrix for all.
Shape strideBatch(const Shape &shape, size_t batchRank) {
  Shape strides = leading(denseStrides(shape), batchRank);
  for (size_t i = 0; i < batchRank; ++i)
    strides[i] = shape[i] == 1 ? 0 : strides[i];
  return strides;
}

/// Adds a float mask, or puts minus infinity where a bool mask is false.
Value &maskScores(OpContext &op, Value &scores, Value &mask) {
  Value &masked = op.temporary(scores.type);
  op.require(broadcastShapes(op, mask.shape(), scores.shape()) == scores.shape(),
             "argument 'attn_mask' has type " + describe(mask.type) +
                 ", expected one that broadcasts to " + describe(scores.shape()));
  if (mask.type.dtype != mil::DType::Bool) {
    op.require(mask.type.dtype == scores.type.dtype,
               "argument 'attn_mask' has type " + describe(mask.type) +
                   ", expected bools or the query's element type");
    op.defineTile(masked, {&scores, &mask}, {TileCode::Add});
    return masked;
  }
  Value &low = scalarConstant(op, scores.type.dtype, -std::numeric_limits<double>::infinity());
  op.defineTile(masked, {&mask, &scores, &low}, {TileCode::Select});
  return masked;
}

} // namespace

void analyzeAttention(OpContext &op) {
  Value &query = op.floats("query"), &key = op.floats("key"), &value = op.floats("value");
  Value *mask = op.optionalTensor("attn_mask");
  size_t rank = query.shape().size();
  op.require(rank >= 3 && key.shape().size() == rank && value.shape().size() == rank,
             "operands have types " + describe(query.type) + ", " + describe(key.type) + " and " +
                 describe(value.type) + ", expected one rank of at least 3");
  size_t batchRank = rank - 2;
  Shape batch = broadcastShapes(
      op, leading(query.shape(), batchRank),
      broadcastShapes(op, leading(key.shape(), batchRank), leading(value.shape(), batchRank)));
  int64_t length = query.shape()[rank - 2], width = query.shape()[rank - 1];
  int64_t keys = key.shape()[rank - 2], depth = value.shape()[rank - 1];
  op.require(key.shape()[rank - 1] == width && value.shape()[rank - 2] == keys &&
                 key.type.dtype == query.type.dtype && value.type.dtype == query.type.dtype,
             "operands have types " + describe(query.type) + ", " + describe(key.type) + " and " +
                 describe(value.type) + ", expected [.., L, E], [.., S, E] and [.., S, V]");
  Shape scoreShape = batch, shape = batch;
  scoreShape.insert(scoreShape.end(), {length, keys});
  shape.insert(shape.end(), {length, depth});
  Value &result = op.result(query.type.dtype, shape);

  Value &scores = op.temporary(mil::Type::tensor(query.type.dtype, scoreShape));
  addProduct(op, scores, {&query, &key},
             {batch,
              length,
              keys,
              width,
              {strideBatch(query.shape(), batchRank), width, 1},
              {strideBatch(key.shape(), batchRank), 1, width}});
  Value &scaled = op.temporary(scores.type);
  Value &scale = scalarConstant(op, query.type.dtype, 1 / std::sqrt(static_cast<double>(width)));
  op.defineTile(scaled, {&scores, &scale}, {TileCode::Mul});
  Value &logits = mask ? maskScores(op, scaled, *mask) : scaled;
  Value &weights = op.temporary(scores.type);
  addSoftmax(op, weights, logits, static_cast<int64_t>(rank) - 1);
  addProduct(op, result, {&weights, &value},
             {batch,
              length,
              depth,
              keys,
              {strideBatch(scoreShape, batchRank), keys, 1},
              {strideBatch(value.shape(), batchRank), depth, 1}});
}

} // namespace anemone::exec
