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
// MatMul
//===----------------------------------------------------------------------===//

/// Exchanges the last two axes.
static Value transposed(Value x, AdjointBuilder &build) {
  auto perm = llvm::to_vector(llvm::seq<int64_t>(rankOf(x)));
  std::swap(perm[perm.size() - 1], perm[perm.size() - 2]);
  return build.transpose(x, perm);
}

/// The rows of all batches as those of one matrix.
static Value rowsOf(Value x, AdjointBuilder &build) {
  int64_t columns = extentsOf(x).back(), rows = 1;
  for (int64_t extent : extentsOf(x).drop_back())
    rows *= extent;
  return build.reshape(x, {rows, columns});
}

/// The product of two gradients or factors that is the gradient of `factor`.
static Value product(Value a, Value b, Value factor, AdjointBuilder &build) {
  if (factor.getDefiningOp<TransposeOp>())
    return transposed(build.matmul(transposed(b, build), transposed(a, build)), build);
  return build.matmul(a, b);
}

/// Of `a` x `b` with a matrix `b` and its gradient `grad`, all of rank 2 and more.
static std::pair<Value, Value> gradients(Value a, Value b, Value grad, AdjointBuilder &build) {
  bool shared = rankOf(b) == 2 && rankOf(a) > 2;
  if (!shared)
    return {product(grad, transposed(b, build), a, build),
            product(transposed(a, build), grad, b, build)};
  Value rows = rowsOf(grad, build);
  Value ofA = build.matmul(rows, transposed(b, build));
  Value ofB = product(transposed(rowsOf(a, build), build), rows, b, build);
  return {build.reshape(ofA, extentsOf(a)), ofB};
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

/// With Y = A' B', dA' = dY B'^T and dB' = A'^T dY; what is transposed stands on the other side.
static LogicalResult adjoint(GemmOp op, AdjointBuilder &build) {
  Value a = op.getA(), b = op.getB(), grad = build.grad();
  bool transA = op.getTransA() != 0, transB = op.getTransB() != 0;
  auto gemm = [&](Value lhs, Value rhs, bool transLhs, bool transRhs) {
    return build.create<GemmOp>(lhs, rhs, build.none(), op.getAlpha(), APFloat(0.0f),
                                int64_t(transLhs), int64_t(transRhs));
  };
  build.give(0, transA ? gemm(b, grad, transB, true) : gemm(grad, b, false, !transB));
  build.give(1, transB ? gemm(grad, a, true, transA) : gemm(a, grad, !transA, false));
  double beta = op.getBeta().convertToFloat();
  build.give(2, beta == 1 ? grad : build.mul(grad, beta));
  return success();
}

void anemone::onnx::addProductAdjoints(MLIRContext *context) {
  addAdjoint<MatMulOp, adjoint>(context);
  addAdjoint<GemmOp, adjoint>(context);
}
