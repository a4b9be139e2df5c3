//===- EngineMovement.cpp - Moving elements under the engine's rules ------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reshapes, transposes, slices, pads and what is made of them. Everything
// works at any rank: where the engine's does not suffice, a tensor is seen as
// [outer, axis, inner].
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/ONNXToANE/EngineBuilder.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone;

static SmallVector<int32_t> narrow(ArrayRef<int64_t> values) {
  return SmallVector<int32_t>(values.begin(), values.end());
}

Value EngineBuilder::reshape(Value x, ArrayRef<int64_t> shape) {
  // Looking through makes values of a rank beyond the engine's disappear where they are only passed
  // on.
  while (auto before = x.getDefiningOp<ane::ReshapeOp>())
    x = before.getX();
  if (shapeOf(x) == shape)
    return x;
  if (auto constant = x.getDefiningOp<ane::ConstantOp>())
    if (auto literal = dyn_cast_or_null<DenseElementsAttr>(constant.getLiteral()))
      return ane::ConstantOp::create(
          builder, loc, RankedTensorType::get(shape, elementOf(x)),
          literal.reshape(RankedTensorType::get(shape, literal.getElementType())));
  return ane::ReshapeOp::create(builder, loc, x, narrow(shape));
}

Value EngineBuilder::alongAxis(Value x, int64_t axis, function_ref<Value(Value)> body) {
  ArrayRef<int64_t> shape = shapeOf(x);
  Shape view = {numElements(shape.take_front(axis)), shape[axis],
                numElements(shape.drop_front(axis + 1))};
  Value changed = body(reshape(x, view));
  Shape result(shape);
  result[axis] = shapeOf(changed)[1];
  return reshape(changed, result);
}

//===--- Transposes ---===//

Value EngineBuilder::transpose(Value x, ArrayRef<int64_t> perm) {
  ArrayRef<int64_t> shape = shapeOf(x);
  Shape result;
  for (int64_t axis : perm)
    result.push_back(shape[axis]);

  // Axes of extent 1 do not move anything, and neighbors that stay neighbors move as one.
  SmallVector<int64_t> moving;
  for (int64_t axis : perm)
    if (shape[axis] != 1)
      moving.push_back(axis);
  SmallVector<int64_t> sorted(moving);
  llvm::sort(sorted);
  if (moving == sorted)
    return reshape(x, result);
  if (int64_t(perm.size()) <= limits.maxRank)
    return ane::TransposeOp::create(builder, loc, x, narrow(perm));

  SmallVector<int64_t> order;
  for (int64_t axis : moving)
    order.push_back(llvm::find(sorted, axis) - sorted.begin());
  Shape view;
  for (int64_t axis : sorted)
    view.push_back(shape[axis]);
  for (size_t i = 0; i + 1 < order.size();) {
    int64_t axis = order[i];
    if (order[i + 1] != axis + 1) {
      ++i;
      continue;
    }
    view = mergeAxes(view, axis, axis + 2);
    order.erase(order.begin() + i + 1);
    for (int64_t &other : order)
      other -= other > axis;
  }
  x = reshape(x, view);
  if (int64_t(order.size()) <= limits.maxRank)
    x = ane::TransposeOp::create(builder, loc, x, narrow(order));
  else
    x = transposeStepwise(x, order);
  return reshape(x, result);
}

/// Brings one axis after the other to its place: each step moves an axis in front of a block of
/// others, which is a transpose of rank 4.
Value EngineBuilder::transposeStepwise(Value x, ArrayRef<int64_t> perm) {
  SmallVector<int64_t> current = llvm::to_vector(llvm::seq<int64_t>(0, perm.size()));
  for (size_t place = 0; place < perm.size(); ++place) {
    size_t from = llvm::find(current, perm[place]) - current.begin();
    if (from == place)
      continue;
    Shape shape(shapeOf(x));
    ArrayRef<int64_t> all = shape;
    Value view =
        reshape(x, {numElements(all.take_front(place)), numElements(all.slice(place, from - place)),
                    all[from], numElements(all.drop_front(from + 1))});
    view = ane::TransposeOp::create(builder, loc, view, ArrayRef<int32_t>{0, 2, 1, 3});
    std::rotate(current.begin() + place, current.begin() + from, current.begin() + from + 1);
    std::rotate(shape.begin() + place, shape.begin() + from, shape.begin() + from + 1);
    x = reshape(view, shape);
  }
  return x;
}

//===--- Slices ---===//

