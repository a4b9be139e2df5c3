//===- Matmul.cpp - matmul, linear, einsum, attention ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Ops/Matmul.h"
#include "lib/Executor/Kernels/Parallel.h"
#include "lib/Executor/Kernels/StridedCopy.h"
#include "lib/Executor/Lowering.h"
#include "lib/Executor/Ops/Broadcast.h"
#include "lib/Executor/Ops/Product.h"
#include "lib/Executor/Registry.h"
#include <algorithm>

namespace anemone::exec {

namespace {

using dnnl::memory;

/// A strided matrix of a batch, as oneDNN describes it.
Desc matrixDesc(const MatrixOperand &matrix, Shape batch, int64_t rows, int64_t columns) {
  Shape strides = matrix.batch;
  for (size_t i = 0; i < batch.size(); ++i)
    if (strides[i] == 0) { // repeated along the batch
      batch[i] = 1;
      strides[i] = 1;
    }
  for (size_t i = batch.size();
       i-- > 0;) // strides of extents of 1 are ignored, but have to be plausible
    if (batch[i] == 1)
      strides[i] = rows * columns;
  batch.insert(batch.end(), {rows, columns});
  strides.insert(strides.end(), {matrix.row, matrix.column});
  return Desc(batch, memory::data_type::f32, strides);
}

int64_t batchesOf(const Product &p) {
  int64_t batches = 1;
  for (int64_t extent : p.batch)
    batches *= extent;
  return batches;
}

/// Where the rows of both operands begin that meet in row `index` of the result, counted over all
/// batches.
std::pair<int64_t, int64_t> startOf(const Product &p, int64_t index) {
  int64_t rest = index / p.m, x = index % p.m * p.x.row, y = 0;
  for (size_t d = p.batch.size(); d-- > 0; rest /= p.batch[d]) {
    x += rest % p.batch[d] * p.x.batch[d];
    y += rest % p.batch[d] * p.y.batch[d];
  }
  return {x, y};
}

template <typename T> void plainProduct(const Product &p, const KernelArgs &args) {
  const T *x = args.in<T>(0), *y = args.in<T>(1), *bias = p.hasBias ? args.in<T>(2) : nullptr;
  parallelFor(batchesOf(p) * p.m, 1, [&](int64_t begin, int64_t end) {
    std::vector<T> sums(static_cast<size_t>(p.n));
    for (int64_t index = begin; index < end; ++index) {
      auto [xAt, yAt] = startOf(p, index);
      for (int64_t j = 0; j < p.n; ++j)
        sums[j] = bias ? bias[j] : T(0);
      for (int64_t k = 0; k < p.k; ++k)
        for (int64_t j = 0; j < p.n; ++j)
          sums[j] += x[xAt + k * p.x.column] * y[yAt + k * p.y.row + j * p.y.column];
      std::copy(sums.begin(), sums.end(), args.out<T>() + index * p.n);
    }
  });
}

void macProduct(const Product &p, const MacRules &rules, const KernelArgs &args) {
  const float *x = args.in<float>(0), *y = args.in<float>(1);
  const float *bias = p.hasBias ? args.in<float>(2) : nullptr;
  parallelFor(batchesOf(p) * p.m, 1, [&](int64_t begin, int64_t end) {
    for (int64_t index = begin; index < end; ++index) {
      auto [xAt, yAt] = startOf(p, index);
      for (int64_t j = 0; j < p.n; ++j) {
        MacSum sum(rules, bias ? bias[j] : 0);
        for (int64_t k = 0; k < p.k; ++k)
          sum.add(x[xAt + k * p.x.column], y[yAt + k * p.y.row + j * p.y.column]);
        args.out<float>()[index * p.n + j] = sum.finish();
      }
    }
  });
}

/// Rows of all batches become rows of one matrix when they all meet the same second matrix: one
/// large product instead of many small ones.
Product collapsed(Product p) {
  bool oneRight = std::all_of(p.y.batch.begin(), p.y.batch.end(), [](int64_t s) { return s == 0; });
  int64_t rows = p.m;
  bool dense = p.x.row == p.k && p.x.column == 1;
  for (size_t i = p.batch.size(); dense && i-- > 0; rows *= p.batch[i])
    dense = p.batch[i] == 1 || p.x.batch[i] == rows * p.k;
  if (!oneRight || !dense)
    return p;
  p.m = rows;
  p.batch.clear();
  p.x.batch.clear();
  p.y.batch.clear();
  return p;
}

void lowerPlain(Lowering &lowering, const Product &product, Node &node) {
  std::vector<BufferId> inputs;
  for (Value *input : node.inputs)
    inputs.push_back(lowering.plain(*input));
  Carrier carrier = node.outputs[0]->carrier;
  if (const MacRules *rules = lowering.macRules(*node.outputs[0])) {
    lowering.step(
        inputs, {lowering.define(*node.outputs[0])},
        [product, rules = *rules](const KernelArgs &args) { macProduct(product, rules, args); });
    return;
  }
  lowering.step(inputs, {lowering.define(*node.outputs[0])}, [=](const KernelArgs &args) {
    dispatch(carrier, [&](auto *type) { plainProduct<Pointee<decltype(type)>>(product, args); });
  });
}

void lowerOneDnn(Lowering &lowering, const Product &given, Node &node) {
  Product p = collapsed(given);
  Value &x = *node.inputs[0], &y = *node.inputs[1], &result = *node.outputs[0];
  Desc left = matrixDesc(p.x, p.batch, p.m, p.k), right = matrixDesc(p.y, p.batch, p.k, p.n);
  Shape shape = p.batch, biasShape(p.batch.size() + 1, 1);
  shape.insert(shape.end(), {p.m, p.n});
  biasShape.push_back(p.n);
  Desc out = plainDesc(shape), bias = p.hasBias ? plainDesc(biasShape) : Desc();
  // Only constants are packed: packing what changes with each run costs about what it saves.
  Desc wanted =
      y.isConst() ? Desc(right.dims(), memory::data_type::f32, memory::format_tag::any) : right;
  dnnl::matmul::primitive_desc chosen(dnnl::matmul::desc(left, wanted, bias, out),
                                      postOpAttributes(node.post, out), lowering.engine());
  std::vector<BufferId> buffers{lowering.plain(x),
                                y.isConst() ? lowering.as(y, chosen.weights_desc(), right).buffer
                                            : lowering.plain(y)};
  std::vector<std::pair<int, Desc>> inputs{{DNNL_ARG_SRC, left},
                                           {DNNL_ARG_WEIGHTS, chosen.weights_desc()}};
  if (p.hasBias) {
    buffers.push_back(lowering.plain(*node.inputs[2]));
    inputs.push_back({DNNL_ARG_BIAS, bias});
  }
  for (size_t i = 0; i < node.post.size(); ++i)
    if (Value *other = node.post[i].other) {
      buffers.push_back(lowering.plain(*other));
      inputs.push_back({DNNL_ARG_ATTR_MULTIPLE_POST_OP(static_cast<int>(i)) | DNNL_ARG_SRC_1, out});
    }
  auto bound = std::make_shared<BoundPrimitive>(
      lowering.engine(), lowering.stream(), dnnl::matmul(chosen), inputs,
      std::vector<std::pair<int, Desc>>{{DNNL_ARG_DST, out}});
  lowering.step(buffers, {lowering.define(result)},
                [bound](const KernelArgs &args) { bound->run(args); });
}

} // namespace

void addProduct(OpContext &op, Value &result, std::vector<Value *> inputs, const Product &product) {
  Node &node = op.defineLower(result, std::move(inputs), [product](Lowering &lowering, Node &node) {
    Value &result = *node.outputs[0];
    if (result.carrier == Carrier::F32 && !lowering.macRules(result))
      lowerOneDnn(lowering, product, node);
    else
      lowerPlain(lowering, product, node);
    lowering.finishResult(result);
  });
  node.takesPostOps = result.carrier == Carrier::F32;
}

namespace {

/// Strides over a batch of matrices that stands in front of a dense value's last two dimensions, 0
/// where it repeats.
Shape batchStrides(const Shape &shape, const Shape &batch) {
  Shape dense = denseStrides(shape), strides(batch.size(), 0);
  for (size_t i = 0; i + 2 < shape.size(); ++i)
    if (shape[i] != 1)
      strides[batch.size() - (shape.size() - 2) + i] = dense[i];
  return strides;
}

struct MatrixShape {
  Shape shape; // of rank 2 or more
  int64_t rows, columns;
  MatrixOperand operand;
};

MatrixShape readMatrix(Shape shape, bool transposed) {
  int64_t rows = shape[shape.size() - 2], columns = shape.back();
  MatrixShape matrix{shape, rows, columns, {{}, columns, 1}};
  if (transposed) {
    std::swap(matrix.rows, matrix.columns);
    std::swap(matrix.operand.row, matrix.operand.column);
  }
  return matrix;
}

void requireProductTypes(const OpContext &op, const Value &x, const Value &y) {
  op.require(x.type.dtype == y.type.dtype && x.type.dtype != mil::DType::Bool,
             "operands have types " + describe(x.type) + " and " + describe(y.type) +
                 ", expected numbers of one element type");
}

void matmul(OpContext &op) {
  Value &x = op.tensor("x"), &y = op.tensor("y");
  bool transposeX = op.flag("transpose_x", false), transposeY = op.flag("transpose_y", false);
  requireProductTypes(op, x, y);
  op.require(x.rank() >= 1 && y.rank() >= 1, "operands have types " + describe(x.type) + " and " +
                                                 describe(y.type) + ", expected tensors");
  Shape left = x.shape(), right = y.shape();
  if (x.rank() == 1) // a vector is a row on the left and a column on the right
    left.insert(left.begin(), 1);
  if (y.rank() == 1)
    right.push_back(1);
  MatrixShape a = readMatrix(left, transposeX && x.rank() > 1),
              b = readMatrix(right, transposeY && y.rank() > 1);
  op.require(a.columns == b.rows, "contracts " + std::to_string(a.columns) + " elements of 'x', " +
                                      describe(x.type) + ", with " + std::to_string(b.rows) +
                                      " of 'y', " + describe(y.type));
  Shape batch = broadcastShapes(op, Shape(left.begin(), left.end() - 2),
                                Shape(right.begin(), right.end() - 2));
  a.operand.batch = batchStrides(left, batch);
  b.operand.batch = batchStrides(right, batch);
  Shape shape = batch;
  if (x.rank() > 1)
    shape.push_back(a.rows);
  if (y.rank() > 1)
    shape.push_back(b.columns);
  Value &result = op.result(x.type.dtype, shape);
  addProduct(op, result, {&x, &y}, {batch, a.rows, b.columns, a.columns, a.operand, b.operand});
}

void linear(OpContext &op) {
  Value &x = op.floats("x"), &weight = op.floats("weight");
  requireProductTypes(op, x, weight);
  op.require(x.rank() >= 1 && weight.rank() == 2 && weight.shape()[1] == x.shape().back(),
             "argument 'weight' has type " + describe(weight.type) +
                 ", expected [out, in] for 'x' of type " + describe(x.type));
  int64_t in = weight.shape()[1], out = weight.shape()[0];
  Value *bias = op.optionalVector("bias", out);
  Shape shape = x.shape();
  shape.back() = out;
  Value &result = op.result(x.type.dtype, shape);
  std::vector<Value *> inputs{&x, &weight};
  if (bias)
    inputs.push_back(bias);
  Product product{{}, x.count() / in, out, in, {{}, in, 1}, {{}, 1, in}, bias != nullptr};
  addProduct(op, result, inputs, product);
}

} // namespace

constexpr static OpInfo table[] = {
    {"matmul", matmul},
    {"linear", linear},
    {"einsum", analyzeEinsum},
    {"scaled_dot_product_attention", analyzeAttention},
};

std::span<const OpInfo> matmulOps() { return table; }

} // namespace anemone::exec
