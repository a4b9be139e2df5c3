//===- ReductionAdjoints.cpp - Derivatives of reductions ------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The gradient and, where it is needed, the result are brought to the shape of
// the operand with extent 1 at the reduced axes; what is left is elementwise.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

namespace {

/// A reduction, its values ready for broadcasting.
struct Reduction {
  Value data, result, grad;
  SmallVector<int64_t> axes; // reduced, ascending
  int64_t count;             // of elements for each of the result
};

} // namespace

template <typename Op> static FailureOr<Reduction> describe(Op op, AdjointBuilder &build) {
  Reduction reduction;
  int64_t rank = rankOf(op.getData());
  if (!isAbsent(op.getAxes())) {
    auto given = constantInts(op.getAxes());
    auto axes = given ? normalizeAxes(*given, rank) : std::nullopt;
    if (!axes)
      return op.emitOpError(
          "has axes that are known only at run time, and then no derivative; make "
          "them a constant");
    reduction.axes = *axes;
  }
  if (reduction.axes.empty() && !op.getNoopWithEmptyAxes())
    reduction.axes = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  llvm::sort(reduction.axes);
  Extents kept(extentsOf(op.getData()));
  reduction.count = 1;
  for (int64_t axis : reduction.axes)
    reduction.count *= std::exchange(kept[axis], 1);
  reduction.data = op.getData();
  reduction.result = build.reshape(op.getReduced(), kept);
  reduction.grad = build.reshape(build.grad(), kept);
  return reduction;
}

using Gradient = Value (*)(const Reduction &, AdjointBuilder &);

template <typename Op, Gradient gradient>
static LogicalResult adjoint(Op op, AdjointBuilder &build) {
  FailureOr<Reduction> reduction = describe(op, build);
  if (failed(reduction))
    return failure();
  build.give(0, build.expand(gradient(*reduction, build), extentsOf(op.getData())));
  return success();
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

static Value ofSum(const Reduction &r, AdjointBuilder &) { return r.grad; }

static Value ofMean(const Reduction &r, AdjointBuilder &build) {
  return build.mul(r.grad, 1.0 / r.count);
}

static Value ofL1(const Reduction &r, AdjointBuilder &build) {
  return build.mul(r.grad, build.create<SignOp>(r.data));
}

/// x / |x|, and 0 where all of x is.
static Value ofL2(const Reduction &r, AdjointBuilder &build) {
  Value length = build.where(build.greater(r.result, 0.0), r.result, build.scalar(1, r.result));
  return build.mul(r.grad, build.div(r.data, length));
}

static Value ofSumSquare(const Reduction &r, AdjointBuilder &build) {
  return build.mul(build.mul(r.grad, 2), r.data);
}

/// One over the sum is exp(-y).
static Value ofLogSum(const Reduction &r, AdjointBuilder &build) {
  return build.mul(r.grad, build.exp(build.neg(r.result)));
}

/// No element is above the result, so exp does not overflow.
static Value ofLogSumExp(const Reduction &r, AdjointBuilder &build) {
  return build.mul(r.grad, build.exp(build.sub(r.data, r.result)));
}

//===----------------------------------------------------------------------===//
// Extremes and products
//===----------------------------------------------------------------------===//

/// Equal elements share the gradient.
static Value ofExtremum(const Reduction &r, AdjointBuilder &build) {
  Value chosen = build.cast(build.equal(r.data, r.result), elementOf(r.data));
  Value shared = build.div(r.grad, build.sumAlong(chosen, r.axes));
  return build.mul(chosen, shared);
}

/// The products of all elements before each one along the last axis of [n, m], by doubling the
/// reach: x is shifted by one, then multiplied with itself shifted by 1, 2, 4 ...
static Value productsBefore(Value x, AdjointBuilder &build) {
  int64_t extent = extentsOf(x)[1];
  auto shift = [&](Value value, int64_t by) {
    return build.pad(build.slice(value, 1, 0, extent - by), 1, by, 0, 1);
  };
  if (extent == 1)
    return build.full(1, x);
  Value products = shift(x, 1);
  for (int64_t reach = 1; reach < extent - 1; reach *= 2)
    products = build.mul(products, shift(products, reach));
  return products;
}

/// The product of the others, without a quotient: elements may be 0.
static Value ofProduct(const Reduction &r, AdjointBuilder &build) {
  if (r.count <= 1)
    return r.grad;
  SmallVector<int64_t> perm, back(rankOf(r.data));
  for (int64_t axis : llvm::seq(rankOf(r.data)))
    if (!llvm::is_contained(r.axes, axis))
      perm.push_back(axis);
  perm.append(r.axes);
  for (auto [place, axis] : llvm::enumerate(perm))
    back[axis] = place;
  Value moved = build.transpose(r.data, perm);
  Extents shape(extentsOf(moved));
  int64_t rows = cast<RankedTensorType>(moved.getType()).getNumElements() / r.count;
  Value x = build.reshape(moved, {rows, r.count});
  Value before = productsBefore(x, build);
  Value after = build.reverse(productsBefore(build.reverse(x, 1), build), 1);
  Value others = build.reshape(build.mul(before, after), shape);
  return build.mul(r.grad, build.transpose(others, back));
}

void anemone::onnx::addReductionAdjoints(MLIRContext *context) {
  addAdjoint<ReduceSumOp, adjoint<ReduceSumOp, ofSum>>(context);
  addAdjoint<ReduceMeanOp, adjoint<ReduceMeanOp, ofMean>>(context);
  addAdjoint<ReduceL1Op, adjoint<ReduceL1Op, ofL1>>(context);
  addAdjoint<ReduceL2Op, adjoint<ReduceL2Op, ofL2>>(context);
  addAdjoint<ReduceSumSquareOp, adjoint<ReduceSumSquareOp, ofSumSquare>>(context);
  addAdjoint<ReduceLogSumOp, adjoint<ReduceLogSumOp, ofLogSum>>(context);
  addAdjoint<ReduceLogSumExpOp, adjoint<ReduceLogSumExpOp, ofLogSumExp>>(context);
  addAdjoint<ReduceMaxOp, adjoint<ReduceMaxOp, ofExtremum>>(context);
  addAdjoint<ReduceMinOp, adjoint<ReduceMinOp, ofExtremum>>(context);
  addAdjoint<ReduceProdOp, adjoint<ReduceProdOp, ofProduct>>(context);
}
