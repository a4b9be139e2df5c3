//===- IndexOps.cpp - Elements picked and placed by index -----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/IndexOps.h"
#include "dialects/ONNX/IR/InferUtils.h"

using namespace mlir;
using namespace anemone::onnx;

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/IndexOps.cpp.inc"

void ONNXDialect::addIndexOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ONNX/IR/IndexOps.cpp.inc"
      >();
}

static bool differ(int64_t a, int64_t b) { return !isDynamic(a) && !isDynamic(b) && a != b; }

/// Whether a shape is the one that was computed, as far as both are known.
static bool fits(const MaybeShape &shape, const MaybeShape &computed) {
  if (!shape || !computed)
    return true;
  return shape->size() == computed->size() &&
         llvm::none_of(llvm::zip_equal(*shape, *computed),
                       [](auto pair) { return differ(std::get<0>(pair), std::get<1>(pair)); });
}

/// Rule (C4) of what combines.
static LogicalResult checkReduction(InferSite site, StringRef reduction) {
  if (llvm::is_contained({"none", "add", "mul", "min", "max"}, reduction))
    return success();
  return site.fail("(C4) expects reduction to be none, add, mul, min or max, got " + reduction);
}

//===----------------------------------------------------------------------===//
// GatherElements, ScatterElements
//===----------------------------------------------------------------------===//

static LogicalResult checkElementIndices(InferSite site, Value indices, int64_t extent) {
  std::optional<Shape> values = isDynamic(extent) ? std::nullopt : constantInts(indices);
  for (int64_t index : values.value_or(Shape()))
    if (index < -extent || index >= extent)
      return site.fail("(C3) expects indices in [" + Twine(-extent) + ", " + Twine(extent) +
                       "), got " + Twine(index));
  return success();
}

/// Rules (C1) to (C3) of both.
static LogicalResult checkElements(InferSite site, Value tensor, Value places, int64_t along) {
  MaybeShape data = shapeOf(tensor), indices = shapeOf(places);
  if (!data || !indices)
    return success();
  if (data->size() != indices->size())
    return site.fail("(C1) expects data and indices of one rank, got " + toString(data) + " and " +
                     toString(indices));
  FailureOr<int64_t> axis = normalizeAxis(site, along, data->size());
  if (failed(axis))
    return failure();
  for (auto [i, extents] : llvm::enumerate(llvm::zip_equal(*data, *indices))) {
    auto [have, want] = extents;
    if (int64_t(i) != *axis && !isDynamic(have) && !isDynamic(want) && want > have)
      return site.fail("(C2) reaches for " + Twine(want) + " elements along axis " + Twine(i) +
                       " of " + toString(data));
  }
  return checkElementIndices(site, places, (*data)[*axis]);
}

LogicalResult GatherElementsOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                                 Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  if (failed(checkElements(site, adaptor.getData(), adaptor.getIndices(), adaptor.getAxis())))
    return failure();
  types.push_back(tensorOf(shapeOf(adaptor.getIndices()), elementTypeOf(adaptor.getData())));
  return success();
}

LogicalResult ScatterElementsOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                                  Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  if (failed(checkElements(site, adaptor.getData(), adaptor.getIndices(), adaptor.getAxis())) ||
      failed(checkReduction(site, adaptor.getReduction())) ||
      failed(checkElementTypes(site, {adaptor.getData(), adaptor.getUpdates()}, "(C5)")))
    return failure();
  MaybeShape indices = shapeOf(adaptor.getIndices()), updates = shapeOf(adaptor.getUpdates());
  if (!fits(updates, indices))
    return site.fail("(C5) expects updates of shape " + toString(indices) + ", got " +
                     toString(updates));
  types.push_back(adaptor.getData().getType());
  return success();
}

//===----------------------------------------------------------------------===//
// GatherND, ScatterND
//===----------------------------------------------------------------------===//

