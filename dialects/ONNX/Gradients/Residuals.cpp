//===- Residuals.cpp - What a backward function reads ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Residuals.h"

#include "dialects/ONNX/IR/ONNX.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"

using namespace mlir;
using namespace anemone::onnx;

bool anemone::onnx::isSource(Operation *op) {
  return isa<ConstantOp, NoValueOp, ml_program::GlobalLoadOp, ml_program::GlobalLoadConstOp>(op);
}

/// Elementwise operations and movements of data: one pass over memory, and no sums.
static bool isCheap(Operation *op) {
  return isa<AbsOp, CeilOp, CosOp, ErfOp, ExpOp, FloorOp, LogOp, NegOp, ReciprocalOp, RoundOp,
             SignOp, SinOp, SqrtOp, AddOp, SubOp, MulOp, DivOp, ModOp, PowOp, SumOp, MeanOp,
             WhereOp, MinOp, MaxOp, ClipOp, NotOp, AndOp, OrOp, XorOp, EqualOp, LessOp,
             LessOrEqualOp, GreaterOp, GreaterOrEqualOp>(op) ||
         isa<ReluOp, SigmoidOp, TanhOp, SoftplusOp, SoftsignOp, HardSwishOp, MishOp, LeakyReluOp,
             EluOp, CeluOp, SeluOp, HardSigmoidOp, ThresholdedReluOp, GeluOp, PReluOp>(op) ||
         isa<IdentityOp, CastOp, CastLikeOp, ReshapeOp, FlattenOp, SqueezeOp, UnsqueezeOp,
             TransposeOp, ExpandOp, TileOp, SliceOp, ConcatOp, PadOp, DepthToSpaceOp,
             SpaceToDepthOp>(op);
}

static int64_t bitsOf(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  return type ? type.getNumElements() * type.getElementTypeBitWidth() : 0;
}

/// Whether keeping the operands of `op` instead of its result needs no more memory.
static bool savesMemory(Operation *op, const llvm::DenseSet<Value> &read) {
  int64_t added = 0;
  for (Value operand : op->getOperands())
    if (Operation *source = operand.getDefiningOp();
        !read.contains(operand) && !isa<BlockArgument>(operand) && !(source && isSource(source)))
      added += bitsOf(operand);
  return added <= bitsOf(op->getResult(0));
}

/// The values defined in `forward` that operations of `backward` use.
static llvm::DenseSet<Value> valuesRead(func::FuncOp forward, func::FuncOp backward) {
  llvm::DenseSet<Value> read;
  Region *region = &forward.getBody();
  backward.walk([&](Operation *op) {
    for (Value operand : op->getOperands())
      if (operand.getParentRegion() == region)
        read.insert(operand);
  });
  return read;
}

Residuals anemone::onnx::findResiduals(func::FuncOp forward, func::FuncOp backward,
                                       bool recompute) {
  llvm::DenseSet<Value> read = valuesRead(forward, backward);
  Residuals residuals;
  SmallVector<Value> kept; // backwards, as the operations are visited
  for (Operation &op : llvm::reverse(forward.front())) {
    auto results = llvm::filter_to_vector<4>(op.getResults(),
                                             [&](Value result) { return read.contains(result); });
    if (results.empty())
      continue;
    if (isSource(&op) || (recompute && isCheap(&op) && savesMemory(&op, read))) {
      residuals.copied.push_back(&op);
      read.insert(op.operand_begin(), op.operand_end());
      continue;
    }
    for (Value result : llvm::reverse(results))
      kept.push_back(result);
  }
  for (BlockArgument argument : forward.getArguments())
    if (read.contains(argument))
      residuals.values.push_back(argument);
  residuals.values.append(kept.rbegin(), kept.rend());
  std::reverse(residuals.copied.begin(), residuals.copied.end());
  return residuals;
}
