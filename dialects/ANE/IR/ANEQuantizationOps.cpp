//===- ANEQuantizationOps.cpp - Between real numbers and a few bits -------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEDialect.h"
#include "dialects/ANE/IR/ANEProgram.h"
#include "dialects/ANE/IR/Inference.h"

using namespace mlir;
using namespace anemone::ane;

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEQuantizationOps.h.inc"

using Types = SmallVectorImpl<Type>;

/// Rules (C1) and (C3) of quantize and dequantize: `scale` is one number, or one for each element
/// of an axis.
static LogicalResult checkScale(Value input, Value scale, std::optional<uint32_t> axis,
                                const Reporter &report) {
  ArrayRef<int64_t> shape = shapeOf(scale);
  if (shape.empty())
    return success();
  int64_t rank = shapeOf(input).size();
  std::optional<int64_t> normalized = axis ? normalizeAxis(int32_t(*axis), rank) : std::nullopt;
  if (!normalized)
    return report("(C3) has a scale for each element of an axis, but no axis of an input of rank ",
                  rank);
  if (shape.size() != 1 || shape[0] != shapeOf(input)[*normalized])
    return report("(C1) has a scale ", describe(shape), ", expected a scalar or ",
                  shapeOf(input)[*normalized]);
  return success();
}

/// Rule (C2) of all: `zeroPoint`, where there is one, is of type `element` and of the shape of
/// `scale`.
static LogicalResult checkZeroPoint(Value zeroPoint, Value scale, Type element,
                                    const Reporter &report) {
  Type expected = RankedTensorType::get(shapeOf(scale), element);
  if (zeroPoint && zeroPoint.getType() != expected)
    return report("(C2) has a zero point of type ", zeroPoint.getType(), ", expected ", expected);
  return success();
}

static LogicalResult inferQuantize(QuantizeOp::Adaptor op, const Reporter &report, Types &types) {
  if (failed(checkScale(op.getInput(), op.getScale(), op.getAxis(), report)))
    return failure();
  if (elementOf(op.getScale()) != elementOf(op.getInput()))
    return report("(C1) has a scale of ", elementOf(op.getScale()), ", expected ",
                  elementOf(op.getInput()));
  StringRef dtype = op.getOutputDtype();
  if (dtype != "int8" && dtype != "uint8")
    return report("(C4) has output_dtype '", dtype, "', expected int8 or uint8");
  Type element = getTypeOfMILName(dtype, op.getInput().getContext());
  types.push_back(RankedTensorType::get(shapeOf(op.getInput()), element));
  return checkZeroPoint(op.getZeroPoint(), op.getScale(), element, report);
}

static LogicalResult inferDequantize(DequantizeOp::Adaptor op, const Reporter &report,
                                     Types &types) {
  if (failed(checkScale(op.getInput(), op.getScale(), op.getAxis(), report)))
    return failure();
  types.push_back(RankedTensorType::get(shapeOf(op.getInput()), elementOf(op.getScale())));
  return checkZeroPoint(op.getZeroPoint(), op.getScale(), elementOf(op.getInput()), report);
}

/// Whether all operands are constants, as Apple's compiler evaluates the operation.
static LogicalResult checkConstants(ValueRange operands, StringRef rule, const Reporter &report) {
  for (auto [index, operand] : llvm::enumerate(operands))
    if (!operand.getDefiningOp<ConstantOp>())
      return report("(", rule, ") has an operand ", index,
                    " that is not the result of an ane.constant");
  return success();
}

static LogicalResult inferConstexprAffine(ConstexprAffineDequantizeOp::Adaptor op,
                                          const Reporter &report, Types &types) {
  ArrayRef<int64_t> data = shapeOf(op.getQuantizedData());
  std::optional<int64_t> axis = normalizeAxis(int32_t(op.getAxis()), data.size());
  if (!axis)
    return report("(C3) has axis = ", int32_t(op.getAxis()), " for data of rank ", data.size());
  for (Value value : {op.getScale(), op.getZeroPoint()})
    if (!shapeOf(value).empty() && shapeOf(value) != ArrayRef<int64_t>(data[*axis]))
      return report("(C1) has a scale or a zero point ", describe(shapeOf(value)),
                    ", expected a scalar or ", data[*axis]);
  if (elementOf(op.getZeroPoint()) != elementOf(op.getQuantizedData()))
    return report("(C2) has a zero point of ", elementOf(op.getZeroPoint()), ", expected ",
                  elementOf(op.getQuantizedData()));
  types.push_back(RankedTensorType::get(data, elementOf(op.getScale())));
  return checkConstants(op.getOperands(), "C4", report);
}

static LogicalResult inferConstexprBlockwise(ConstexprBlockwiseShiftScaleOp::Adaptor op,
                                             const Reporter &report, Types &types) {
  ArrayRef<int64_t> data = shapeOf(op.getData()), scale = shapeOf(op.getScale());
  auto divides = [](auto pair) {
    return std::get<0>(pair) > 0 && std::get<1>(pair) % std::get<0>(pair) == 0;
  };
  if (data.size() != scale.size() || !llvm::all_of(llvm::zip(scale, data), divides))
    return report("(C1) has a scale ", describe(scale), " for data ", describe(data),
                  ", expected the same rank and extents that divide");
  types.push_back(RankedTensorType::get(data, elementOf(op.getScale())));
  if (failed(checkZeroPoint(op.getOffset(), op.getScale(), elementOf(op.getData()), report)))
    return failure();
  return checkConstants(op.getOperands(), "C3", report);
}

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEQuantizationOps.cpp.inc"

void ANEDialect::registerQuantizationOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ANE/IR/ANEQuantizationOps.cpp.inc"
      >();
}