/// The shape of what tuples of indices pick out of `data`; nothing where the length
/// of the tuples is unknown. `constraint` is the number of the rule for that length.
static FailureOr<MaybeShape> pickedShape(InferSite site, const Shape &data, const Shape &indices,
                                         int64_t batch, StringRef constraint) {
  int64_t tuple = indices.back(), rank = data.size();
  if (isDynamic(tuple))
    return MaybeShape();
  if (tuple < 1 || batch + tuple > rank)
    return site.fail(constraint + " cannot address " + toString(MaybeShape(data)) + " by " +
                     Twine(tuple) + " indices behind " + Twine(batch) + " axes");
  Shape result(ArrayRef(indices).drop_back());
  llvm::append_range(result, ArrayRef(data).drop_front(batch + tuple));
  return MaybeShape(result);
}

LogicalResult GatherNDOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                           Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape data = shapeOf(adaptor.getData()), indices = shapeOf(adaptor.getIndices()), result;
  if (data && indices) {
    int64_t batch = adaptor.getBatchDims(), least = std::min(data->size(), indices->size());
    if (least == 0 || batch < 0 || batch >= least)
      return site.fail("(C1) expects batch_dims below the ranks of " + toString(data) + " and " +
                       toString(indices) + ", got " + Twine(batch));
    for (int64_t axis = 0; axis != batch; ++axis)
      if (differ((*data)[axis], (*indices)[axis]))
        return site.fail("(C2) expects axis " + Twine(axis) + " of " + toString(data) + " and " +
                         toString(indices) + " to be equal");
    FailureOr<MaybeShape> picked = pickedShape(site, *data, *indices, batch, "(C3)");
    if (failed(picked))
      return failure();
    result = *picked;
  }
  types.push_back(tensorOf(result, elementTypeOf(adaptor.getData())));
  return success();
}

LogicalResult ScatterNDOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                            Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  if (failed(checkElementTypes(site, {adaptor.getData(), adaptor.getUpdates()}, "(C3)")) ||
      failed(checkReduction(site, adaptor.getReduction())))
    return failure();
  MaybeShape data = shapeOf(adaptor.getData()), indices = shapeOf(adaptor.getIndices());
  if (data && indices) {
    if (data->empty() || indices->empty())
      return site.fail("(C1) expects data and indices of rank 1 at least, got " + toString(data) +
                       " and " + toString(indices));
    FailureOr<MaybeShape> replaced = pickedShape(site, *data, *indices, 0, "(C1)");
    if (failed(replaced))
      return failure();
    if (MaybeShape updates = shapeOf(adaptor.getUpdates()); !fits(updates, *replaced))
      return site.fail("(C2) expects updates of shape " + toString(*replaced) + ", got " +
                       toString(updates));
  }
  types.push_back(adaptor.getData().getType());
  return success();
}

//===----------------------------------------------------------------------===//
// OneHot
//===----------------------------------------------------------------------===//

/// The one number of a constant, truncated, since ONNX allows a float here.
static std::optional<int64_t> constantDepth(Value depth) {
  if (std::optional<Shape> ints = constantInts(depth); ints && ints->size() == 1)
    return ints->front();
  std::optional<SmallVector<double>> floats = constantFloats(depth);
  if (!floats || floats->size() != 1)
    return std::nullopt;
  double number = floats->front();
  return number >= 0 ? static_cast<int64_t>(std::min(number, double(INT32_MAX))) : 0;
}

LogicalResult OneHotOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                         Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape indices = shapeOf(adaptor.getIndices()), holder = shapeOf(adaptor.getDepth()),
             values = shapeOf(adaptor.getValues());
  std::optional<int64_t> depth = constantDepth(adaptor.getDepth());
  if ((holder && !holdsOneElement(*holder)) || (depth && *depth < 1))
    return site.fail("(C2) expects one positive depth, got " +
                     (depth ? std::to_string(*depth) : toString(holder)));
  if (values && (values->size() != 1 || differ(values->front(), 2)))
    return site.fail("(C3) expects two values, got " + toString(values));
  if (indices) {
    FailureOr<int64_t> axis = normalizeAxis(site, adaptor.getAxis(), indices->size() + 1);
    if (failed(axis))
      return failure();
    indices->insert(indices->begin() + *axis, depth.value_or(ShapedType::kDynamic));
  }
  types.push_back(tensorOf(indices, elementTypeOf(adaptor.getValues())));
  return success();
}
