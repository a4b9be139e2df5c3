//===- ResizeInference.cpp - Types of resampled tensors -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/InferUtils.h"
#include "dialects/ONNX/IR/TensorOps.h"

using namespace mlir;
using namespace anemone::onnx;

LogicalResult ResizeOp::verify() {
  auto check = [&](StringRef name, StringRef value, ArrayRef<StringRef> known) -> LogicalResult {
    if (llvm::is_contained(known, value))
      return success();
    return emitOpError("(C4) does not know ") << name << " = " << value;
  };
  if (failed(check("mode", getMode(), {"nearest", "linear", "cubic"})) ||
      failed(check("coordinate_transformation_mode", getCoordinateTransformationMode(),
                   {"half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners",
                    "asymmetric", "tf_crop_and_resize"})) ||
      failed(check("nearest_mode", getNearestMode(),
                   {"round_prefer_floor", "round_prefer_ceil", "floor", "ceil"})) ||
      failed(check("keep_aspect_ratio_policy", getKeepAspectRatioPolicy(),
                   {"stretch", "not_larger", "not_smaller"})))
    return failure();
  if (getCoordinateTransformationMode() == "tf_crop_and_resize" && isAbsent(getRoi()))
    return emitOpError("(C5) needs roi for tf_crop_and_resize");
  return success();
}

/// An extent rounded down; unknown where it is none.
static int64_t toExtent(double extent) {
  return extent <= static_cast<double>(INT32_MAX) ? static_cast<int64_t>(std::floor(extent))
                                                  : ShapedType::kDynamic;
}

/// Replaces the extents of the resized axes by `sizes`, under one scale for all
/// of them where the policy keeps the aspect ratio.
static void resizeTo(Shape &shape, ArrayRef<int64_t> axes, ArrayRef<int64_t> sizes,
                     StringRef policy) {
  std::optional<double> scale;
  bool known = llvm::none_of(axes, [&](int64_t axis) { return isDynamic(shape[axis]); });
  if (policy != "stretch" && known)
    for (auto [axis, size] : llvm::zip(axes, sizes)) {
      double own = static_cast<double>(size) / static_cast<double>(shape[axis]);
      bool first = !scale;
      scale = first ? own : policy == "not_larger" ? std::min(*scale, own) : std::max(*scale, own);
    }
  for (auto [axis, size] : llvm::zip(axes, sizes)) {
    if (policy == "stretch")
      shape[axis] = size;
    else
      shape[axis] = known ? toExtent(*scale * shape[axis] + 0.5) : ShapedType::kDynamic;
  }
}

static void resizeBy(Shape &shape, ArrayRef<int64_t> axes, ArrayRef<double> scales) {
  for (auto [axis, scale] : llvm::zip(axes, scales))
    if (!isDynamic(shape[axis]))
      shape[axis] = toExtent(static_cast<double>(shape[axis]) * scale);
}

/// The axes to resize: those of the attribute, or all.
static FailureOr<Shape> resizedAxes(InferSite site, std::optional<ArrayAttr> named, int64_t rank) {
  if (!named)
    return llvm::to_vector(llvm::seq<int64_t>(0, rank));
  if (std::optional<Shape> axes = normalizeAxes(intsOf(*named), rank))
    return *axes;
  return site.fail("(C3) expects axes in [" + Twine(-rank) + ", " + Twine(rank) +
                   ") without repetition, got " + listOf(intsOf(*named)));
}

/// Checks (C2) on the number and the sign of the scales or sizes.
template <typename T>
static LogicalResult checkAmounts(InferSite site, Value operand,
                                  const std::optional<SmallVector<T>> &amounts, size_t axes) {
  MaybeShape shape = shapeOf(operand);
  if (shape && (shape->size() != 1 ||
                (!isDynamic(shape->front()) && shape->front() != static_cast<int64_t>(axes))))
    return site.fail("(C2) expects one entry for each of " + Twine(axes) + " axes, got " +
                     toString(shape));
  if (amounts &&
      !llvm::all_of(*amounts, [](T amount) { return amount > 0 && amount <= INT32_MAX; }))
    return site.fail("(C2) expects positive scales and sizes that fit an i32 index");
  return success();
}

LogicalResult ResizeOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                         Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  Value scalesOperand = adaptor.getScales(), sizesOperand = adaptor.getSizes();
  if (isAbsent(scalesOperand) == isAbsent(sizesOperand))
    return site.fail("(C1) expects exactly one of scales and sizes");
  MaybeShape shape = shapeOf(adaptor.getX());
  Type element = elementTypeOf(adaptor.getX());
  if (!shape) {
    types.push_back(adaptor.getX().getType());
    return success();
  }
  FailureOr<Shape> axes = resizedAxes(site, adaptor.getAxes(), shape->size());
  if (failed(axes))
    return failure();
  std::optional<Shape> sizes = constantInts(sizesOperand);
  std::optional<SmallVector<double>> scales = constantFloats(scalesOperand);
  if (isAbsent(sizesOperand) ? failed(checkAmounts(site, scalesOperand, scales, axes->size()))
                             : failed(checkAmounts(site, sizesOperand, sizes, axes->size())))
    return failure();
  if (sizes)
    resizeTo(*shape, *axes, *sizes, adaptor.getKeepAspectRatioPolicy());
  else if (scales)
    resizeBy(*shape, *axes, *scales);
  else
    for (int64_t axis : *axes)
      (*shape)[axis] = ShapedType::kDynamic;
  types.push_back(tensorOf(shape, element));
  return success();
}
