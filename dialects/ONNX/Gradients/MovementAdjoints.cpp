//===- MovementAdjoints.cpp - Derivatives of operations that move elements ===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Adjoints.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

static int64_t positiveAxis(int64_t axis, int64_t rank) { return axis < 0 ? axis + rank : axis; }

//===----------------------------------------------------------------------===//
// The elements keep their order
//===----------------------------------------------------------------------===//

/// Of Identity, Reshape, Flatten, Squeeze and Unsqueeze.
template <typename Op> static LogicalResult adjointOfView(Op op, AdjointBuilder &build) {
  build.give(0, build.reshape(build.grad(), extentsOf(op->getOperand(0))));
  return success();
}

/// Of Cast and CastLike. What comes from integers has no gradient.
template <typename Op> static LogicalResult adjointOfCast(Op op, AdjointBuilder &build) {
  Type element = elementOf(op.getInput());
  if (isa<FloatType>(element))
    build.give(0, build.cast(build.grad(), element));
  return success();
}

//===----------------------------------------------------------------------===//
// The elements change places
//===----------------------------------------------------------------------===//

static LogicalResult adjoint(TransposeOp op, AdjointBuilder &build) {
  SmallVector<int64_t> perm = permutationOr(op.getPerm(), rankOf(op.getData()));
  SmallVector<int64_t> back(perm.size());
  for (auto [place, axis] : llvm::enumerate(perm))
    back[axis] = place;
  build.give(0, build.transpose(build.grad(), back));
  return success();
}

static LogicalResult adjoint(DepthToSpaceOp op, AdjointBuilder &build) {
  ArrayRef<int64_t> s = extentsOf(op.getInput());
  int64_t block = op.getBlocksize(), channels = s[1] / (block * block);
  SmallVector<int64_t> perm = {0, 1, 3, 5, 2, 4}; // of the mode CRD
  if (op.getMode() == "DCR")
    perm = {0, 3, 5, 1, 2, 4};
  Value view = build.reshape(build.grad(), {s[0], channels, s[2], block, s[3], block});
  build.give(0, build.reshape(build.transpose(view, perm), s));
  return success();
}

static LogicalResult adjoint(SpaceToDepthOp op, AdjointBuilder &build) {
  ArrayRef<int64_t> s = extentsOf(op.getInput());
  int64_t block = op.getBlocksize();
  Value view = build.reshape(build.grad(), {s[0], block, block, s[1], s[2] / block, s[3] / block});
  build.give(0, build.reshape(build.transpose(view, {0, 3, 4, 1, 5, 2}), s));
  return success();
}

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

static LogicalResult adjoint(ConcatOp op, AdjointBuilder &build) {
  int64_t axis = positiveAxis(op.getAxis(), rankOf(build.grad())), begin = 0;
  for (auto [index, input] : llvm::enumerate(op.getInputs())) {
    int64_t end = begin + extentsOf(input)[axis];
    build.give(index, build.slice(build.grad(), axis, begin, end));
    begin = end;
  }
  return success();
}

static LogicalResult adjoint(SplitOp op, AdjointBuilder &build) {
  SmallVector<Value> parts;
  for (unsigned result = 0; result < op->getNumResults(); ++result)
    parts.push_back(build.grad(result));
  build.give(0, build.concat(parts, positiveAxis(op.getAxis(), rankOf(op.getInput()))));
  return success();
}

/// Puts the elements of one axis back where a slice took them, into `extent` zeros: `step` - 1
/// zeros after each but the last, and what is missing before and after.
static Value spread(Value x, int64_t axis, int64_t begin, int64_t step, int64_t extent,
                    AdjointBuilder &build) {
  int64_t count = extentsOf(x)[axis];
  if (step < 0) {
    x = build.reverse(x, axis);
    begin += (count - 1) * step;
    step = -step;
  }
  if (step > 1 && count > 1) {
    Extents apart(extentsOf(x)), together(apart);
    apart.insert(apart.begin() + axis + 1, 1);
    together[axis] = count * step;
    x = build.reshape(build.pad(build.reshape(x, apart), axis + 1, 0, step - 1), together);
    x = build.slice(x, axis, 0, (count - 1) * step + 1);
  }
  return build.pad(x, axis, begin, extent - begin - extentsOf(x)[axis]);
}

