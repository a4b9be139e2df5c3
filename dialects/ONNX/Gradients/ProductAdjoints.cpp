//===- ProductAdjoints.cpp - Derivatives of products of matrices ----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A weight that all batches share gets its gradient by one product, over the rows
// of all of them:
//
//   [..., S, I] x [I, O]  =>  dW = [... * S, I]^T x [... * S, O]
//
// Where a factor is a transpose, its gradient is the transpose of a product, which
// the adjoint of the transpose undoes: no gradient is moved in memory.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// Exchanges the last two axes.
static Value transposed(Value x, AdjointBuilder &build) {
  auto perm = llvm::to_vector(llvm::seq<int64_t>(rankOf(x)));
  std::swap(perm[perm.size() - 1], perm[perm.size() - 2]);
  return build.transpose(x, perm);
}

namespace {

/// A factor of a product as it lies in memory, and whether it is read transposed.
struct Factor {
  Value matrix;
  bool isTransposed;

  Factor operator~() const { return {matrix, !isTransposed}; }
};

} // namespace

/// Looks through the transpose of a matrix.
static Factor read(Value x) {
  auto source = x.getDefiningOp<TransposeOp>();
  return source && rankOf(x) == 2 ? Factor{source.getData(), true} : Factor{x, false};
}

/// Matrices are read transposed where they lie; of others a transpose is built.
static Value multiply(Factor a, Factor b, AdjointBuilder &build) {
  if (rankOf(a.matrix) == 2 && rankOf(b.matrix) == 2 && (a.isTransposed || b.isTransposed))
    return build.create<GemmOp>(a.matrix, b.matrix, build.none(), APFloat(1.0f), APFloat(1.0f),
                                int64_t(a.isTransposed), int64_t(b.isTransposed));
  auto lay = [&](Factor x) { return x.isTransposed ? transposed(x.matrix, build) : x.matrix; };
  return build.matmul(lay(a), lay(b));
}

/// The same as the gradient of `factor`.
static Value multiplyFor(Value factor, Factor a, Factor b, AdjointBuilder &build) {
  if (factor.getDefiningOp<TransposeOp>())
    return transposed(multiply(~b, ~a, build), build);
  return multiply(a, b, build);
}

//===----------------------------------------------------------------------===//
// MatMul
//===----------------------------------------------------------------------===//

/// The rows of all batches as those of one matrix.
static Value rowsOf(Value x, AdjointBuilder &build) {
  int64_t columns = extentsOf(x).back(), rows = 1;
  for (int64_t extent : extentsOf(x).drop_back())
    rows *= extent;
  return build.reshape(x, {rows, columns});
}

/// Of `a` x `b`, both of rank 2 and more, and the gradient `grad` of their product.
static std::pair<Value, Value> gradients(Value a, Value b, Value grad, AdjointBuilder &build) {
  Extents shape(extentsOf(a));
  if (rankOf(b) == 2 && rankOf(a) > 2) {
    a = rowsOf(a, build);
    grad = rowsOf(grad, build);
  }
  Value ofA = multiplyFor(a, read(grad), ~read(b), build);
  Value ofB = multiplyFor(b, ~read(a), read(grad), build);
  return {extentsOf(ofA).size() < shape.size() ? build.reshape(ofA, shape) : ofA, ofB};
}

/// A vector on the left is a row, one on the right a column; the axis that stands for it is not
/// among those of the result.
static LogicalResult adjoint(MatMulOp op, AdjointBuilder &build) {
  Value a = op.getA(), b = op.getB(), grad = build.grad();
  Extents shape(extentsOf(grad));
  if (rankOf(b) == 1) {
    b = build.reshape(b, {extentsOf(b)[0], 1});
    shape.push_back(1);
  }
  if (rankOf(a) == 1) {
    a = build.reshape(a, {1, extentsOf(a)[0]});
    shape.insert(shape.end() - 1, 1);
  }
  auto [ofA, ofB] = gradients(a, b, build.reshape(grad, shape), build);
  auto give = [&](unsigned operand, Value gradient, Value matrix) {
    build.give(operand, build.reshape(build.sumTo(gradient, extentsOf(matrix)),
                                      extentsOf(op->getOperand(operand))));
  };
  give(0, ofA, a);
  give(1, ofB, b);
  return success();
}

//===----------------------------------------------------------------------===//
// Gemm
//===----------------------------------------------------------------------===//

/// With Y = A' B', dA' = dY B'^T and dB' = A'^T dY; of what is transposed so is the gradient.
static LogicalResult adjoint(GemmOp op, AdjointBuilder &build) {
  Value grad = build.grad();
  double alpha = op.getAlpha().convertToFloat(), beta = op.getBeta().convertToFloat();
  Factor a{op.getA(), op.getTransA() != 0}, b{op.getB(), op.getTransB() != 0};
  Factor dy{alpha == 1 ? grad : build.mul(grad, alpha), false};
  build.give(0, a.isTransposed ? multiply(b, ~dy, build) : multiply(dy, ~b, build));
  build.give(1, b.isTransposed ? multiply(~dy, a, build) : multiply(~a, dy, build));
  build.give(2, beta == 1 ? grad : build.mul(grad, beta));
  return success();
}

void anemone::onnx::addProductAdjoints(MLIRContext *context) {
  addAdjoint<MatMulOp, adjoint>(context);
  addAdjoint<GemmOp, adjoint>(context);
}
