//===- FoldUtils.cpp - Computing with constants ---------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/FoldUtils.h"

using namespace mlir;
using namespace anemone;
using namespace anemone::onnx;

RankedTensorType onnx::foldableType(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || !tensor.hasStaticShape())
    return nullptr;
  // Not getNumElements: the product of a model's extents may overflow.
  int64_t count = 1;
  for (int64_t extent : tensor.getShape()) {
    if (extent > kFoldLimit || (count *= extent) > kFoldLimit)
      return nullptr;
  }
  return tensor;
}

ElementsAttr onnx::foldableConstant(Attribute operand) {
  auto elements = dyn_cast_if_present<DenseElementsAttr>(operand);
  if (!elements || !foldableType(elements.getType()))
    return nullptr;
  return elements;
}

static bool isUnsigned(Type element) { return element.isUnsignedInteger() || element.isInteger(1); }

bool onnx::isSplatOf(Attribute operand, int64_t value) {
  auto elements = dyn_cast_if_present<DenseElementsAttr>(operand);
  if (!elements || !elements.isSplat())
    return false;
  if (isa<FloatType>(elements.getElementType()))
    return elements.getSplatValue<APFloat>().convertToDouble() == static_cast<double>(value) &&
           !elements.getSplatValue<APFloat>().isNegZero();
  if (!elements.getElementType().isInteger())
    return false;
  return APSInt(elements.getSplatValue<APInt>(), isUnsigned(elements.getElementType())) == value;
}

Shape onnx::stridesOf(ArrayRef<int64_t> shape) {
  Shape strides(shape.size(), 1);
  for (size_t axis = shape.size(); axis-- > 1;)
    strides[axis - 1] = strides[axis] * shape[axis];
  return strides;
}

void onnx::forEachIndex(ArrayRef<int64_t> shape, function_ref<void(ArrayRef<int64_t>)> visit) {
  if (llvm::is_contained(shape, 0))
    return;
  Shape index(shape.size(), 0);
  size_t axis;
  do {
    visit(index);
    for (axis = shape.size(); axis-- > 0 && ++index[axis] == shape[axis];)
      index[axis] = 0;
  } while (axis != size_t(-1));
}

