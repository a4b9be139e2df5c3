//===- TensorOps.cpp - Operations that move elements ----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The generated code and the types of views and casts. ArrangeInference.cpp has
// the operations that permute, select or repeat, ResizeInference.cpp has Resize.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/TensorOps.h"
#include "dialects/ONNX/IR/InferUtils.h"
#include "llvm/Support/CheckedArithmetic.h"

using namespace mlir;
using namespace anemone::onnx;

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/TensorOps.cpp.inc"

void ONNXDialect::addTensorOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ONNX/IR/TensorOps.cpp.inc"
      >();
}

/// The product of extents, the largest integer where it overflows; nothing where
/// one is unknown.
static std::optional<int64_t> product(ArrayRef<int64_t> extents) {
  if (llvm::any_of(extents, isDynamic))
    return std::nullopt;
  if (llvm::is_contained(extents, 0))
    return 0;
  int64_t result = 1;
  for (int64_t extent : extents)
    if (llvm::MulOverflow(result, extent, result))
      return INT64_MAX;
  return result;
}

//===----------------------------------------------------------------------===//
// Reshape
//===----------------------------------------------------------------------===//

/// Replaces zeros that copy, checking (C2) and (C3).
static LogicalResult resolveZeros(InferSite site, const MaybeShape &data, bool allowZero,
                                  Shape &target) {
  int64_t unknown = llvm::count(target, -1);
  if (unknown > 1 || llvm::any_of(target, [](int64_t extent) { return extent < -1; }))
    return site.fail("(C2) expects extents not below -1 and at most one -1, got " + listOf(target));
  if (allowZero)
    return unknown && llvm::is_contained(target, 0)
               ? site.fail("(C2) cannot tell the extent of -1 beside a 0 that is an extent")
               : success();
  for (auto [axis, extent] : llvm::enumerate(target)) {
    if (extent != 0)
      continue;
    if (data && axis >= data->size())
      return site.fail("(C3) copies axis " + Twine(axis) + " of a tensor of rank " +
                       Twine(data->size()));
    extent = data ? (*data)[axis] : ShapedType::kDynamic;
  }
  return success();
}

/// Computes the extent that -1 stands for and checks (C4). Extents that are
/// copied cancel, so that a dynamic axis may stand beside a -1.
static LogicalResult resolveRemainder(InferSite site, Shape data, Shape &target) {
  Shape asked = target, given = data;
  for (size_t axis = 0; axis != std::min(given.size(), asked.size()); ++axis)
    if (given[axis] == asked[axis] && isDynamic(given[axis]))
      given[axis] = asked[axis] = 1;
  auto *remainder = llvm::find(asked, -1);
  bool infer = remainder != asked.end();
  size_t place = remainder - asked.begin();
  if (infer)
    asked[place] = 1;
  std::optional<int64_t> have = product(given), want = product(asked);
  if (infer)
    target[place] = ShapedType::kDynamic;
  if (!have || !want)
    return success();
  if (infer ? (*want == 0 ? *have != 0 : *have % *want != 0) : *have != *want)
    return site.fail("(C4) cannot arrange the elements of " + toString(MaybeShape(data)) + " as " +
                     listOf(target));
  if (infer)
    target[place] = *want == 0 ? 0 : *have / *want;
  return success();
}

LogicalResult ReshapeOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                          Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  Type element = elementTypeOf(adaptor.getData());
  MaybeShape holder = shapeOf(adaptor.getShape()), data = shapeOf(adaptor.getData());
  if (holder && holder->size() != 1)
    return site.fail("(C1) expects a shape of rank 1, got " + toString(holder));
  std::optional<Shape> target = constantInts(adaptor.getShape());
  if (!target) {
    MaybeShape result;
    if (holder && !isDynamic(holder->front()))
      result = Shape(holder->front(), ShapedType::kDynamic);
    types.push_back(tensorOf(result, element));
    return success();
  }
  if (failed(resolveZeros(site, data, adaptor.getAllowzero() != 0, *target)))
    return failure();
  if (!data)
    std::replace(target->begin(), target->end(), int64_t(-1), ShapedType::kDynamic);
  else if (failed(resolveRemainder(site, *data, *target)))
    return failure();
  types.push_back(tensorOf(*target, element));
  return success();
}

//===----------------------------------------------------------------------===//
// Flatten, Squeeze, Unsqueeze
//===----------------------------------------------------------------------===//

