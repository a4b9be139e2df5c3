//===- EngineBuilder.cpp - The engine's operations in ONNX's terms --------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Constants, elementwise operations, sums of products and reductions. What
// moves elements is in EngineMovement.cpp.
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/ONNXToANE/EngineBuilder.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include <cmath>

using namespace mlir;
using namespace anemone;

/// The largest finite fp16: a finite literal beyond it, or an infinity, would turn into an infinity
/// on the engine, and sums of it into NaN.
static constexpr double kLargestHalf = 65504.0;

//===--- Shapes ---===//

ArrayRef<int64_t> anemone::shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

Type anemone::elementOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getElementType();
}

int64_t anemone::rankOf(Value value) { return cast<RankedTensorType>(value.getType()).getRank(); }

int64_t anemone::numElements(ArrayRef<int64_t> shape) { return llvm::product_of(shape); }

Shape anemone::mergeAxes(ArrayRef<int64_t> shape, int64_t begin, int64_t end) {
  Shape merged(shape.take_front(begin));
  merged.push_back(numElements(shape.slice(begin, end - begin)));
  merged.append(shape.begin() + end, shape.end());
  return merged;
}

Shape anemone::padRank(ArrayRef<int64_t> shape, size_t rank) {
  Shape padded(rank - shape.size(), 1);
  llvm::append_range(padded, shape);
  return padded;
}

Shape anemone::broadcastShapes(ArrayRef<int64_t> lhs, ArrayRef<int64_t> rhs) {
  size_t rank = std::max(lhs.size(), rhs.size());
  Shape result = padRank(lhs, rank);
  for (auto [extent, other] : llvm::zip_equal(result, padRank(rhs, rank)))
    if (extent == 1)
      extent = other;
  return result;
}

bool anemone::isConstantExpression(Value value) {
  // What is computed from an argument shows it far away, at the beginning of the program. Looking
  // that far for each operation would take quadratic time, and no parameter is prepared in so many
  // steps.
  constexpr size_t mostOperations = 64;
  llvm::SmallSetVector<Operation *, 16> pending;
  if (!value.getDefiningOp())
    return false;
  pending.insert(value.getDefiningOp());
  for (size_t next = 0; next < pending.size(); ++next) {
    if (isa<ane::ConstantOp>(pending[next]))
      continue;
    if (pending[next]->getNumOperands() == 0 || next >= mostOperations)
      return false;
    for (Value operand : pending[next]->getOperands()) {
      if (!operand.getDefiningOp())
        return false;
      pending.insert(operand.getDefiningOp());
    }
  }
  return true;
}

/// The program that an operation is, or belongs to.
static Operation *programOf(Operation *op) {
  return isa<ane::ProgramOp>(op) ? op : op->getParentOfType<ane::ProgramOp>().getOperation();
}

void Refusals::note(Operation *op, const Twine &reason) {
  std::lock_guard lock(mutex);
  reasons[programOf(op)][op] = reason.str();
}

std::string Refusals::reasonFor(Operation *op) const {
  std::lock_guard lock(mutex);
  auto found = reasons.find(programOf(op));
  return found != reasons.end() ? found->second.lookup(op) : std::string();
}

void Refusals::forget(ane::ProgramOp program) {
  std::lock_guard lock(mutex);
  reasons.erase(program);
}

LogicalResult EngineBuilder::refuse(const Twine &reason) {
  refusals.note(source, reason);
  return failure();
}

//===--- Constants ---===//

static double withinRange(double value, Type element) {
  return element.isF16() && !std::isnan(value) ? std::clamp(value, -kLargestHalf, kLargestHalf)
                                               : value;
}

Value EngineBuilder::scalar(double value, Type element) { return splat(value, {}, element); }

