//===- ANEElementwiseOps.cpp - Operations on pairs of elements ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEDialect.h"
#include "dialects/ANE/IR/Inference.h"

using namespace mlir;
using namespace anemone::ane;

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEElementwiseOps.h.inc"

using Types = SmallVectorImpl<Type>;

/// The shape to which all of `values` broadcast; rule (C2).
static LogicalResult broadcastAll(ValueRange values, const Reporter &report, Shape &shape) {
  for (Value value : values)
    if (failed(broadcastInto(shapeOf(value), shape)))
      return report("(C2) cannot broadcast ", describe(shapeOf(value)), " with ", describe(shape));
  return success();
}

static LogicalResult inferLike(Value x, Value y, ValueRange all, Type element,
                               const Reporter &report, Types &types) {
  if (elementOf(x) != elementOf(y))
    return report("(C1) has operands of element types ", elementOf(x), " and ", elementOf(y),
                  ", expected one: cast one of them");
  Shape shape;
  if (failed(broadcastAll(all, report, shape)))
    return failure();
  types.push_back(RankedTensorType::get(shape, element));
  return success();
}

template <typename Adaptor>
static LogicalResult inferBroadcast(Adaptor op, const Reporter &report, Types &types) {
  return inferLike(op.getX(), op.getY(), op.getOperands(), elementOf(op.getX()), report, types);
}

template <typename Adaptor>
static LogicalResult inferComparison(Adaptor op, const Reporter &report, Types &types) {
  Type boolean = IntegerType::get(op.getX().getContext(), 1);
  return inferLike(op.getX(), op.getY(), op.getOperands(), boolean, report, types);
}

static LogicalResult inferSelect(SelectOp::Adaptor op, const Reporter &report, Types &types) {
  return inferLike(op.getA(), op.getB(), op.getOperands(), elementOf(op.getA()), report, types);
}

static LogicalResult inferCast(CastOp::Adaptor op, const Reporter &report, Types &types) {
  Type element = getTypeOfMILName(op.getDtype(), op.getX().getContext());
  if (!element)
    return report(
        "(C1) casts to '", op.getDtype(),
        "', expected fp16, fp32, bool, int8, uint8, int16, uint16, int32, uint32, int4 or uint4");
  types.push_back(RankedTensorType::get(shapeOf(op.getX()), element));
  return success();
}

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEElementwiseOps.cpp.inc"

void ANEDialect::registerElementwiseOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ANE/IR/ANEElementwiseOps.cpp.inc"
      >();
}

OpFoldResult CastOp::fold(FoldAdaptor) {
  return getX().getType() == getType() ? getX() : OpFoldResult();
}