Value EngineBuilder::slice(Value x, ArrayRef<int64_t> begin, ArrayRef<int64_t> size) {
  if (shapeOf(x) == size)
    return x;
  if (rankOf(x) <= limits.maxRank)
    return ane::SliceBySizeOp::create(builder, loc, x, narrow(begin), narrow(size));
  for (int64_t axis = 0; axis < rankOf(x); ++axis)
    x = slice(x, axis, begin[axis], size[axis]);
  return x;
}

Value EngineBuilder::slice(Value x, int64_t axis, int64_t begin, int64_t size) {
  if (shapeOf(x)[axis] == size)
    return x;
  if (rankOf(x) > limits.maxRank)
    return alongAxis(x, axis, [&](Value view) { return slice(view, 1, begin, size); });
  Shape begins(rankOf(x), 0), sizes(shapeOf(x));
  begins[axis] = begin;
  sizes[axis] = size;
  return slice(x, begins, sizes);
}

Value EngineBuilder::strided(Value x, int64_t axis, int64_t begin, int64_t step, int64_t count) {
  if (step == 1 || count == 1)
    return slice(x, axis, begin, count);
  if (rankOf(x) > limits.maxRank)
    return alongAxis(x, axis, [&](Value view) { return strided(view, 1, begin, step, count); });
  int64_t last = begin + step * (count - 1);
  if (step < 0) {
    x = slice(x, axis, last, begin - last + 1);
    x = ane::ReverseOp::create(builder, loc, x, ArrayRef<int32_t>{int32_t(axis)});
    return strided(x, axis, 0, -step, count);
  }
  SmallVector<int32_t> begins(rankOf(x), 0), ends = narrow(shapeOf(x)), strides(rankOf(x), 1);
  begins[axis] = begin;
  ends[axis] = last + 1;
  strides[axis] = step;
  SmallVector<bool> mask(rankOf(x), false);
  return ane::SliceByIndexOp::create(builder, loc, x, begins, ends, strides, mask, mask, mask);
}

//===--- Pads ---===//

Value EngineBuilder::pad(Value x, ArrayRef<int64_t> before, ArrayRef<int64_t> after, double value) {
  if (llvm::all_of(before, [](int64_t n) { return n == 0; }) &&
      llvm::all_of(after, [](int64_t n) { return n == 0; }))
    return x;
  if (rankOf(x) > limits.maxRank) {
    for (int64_t axis = 0; axis < rankOf(x); ++axis)
      x = pad(x, axis, before[axis], after[axis], value);
    return x;
  }
  SmallVector<int32_t> amounts;
  for (auto [front, back] : llvm::zip_equal(before, after))
    amounts.append({int32_t(front), int32_t(back)});
  Type element = elementOf(x);
  Value numbers = asNumbers(x);
  if (!isa<FloatType>(elementOf(numbers)))
    return padIntegers(x, before, after, value);
  float fill = element.isF16() ? std::clamp(value, -65504.0, 65504.0) : value;
  return cast(ane::PadOp::create(builder, loc, numbers, amounts, "constant", APFloat(fill)),
              element);
}

/// The host's pad takes floats only, but its concat takes anything.
Value EngineBuilder::padIntegers(Value x, ArrayRef<int64_t> before, ArrayRef<int64_t> after,
                                 double value) {
  for (int64_t axis = 0; axis < rankOf(x); ++axis) {
    SmallVector<Value> parts = {x};
    Shape border(shapeOf(x));
    auto addBorder = [&](int64_t extent, Value *where) {
      border[axis] = extent;
      if (extent > 0)
        parts.insert(where, splat(value, border, elementOf(x)));
    };
    addBorder(before[axis], parts.begin());
    addBorder(after[axis], parts.end());
    x = concat(parts, axis);
  }
  return x;
}

Value EngineBuilder::pad(Value x, int64_t axis, int64_t before, int64_t after, double value) {
  if (before == 0 && after == 0)
    return x;
  if (rankOf(x) > limits.maxRank)
    return alongAxis(x, axis, [&](Value view) { return pad(view, 1, before, after, value); });
  Shape front(rankOf(x), 0), back(rankOf(x), 0);
  front[axis] = before;
  back[axis] = after;
  return pad(x, front, back, value);
}

Value EngineBuilder::extend(Value x, int64_t axis, int64_t before, int64_t after, StringRef mode) {
  if (before == 0 && after == 0)
    return x;
  // The modes that read the tensor are known to work on its last two axes.
  return alongAxis(x, axis, [&](Value view) -> Value {
    SmallVector<int32_t> amounts = {int32_t(before), int32_t(after), 0, 0};
    return ane::PadOp::create(builder, loc, view, amounts, mode, APFloat(0.0f));
  });
}

//===--- Joining and repeating ---===//

