//===- TensorFolds.cpp - Folding operations that move elements ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/FoldUtils.h"
#include "dialects/ONNX/IR/Ranges.h"
#include "dialects/ONNX/IR/ShapeOps.h"
#include "dialects/ONNX/IR/TensorOps.h"

using namespace mlir;
using namespace anemone::onnx;

/// Whether an operation whose elements keep their order changes nothing.
static bool keepsType(Value operand, Type result) {
  auto type = dyn_cast<RankedTensorType>(result);
  return type && type.hasStaticShape() && operand.getType() == result;
}

//===----------------------------------------------------------------------===//
// Views
//===----------------------------------------------------------------------===//

/// Folds what keeps the elements and their order: away, or a constant's.
static OpFoldResult foldView(Value operand, Attribute constant, Type result) {
  if (keepsType(operand, result))
    return operand;
  auto elements = dyn_cast_if_present<DenseElementsAttr>(foldableConstant(constant));
  RankedTensorType type = foldableType(result);
  if (!elements || !type || elements.getNumElements() != type.getNumElements())
    return {};
  return elements.reshape(type);
}

OpFoldResult ReshapeOp::fold(FoldAdaptor adaptor) {
  return foldView(getData(), adaptor.getData(), getType());
}

OpFoldResult FlattenOp::fold(FoldAdaptor adaptor) {
  return foldView(getInput(), adaptor.getInput(), getType());
}

OpFoldResult SqueezeOp::fold(FoldAdaptor adaptor) {
  return foldView(getData(), adaptor.getData(), getType());
}

OpFoldResult UnsqueezeOp::fold(FoldAdaptor adaptor) {
  return foldView(getData(), adaptor.getData(), getType());
}

OpFoldResult IdentityOp::fold(FoldAdaptor) {
  return getInput().getType() == getType() ? OpFoldResult(getInput()) : OpFoldResult();
}

//===----------------------------------------------------------------------===//
// Cast
//===----------------------------------------------------------------------===//

static llvm::APSInt emptyInt(IntegerType type) {
  return llvm::APSInt(type.getWidth(), type.isUnsigned() || type.getWidth() == 1);
}

/// An integer in another integer type; nothing where it does not fit.
static std::optional<llvm::APSInt> castInt(const llvm::APSInt &x, IntegerType type) {
  llvm::APSInt result = emptyInt(type);
  if (type.getWidth() == 1) {
    result = !x.isZero();
    return result;
  }
  unsigned width = x.getBitWidth() + 1;
  llvm::APSInt wide(x.isUnsigned() ? x.zext(width) : x.sext(width), /*isUnsigned=*/false);
  bool fits = result.isUnsigned() ? !wide.isNegative() && wide.getActiveBits() <= type.getWidth()
                                  : wide.getSignificantBits() <= type.getWidth();
  if (!fits)
    return std::nullopt;
  return llvm::APSInt(wide.sextOrTrunc(type.getWidth()), result.isUnsigned());
}

/// A float in an integer type, truncated; nothing where it does not fit.
static std::optional<llvm::APSInt> castFloatToInt(const APFloat &x, IntegerType type) {
  llvm::APSInt result = emptyInt(type);
  if (type.getWidth() == 1) {
    result = !x.isZero();
    return result;
  }
  bool exact;
  if (x.convertToInteger(result, APFloat::rmTowardZero, &exact) & APFloat::opInvalidOp)
    return std::nullopt;
  return result;
}

/// Casts one element.
static Attribute castElement(Attribute element, Type to) {
  auto floatType = dyn_cast<FloatType>(to);
  auto intType = dyn_cast<IntegerType>(to);
  if (auto number = dyn_cast<FloatAttr>(element)) {
    if (floatType) {
      APFloat result = number.getValue();
      bool losesInfo;
      result.convert(floatType.getFloatSemantics(), APFloat::rmNearestTiesToEven, &losesInfo);
      return FloatAttr::get(to, result);
    }
    std::optional<llvm::APSInt> result = castFloatToInt(number.getValue(), intType);
    return result ? IntegerAttr::get(to, *result) : IntegerAttr();
  }
  auto number = cast<IntegerAttr>(element);
  auto from = cast<IntegerType>(number.getType());
  bool isUnsigned = from.isUnsigned() || from.getWidth() == 1;
  if (floatType) {
    APFloat result(floatType.getFloatSemantics());
    result.convertFromAPInt(number.getValue(), !isUnsigned, APFloat::rmNearestTiesToEven);
    return FloatAttr::get(to, result);
  }
  std::optional<llvm::APSInt> result =
      castInt(llvm::APSInt(number.getValue(), isUnsigned), intType);
  return result ? IntegerAttr::get(to, *result) : IntegerAttr();
}

