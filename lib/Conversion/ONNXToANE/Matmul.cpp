//===- Matmul.cpp - Matrix products ---------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With a constant second factor, one row is a convolution of a single pixel,
// which the engine does best (ANE-C17); several rows are a product with the
// factor transposed, the form that Apple's compiler is reported to accept.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone;

namespace {

Value swapLastAxes(Value x, EngineBuilder &engine) {
  SmallVector<int64_t> perm = llvm::to_vector(llvm::seq<int64_t>(0, rankOf(x)));
  std::swap(perm[perm.size() - 1], perm[perm.size() - 2]);
  return engine.transpose(x, perm);
}

/// [1, K] times the transpose of a constant [N, K], as a convolution of one pixel.
Value rowTimesConstant(Value x, Value transposed, EngineBuilder &engine) {
  ArrayRef<int64_t> shape = shapeOf(transposed);
  Value pixel = engine.reshape(x, {1, shape[1], 1, 1});
  Value kernel = engine.reshape(transposed, {shape[0], shape[1], 1, 1});
  Value y = ane::ConvOp::create(engine.getBuilder(), engine.getLoc(), pixel, kernel, Value(),
                                ArrayRef<int32_t>{1, 1}, "valid", ArrayRef<int32_t>{0, 0, 0, 0},
                                ArrayRef<int32_t>{1, 1}, 1);
  return engine.reshape(y, {1, shape[0]});
}

/// x times a constant, of which `transposed` is the transpose. The compiler was seen to refuse 128
/// rows of 8192 (ANE-C58): their halves are multiplied and summed.
Value multiplyTransposed(Value x, Value transposed, EngineBuilder &engine) {
  ArrayRef<int64_t> shape = shapeOf(x);
  int64_t last = shape.size() - 1, half = shape.back() / 2;
  if (engine.onHost() || shape[last - 1] != 128 || shape[last] != 8192)
    return engine.matmul(x, transposed, false, true);
  auto part = [&](int64_t begin) {
    return engine.matmul(engine.slice(x, last, begin, half),
                         engine.slice(transposed, rankOf(transposed) - 1, begin, half), false,
                         true);
  };
  return engine.add(part(0), part(half));
}

/// [M, K] times a constant [K, N], of which `transposed` is the transpose.
Value timesConstant(Value x, Value transposed, EngineBuilder &engine) {
  const target::Profile &limits = engine.profile();
  ArrayRef<int64_t> shape = shapeOf(transposed);
  if (shapeOf(x)[0] == 1 && shape[1] <= limits.maxConvInputChannels &&
      shape[0] <= limits.maxConvOutputChannels)
    return rowTimesConstant(x, transposed, engine);
  return multiplyTransposed(x, transposed, engine);
}

/// numpy's product of operands of rank 2 and more.
Value multiply(Value lhs, Value rhs, EngineBuilder &engine) {
  Shape batch = broadcastShapes(shapeOf(lhs).drop_back(2), shapeOf(rhs).drop_back(2));
  Shape result(batch);
  int64_t m = shapeOf(lhs)[rankOf(lhs) - 2], k = shapeOf(lhs).back(), n = shapeOf(rhs).back();
  result.append({m, n});
  bool constantRhs = isConstantExpression(rhs);
  if (constantRhs && rankOf(rhs) == 2) {
    // The rows of all batches are rows of one matrix.
    Value rows = engine.reshape(lhs, {numElements(shapeOf(lhs)) / k, k});
    return engine.reshape(timesConstant(rows, swapLastAxes(rhs, engine), engine), result);
  }
  if (int64_t(result.size()) > engine.profile().maxRank) {
    // Too many axes: all batches become one axis.
    auto flatten = [&](Value x, int64_t rows, int64_t columns) {
      Shape whole(batch);
      whole.append({rows, columns});
      return engine.reshape(engine.broadcastTo(x, whole), {numElements(batch), rows, columns});
    };
    lhs = flatten(lhs, m, k);
    rhs = flatten(rhs, k, n);
  }
  Value y = constantRhs ? multiplyTransposed(lhs, swapLastAxes(rhs, engine), engine)
                        : engine.matmul(lhs, rhs);
  return engine.reshape(y, result);
}

/// A vector is a row on the left and a column on the right, and its axis is missing in the result.
FailureOr<Value> lowerMatMul(onnx::MatMulOp op, onnx::MatMulOp::Adaptor in, EngineBuilder &engine) {
  Value lhs = in.getA(), rhs = in.getB();
  if (!isa<FloatType>(elementOf(lhs)))
    return engine.refuse("it multiplies integers that are known only at run time, and the engine "
                         "computes in fp16");
  if (rankOf(lhs) == 1)
    lhs = engine.reshape(lhs, {1, shapeOf(lhs)[0]});
  if (rankOf(rhs) == 1)
    rhs = engine.reshape(rhs, {shapeOf(rhs)[0], 1});
  return engine.reshape(multiply(lhs, rhs, engine), shapeOf(op.getY()));
}

FailureOr<Value> lowerGemm(onnx::GemmOp op, onnx::GemmOp::Adaptor in, EngineBuilder &engine) {
  Value lhs = in.getA(), rhs = in.getB();
  if (!isa<FloatType>(elementOf(lhs)))
    return engine.refuse("it multiplies integers that are known only at run time, and the engine "
                         "computes in fp16");
  double alpha = op.getAlpha().convertToFloat(), beta = op.getBeta().convertToFloat();
  bool constantRhs = isConstantExpression(rhs);
  if (constantRhs && alpha != 1)
    rhs = engine.mul(rhs, alpha);
  Value y;
  if (constantRhs) {
    Value rows = op.getTransA() ? swapLastAxes(lhs, engine) : lhs;
    y = timesConstant(rows, op.getTransB() ? rhs : swapLastAxes(rhs, engine), engine);
  } else {
    y = engine.matmul(lhs, rhs, op.getTransA() != 0, op.getTransB() != 0);
    if (alpha != 1)
      y = engine.mul(y, alpha);
  }
  if (isAbsent(op.getC()) || beta == 0)
    return y;
  return engine.add(y, beta == 1 ? in.getC() : engine.mul(in.getC(), beta));
}

} // namespace

void anemone::populateMatmulLowerings(Lowerings &set) {
  set.add<onnx::MatMulOp>(lowerMatMul);
  set.add<onnx::GemmOp>(lowerGemm);
}