namespace {

/// A shape of rank 4 in which neighbors along `axis` are those of a joined tensor; each of its
/// elements along the joined axis takes `scale` of them.
struct JoinedView {
  Shape shape;
  int64_t axis, scale;
};

} // namespace

static bool hasManyChannels(ArrayRef<int64_t> shape, const target::Profile &limits) {
  return shape.size() > 2 && shape[1] > limits.maxPaddedChannels;
}

/// Views with few channels of [outer, joined axis, inner]: the axis is one of the last two.
static std::optional<JoinedView> viewWithFewChannels(ArrayRef<int64_t> joined, int64_t axis,
                                                     const target::Profile &limits) {
  int64_t outer = numElements(joined.take_front(axis)), extent = joined[axis];
  int64_t inner = numElements(joined.drop_front(axis + 1));
  auto fits = [&](const Shape &shape) {
    return !hasManyChannels(shape, limits) && shape[2] <= limits.maxExtent &&
           shape[3] <= limits.maxExtent;
  };
  Shape rows = {1, outer, extent, inner};
  if (fits(rows))
    return JoinedView{rows, 2, 1};
  for (int64_t channels = std::min(outer, limits.maxPaddedChannels); channels > 0; --channels) {
    Shape row = {1, channels, outer / channels, extent * inner};
    if (outer % channels == 0 && fits(row))
      return JoinedView{row, 3, inner};
  }
  return std::nullopt;
}

LogicalResult EngineBuilder::requireJoinable(ArrayRef<int64_t> joined, int64_t axis) {
  if (joinsByConcat(joined.size()) || !hasManyChannels(joined, limits) ||
      viewWithFewChannels(joined, axis, limits))
    return success();
  return refuse("it joins tensors to " + Twine(joined[1]) +
                " channels, and a sum of padded tensors has at most " +
                Twine(limits.maxPaddedChannels) + " (ANE-C41)");
}

Value EngineBuilder::concat(ArrayRef<Value> values, int64_t axis) {
  if (values.size() == 1)
    return values.front();
  if (joinsByConcat(rankOf(values.front())))
    return ane::ConcatOp::create(builder, loc, values, axis, false);
  Shape joined(shapeOf(values.front()));
  joined[axis] = 0;
  for (Value value : values)
    joined[axis] += shapeOf(value)[axis];
  if (!hasManyChannels(joined, limits))
    return sumOfPads(values, axis, joined[axis]);
  auto view = viewWithFewChannels(joined, axis, limits);
  if (!view)
    return sumOfPads(values, axis, joined[axis]);
  auto parts = llvm::map_to_vector(values, [&](Value value) {
    Shape shape(view->shape);
    shape[view->axis] = shapeOf(value)[axis] * view->scale;
    return reshape(value, shape);
  });
  return reshape(sumOfPads(parts, view->axis, view->shape[view->axis]), joined);
}

Value EngineBuilder::sumOfPads(ArrayRef<Value> values, int64_t axis, int64_t total) {
  Type element = elementOf(values.front());
  int64_t begin = 0;
  Value sum;
  for (Value value : values) {
    int64_t extent = shapeOf(value)[axis];
    Value padded = pad(asNumbers(value), axis, begin, total - begin - extent, 0);
    sum = sum ? add(sum, padded) : padded;
    begin += extent;
  }
  return cast(sum, element);
}

Value EngineBuilder::broadcastTo(Value x, ArrayRef<int64_t> shape) {
  Shape ones(broadcastShapes(shapeOf(x), shape));
  Shape result(ones);
  if (shapeOf(x) == ArrayRef<int64_t>(result))
    return x;
  if (auto constant = x.getDefiningOp<ane::ConstantOp>())
    if (auto literal = dyn_cast_or_null<SplatElementsAttr>(constant.getLiteral()))
      return ane::ConstantOp::create(
          builder, loc, RankedTensorType::get(result, elementOf(x)),
          literal.resizeSplat(RankedTensorType::get(result, literal.getElementType())));
  Shape padded = padRank(shapeOf(x), result.size());
  for (auto [extent, have] : llvm::zip_equal(ones, padded))
    if (have == extent)
      extent = 1;
  if (numElements(ones) == 1)
    return reshape(x, result);
  Value number = asNumbers(x);
  return cast(mul(reshape(number, padded), splat(1, ones, elementOf(number))), elementOf(x));
}

Value EngineBuilder::asNumbers(Value x) {
  Type element = elementOf(x);
  bool computes = isa<FloatType>(element) || (onHost() && !element.isInteger(1));
  return computes ? x : cast(x, floatType());
}
