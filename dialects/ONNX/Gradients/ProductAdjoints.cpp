//===- ProductAdjoints.cpp - Derivatives of products of matrices ----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

/// Exchanges the last two axes.
static Value transposed(Value x, AdjointBuilder &build) {
  auto perm = llvm::to_vector(llvm::seq<int64_t>(rankOf(x)));
  std::swap(perm[perm.size() - 1], perm[perm.size() - 2]);
  return build.transpose(x, perm);
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
  grad = build.reshape(grad, shape);
  auto give = [&](unsigned operand, Value gradient, Value matrix) {
    build.give(operand, build.reshape(build.sumTo(gradient, extentsOf(matrix)),
                                      extentsOf(op->getOperand(operand))));
  };
  give(0, build.matmul(grad, transposed(b, build)), a);
  give(1, build.matmul(transposed(a, build), grad), b);
  return success();
}

void anemone::onnx::addProductAdjoints(MLIRContext *context) {
  addAdjoint<MatMulOp, adjoint>(context);
}
