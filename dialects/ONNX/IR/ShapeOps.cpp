//===- ShapeOps.cpp - Shapes as values ------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ShapeOps.h"
#include "dialects/ONNX/IR/InferUtils.h"

using namespace mlir;
using namespace anemone::onnx;

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/ShapeOps.cpp.inc"

void ONNXDialect::addShapeOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ONNX/IR/ShapeOps.cpp.inc"
      >();
}

LogicalResult ShapeOp::inferReturnTypes(MLIRContext *context, std::optional<Location>,
                                        Adaptor adaptor, SmallVectorImpl<Type> &types) {
  MaybeShape shape = shapeOf(adaptor.getData()), result = Shape{ShapedType::kDynamic};
  if (shape) {
    auto [first, last] = clampShapeRange(adaptor.getStart(), adaptor.getEnd(), shape->size());
    result = Shape{last - first};
  }
  types.push_back(tensorOf(result, IntegerType::get(context, 32)));
  return success();
}

LogicalResult SizeOp::inferReturnTypes(MLIRContext *context, std::optional<Location>, Adaptor,
                                       SmallVectorImpl<Type> &types) {
  types.push_back(RankedTensorType::get({}, IntegerType::get(context, 32)));
  return success();
}

/// The number of elements of a range; nothing where its ends are not finite.
static std::optional<int64_t> rangeLength(double start, double limit, double delta) {
  double length = std::ceil((limit - start) / delta);
  if (!std::isfinite(length) || length > static_cast<double>(INT32_MAX))
    return std::nullopt;
  return static_cast<int64_t>(std::max(0.0, length));
}

/// A scalar as a double, which holds every i32 and f32 exactly.
static std::optional<double> scalarOf(Value value) {
  std::optional<SmallVector<double>> floats = constantFloats(value);
  if (floats && floats->size() == 1)
    return floats->front();
  std::optional<Shape> ints = constantInts(value);
  if (ints && ints->size() == 1)
    return static_cast<double>(ints->front());
  return std::nullopt;
}

LogicalResult RangeOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                        Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  for (Value operand : adaptor.getOperands())
    if (MaybeShape shape = shapeOf(operand); shape && !holdsOneElement(*shape))
      return site.fail("(C1) expects operands of one element, got " + toString(shape));
  if (failed(checkElementTypes(site, adaptor.getOperands(), "(C2)")))
    return failure();
  std::optional<double> start = scalarOf(adaptor.getStart()), limit = scalarOf(adaptor.getLimit()),
                        delta = scalarOf(adaptor.getDelta());
  if (delta && *delta == 0)
    return site.fail("(C3) expects a delta other than 0");
  int64_t extent = ShapedType::kDynamic;
  if (start && limit && delta)
    extent = rangeLength(*start, *limit, *delta).value_or(ShapedType::kDynamic);
  types.push_back(tensorOf(Shape{extent}, elementTypeOf(adaptor.getStart())));
  return success();
}

LogicalResult ConstantOfShapeOp::inferReturnTypes(MLIRContext *context,
                                                  std::optional<Location> location, Adaptor adaptor,
                                                  SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  std::optional<ElementsAttr> value = adaptor.getValue();
  if (value && value->getNumElements() != 1)
    return site.fail("(C2) expects a value of one element, got " + toString(value->getType()));
  FailureOr<MaybeShape> shape = shapeFromValue(site, adaptor.getInput(), "(C1)");
  if (failed(shape))
    return failure();
  types.push_back(
      tensorOf(*shape, value ? value->getElementType() : Type(Float32Type::get(context))));
  return success();
}
