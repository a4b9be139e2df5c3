//===- ANEIndexingOps.cpp - Slices and look-ups ---------------------------===//
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
#include "dialects/ANE/IR/ANEIndexingOps.h.inc"

using Types = SmallVectorImpl<Type>;

//===--- Slices ---===//

/// What slice_by_index takes of one axis.
struct AxisSlice {
  int64_t extent, begin, end, stride;
  bool fromEdge, toEdge, squeezed;

  /// The number of elements; nothing where the slice leaves the axis.
  std::optional<int64_t> count() const {
    int64_t first = begin < 0 ? begin + extent : begin;
    int64_t last = end < 0 ? end + extent : end;
    if (fromEdge)
      first = stride > 0 ? 0 : extent - 1;
    if (first < 0 || first >= extent)
      return std::nullopt;
    if (squeezed)
      return 1;
    if (toEdge)
      last = stride > 0 ? extent : -1;
    if (last > extent || last < -1)
      return std::nullopt;
    int64_t distance = stride > 0 ? last - first : first - last;
    int64_t step = stride > 0 ? stride : -stride;
    return distance <= 0 ? 0 : (distance + step - 1) / step;
  }
};

static LogicalResult checkSliceLists(SliceByIndexOp::Adaptor op, const Reporter &report) {
  size_t rank = shapeOf(op.getX()).size();
  bool fits = op.getBegin().size() == rank && op.getEnd().size() == rank &&
              op.getStride().size() == rank && op.getBeginMask().size() == rank &&
              op.getEndMask().size() == rank && op.getSqueezeMask().size() == rank;
  if (!fits)
    return report("(C1) has a list that is not as long as x has axes, ", rank);
  if (llvm::is_contained(op.getStride(), 0))
    return report("(C1) has a stride of 0");
  return success();
}

