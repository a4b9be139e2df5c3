//===- ANEReductionOps.cpp - Sums, extremes and running sums --------------===//
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
#include "dialects/ANE/IR/ANEReductionOps.h.inc"

using Types = SmallVectorImpl<Type>;

/// `shape` without `axes`, or with extents of 1 in their place.
static Shape reduceShape(ArrayRef<int64_t> shape, ArrayRef<int64_t> axes, bool keepDims) {
  Shape reduced;
  for (auto [axis, extent] : llvm::enumerate(shape)) {
    if (!llvm::is_contained(axes, int64_t(axis)))
      reduced.push_back(extent);
    else if (keepDims)
      reduced.push_back(1);
  }
  return reduced;
}

template <typename Adaptor>
static LogicalResult inferReduce(Adaptor op, const Reporter &report, Types &types) {
  ArrayRef<int64_t> shape = shapeOf(op.getX());
  std::optional<Shape> axes = normalizeAxes(op.getAxes(), shape.size());
  if (!axes || axes->empty())
    return report("(C1) has axes [", op.getAxes(), "] for x of rank ", shape.size(),
                  ", expected some of its axes, each once");
  types.push_back(tensorLike(op.getX(), reduceShape(shape, *axes, op.getKeepDims())));
  return success();
}

template <typename Adaptor>
static LogicalResult inferReduceArg(Adaptor op, const Reporter &report, Types &types) {
  ArrayRef<int64_t> shape = shapeOf(op.getX());
  std::optional<int64_t> axis = normalizeAxis(int32_t(op.getAxis()), shape.size());
  if (!axis)
    return report("(C1) has axis = ", int32_t(op.getAxis()), " for x of rank ", shape.size());
  StringRef dtype = op.getOutputDtype().value_or("int32");
  if (dtype != "int32" && dtype != "uint16")
    return report("(C2) has output_dtype '", dtype, "', expected int32 or uint16");
  Type element = getTypeOfMILName(dtype, op.getX().getContext());
  types.push_back(RankedTensorType::get(reduceShape(shape, *axis, op.getKeepDims()), element));
  return success();
}

static LogicalResult inferCumsum(CumsumOp::Adaptor op, const Reporter &report, Types &types) {
  int64_t rank = shapeOf(op.getX()).size();
  if (!normalizeAxis(int32_t(op.getAxis()), rank))
    return report("(C1) has axis = ", int32_t(op.getAxis()), " for x of rank ", rank);
  types.push_back(op.getX().getType());
  return success();
}

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEReductionOps.cpp.inc"

void ANEDialect::registerReductionOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ANE/IR/ANEReductionOps.cpp.inc"
      >();
}