LogicalResult FlattenOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                          Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  Shape result = {ShapedType::kDynamic, ShapedType::kDynamic};
  if (MaybeShape shape = shapeOf(adaptor.getInput())) {
    int64_t axis = adaptor.getAxis(), rank = shape->size();
    if (axis < -rank || axis > rank)
      return site.fail("(C1) expects an axis in [" + Twine(-rank) + ", " + Twine(rank) + "], got " +
                       Twine(axis));
    axis = axis < 0 ? axis + rank : axis;
    result[0] = product(ArrayRef(*shape).take_front(axis)).value_or(ShapedType::kDynamic);
    result[1] = product(ArrayRef(*shape).drop_front(axis)).value_or(ShapedType::kDynamic);
  }
  types.push_back(tensorOf(result, elementTypeOf(adaptor.getInput())));
  return success();
}

/// The shape without the axes of `axes`; without all of extent 1 where absent.
static FailureOr<MaybeShape> squeeze(InferSite site, const Shape &shape, Value axesOperand) {
  std::optional<Shape> axes = Shape();
  if (isAbsent(axesOperand)) {
    if (llvm::any_of(shape, isDynamic))
      return MaybeShape();
    for (auto [axis, extent] : llvm::enumerate(shape))
      if (extent == 1)
        axes->push_back(axis);
  } else {
    FailureOr<std::optional<Shape>> named = axesFromValue(site, axesOperand, shape.size(), "(C1)");
    if (failed(named))
      return failure();
    axes = *named;
  }
  if (!axes)
    return MaybeShape();
  Shape result;
  for (auto [axis, extent] : llvm::enumerate(shape)) {
    if (!llvm::is_contained(*axes, static_cast<int64_t>(axis))) {
      result.push_back(extent);
    } else if (extent != 1 && !isDynamic(extent)) {
      return site.fail("(C2) cannot remove axis " + Twine(axis) + " of extent " + Twine(extent));
    }
  }
  return MaybeShape(result);
}

LogicalResult SqueezeOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                          Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape shape = shapeOf(adaptor.getData());
  if (shape) {
    FailureOr<MaybeShape> result = squeeze(site, *shape, adaptor.getAxes());
    if (failed(result))
      return failure();
    shape = *result;
  }
  types.push_back(tensorOf(shape, elementTypeOf(adaptor.getData())));
  return success();
}

/// How many axes an Unsqueeze inserts, if that is known.
static std::optional<int64_t> numInserted(Value axes) {
  MaybeShape shape = shapeOf(axes);
  if (!shape || (!shape->empty() && isDynamic(shape->front())))
    return std::nullopt;
  return shape->empty() ? 1 : shape->front();
}

LogicalResult UnsqueezeOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                            Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  Type element = elementTypeOf(adaptor.getData());
  MaybeShape shape = shapeOf(adaptor.getData()), axesShape = shapeOf(adaptor.getAxes()), result;
  if (axesShape && axesShape->size() > 1)
    return site.fail("(C1) expects axes of rank 1 or 0, got " + toString(axesShape));
  std::optional<int64_t> inserted = numInserted(adaptor.getAxes());
  if (shape && inserted) {
    int64_t rank = shape->size() + *inserted;
    result = Shape(rank, ShapedType::kDynamic);
    if (std::optional<Shape> named = constantInts(adaptor.getAxes())) {
      std::optional<Shape> axes = normalizeAxes(*named, rank);
      if (!axes)
        return site.fail("(C1) expects axes in [" + Twine(-rank) + ", " + Twine(rank) +
                         ") without repetition, got " + listOf(*named));
      const int64_t *next = shape->begin();
      for (int64_t axis = 0; axis != rank; ++axis)
        (*result)[axis] = llvm::is_contained(*axes, axis) ? 1 : *next++;
    }
  }
  types.push_back(tensorOf(result, element));
  return success();
}

//===----------------------------------------------------------------------===//
// Cast, CastLike
//===----------------------------------------------------------------------===//

LogicalResult CastOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                       Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  if (!adaptor.getTo().isIntOrFloat())
    return site.fail("(C1) expects the type of an integer or a float, got " +
                     toString(adaptor.getTo()));
  types.push_back(tensorOf(shapeOf(adaptor.getInput()), adaptor.getTo()));
  return success();
}

LogicalResult CastLikeOp::inferReturnTypes(MLIRContext *, std::optional<Location>, Adaptor adaptor,
                                           SmallVectorImpl<Type> &types) {
  types.push_back(tensorOf(shapeOf(adaptor.getInput()), elementTypeOf(adaptor.getTargetType())));
  return success();
}