static LogicalResult inferSliceByIndex(SliceByIndexOp::Adaptor op, const Reporter &report,
                                       Types &types) {
  if (failed(checkSliceLists(op, report)))
    return failure();
  Shape shape;
  for (auto [axis, extent] : llvm::enumerate(shapeOf(op.getX()))) {
    AxisSlice slice = {extent,
                       op.getBegin()[axis],
                       op.getEnd()[axis],
                       op.getStride()[axis],
                       op.getBeginMask()[axis],
                       op.getEndMask()[axis],
                       op.getSqueezeMask()[axis]};
    std::optional<int64_t> count = slice.count();
    if (!count || *count < 1)
      return report("(C2) takes [", slice.begin, ", ", slice.end, ") by ", slice.stride,
                    " of axis ", axis, ", which has ", extent, " elements");
    if (!slice.squeezed)
      shape.push_back(*count);
  }
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

static LogicalResult inferSliceBySize(SliceBySizeOp::Adaptor op, const Reporter &report,
                                      Types &types) {
  ArrayRef<int64_t> x = shapeOf(op.getX());
  if (op.getBegin().size() != x.size() || op.getSize().size() != x.size())
    return report("(C1) has ", op.getBegin().size(), " numbers in begin and ", op.getSize().size(),
                  " in size, expected ", x.size());
  Shape shape;
  for (auto [begin, size, extent] : llvm::zip_equal(op.getBegin(), op.getSize(), x)) {
    int64_t first = begin < 0 ? begin + extent : begin;
    int64_t count = size == -1 ? extent - first : size;
    if (first < 0 || count < 1 || first + count > extent)
      return report("(C2) takes ", size, " elements from ", begin, " on of axis ", shape.size(),
                    ", which has ", extent, " elements");
    shape.push_back(count);
  }
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

//===--- Look-ups ---===//

static LogicalResult inferGather(GatherOp::Adaptor op, const Reporter &report, Types &types) {
  ArrayRef<int64_t> x = shapeOf(op.getX()), indices = shapeOf(op.getIndices());
  std::optional<int64_t> axis = normalizeAxis(int32_t(op.getAxis()), x.size());
  if (!axis)
    return report("(C1) has axis = ", int32_t(op.getAxis()), " for x of rank ", x.size());
  int64_t batch = int32_t(op.getBatchDims());
  if (batch < 0 || batch > *axis || batch > int64_t(indices.size()) ||
      x.take_front(batch) != indices.take_front(batch))
    return report("(C2) has batch_dims = ", batch, " for x ", describe(x), " and indices ",
                  describe(indices), ", expected that many equal first extents, before axis ",
                  *axis);
  Shape shape(x.take_front(*axis));
  llvm::append_range(shape, indices.drop_front(batch));
  llvm::append_range(shape, x.drop_front(*axis + 1));
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

/// Rules (C1) and (C2) of what goes along an axis of `tensor`, the operand of that name.
static LogicalResult checkAlongAxis(Value tensor, StringRef name, Value indices, int32_t axis,
                                    const Reporter &report) {
  ArrayRef<int64_t> x = shapeOf(tensor), places = shapeOf(indices);
  std::optional<int64_t> along = normalizeAxis(axis, x.size());
  if (!along)
    return report("(C1) has axis = ", axis, " for ", name, " of rank ", x.size());
  bool fits = places.size() == x.size() && places.take_front(*along) == x.take_front(*along) &&
              places.drop_front(*along + 1) == x.drop_front(*along + 1);
  if (!fits)
    return report("(C2) has indices ", describe(places), " for ", name, " ", describe(x),
                  ", expected them to differ in axis ", *along, " only");
  return success();
}

static LogicalResult inferGatherAlongAxis(GatherAlongAxisOp::Adaptor op, const Reporter &report,
                                          Types &types) {
  if (failed(checkAlongAxis(op.getX(), "x", op.getIndices(), op.getAxis(), report)))
    return failure();
  types.push_back(tensorLike(op.getX(), shapeOf(op.getIndices())));
  return success();
}

static LogicalResult inferGatherNd(GatherNdOp::Adaptor op, const Reporter &report, Types &types) {
  ArrayRef<int64_t> x = shapeOf(op.getX()), indices = shapeOf(op.getIndices());
  int64_t batch = int32_t(op.getBatchDims()), least = std::min(x.size(), indices.size());
  if (batch < 0 || batch >= least || x.take_front(batch) != indices.take_front(batch))
    return report("(C1) has batch_dims = ", batch, " for x ", describe(x), " and indices ",
                  describe(indices), ", expected that many equal first extents");
  if (batch + indices.back() > int64_t(x.size()))
    return report("(C2) has tuples of ", indices.back(), " indices for ", x.size() - batch,
                  " axes of x");
  Shape shape(indices.drop_back());
  llvm::append_range(shape, x.drop_front(batch + indices.back()));
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

//===--- Updates ---===//

/// Rule (C3) of both.
static LogicalResult checkMode(StringRef mode, Value data, const Reporter &report) {
  if (!llvm::is_contained({"update", "add", "sub", "mul", "div", "max", "min"}, mode))
    return report("(C3) has mode '", mode, "', expected update, add, sub, mul, div, max or min");
  if (elementOf(data).isInteger(1) && mode != "update")
    return report("(C3) has mode '", mode, "' for Booleans, expected update");
  return success();
}

/// The rule of that number: `updates` has the element type of `data` and a shape.
static LogicalResult checkUpdates(StringRef rule, Value updates, Value data,
                                  ArrayRef<int64_t> shape, const Reporter &report) {
  Type expected = tensorLike(data, shape);
  if (updates.getType() == expected)
    return success();
  return report(rule, " has updates of type ", updates.getType(), ", expected ", expected);
}

static LogicalResult inferScatterNd(ScatterNdOp::Adaptor op, const Reporter &report, Types &types) {
  ArrayRef<int64_t> data = shapeOf(op.getData()), indices = shapeOf(op.getIndices());
  if (indices.empty() || indices.back() > int64_t(data.size()))
    return report("(C1) has indices ", describe(indices), " for data of rank ", data.size(),
                  ", expected tuples of at most as many along the last axis");
  Shape shape(indices.drop_back());
  llvm::append_range(shape, data.drop_front(indices.back()));
  if (failed(checkUpdates("(C2)", op.getUpdates(), op.getData(), shape, report)) ||
      failed(checkMode(op.getMode(), op.getData(), report)))
    return failure();
  types.push_back(op.getData().getType());
  return success();
}

static LogicalResult inferScatterAlongAxis(ScatterAlongAxisOp::Adaptor op, const Reporter &report,
                                           Types &types) {
  ArrayRef<int64_t> indices = shapeOf(op.getIndices());
  if (failed(checkAlongAxis(op.getData(), "data", op.getIndices(), op.getAxis(), report)) ||
      failed(checkMode(op.getMode(), op.getData(), report)) ||
      failed(checkUpdates("(C4)", op.getUpdates(), op.getData(), indices, report)))
    return failure();
  types.push_back(op.getData().getType());
  return success();
}

static LogicalResult inferBandPart(BandPartOp::Adaptor op, const Reporter &report, Types &types) {
  if (shapeOf(op.getX()).size() < 2)
    return report("(C1) has x of rank ", shapeOf(op.getX()).size(), ", expected 2 or more");
  if (int32_t(op.getLower()) < -1 || int32_t(op.getUpper()) < -1)
    return report("(C2) has lower = ", int32_t(op.getLower()),
                  " and upper = ", int32_t(op.getUpper()), ", expected at least -1");
  types.push_back(op.getX().getType());
  return success();
}

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEIndexingOps.cpp.inc"

void ANEDialect::registerIndexingOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ANE/IR/ANEIndexingOps.cpp.inc"
      >();
}
