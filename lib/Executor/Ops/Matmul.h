//===- Matmul.h - Products of strided matrices ------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_OPS_MATMUL_H
#define ANEMONE_EXECUTOR_OPS_MATMUL_H

#include "lib/Executor/OpContext.h"

namespace anemone::exec {

/// Strides of a matrix in dense memory, in elements; 0 in `batch` repeats the matrix.
struct MatrixOperand {
  Shape batch;
  int64_t row = 0, column = 0;
};

/// A batch of products of an m x k and a k x n matrix; the result is dense, and a bias of n
/// elements may be added.
struct Product {
  Shape batch;
  int64_t m = 0, n = 0, k = 0;
  MatrixOperand x, y;
  bool hasBias = false;
};

/// Says that `result` is the product of inputs 0 and 1, with input 2 as bias.
void addProduct(OpContext &op, Value &result, std::vector<Value *> inputs, const Product &product);

void analyzeEinsum(OpContext &op);
void analyzeAttention(OpContext &op);

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_OPS_MATMUL_H
