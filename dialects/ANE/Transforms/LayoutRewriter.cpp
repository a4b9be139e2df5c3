//===- LayoutRewriter.cpp - A program in other orders of axes -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One walk through the program. An operation fetches its operands in the order
// it wants; what has been computed in another order is transposed, once for all
// who want it so. Where nothing moves, operations stay as they are.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/LayoutRewriter.h"

#include "dialects/ANE/IR/Inference.h"

using namespace mlir;

namespace anemone::ane {

static Frame typeFrame(Value value) { return Frame::identity(shapeOf(value).size()); }

//===--- Fetching ---===//

Frame LayoutRewriter::frameOf(Value value) const {
  const LayoutClasses &classes = plan.getClasses();
  Frame frame{classes.axesOf(value)};
  if (classes.isIdentity(classes.classOf(value)))
    return frame;
  // What moves anyway moves to the shape that the engine likes best: [1, C, 1, S].
  if (frame.axes.size() == 2)
    frame.axes.insert(frame.axes.begin(), -1);
  if (frame.axes.size() == 3)
    frame.axes.insert(frame.axes.begin() + 2, -1);
  return frame;
}

Value LayoutRewriter::reshape(Value value, ArrayRef<int64_t> shape) {
  if (shapeOf(value) == shape)
    return value;
  return ReshapeOp::create(builder, value.getLoc(), value, llvm::to_vector_of<int32_t>(shape));
}

/// `shape` are the extents of the old value.
Value LayoutRewriter::transpose(const Placed &from, const Frame &frame, ArrayRef<int64_t> shape) {
  // With as many dimensions as wanted, one transpose gives the wanted shape.
  Axes dimensions = from.frame.order(shape);
  Value value = from.value;
  if (from.frame.axes.size() == frame.axes.size())
    dimensions = from.frame.axes;
  else
    dimensions.insert(dimensions.begin(), frame.axes.size() - dimensions.size(), -1);
  value = reshape(value, Frame{dimensions}.extents(shape));

  auto isUnit = [&](int64_t axis) { return axis < 0 || shape[axis] == 1; };
  SmallVector<int32_t> perm;
  int32_t unit = -1;
  for (int64_t axis : frame.axes) {
    if (!isUnit(axis)) {
      perm.push_back(llvm::find(dimensions, axis) - dimensions.begin());
      continue;
    }
    do
      ++unit;
    while (!isUnit(dimensions[unit]));
    perm.push_back(unit);
  }
  return TransposeOp::create(builder, value.getLoc(), value, perm);
}

LayoutRewriter::Placed &LayoutRewriter::variantInOrder(Value source, const Frame &frame) {
  SmallVector<Placed, 1> &list = variants[source];
  if (list.empty()) // a constant
    list.push_back({source, typeFrame(source)});
  ArrayRef<int64_t> shape = shapeOf(source);
  Axes order = frame.order(shape);
  for (Placed &variant : list)
    if (variant.frame.order(shape) == order)
      return variant;
  list.push_back({transpose(list.front(), frame, shape), frame});
  return list.back();
}

static Frame throughView(const LayoutView &view, const Frame &frame) {
  return {llvm::map_to_vector<6>(frame.axes,
                                 [&](int64_t axis) { return axis < 0 ? -1 : view.axes[axis]; })};
}

Value LayoutRewriter::fetch(Value value, const Frame &frame) {
  LayoutView view = plan.viewOf(value);
  Frame sourceFrame{llvm::map_to_vector<6>(
      frame.axes, [&](int64_t axis) { return axis < 0 ? -1 : view.axes[axis]; })};
  return reshape(variantInOrder(view.source, sourceFrame).value, frame.extents(shapeOf(value)));
}

void LayoutRewriter::place(Value old, Value value, const Frame &frame) {
  variants[old].push_back({value, frame});
}

//===--- Operations ---===//

Operation *LayoutRewriter::copy(Operation *op, ArrayRef<Value> operands) {
  Operation *result = builder.clone(*op);
  result->setOperands(operands);
  replaced.push_back(op);
  return result;
}

/// Operands and results as the types say.
void LayoutRewriter::keep(Operation *op) {
  for (OpOperand &operand : op->getOpOperands())
    if (!known.contains(operand.get()))
      operand.set(fetch(operand.get(), typeFrame(operand.get())));
  for (Value result : op->getResults())
    place(result, result, typeFrame(result));
}

static void setShape(Value value, ArrayRef<int64_t> shape) {
  value.setType(tensorType(value).clone(shape));
}

void LayoutRewriter::rewriteElementwise(Operation *op) {
  Value result = op->getResult(0);
  Frame frame = frameOf(result);
  int64_t rank = shapeOf(result).size();
  SmallVector<Value> operands;
  for (Value operand : op->getOperands()) {
    int64_t missing = rank - shapeOf(operand).size();
    Frame aligned{llvm::map_to_vector<6>(
        frame.axes, [&](int64_t axis) { return axis < missing ? -1 : axis - missing; })};
    bool isScalar = missing == rank;
    operands.push_back(fetch(operand, isScalar ? typeFrame(operand) : aligned));
  }
  Operation *moved = copy(op, operands);
  setShape(moved->getResult(0), frame.extents(shapeOf(result)));
  place(result, moved->getResult(0), frame);
}

void LayoutRewriter::rewriteAxiswise(Operation *op) {
  // A concatenation may begin with a constant, which has no layout.
  auto leading =
      llvm::find_if(op->getOperands(), [&](Value operand) { return !known.contains(operand); });
  Frame frame = frameOf(*leading);
  Axes toResult = resultAxes(op);
  Frame resultFrame{llvm::map_to_vector<6>(
      frame.axes, [&](int64_t axis) { return axis < 0 ? -1 : toResult[axis]; })};
  auto operands =
      llvm::map_to_vector(op->getOperands(), [&](Value operand) { return fetch(operand, frame); });
  Operation *moved = copy(op, operands);
  moveAxisAttributes(moved, frame);
  for (auto [old, result] : llvm::zip_equal(op->getResults(), moved->getResults())) {
    setShape(result, resultFrame.extents(shapeOf(old)));
    place(old, result, resultFrame);
  }
}

void LayoutRewriter::rewriteReshape(Operation *op) {
  Value x = op->getOperand(0), result = op->getResult(0);
  Frame frame = frameOf(result);
  SmallVector<AxisGroup> groups = *matchAxes(shapeOf(x), shapeOf(result));
  bool sameAxes = llvm::all_of(
      groups, [](const AxisGroup &group) { return group.from.size() == group.to.size(); });
  if (sameAxes) {
    placeAsView(x, result, groups);
  } else {
    Value value = fetch(x, frameOf(x));
    place(result, reshape(value, frame.extents(shapeOf(result))), frame);
  }
  replaced.push_back(op);
}

/// Only axes of extent 1 come or go from `x` to `result`: who reads the result brings it to the
/// shape that it wants.
void LayoutRewriter::placeAsView(Value x, Value result, ArrayRef<AxisGroup> groups) {
  Frame frame = frameOf(result), operandFrame{Axes(frame.axes.size(), -1)};
  for (const AxisGroup &group : groups)
    operandFrame.axes[frame.dimensionOf(group.to.front())] = group.from.front();
  LayoutView view = plan.viewOf(x);
  Placed placed = variantInOrder(view.source, throughView(view, operandFrame));
  Frame resultFrame{Axes(placed.frame.axes.size(), -1)};
  for (const AxisGroup &group : groups)
    resultFrame.axes[placed.frame.dimensionOf(view.axes[group.from.front()])] = group.to.front();
  place(result, placed.value, resultFrame);
}

/// The type's frame with the last two axes in the order in which `order` has them.
static Frame productFrame(Value value, ArrayRef<int64_t> order) {
  Frame frame = typeFrame(value);
  int64_t rank = frame.axes.size();
  auto row = llvm::find(order, rank - 2), column = llvm::find(order, rank - 1);
  if (row != order.end() && column < row)
    std::swap(frame.axes[rank - 2], frame.axes[rank - 1]);
  return frame;
}

static bool isExchanged(const Frame &frame) { return !llvm::is_sorted(frame.axes); }

/// Exchanged operands are read with the flags of ane.matmul; an exchanged result is the product of
/// the exchanged operands in the other order.
void LayoutRewriter::rewriteProduct(MatmulOp product) {
  Frame x = productFrame(product.getX(), plan.productOperandAxes(product.getX())),
        y = productFrame(product.getY(), plan.productOperandAxes(product.getY())),
        result = productFrame(product, plan.productResultAxes(product));
  bool isExchangedResult = isExchanged(result);
  bool transposeX = product.getTransposeX() != isExchanged(x),
       transposeY = product.getTransposeY() != isExchanged(y);
  SmallVector<Value> operands = {fetch(product.getX(), x), fetch(product.getY(), y)};
  if (isExchangedResult) {
    std::swap(operands[0], operands[1]);
    std::swap(transposeX, transposeY);
  }
  auto moved = cast<MatmulOp>(copy(product, operands));
  moved.setTransposeX(transposeX != isExchangedResult);
  moved.setTransposeY(transposeY != isExchangedResult);
  setShape(moved, result.extents(shapeOf(product)));
  place(product, moved, result);
}

void LayoutRewriter::rewrite(Operation *op) {
  builder.setInsertionPoint(op);
  LayoutRole role = layoutRoleOf(op, known);
  if (role == LayoutRole::Transpose)
    return replaced.push_back(op);
  if (role == LayoutRole::Product)
    return rewriteProduct(cast<MatmulOp>(op));
  if (role == LayoutRole::Fixed)
    return keep(op);
  const LayoutClasses &classes = plan.getClasses();
  if (classes.isIdentity(classes.classOf(op->getResult(0))))
    return keep(op);
  if (role == LayoutRole::Reshape)
    return rewriteReshape(op);
  return role == LayoutRole::Axiswise ? rewriteAxiswise(op) : rewriteElementwise(op);
}

void LayoutRewriter::run() {
  Block &body = program.getBody().front();
  for (Value argument : body.getArguments())
    place(argument, argument, typeFrame(argument));
  for (Operation &op : llvm::make_early_inc_range(body))
    if (op.getNumResults() == 0 || !known.contains(op.getResult(0)))
      rewrite(&op);
  for (Operation *op : llvm::reverse(replaced))
    op->erase();
}

} // namespace anemone::ane
