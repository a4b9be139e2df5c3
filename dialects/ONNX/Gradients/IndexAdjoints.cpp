//===- IndexAdjoints.cpp - Derivatives of gathers and scatters ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What was picked by index gets its gradient by adding at the same indices, and
// the reverse. Indices that are known are a matrix of zeros and ones, or a pad,
// which the engine computes; others are left to ScatterND.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"
#include "dialects/ONNX/IR/Utils.h"
#include "llvm/ADT/Sequence.h"

#include <numeric>

using namespace mlir;
using namespace anemone::onnx;

/// The elements of the largest matrix that stands for a gather.
static constexpr int64_t kLargestMatrix = int64_t(1) << 20;

static Value addAt(Value indices, Value updates, ArrayRef<int64_t> shape, AdjointBuilder &build) {
  return build.create<ScatterNDOp>(build.full(0, shape, elementOf(updates)), indices, updates,
                                   "add");
}

//===----------------------------------------------------------------------===//
// Gather
//===----------------------------------------------------------------------===//

namespace {

/// The gradient of a Gather as [outer, picked, inner], and how many slices there are to pick from.
struct Picked {
  Value grad;
  int64_t extent;
};

} // namespace

/// Where the indices count up, the slices that they leave out are zeros before and after.
static Value padPicked(Picked picked, ArrayRef<int64_t> indices, AdjointBuilder &build) {
  for (size_t i = 1; i < indices.size(); ++i)
    if (indices[i] != indices[i - 1] + 1)
      return {};
  return build.pad(picked.grad, 1, indices.front(), picked.extent - indices.back() - 1);
}

static Value multiplyPicked(Picked picked, ArrayRef<int64_t> indices, AdjointBuilder &build) {
  int64_t count = indices.size();
  if (count * picked.extent > kLargestMatrix)
    return {};
  auto isPicked = [&](int64_t row, int64_t column) { return indices[column] == row; };
  Value matrix = build.choiceMatrix(picked.extent, count, isPicked, 1, 0, picked.grad);
  return build.matmul(matrix, picked.grad);
}

static Value scatterPicked(Picked picked, Value indices, AdjointBuilder &build) {
  ArrayRef<int64_t> shape = extentsOf(picked.grad);
  if (shape[0] == 1) // a look-up of rows
    return addAt(build.reshape(indices, {shape[1], 1}),
                 build.reshape(picked.grad, {shape[1], shape[2]}), {picked.extent, shape[2]},
                 build);
  Value rows = build.transpose(picked.grad, {1, 0, 2});
  Value sums = addAt(build.reshape(indices, {shape[1], 1}), rows,
                     {picked.extent, shape[0], shape[2]}, build);
  return build.transpose(sums, {1, 0, 2});
}

static LogicalResult adjoint(GatherOp op, AdjointBuilder &build) {
  ArrayRef<int64_t> data = extentsOf(op.getData()), indexShape = extentsOf(op.getIndices());
  int64_t axis = op.getAxis() < 0 ? op.getAxis() + data.size() : op.getAxis();
  auto product = [](ArrayRef<int64_t> extents) {
    return std::accumulate(extents.begin(), extents.end(), int64_t(1), std::multiplies<>());
  };
  Picked picked{build.reshape(build.grad(), {product(data.take_front(axis)), product(indexShape),
                                             product(data.drop_front(axis + 1))}),
                data[axis]};
  Value gradient;
  if (auto indices = constantInts(op.getIndices()); indices && !indices->empty()) {
    for (int64_t &index : *indices)
      index += index < 0 ? data[axis] : 0;
    gradient = padPicked(picked, *indices, build);
    if (!gradient)
      gradient = multiplyPicked(picked, *indices, build);
  }
  if (!gradient)
    gradient = scatterPicked(picked, op.getIndices(), build);
  build.give(0, build.reshape(gradient, data));
  return success();
}

//===----------------------------------------------------------------------===//
// GatherND, GatherElements
//===----------------------------------------------------------------------===//

