//===- Movement.cpp - Operations that move elements -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Conversion/ONNXToANE/Patterns.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone;

namespace {

/// Reshape, Flatten, Squeeze, Unsqueeze, Identity: the declared result says everything.
template <typename OpTy>
FailureOr<Value> lowerToReshape(OpTy op, typename OpTy::Adaptor in, EngineBuilder &engine) {
  return engine.reshape(in.getOperands().front(), shapeOf(op->getResult(0)));
}

FailureOr<Value> lowerTranspose(onnx::TransposeOp op, onnx::TransposeOp::Adaptor in,
                                EngineBuilder &engine) {
  SmallVector<int64_t> perm =
      llvm::to_vector(llvm::reverse(llvm::seq<int64_t>(0, rankOf(in.getData()))));
  if (op.getPerm())
    perm.assign(intsOr(op.getPerm(), 0, 0));
  return engine.transpose(in.getData(), perm);
}

FailureOr<Value> lowerExpand(onnx::ExpandOp op, onnx::ExpandOp::Adaptor in, EngineBuilder &engine) {
  if (failed(requireExactInHalf(in.getInput(), engine)))
    return failure();
  return engine.broadcastTo(in.getInput(), shapeOf(op.getOutput()));
}

/// One axis after the other, seen as [outer, 1, n], is broadcast to [outer, repeats, n].
FailureOr<Value> lowerTile(onnx::TileOp op, onnx::TileOp::Adaptor in, EngineBuilder &engine) {
  Value x = in.getInput();
  if (failed(requireExactInHalf(x, engine)))
    return failure();
  ArrayRef<int64_t> result = shapeOf(op.getOutput());
  for (int64_t axis = 0; axis < rankOf(x); ++axis) {
    Shape shape(shapeOf(x));
    int64_t repeats = result[axis] / shape[axis];
    if (repeats == 1)
      continue;
    int64_t outer = numElements(ArrayRef(shape).take_front(axis));
    int64_t block = numElements(ArrayRef(shape).drop_front(axis));
    Value view = engine.reshape(x, {outer, 1, block});
    shape[axis] = result[axis];
    x = engine.reshape(engine.broadcastTo(view, {outer, repeats, block}), shape);
  }
  return x;
}

FailureOr<Value> lowerDepthToSpace(onnx::DepthToSpaceOp op, onnx::DepthToSpaceOp::Adaptor in,
                                   EngineBuilder &engine) {
  ArrayRef<int64_t> s = shapeOf(in.getInput());
  int64_t block = op.getBlocksize(), channels = s[1] / (block * block);
  bool blockFirst = op.getMode() == "DCR";
  Value view = blockFirst
                   ? engine.reshape(in.getInput(), {s[0], block, block, channels, s[2], s[3]})
                   : engine.reshape(in.getInput(), {s[0], channels, block, block, s[2], s[3]});
  SmallVector<int64_t> perm = {0, 3, 4, 1, 5, 2};
  if (!blockFirst)
    perm = {0, 1, 4, 2, 5, 3};
  return engine.reshape(engine.transpose(view, perm), shapeOf(op.getOutput()));
}

FailureOr<Value> lowerSpaceToDepth(onnx::SpaceToDepthOp op, onnx::SpaceToDepthOp::Adaptor in,
                                   EngineBuilder &engine) {
  ArrayRef<int64_t> s = shapeOf(in.getInput());
  int64_t block = op.getBlocksize();
  Value view =
      engine.reshape(in.getInput(), {s[0], s[1], s[2] / block, block, s[3] / block, block});
  return engine.reshape(engine.transpose(view, {0, 3, 5, 1, 2, 4}), shapeOf(op.getOutput()));
}

} // namespace

void anemone::populateMovementLowerings(Lowerings &set) {
  set.add<onnx::ReshapeOp>(lowerToReshape<onnx::ReshapeOp>);
  set.add<onnx::FlattenOp>(lowerToReshape<onnx::FlattenOp>);
  set.add<onnx::SqueezeOp>(lowerToReshape<onnx::SqueezeOp>);
  set.add<onnx::UnsqueezeOp>(lowerToReshape<onnx::UnsqueezeOp>);
  set.add<onnx::IdentityOp>(lowerToReshape<onnx::IdentityOp>);
  set.add<onnx::TransposeOp>(lowerTranspose);
  set.add<onnx::ExpandOp>(lowerExpand);
  set.add<onnx::TileOp>(lowerTile);
  set.add<onnx::DepthToSpaceOp>(lowerDepthToSpace);
  set.add<onnx::SpaceToDepthOp>(lowerSpaceToDepth);
}