static LogicalResult adjoint(SliceOp op, AdjointBuilder &build) {
  int64_t rank = rankOf(op.getData());
  auto starts = constantInts(op.getStarts()), axes = constantInts(op.getAxes()),
       steps = constantInts(op.getSteps());
  if (starts && isAbsent(op.getAxes()))
    axes = llvm::to_vector(llvm::seq<int64_t>(0, starts->size()));
  if (starts && isAbsent(op.getSteps()))
    steps = SmallVector<int64_t>(starts->size(), 1);
  if (!starts || !axes || !steps)
    return op.emitOpError("has starts, axes or steps that are known only at run time, and then no "
                          "derivative; make them constants");
  if (llvm::is_contained(extentsOf(op.getOutput()), 0))
    return success();
  Value x = build.grad();
  for (auto [start, axis, step] : llvm::zip_equal(*starts, *axes, *steps)) {
    int64_t place = positiveAxis(axis, rank), extent = extentsOf(op.getData())[place];
    int64_t begin = start < 0 ? start + extent : start;
    begin = std::clamp<int64_t>(begin, 0, step > 0 ? extent : extent - 1);
    x = spread(x, place, begin, step, extent, build);
  }
  build.give(0, x);
  return success();
}

//===----------------------------------------------------------------------===//
// Repetition
//===----------------------------------------------------------------------===//

/// The sum that undoes the broadcast is that of every operand.
static LogicalResult adjoint(ExpandOp, AdjointBuilder &build) {
  build.give(0, build.grad());
  return success();
}

/// One axis after the other, seen as [outer, repeats, n], is summed over its repeats.
static LogicalResult adjoint(TileOp op, AdjointBuilder &build) {
  Value x = build.grad();
  ArrayRef<int64_t> shape = extentsOf(op.getInput());
  if (llvm::is_contained(extentsOf(x), 0))
    return success();
  for (int64_t axis : llvm::seq<int64_t>(0, shape.size())) {
    Extents now(extentsOf(x));
    int64_t repeats = now[axis] / shape[axis], outer = 1, inner = shape[axis];
    if (repeats == 1)
      continue;
    for (int64_t before : ArrayRef(now).take_front(axis))
      outer *= before;
    for (int64_t after : ArrayRef(now).drop_front(axis + 1))
      inner *= after;
    now[axis] = shape[axis];
    x = build.reshape(build.sum(build.reshape(x, {outer, repeats, inner}), {1}), now);
  }
  build.give(0, x);
  return success();
}

void anemone::onnx::addMovementAdjoints(MLIRContext *context) {
  addAdjoint<IdentityOp, adjointOfView<IdentityOp>>(context);
  addAdjoint<ReshapeOp, adjointOfView<ReshapeOp>>(context);
  addAdjoint<FlattenOp, adjointOfView<FlattenOp>>(context);
  addAdjoint<SqueezeOp, adjointOfView<SqueezeOp>>(context);
  addAdjoint<UnsqueezeOp, adjointOfView<UnsqueezeOp>>(context);
  addAdjoint<CastOp, adjointOfCast<CastOp>>(context);
  addAdjoint<CastLikeOp, adjointOfCast<CastLikeOp>>(context);
  addAdjoint<TransposeOp, adjoint>(context);
  addAdjoint<DepthToSpaceOp, adjoint>(context);
  addAdjoint<SpaceToDepthOp, adjoint>(context);
  addAdjoint<ConcatOp, adjoint>(context);
  addAdjoint<SplitOp, adjoint>(context);
  addAdjoint<SliceOp, adjoint>(context);
  addAdjoint<ExpandOp, adjoint>(context);
  addAdjoint<TileOp, adjoint>(context);
}