Value EngineBuilder::splat(double value, ArrayRef<int64_t> shape, Type element) {
  Attribute splat;
  Type literal = element;
  if (isa<FloatType>(element)) {
    literal = builder.getF32Type();
    splat = builder.getFloatAttr(literal, withinRange(value, element));
  } else {
    splat = IntegerAttr::get(element, APInt(element.getIntOrFloatBitWidth(), int64_t(value),
                                            /*isSigned=*/true, /*implicitTrunc=*/true));
  }
  auto elements = DenseElementsAttr::get(RankedTensorType::get(shape, literal), splat);
  return ane::ConstantOp::create(builder, loc, RankedTensorType::get(shape, element), elements);
}

Value EngineBuilder::constant(ArrayRef<float> values, ArrayRef<int64_t> shape, Type element) {
  auto type = RankedTensorType::get(shape, builder.getF32Type());
  return ane::ConstantOp::create(builder, loc, RankedTensorType::get(shape, element),
                                 DenseElementsAttr::get(type, values));
}

//===--- Elementwise ---===//

Value EngineBuilder::fitRank(Value x) {
  int64_t excess = rankOf(x) - limits.maxRank;
  return excess > 0 ? reshape(x, mergeAxes(shapeOf(x), 0, excess + 1)) : x;
}

/// The shape to which all of the same rank broadcast.
static Shape wholeOf(ArrayRef<Shape> shapes) {
  Shape whole;
  for (const Shape &shape : shapes)
    whole = broadcastShapes(whole, shape);
  return whole;
}

/// Merges neighbors that every operand has whole, or every operand has as 1, until the rank is
/// `most`.
static void mergeTogether(MutableArrayRef<Shape> shapes, int64_t most) {
  for (int64_t axis = 0;
       axis + 1 < int64_t(shapes.front().size()) && int64_t(shapes.front().size()) > most;) {
    Shape whole = wholeOf(shapes);
    bool together = llvm::all_of(shapes, [&](const Shape &shape) {
      bool first = shape[axis] == whole[axis], second = shape[axis + 1] == whole[axis + 1];
      return (first && second) || (shape[axis] == 1 && shape[axis + 1] == 1);
    });
    if (!together) {
      ++axis;
      continue;
    }
    for (Shape &shape : shapes)
      shape = mergeAxes(shape, axis, axis + 2);
  }
}

void EngineBuilder::widenOneAxis(MutableArrayRef<Value> operands, MutableArrayRef<Shape> shapes) {
  Shape whole = wholeOf(shapes);
  auto lacks = [&](size_t operand, size_t axis) {
    return rankOf(operands[operand]) != 0 && shapes[operand][axis] != whole[axis];
  };
  for (size_t axis = 0; axis < whole.size(); ++axis) {
    bool changed = false;
    for (size_t i = 0; i < operands.size(); ++i) {
      if (!lacks(i, axis))
        continue;
      operands[i] = alongAxis(reshape(operands[i], shapes[i]), axis, [&](Value view) {
        return broadcastTo(view, {shapeOf(view)[0], whole[axis], shapeOf(view)[2]});
      });
      shapes[i][axis] = whole[axis];
      changed = true;
    }
    if (changed)
      return;
  }
}

Shape EngineBuilder::alignForBroadcast(MutableArrayRef<Value> operands) {
  Shape result;
  for (Value operand : operands)
    result = broadcastShapes(result, shapeOf(operand));
  SmallVector<Shape> shapes;
  for (Value operand : operands)
    shapes.push_back(padRank(shapeOf(operand), result.size()));
  // Axes are only merged where the engine's rank does not suffice, because it costs a reshape. Once
  // all operands are as wide as the result, they merge to any rank. Scalars stay scalars.
  mergeTogether(shapes, limits.maxRank);
  while (int64_t(shapes.front().size()) > limits.maxRank) {
    widenOneAxis(operands, shapes);
    mergeTogether(shapes, limits.maxRank);
  }
  for (auto [operand, shape] : llvm::zip_equal(operands, shapes))
    if (rankOf(operand) != 0)
      operand = reshape(operand, shape);
  return result;
}