/// The place along `axis` of each element of a tensor, as tuples of one index.
static Value coordinates(ArrayRef<int64_t> shape, int64_t axis, Type element,
                         AdjointBuilder &build) {
  Extents flat(shape.size() + 1, 1), whole(shape);
  flat[axis] = shape[axis];
  whole.push_back(1);
  SmallVector<double> places(llvm::seq<int64_t>(shape[axis]).begin(),
                             llvm::seq<int64_t>(shape[axis]).end());
  return build.expand(build.reshape(build.numbers(places, element), flat), whole);
}

/// Tuples for ScatterND, which has no batches: the places along the first axes come before the
/// index.
static Value withBatches(Value indices, int64_t batches, AdjointBuilder &build) {
  SmallVector<Value> parts;
  ArrayRef<int64_t> tuples = extentsOf(indices).drop_back();
  for (int64_t axis : llvm::seq(batches))
    parts.push_back(coordinates(tuples, axis, elementOf(indices), build));
  parts.push_back(indices);
  return build.concat(parts, tuples.size());
}

static LogicalResult adjoint(GatherNDOp op, AdjointBuilder &build) {
  Value indices = withBatches(op.getIndices(), op.getBatchDims(), build);
  build.give(0, addAt(indices, build.grad(), extentsOf(op.getData()), build));
  return success();
}

static LogicalResult adjoint(GatherElementsOp op, AdjointBuilder &build) {
  Value grad = build.grad(), zeros = build.full(0, op.getData());
  build.give(0, build.create<ScatterElementsOp>(zeros, op.getIndices(), grad, op.getAxis(), "add"));
  return success();
}

//===----------------------------------------------------------------------===//
// Scatters
//===----------------------------------------------------------------------===//

/// Where a minimum or maximum kept `value`, it gets the gradient.
static Value whereKept(Value value, Value result, Value grad, AdjointBuilder &build) {
  return build.keep(grad, build.equal(value, result));
}

/// `pick` gives what a tensor of the data's shape has where the updates go, `put` such a tensor
/// with other elements there.
template <typename OpTy>
static LogicalResult adjointOfScatter(OpTy op, AdjointBuilder &build,
                                      llvm::function_ref<Value(Value)> pick,
                                      llvm::function_ref<Value(Value, Value)> put) {
  Value grad = build.grad();
  StringRef reduction = op.getReduction();
  if (reduction == "none") {
    build.give(0, put(grad, build.full(0, op.getUpdates())));
    build.give(2, pick(grad));
  } else if (reduction == "add") {
    build.give(0, grad);
    build.give(2, pick(grad));
  } else if (reduction == "min" || reduction == "max") {
    build.give(0, whereKept(op.getData(), op.getOutput(), grad, build));
    build.give(2, whereKept(op.getUpdates(), pick(op.getOutput()), pick(grad), build));
  } else {
    return op->emitOpError("has no derivative with reduction mul; expected none, add, min or max: "
                           "gather, multiply and scatter instead");
  }
  return success();
}

static LogicalResult adjoint(ScatterNDOp op, AdjointBuilder &build) {
  Value indices = op.getIndices();
  return adjointOfScatter(
      op, build, [&](Value from) { return build.create<GatherNDOp>(from, indices, int64_t(0)); },
      [&](Value data, Value updates) {
        return build.create<ScatterNDOp>(data, indices, updates, "none");
      });
}

static LogicalResult adjoint(ScatterElementsOp op, AdjointBuilder &build) {
  Value indices = op.getIndices();
  int64_t axis = op.getAxis();
  return adjointOfScatter(
      op, build, [&](Value from) { return build.create<GatherElementsOp>(from, indices, axis); },
      [&](Value data, Value updates) {
        return build.create<ScatterElementsOp>(data, indices, updates, axis, "none");
      });
}

void anemone::onnx::addIndexAdjoints(MLIRContext *context) {
  addAdjoint<GatherOp, adjoint>(context);
  addAdjoint<GatherNDOp, adjoint>(context);
  addAdjoint<GatherElementsOp, adjoint>(context);
  addAdjoint<ScatterElementsOp, adjoint>(context);
  addAdjoint<ScatterNDOp, adjoint>(context);
}
