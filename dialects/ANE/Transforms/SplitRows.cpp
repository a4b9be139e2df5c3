//===- SplitRows.cpp - Rows become batches before they are used -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/SplitRows.h"

#include "dialects/ANE/Transforms/LayoutOps.h"

using namespace mlir;

namespace anemone::ane {
namespace {

using Shape = SmallVector<int64_t>;

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// Whether `reshape` takes [R, N] to [..., N], with R the product of what is in front.
bool splitsRows(ReshapeOp reshape) {
  ArrayRef<int64_t> from = shapeOf(reshape.getX()), to = shapeOf(reshape.getResult());
  return from.size() == 2 && to.size() > 2 && from.back() == to.back();
}

/// The shape of an operand that broadcasts against [R, N], once the rows are split as in `split`;
/// nothing where it varies in another way.
std::optional<Shape> splitShape(ArrayRef<int64_t> operand, ArrayRef<int64_t> whole,
                                ArrayRef<int64_t> split) {
  if (operand.empty())
    return Shape();
  if (operand.size() != 2)
    return std::nullopt;
  Shape shape(split);
  shape.back() = operand[1];
  if (operand[0] == whole[0])
    return shape;
  std::fill(shape.begin(), shape.end() - 1, 1);
  return operand[0] == 1 ? std::optional(shape) : std::nullopt;
}

/// The shapes that the operands of `op` take; nothing where the reshape cannot move past it.
std::optional<SmallVector<Shape>> splitOperands(Operation *op, ReshapeOp reshape,
                                                const KnownValues &known) {
  if (!op || layoutRoleOf(op, known) != LayoutRole::Elementwise || !op->hasOneUse())
    return std::nullopt;
  SmallVector<Shape> shapes;
  for (Value operand : op->getOperands()) {
    auto shape = splitShape(shapeOf(operand), shapeOf(reshape.getX()), shapeOf(reshape));
    if (!shape)
      return std::nullopt;
    shapes.push_back(*shape);
  }
  return shapes;
}

Value reshapeTo(OpBuilder &builder, Location loc, Value value, ArrayRef<int64_t> shape) {
  if (shapeOf(value) == shape)
    return value;
  return ReshapeOp::create(builder, loc, value, llvm::to_vector_of<int32_t>(shape));
}

} // namespace

bool splitRows(ProgramOp program) {
  bool changed = false;
  KnownValues known(program);
  SmallVector<ReshapeOp> pending(program.getBody().front().getOps<ReshapeOp>());
  while (!pending.empty()) {
    ReshapeOp reshape = pending.pop_back_val();
    Operation *op = reshape.getX().getDefiningOp();
    auto shapes = splitsRows(reshape) && !known.contains(reshape)
                      ? splitOperands(op, reshape, known)
                      : std::nullopt;
    if (!shapes)
      continue;
    OpBuilder builder(op);
    SmallVector<Value> operands;
    for (auto [operand, shape] : llvm::zip_equal(op->getOperands(), *shapes)) {
      operands.push_back(reshapeTo(builder, op->getLoc(), operand, shape));
      if (operands.back() != operand)
        pending.push_back(operands.back().getDefiningOp<ReshapeOp>());
    }
    Operation *split = builder.clone(*op);
    split->setOperands(operands);
    split->getResult(0).setType(reshape.getType());
    reshape.replaceAllUsesWith(split->getResult(0));
    reshape.erase();
    op->erase();
    changed = true;
  }
  return changed;
}

} // namespace anemone::ane
