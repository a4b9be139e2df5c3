//===- LoneReduction.cpp - Programs that only reduce channels -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/LoneReduction.h"

#include "mlir/IR/Builders.h"

using namespace mlir;

namespace anemone::ane {
namespace {

/// The operation of a program that has one beside its constants and its return; else null.
Operation *onlyOperation(ProgramOp program) {
  Operation *only = nullptr;
  for (Operation &op : program.getBody().front().without_terminator()) {
    if (isa<ConstantOp>(op))
      continue;
    if (only)
      return nullptr;
    only = &op;
  }
  return only;
}

/// A reduction of [1, C, 1, 1] over C alone.
template <typename ReduceOp> bool reducesChannelsOnly(Operation *op) {
  auto reduce = dyn_cast<ReduceOp>(op);
  if (!reduce || reduce.getAxes().size() != 1)
    return false;
  ArrayRef<int64_t> shape = cast<RankedTensorType>(reduce.getX().getType()).getShape();
  int64_t axis = reduce.getAxes()[0] + (reduce.getAxes()[0] < 0 ? int64_t(shape.size()) : 0);
  return shape.size() == 4 && axis == 1 && shape[0] == 1 && shape[2] == 1 && shape[3] == 1;
}

} // namespace

Operation *findLoneReduction(ProgramOp program) {
  Operation *only = onlyOperation(program);
  bool isLone =
      only && (reducesChannelsOnly<ReduceMaxOp>(only) || reducesChannelsOnly<ReduceMeanOp>(only));
  return isLone ? only : nullptr;
}

bool accompanyLoneReduction(ProgramOp program) {
  Operation *reduction = findLoneReduction(program);
  if (!reduction)
    return false;
  OpBuilder builder(reduction);
  Value x = reduction->getOperand(0);
  auto scalar = RankedTensorType::get({}, cast<RankedTensorType>(x.getType()).getElementType());
  auto one = DenseElementsAttr::get(scalar, builder.getFloatAttr(scalar.getElementType(), 1.0));
  Value factor = ConstantOp::create(builder, reduction->getLoc(), scalar, one);
  Value product = MulOp::create(builder, reduction->getLoc(), x.getType(), x, factor);
  reduction->setOperand(0, product);
  return true;
}

} // namespace anemone::ane
