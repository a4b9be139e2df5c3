//===- VerifyOperands.cpp - What operations read --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/ConstantValues.h"
#include "dialects/ANE/Transforms/VerifyConstraints.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace anemone::target;

namespace anemone::ane {
namespace {

bool holdsMinusInfinity(ConstantOp constant, const SymbolTable &symbols) {
  auto elements = getFloatElements(constant, symbols);
  if (!elements)
    return false;
  auto isMinusInfinity = [](const APFloat &x) { return x.isInfinity() && x.isNegative(); };
  if (elements.isSplat())
    return isMinusInfinity(elements.getSplatValue<APFloat>());
  return llvm::any_of(elements.getValues<APFloat>(), isMinusInfinity);
}

/// What hands elements of its operands on, or adds to them.
bool keepsInfinity(Operation *op) {
  return isa<AddOp, SubOp, SelectOp, MaximumOp, MinimumOp, CastOp, ConcatOp, ReshapeOp, TransposeOp,
             ExpandDimsOp, SqueezeOp, SliceByIndexOp, SliceBySizeOp, TileOp, PadOp>(op);
}

/// The masks that reach a softmax, through sums and movements.
void verifyMasks(SoftmaxOp softmax, ConstraintReporter &reporter) {
  SetVector<Value> sources;
  sources.insert(softmax.getX());
  for (size_t i = 0; i < sources.size(); ++i) {
    Operation *op = sources[i].getDefiningOp();
    if (auto constant = dyn_cast_or_null<ConstantOp>(op)) {
      if (holdsMinusInfinity(constant, reporter.symbols))
        reporter.report(softmax, rule::FiniteMasks, "reads a constant that holds -inf");
    } else if (op && keepsInfinity(op)) {
      sources.insert(op->operand_begin(), op->operand_end());
    }
  }
}

void verifySoftmax(SoftmaxOp softmax, ConstraintReporter &reporter) {
  verifyMasks(softmax, reporter);
  auto type = cast<RankedTensorType>(softmax.getX().getType());
  int64_t axis = int32_t(softmax.getAxis());
  if (axis < 0)
    axis += type.getRank();
  if (axis == 1 && axis + 1 != type.getRank() && !llvm::isPowerOf2_64(type.getDimSize(1)))
    reporter.report(softmax, rule::SoftmaxAxis,
                    "runs over " + Twine(type.getDimSize(1)) + " channels");
}

void verifyMatmul(MatmulOp matmul, ConstraintReporter &reporter) {
  if (!isWeight(matmul.getY()))
    return;
  if (!matmul.getTransposeY())
    reporter.report(matmul, rule::ConstantMatmul, "has a constant y and transpose_y = false");
  ArrayRef<int64_t> shape = cast<RankedTensorType>(matmul.getX().getType()).getShape();
  if (shape.size() < 2)
    return;
  int64_t rows = shape[shape.size() - 2], inner = shape.back();
  if (matmul.getTransposeX())
    std::swap(rows, inner);
  if (rows == 128 && inner == 8192)
    reporter.report(matmul, rule::ConstantMatmul8192, "multiplies [128, 8192] by a constant");
}

/// A sum of pads is how a program without concat puts tensors side by side.
void verifySum(AddOp add, ConstraintReporter &reporter) {
  auto isPadOrSum = [](Value value) {
    return isa_and_nonnull<PadOp, AddOp>(value.getDefiningOp());
  };
  auto isPad = [](Value value) { return isa_and_nonnull<PadOp>(value.getDefiningOp()); };
  auto type = cast<RankedTensorType>(add.getResult().getType());
  if (type.getRank() > 2 && llvm::all_of(add->getOperands(), isPadOrSum) &&
      llvm::any_of(add->getOperands(), isPad))
    reporter.atMost(add, rule::PaddedSum, "number of channels of a sum of pads", type.getDimSize(1),
                    reporter.profile.maxPaddedChannels);
}

} // namespace

void verifyOperands(Operation *op, ConstraintReporter &reporter) {
  if (auto softmax = dyn_cast<SoftmaxOp>(op))
    verifySoftmax(softmax, reporter);
  else if (auto matmul = dyn_cast<MatmulOp>(op))
    verifyMatmul(matmul, reporter);
  else if (auto add = dyn_cast<AddOp>(op))
    verifySum(add, reporter);
  else if (isa<RealDivOp>(op) && llvm::any_of(op->getOperands(), isWeight))
    reporter.report(op, rule::DivisionByConstant, "has a constant tensor as an operand");
}

} // namespace anemone::ane