int64_t onnx::broadcastPosition(ArrayRef<int64_t> index, ArrayRef<int64_t> from) {
  Shape strides = stridesOf(from);
  ArrayRef<int64_t> own = index.take_back(from.size());
  int64_t position = 0;
  for (auto [place, extent, stride] : llvm::zip_equal(own, from, strides))
    position += extent == 1 ? 0 : place * stride;
  return position;
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

namespace {
/// The elements of a small constant, as integers or as floats.
struct Numbers {
  SmallVector<APSInt> ints;
  SmallVector<APFloat> floats;
  SmallVector<int64_t> shape;

  static std::optional<Numbers> read(Attribute operand) {
    ElementsAttr elements = foldableConstant(operand);
    if (!elements)
      return std::nullopt;
    Numbers numbers;
    numbers.shape.assign(elements.getShapedType().getShape().begin(),
                         elements.getShapedType().getShape().end());
    Type element = elements.getElementType();
    if (isa<FloatType>(element))
      llvm::append_range(numbers.floats, elements.getValues<APFloat>());
    else if (element.isInteger())
      for (const APInt &value : elements.getValues<APInt>())
        numbers.ints.emplace_back(value, isUnsigned(element));
    else
      return std::nullopt;
    return numbers;
  }
};

/// The result of a fold as it grows; one missing element spoils it.
struct Collector {
  SmallVector<APInt> ints;
  SmallVector<APFloat> floats;
  bool complete = true;

  void add(const std::optional<APSInt> &value) {
    complete &= value.has_value();
    if (value)
      ints.push_back(*value);
  }
  void add(const std::optional<APFloat> &value) {
    complete &= value.has_value();
    if (value)
      floats.push_back(*value);
  }
  OpFoldResult finish(RankedTensorType type) {
    if (!complete)
      return {};
    return isa<FloatType>(type.getElementType()) ? DenseElementsAttr::get(type, floats)
                                                 : DenseElementsAttr::get(type, ints);
  }
};
} // namespace

OpFoldResult onnx::foldElements(Attribute operand, Type result, IntFunction onInts,
                                FloatFunction onFloats) {
  RankedTensorType type = foldableType(result);
  std::optional<Numbers> numbers = Numbers::read(operand);
  if (!type || !numbers || ArrayRef(numbers->shape) != type.getShape())
    return {};
  if ((!numbers->ints.empty() && !onInts) || (!numbers->floats.empty() && !onFloats))
    return {};
  Collector collector;
  for (const APSInt &value : numbers->ints)
    collector.add(onInts(value));
  for (const APFloat &value : numbers->floats)
    collector.add(onFloats(value));
  return collector.finish(type);
}

/// Calls `visit` with the positions in two operands of each element of a result.
static void forEachPair(RankedTensorType type, const Numbers &lhs, const Numbers &rhs,
                        function_ref<void(int64_t, int64_t)> visit) {
  forEachIndex(type.getShape(), [&](ArrayRef<int64_t> index) {
    visit(broadcastPosition(index, lhs.shape), broadcastPosition(index, rhs.shape));
  });
}

OpFoldResult onnx::foldPairs(Attribute lhs, Attribute rhs, Type result, IntFunction2 onInts,
                             FloatFunction2 onFloats) {
  RankedTensorType type = foldableType(result);
  std::optional<Numbers> a = Numbers::read(lhs), b = Numbers::read(rhs);
  if (!type || !a || !b)
    return {};
  Collector collector;
  forEachPair(type, *a, *b, [&](int64_t i, int64_t j) {
    if (!a->ints.empty() && !b->ints.empty())
      collector.add(onInts ? onInts(a->ints[i], b->ints[j]) : std::nullopt);
    else if (!a->floats.empty() && !b->floats.empty())
      collector.add(onFloats ? onFloats(a->floats[i], b->floats[j]) : std::nullopt);
    else
      collector.complete = false;
  });
  return collector.finish(type);
}

OpFoldResult onnx::foldComparison(Attribute lhs, Attribute rhs, Type result,
                                  function_ref<bool(int)> accepts) {
  RankedTensorType type = foldableType(result);
  std::optional<Numbers> a = Numbers::read(lhs), b = Numbers::read(rhs);
  if (!type || !a || !b || a->floats.empty() != b->floats.empty())
    return {};
  SmallVector<bool> values;
  forEachPair(type, *a, *b, [&](int64_t i, int64_t j) {
    if (a->floats.empty()) {
      values.push_back(accepts(a->ints[i] < b->ints[j] ? -1 : a->ints[i] > b->ints[j]));
      return;
    }
    APFloat::cmpResult order = a->floats[i].compare(b->floats[j]);
    // No comparison holds of what is not a number.
    values.push_back(
        order != APFloat::cmpUnordered &&
        accepts(order == APFloat::cmpLessThan ? -1 : order == APFloat::cmpGreaterThan));
  });
  return DenseElementsAttr::get(type, values);
}

//===----------------------------------------------------------------------===//
// Movement
//===----------------------------------------------------------------------===//

OpFoldResult onnx::foldRearranged(ElementsAttr source, Type result, Origin origin) {
  RankedTensorType type = foldableType(result);
  if (!type || !source || source.getElementType() != type.getElementType())
    return {};
  SmallVector<Attribute> from(source.getValues<Attribute>()), to;
  bool inside = true;
  forEachIndex(type.getShape(), [&](ArrayRef<int64_t> index) {
    int64_t position = origin(index);
    inside &= position >= 0 && position < static_cast<int64_t>(from.size());
    if (inside)
      to.push_back(from[position]);
  });
  return inside ? OpFoldResult(DenseElementsAttr::get(type, to)) : OpFoldResult();
}