Value EngineBuilder::div(Value x, Value y) {
  bool isFloat = isa<FloatType>(elementOf(y));
  if (isFloat && rankOf(y) > 0 && isConstantExpression(y))
    return mul(x, binary<ane::RealDivOp>(scalarLike(1, y), y));
  // A tensor of constants is no operand of a division on either side (ANE-C59).
  if (isFloat && rankOf(x) > 0 && isConstantExpression(x) && !onHost())
    return mul(x, binary<ane::RealDivOp>(scalarLike(1, y), y));
  return binary<ane::RealDivOp>(x, y);
}

Value EngineBuilder::select(Value condition, Value whenTrue, Value whenFalse) {
  Value operands[] = {condition, whenTrue, whenFalse};
  Shape shape = alignForBroadcast(operands);
  // The engine's select was seen with operands of one shape only; the condition is brought to it as
  // a number. The host's reads a constant of one number as it is, instead of as many as there are
  // elements.
  Shape whole;
  for (Value operand : operands)
    whole = broadcastShapes(whole, shapeOf(operand));
  for (Value &operand : operands)
    if (!onHost())
      operand = broadcastTo(operand, whole);
  return reshape(ane::SelectOp::create(builder, loc, operands[0], operands[1], operands[2]), shape);
}

Value EngineBuilder::cast(Value x, Type element) {
  if (elementOf(x) == element)
    return x;
  return unary<ane::CastOp>(x, ane::getMILTypeName(element));
}

//===--- Sums of products ---===//

Value EngineBuilder::matmul(Value x, Value y, bool transposeX, bool transposeY) {
  size_t rank = std::max(rankOf(x), rankOf(y));
  x = reshape(x, padRank(shapeOf(x), rank));
  y = reshape(y, padRank(shapeOf(y), rank));
  return ane::MatmulOp::create(builder, loc, x, y, transposeX, transposeY);
}

Value EngineBuilder::applyMatrix(Value x, int64_t axis, ArrayRef<float> matrix, int64_t rows) {
  Shape result(shapeOf(x));
  int64_t extent = result[axis];
  result[axis] = rows;
  int64_t outer = numElements(shapeOf(x).take_front(axis));
  int64_t inner = numElements(shapeOf(x).drop_front(axis + 1));
  if (inner == 1) {
    // A constant second factor is accepted transposed only.
    Value weight = constant(matrix, {rows, extent}, elementOf(x));
    return reshape(matmul(reshape(x, {outer, extent}), weight, false, true), result);
  }
  Value weight = constant(matrix, {1, rows, extent}, elementOf(x));
  return reshape(matmul(weight, reshape(x, {outer, extent, inner})), result);
}

Value EngineBuilder::fitReduction(Value x, ArrayRef<int64_t> axes,
                                  SmallVectorImpl<int32_t> &fitted) {
  Shape shape(shapeOf(x));
  SmallVector<bool> reduced(shape.size(), false);
  for (int64_t axis : axes)
    reduced[axis] = true;
  for (size_t axis = 0; axis + 1 < shape.size() && int64_t(shape.size()) > limits.maxRank;) {
    // An axis of one element is reduced and kept at once.
    bool isOne = shape[axis] == 1, nextIsOne = shape[axis + 1] == 1;
    if (reduced[axis] != reduced[axis + 1] && !isOne && !nextIsOne) {
      ++axis;
      continue;
    }
    shape = mergeAxes(shape, axis, axis + 2);
    reduced.erase(reduced.begin() + axis + (isOne ? 0 : 1));
  }
  if (int64_t(shape.size()) > limits.maxRank)
    return nullptr;
  for (auto [axis, isReduced] : llvm::enumerate(reduced))
    if (isReduced)
      fitted.push_back(axis);
  return reshape(x, shape);
}
