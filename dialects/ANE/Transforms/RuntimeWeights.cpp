//===- RuntimeWeights.cpp - Weights that come from no movement ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/RuntimeWeights.h"

#include "dialects/ANE/IR/ANEProgram.h"
#include "dialects/ANE/Transforms/ConstantValues.h"

using namespace mlir;
using namespace anemone::ane;

static bool isMoved(Value value) {
  return isa_and_nonnull<ReshapeOp, TransposeOp, SliceBySizeOp, SliceByIndexOp, SqueezeOp,
                         ExpandDimsOp, ReverseOp>(value.getDefiningOp());
}

/// A kernel of one element stays what it is when it is turned.
static bool canTurn(ConvOp conv) {
  ArrayRef<int64_t> shape = cast<RankedTensorType>(conv.getWeight().getType()).getShape();
  return shape.size() == 4 && shape[2] * shape[3] > 1;
}

static Value transposed(OpBuilder &builder, Value value) {
  return TransposeOp::create(builder, value.getLoc(), value, ArrayRef<int32_t>{0, 1, 3, 2});
}

static void turn(ConvOp conv) {
  OpBuilder builder(conv);
  ArrayRef<int32_t> strides = conv.getStrides(), dilations = conv.getDilations(),
                    pad = conv.getPad();
  Value y = ConvOp::create(builder, conv.getLoc(), transposed(builder, conv.getX()),
                           transposed(builder, conv.getWeight()), conv.getBias(),
                           ArrayRef<int32_t>{strides[1], strides[0]}, conv.getPadType(),
                           ArrayRef<int32_t>{pad[2], pad[3], pad[0], pad[1]},
                           ArrayRef<int32_t>{dilations[1], dilations[0]}, conv.getGroups());
  conv.replaceAllUsesWith(transposed(builder, y));
  conv.erase();
}

void anemone::ane::turnRuntimeWeights(ProgramOp program) {
  for (ConvOp conv : llvm::make_early_inc_range(program.getBody().getOps<ConvOp>()))
    if (!isMoved(conv.getWeight()) && !isMadeOfConstants(conv.getWeight()) && canTurn(conv))
      turn(conv);
}
