//===- FusedOps.cpp - What onnx-decompose takes apart ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/FusedOps.h"
#include "dialects/ONNX/IR/InferUtils.h"

using namespace mlir;
using namespace anemone::onnx;

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/FusedOps.cpp.inc"

void ONNXDialect::addFusedOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ONNX/IR/FusedOps.cpp.inc"
      >();
}

static bool differ(int64_t a, int64_t b) { return !isDynamic(a) && !isDynamic(b) && a != b; }

//===----------------------------------------------------------------------===//
// Normalization
//===----------------------------------------------------------------------===//

LogicalResult RMSNormalizationOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                                   Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape shape = shapeOf(adaptor.getX()), scale = shapeOf(adaptor.getScale());
  if (shape && failed(normalizeAxis(site, adaptor.getAxis(), shape->size())))
    return failure();
  if (!broadcastsTo(scale, shape))
    return site.fail("(C2) cannot broadcast " + toString(scale) + " to " + toString(shape));
  types.push_back(adaptor.getX().getType());
  return success();
}

LogicalResult GroupNormalizationOp::inferReturnTypes(MLIRContext *,
                                                     std::optional<Location> location,
                                                     Adaptor adaptor,
                                                     SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape shape = shapeOf(adaptor.getX());
  if (shape && shape->size() < 2)
    return site.fail("(C1) expects X of rank 2 at least, got " + toString(shape));
  int64_t channels = shape ? (*shape)[1] : ShapedType::kDynamic, groups = adaptor.getNumGroups();
  if (groups < 1 || (!isDynamic(channels) && channels % groups != 0))
    return site.fail("(C2) expects a positive num_groups that divides the channels of " +
                     toString(shape) + ", got " + Twine(groups));
  for (Value operand : {adaptor.getScale(), adaptor.getBias()}) {
    MaybeShape vector = shapeOf(operand);
    if (vector && (vector->size() != 1 || differ(vector->front(), channels)))
      return site.fail("(C3) expects one element for each channel of " + toString(shape) +
                       ", got " + toString(vector));
  }
  types.push_back(adaptor.getX().getType());
  return success();
}

LogicalResult MeanVarianceNormalizationOp::inferReturnTypes(MLIRContext *,
                                                            std::optional<Location> location,
                                                            Adaptor adaptor,
                                                            SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape shape = shapeOf(adaptor.getX());
  Shape axes = adaptor.getAxes() ? intsOf(*adaptor.getAxes()) : Shape{0, 2, 3};
  if (shape && !normalizeAxes(axes, shape->size()))
    return site.fail("(C1) expects axes of " + toString(shape) + " without repetition, got " +
                     listOf(axes));
  types.push_back(adaptor.getX().getType());
  return success();
}

//===----------------------------------------------------------------------===//
// Rotary embedding
//===----------------------------------------------------------------------===//

/// Checks (C1), and gives batch, sequence and head size of `X`.
static FailureOr<Shape> rotaryExtents(InferSite site, const Shape &x, int64_t heads) {
  if (x.size() == 4)
    return Shape{x[0], x[2], x[3]};
  if (x.size() != 3 || heads < 1 || (!isDynamic(x[2]) && x[2] % heads != 0))
    return site.fail("(C1) expects X of rank 4, or of rank 3 with a positive num_heads that "
                     "divides its last extent, got " +
                     toString(MaybeShape(x)) + " and " + Twine(heads));
  return Shape{x[0], x[1], isDynamic(x[2]) ? x[2] : x[2] / heads};
}

static LogicalResult checkRotary(InferSite site, RotaryEmbeddingOp::Adaptor adaptor,
                                 const Shape &extents) {
  int64_t size = extents[2], rotated = adaptor.getRotaryEmbeddingDim();
  rotated = rotated == 0 ? size : rotated;
  if (!isDynamic(rotated) &&
      (rotated < 0 || rotated % 2 != 0 || (!isDynamic(size) && rotated > size)))
    return site.fail("(C2) expects to rotate an even number of at most " + Twine(size) +
                     " elements, got " + Twine(rotated));
  bool picks = !isAbsent(adaptor.getPositionIds());
  MaybeShape ids = picks ? shapeOf(adaptor.getPositionIds()) : std::nullopt;
  if (ids && (ids->size() != 2 || differ((*ids)[0], extents[0]) || differ((*ids)[1], extents[1])))
    return site.fail("(C4) expects position_ids of the shape of batch and sequence, got " +
                     toString(ids));
  int64_t half = isDynamic(rotated) ? rotated : rotated / 2;
  Shape expected = picks ? Shape{ShapedType::kDynamic, half} : Shape{extents[0], extents[1], half};
  for (Value cache : {adaptor.getCosCache(), adaptor.getSinCache()}) {
    MaybeShape shape = shapeOf(cache);
    bool fits = !shape || (shape->size() == expected.size() &&
                           llvm::none_of(llvm::zip_equal(*shape, expected), [](auto pair) {
                             return differ(std::get<0>(pair), std::get<1>(pair));
                           }));
    if (!fits)
      return site.fail("(C3) expects caches of shape " + toString(MaybeShape(expected)) + ", got " +
                       toString(shape));
  }
  return success();
}

/// Checks (C6).
static LogicalResult checkPositions(InferSite site, Value ids, Value cache) {
  std::optional<Shape> rows = isAbsent(ids) ? std::nullopt : constantInts(ids);
  MaybeShape shape = shapeOf(cache);
  if (!rows || !shape || shape->empty() || isDynamic(shape->front()))
    return success();
  for (int64_t row : *rows)
    if (row < 0 || row >= shape->front())
      return site.fail("(C6) expects position_ids in [0, " + Twine(shape->front()) + "), got " +
                       Twine(row));
  return success();
}

LogicalResult RotaryEmbeddingOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                                  Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  if (failed(checkElementTypes(site, adaptor.getOperands().take_front(3), "(C5)")))
    return failure();
  for (Value cache : {adaptor.getCosCache(), adaptor.getSinCache()})
    if (failed(checkPositions(site, adaptor.getPositionIds(), cache)))
      return failure();
  if (MaybeShape shape = shapeOf(adaptor.getX())) {
    FailureOr<Shape> extents = rotaryExtents(site, *shape, adaptor.getNumHeads());
    if (failed(extents) || failed(checkRotary(site, adaptor, *extents)))
      return failure();
  }
  types.push_back(adaptor.getX().getType());
  return success();
}

//===----------------------------------------------------------------------===//
// Running sums and triangles
//===----------------------------------------------------------------------===//

LogicalResult CumSumOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                         Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape shape = shapeOf(adaptor.getX()), holder = shapeOf(adaptor.getAxis());
  if (holder && !holdsOneElement(*holder))
    return site.fail("(C1) expects an axis of one element, got " + toString(holder));
  std::optional<Shape> axis = constantInts(adaptor.getAxis());
  if (shape && axis && failed(normalizeAxis(site, axis->front(), shape->size(), "(C2)")))
    return failure();
  types.push_back(adaptor.getX().getType());
  return success();
}

LogicalResult TriluOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                        Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape shape = shapeOf(adaptor.getInput());
  if (shape && shape->size() < 2)
    return site.fail("(C1) expects a tensor of rank 2 at least, got " + toString(shape));
  MaybeShape holder = isAbsent(adaptor.getK()) ? std::nullopt : shapeOf(adaptor.getK());
  if (holder && !holdsOneElement(*holder))
    return site.fail("(C2) expects k of one element, got " + toString(holder));
  types.push_back(adaptor.getInput().getType());
  return success();
}
