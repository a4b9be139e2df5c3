//===- ResizeAdjoints.cpp - Derivatives of Resize -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whatever its mode, Resize multiplies each axis by a matrix. Its adjoint
// multiplies by the transposes.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"
#include "dialects/ONNX/IR/Resampling.h"

using namespace mlir;
using namespace anemone::onnx;

/// The transpose [input, output] of what resamples an axis. Rows that show nothing of the input are
/// zero.
static Value transposedMatrix(const Resampling &axis, Value like, AdjointBuilder &build) {
  ResamplingMatrix matrix = buildMatrix(axis);
  SmallVector<double> numbers(axis.input * axis.output);
  for (int64_t row = 0; row < axis.output; ++row)
    for (int64_t column = 0; column < axis.input; ++column)
      numbers[column * axis.output + row] = matrix.weights[row * axis.input + column];
  return build.reshape(build.numbers(numbers, elementOf(like)), {axis.input, axis.output});
}

/// Multiplies along one axis, seen as [outer, axis, inner].
static Value multiplyAlong(Value matrix, Value x, int64_t axis, AdjointBuilder &build) {
  Extents shape(extentsOf(x));
  int64_t outer = 1, inner = 1;
  for (auto [i, extent] : llvm::enumerate(shape))
    (int64_t(i) < axis ? outer : inner) *= int64_t(i) == axis ? 1 : extent;
  Value view = build.reshape(x, {outer, shape[axis], inner});
  shape[axis] = extentsOf(matrix)[0];
  return build.reshape(build.matmul(matrix, view), shape);
}

static LogicalResult adjoint(ResizeOp op, AdjointBuilder &build) {
  std::string why;
  auto axes = resamplingsOf(op, why);
  if (failed(axes))
    return op->emitOpError("has no derivative in this form: ") << why;
  Value grad = build.grad();
  for (auto [i, axis] : llvm::enumerate(*axes))
    if (!isIdentity(axis))
      grad = multiplyAlong(transposedMatrix(axis, grad, build), grad, i, build);
  build.give(0, grad);
  return success();
}

void anemone::onnx::addResizeAdjoints(MLIRContext *context) {
  addAdjoint<ResizeOp, adjoint>(context);
}