OpFoldResult CastOp::fold(FoldAdaptor adaptor) {
  if (getInput().getType() == getType())
    return getInput();
  ElementsAttr elements = foldableConstant(adaptor.getInput());
  RankedTensorType type = foldableType(getType());
  if (!elements || !type || !elements.getElementType().isIntOrFloat())
    return {};
  SmallVector<Attribute> result;
  for (Attribute element : elements.getValues<Attribute>()) {
    result.push_back(castElement(element, type.getElementType()));
    if (!result.back())
      return {};
  }
  return DenseElementsAttr::get(type, result);
}

//===----------------------------------------------------------------------===//
// Order, selection, repetition
//===----------------------------------------------------------------------===//

OpFoldResult TransposeOp::fold(FoldAdaptor adaptor) {
  auto type = dyn_cast<RankedTensorType>(getType());
  auto from = dyn_cast<RankedTensorType>(getData().getType());
  if (!type || !from)
    return {};
  Shape perm = permutationOr(getPerm(), from.getRank());
  if (llvm::equal(perm, llvm::seq<int64_t>(0, perm.size())) && from == type)
    return getData();
  if (!foldableType(from))
    return {};
  Shape strides = stridesOf(from.getShape());
  return foldRearranged(foldableConstant(adaptor.getData()), type, [&](ArrayRef<int64_t> index) {
    int64_t position = 0;
    for (auto [axis, place] : llvm::zip_equal(perm, index))
      position += place * strides[axis];
    return position;
  });
}

OpFoldResult ExpandOp::fold(FoldAdaptor adaptor) {
  if (keepsType(getInput(), getType()))
    return getInput();
  ElementsAttr elements = foldableConstant(adaptor.getInput());
  if (!elements)
    return {};
  ArrayRef<int64_t> shape = elements.getShapedType().getShape();
  return foldRearranged(elements, getType(),
                        [&](ArrayRef<int64_t> index) { return broadcastPosition(index, shape); });
}

OpFoldResult TileOp::fold(FoldAdaptor) {
  return keepsType(getInput(), getType()) ? OpFoldResult(getInput()) : OpFoldResult();
}

OpFoldResult PadOp::fold(FoldAdaptor adaptor) {
  // Pads that cancel keep the shape but not the elements.
  return isSplatOf(adaptor.getPads(), 0) && keepsType(getData(), getType())
             ? OpFoldResult(getData())
             : OpFoldResult();
}

OpFoldResult ConcatOp::fold(FoldAdaptor adaptor) {
  if (getNumOperands() == 1)
    return getOperand(0).getType() == getType() ? OpFoldResult(getOperand(0)) : OpFoldResult();
  RankedTensorType type = foldableType(getType());
  if (!type || !llvm::all_of(adaptor.getInputs(), foldableConstant))
    return {};
  int64_t axis = getAxis() < 0 ? getAxis() + type.getRank() : getAxis();
  SmallVector<Attribute> result(type.getNumElements());
  Shape strides = stridesOf(type.getShape());
  int64_t offset = 0;
  for (Attribute input : adaptor.getInputs()) {
    auto elements = cast<DenseElementsAttr>(input);
    auto values = elements.value_begin<Attribute>();
    forEachIndex(elements.getType().getShape(), [&](ArrayRef<int64_t> index) {
      int64_t position = offset * strides[axis];
      for (auto [place, stride] : llvm::zip_equal(index, strides))
        position += place * stride;
      if (position < type.getNumElements())
        result[position] = *values++;
    });
    offset += elements.getType().getDimSize(axis);
  }
  if (offset != type.getDimSize(axis))
    return {};
  return DenseElementsAttr::get(type, result);
}

/// The extents that `onnx.Shape` reads, if `value` is one: unknown ones are dynamic.
static std::optional<Shape> shapeRead(Value value) {
  auto op = value.getDefiningOp<ShapeOp>();
  MaybeShape shape = op ? shapeOf(op.getData()) : std::nullopt;
  if (!shape)
    return std::nullopt;
  auto [first, last] = clampShapeRange(op.getStart(), op.getEnd(), shape->size());
  return Shape(ArrayRef(*shape).slice(first, last - first));
}

/// A constant of the extents at `positions` of a shape that is read, even if
/// others of its extents are not known.
static OpFoldResult foldReadShape(Value data, ArrayRef<int64_t> positions, Type result) {
  std::optional<Shape> extents = shapeRead(data);
  RankedTensorType type = foldableType(result);
  if (!extents || !type)
    return {};
  unsigned width = type.getElementTypeBitWidth();
  SmallVector<APInt> values;
  for (int64_t position : positions) {
    if (position < 0 || position >= static_cast<int64_t>(extents->size()))
      return {};
    int64_t extent = (*extents)[position];
    if (isDynamic(extent) || !llvm::isIntN(width, extent))
      return {};
    values.emplace_back(width, extent, /*isSigned=*/true);
  }
  return DenseElementsAttr::get(type, values);
}

OpFoldResult SliceOp::fold(FoldAdaptor adaptor) {
  MaybeShape shape = shapeOf(getData());
  RankedTensorType type = foldableType(getType());
  if (!shape || llvm::any_of(*shape, isDynamic))
    return {};
  auto ranges = sliceRanges({std::nullopt, getOperationName()}, getOperands().drop_front(), *shape);
  if (failed(ranges) || !*ranges)
    return {};
  if (keepsType(getData(), getType()) &&
      llvm::all_of(**ranges, [](const AxisRange &range) { return range.step > 0; }))
    return getData();
  if (!foldableType(getData().getType()))
    return {};
  Shape starts(shape->size(), 0), steps(shape->size(), 1), strides = stridesOf(*shape);
  for (const AxisRange &range : **ranges) {
    starts[range.axis] = range.start;
    steps[range.axis] = range.step;
  }
  auto origin = [&](ArrayRef<int64_t> index) {
    int64_t position = 0;
    for (auto [place, start, step, stride] : llvm::zip_equal(index, starts, steps, strides))
      position += (start + place * step) * stride;
    return position;
  };
  if (OpFoldResult folded = foldRearranged(foldableConstant(adaptor.getData()), getType(), origin))
    return folded;
  if (!type || !shapeRead(getData()))
    return {};
  Shape positions;
  forEachIndex(type.getShape(),
               [&](ArrayRef<int64_t> index) { positions.push_back(origin(index)); });
  return foldReadShape(getData(), positions, type);
}

OpFoldResult GatherOp::fold(FoldAdaptor adaptor) {
  MaybeShape shape = shapeOf(getData());
  std::optional<Shape> indices = constantInts(getIndices());
  if (!shape || !indices || !foldableType(getIndices().getType()))
    return {};
  int64_t rank = shape->size(), axis = getAxis() < 0 ? getAxis() + rank : getAxis();
  int64_t extent = (*shape)[axis];
  if (isDynamic(extent))
    return {};
  for (int64_t &index : *indices)
    index = index < 0 ? index + extent : index;
  if (OpFoldResult folded = foldReadShape(getData(), *indices, getType()))
    return folded;
  if (!foldableType(getData().getType()))
    return {};
  Shape strides = stridesOf(*shape);
  Shape indexStrides = stridesOf(cast<RankedTensorType>(getIndices().getType()).getShape());
  int64_t indexRank = indexStrides.size();
  return foldRearranged(foldableConstant(adaptor.getData()), getType(),
                        [&](ArrayRef<int64_t> index) {
                          int64_t which = 0, position = 0;
                          for (int64_t i = 0; i != indexRank; ++i)
                            which += index[axis + i] * indexStrides[i];
                          for (int64_t i = 0; i != rank; ++i) {
                            int64_t place = i < axis ? index[i] : index[i + indexRank - 1];
                            position += (i == axis ? (*indices)[which] : place) * strides[i];
                          }
                          return position;
                        });
}

LogicalResult SplitOp::fold(FoldAdaptor adaptor, SmallVectorImpl<OpFoldResult> &results) {
  if (getNumResults() == 1 && keepsType(getInput(), getResult(0).getType())) {
    results.push_back(getInput());
    return success();
  }
  ElementsAttr elements = foldableConstant(adaptor.getInput());
  if (!elements)
    return failure();
  ArrayRef<int64_t> shape = elements.getShapedType().getShape();
  Shape strides = stridesOf(shape);
  int64_t axis = getAxis() < 0 ? getAxis() + shape.size() : getAxis(), offset = 0;
  for (Value output : getOutputs()) {
    results.push_back(foldRearranged(elements, output.getType(), [&](ArrayRef<int64_t> index) {
      int64_t position = offset * strides[axis];
      for (auto [place, stride] : llvm::zip_equal(index, strides))
        position += place * stride;
      return position;
    }));
    if (!results.back())
      return failure();
    offset += cast<RankedTensorType>(output.getType()).getDimSize(axis);
  }
  return success();
}
