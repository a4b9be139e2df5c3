//===- ArrangeInference.cpp - Types of permuted and selected tensors ------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/InferUtils.h"
#include "dialects/ONNX/IR/Ranges.h"
#include "dialects/ONNX/IR/TensorOps.h"
#include "llvm/Support/CheckedArithmetic.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace anemone::onnx;

static bool differ(int64_t a, int64_t b) { return !isDynamic(a) && !isDynamic(b) && a != b; }

//===----------------------------------------------------------------------===//
// Transpose, Concat
//===----------------------------------------------------------------------===//

LogicalResult TransposeOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                            Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape shape = shapeOf(adaptor.getData()), result;
  if (shape) {
    Shape perm = permutationOr(adaptor.getPerm(), shape->size());
    std::optional<Shape> axes = normalizeAxes(perm, shape->size());
    if (!axes || *axes != perm || perm.size() != shape->size())
      return site.fail("(C1) expects a permutation of " + Twine(shape->size()) + " axes, got " +
                       listOf(perm));
    result = llvm::map_to_vector(perm, [&](int64_t axis) { return (*shape)[axis]; });
  }
  types.push_back(tensorOf(result, elementTypeOf(adaptor.getData())));
  return success();
}

/// Adds one operand to the shape of a Concat, checking (C2).
static LogicalResult appendAlong(InferSite site, int64_t axis, const Shape &operand,
                                 Shape &result) {
  bool fits = operand.size() == result.size();
  for (int64_t i = 0, rank = result.size(); fits && i != rank; ++i) {
    if (i == axis) {
      bool known = !isDynamic(result[i]) && !isDynamic(operand[i]);
      result[i] = known ? result[i] + operand[i] : ShapedType::kDynamic;
    } else {
      fits = !differ(result[i], operand[i]);
      result[i] = isDynamic(result[i]) ? operand[i] : result[i];
    }
  }
  return fits ? success()
              : site.fail("(C2) cannot join " + toString(MaybeShape(operand)) + " to " +
                          toString(MaybeShape(result)) + " along axis " + Twine(axis));
}

LogicalResult ConcatOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                         Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  ValueRange inputs = adaptor.getInputs();
  if (inputs.empty())
    return site.fail("(C1) expects at least one operand");
  if (failed(checkElementTypes(site, inputs, "(C3)")))
    return failure();
  MaybeShape result = shapeOf(inputs.front());
  if (result) {
    FailureOr<int64_t> axis = normalizeAxis(site, adaptor.getAxis(), result->size());
    if (failed(axis))
      return failure();
    for (Value input : inputs.drop_front()) {
      MaybeShape shape = shapeOf(input);
      if (!shape)
        (*result)[*axis] = ShapedType::kDynamic;
      else if (failed(appendAlong(site, *axis, *shape, *result)))
        return failure();
    }
  }
  types.push_back(tensorOf(result, elementTypeOf(inputs.front())));
  return success();
}

//===----------------------------------------------------------------------===//
// Slice, Split
//===----------------------------------------------------------------------===//

/// Checks (C1): the vectors of a Slice have rank 1 and one length.
static LogicalResult checkSliceVectors(InferSite site, ValueRange vectors) {
  int64_t length = ShapedType::kDynamic;
  for (Value vector : vectors) {
    MaybeShape shape = isAbsent(vector) ? std::nullopt : shapeOf(vector);
    if (!shape)
      continue;
    if (shape->size() != 1 || differ(shape->front(), length))
      return site.fail("(C1) expects starts, ends, axes and steps of rank 1 and one length, got " +
                       toString(shape));
    length = isDynamic(length) ? shape->front() : length;
  }
  return success();
}

FailureOr<std::optional<SmallVector<AxisRange>>>
anemone::onnx::sliceRanges(InferSite site, ValueRange vectors, const Shape &shape) {
  if (failed(checkSliceVectors(site, vectors)))
    return failure();
  std::optional<Shape> starts = constantInts(vectors[0]), ends = constantInts(vectors[1]);
  size_t count = starts ? starts->size() : ends ? ends->size() : 0;
  std::optional<Shape> axes = llvm::to_vector(llvm::seq<int64_t>(0, count));
  if (!isAbsent(vectors[2]))
    axes = constantInts(vectors[2]);
  std::optional<Shape> steps = isAbsent(vectors[3]) ? Shape(count, 1) : constantInts(vectors[3]);
  if (steps && llvm::is_contained(*steps, 0)) {
    return site.fail("(C3) expects steps other than 0, got " + listOf(*steps));
  }
  std::optional<Shape> normalized;
  if (axes && !(normalized = normalizeAxes(*axes, shape.size()))) {
    return site.fail("(C2) expects axes in [" + Twine(-int64_t(shape.size())) + ", " +
                     Twine(shape.size()) + ") without repetition, got " + listOf(*axes));
  }
  if (!starts || !ends || !steps || !normalized)
    return std::optional<SmallVector<AxisRange>>();
  SmallVector<AxisRange> ranges;
  for (auto [axis, start, end, step] : llvm::zip(*normalized, *starts, *ends, *steps))
    ranges.push_back(clampRange(axis, start, end, step, shape[axis]));
  return std::optional(ranges);
}

AxisRange anemone::onnx::clampRange(int64_t axis, int64_t start, int64_t end, int64_t step,
                                    int64_t extent) {
  if (isDynamic(extent))
    return {axis, start, step, ShapedType::kDynamic};
  int64_t least = step > 0 ? 0 : -1, most = step > 0 ? extent : extent - 1;
  auto place = [&](int64_t index, int64_t low) {
    if (index < 0)
      index = index < -extent ? low : index + extent;
    return std::clamp(index, low, std::max(low, most));
  };
  start = place(start, step > 0 ? 0 : std::min<int64_t>(0, most));
  end = place(end, least);
  int64_t span = step > 0 ? end - start : start - end;
  // The magnitude of the smallest integer has no positive counterpart.
  uint64_t stride = step > 0 ? uint64_t(step) : uint64_t(0) - uint64_t(step);
  int64_t count = span <= 0 ? 0 : static_cast<int64_t>(llvm::divideCeil(uint64_t(span), stride));
  return {axis, start, step, count};
}

LogicalResult SliceOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                        Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape shape = shapeOf(adaptor.getData());
  if (shape) {
    auto ranges = sliceRanges(site, adaptor.getOperands().drop_front(), *shape);
    if (failed(ranges))
      return failure();
    if (!*ranges)
      shape->assign(shape->size(), ShapedType::kDynamic);
    else
      for (const AxisRange &range : **ranges)
        (*shape)[range.axis] = range.count;
  }
  types.push_back(tensorOf(shape, elementTypeOf(adaptor.getData())));
  return success();
}

/// The lengths of the parts of a Split; unknown ones are kDynamic.
static FailureOr<Shape> splitLengths(InferSite site, Value split, std::optional<int64_t> count,
                                     int64_t extent) {
  if (isAbsent(split) == !count)
    return site.fail("(C2) expects exactly one of split and num_outputs");
  if (count) {
    if (*count < 1 || *count > INT32_MAX)
      return site.fail("(C2) expects a positive num_outputs, got " + Twine(*count));
    Shape lengths(*count, ShapedType::kDynamic);
    if (isDynamic(extent))
      return lengths;
    int64_t part = llvm::divideCeil(uint64_t(extent), uint64_t(*count));
    for (auto [index, length] : llvm::enumerate(lengths))
      length = std::clamp<int64_t>(extent - int64_t(index) * part, 0, part);
    return lengths;
  }
  std::optional<Shape> lengths = constantInts(split);
  MaybeShape shape = shapeOf(split);
  if (!shape || shape->size() != 1 || isDynamic(shape->front()))
    return site.fail("(C2) expects a split of rank 1 and known length, got " + toString(shape));
  if (!lengths)
    return Shape(shape->front(), ShapedType::kDynamic);
  int64_t sum = 0;
  bool valid = llvm::all_of(*lengths, [&](int64_t length) {
    return length >= 0 && !llvm::AddOverflow(sum, length, sum);
  });
  if (!valid || differ(sum, extent))
    return site.fail("(C3) expects lengths that are not negative and sum to " +
                     (isDynamic(extent) ? Twine("the extent") : Twine(extent)) + ", got " +
                     listOf(*lengths));
  return *lengths;
}

LogicalResult SplitOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                        Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  Type element = elementTypeOf(adaptor.getInput());
  MaybeShape shape = shapeOf(adaptor.getInput());
  int64_t axis = 0;
  if (shape) {
    FailureOr<int64_t> normalized = normalizeAxis(site, adaptor.getAxis(), shape->size());
    if (failed(normalized))
      return failure();
    axis = *normalized;
  }
  FailureOr<Shape> lengths = splitLengths(site, adaptor.getSplit(), adaptor.getNumOutputs(),
                                          shape ? (*shape)[axis] : ShapedType::kDynamic);
  if (failed(lengths))
    return failure();
  for (int64_t length : *lengths) {
    if (shape)
      (*shape)[axis] = length;
    types.push_back(tensorOf(shape, element));
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Pad, Expand, Tile
//===----------------------------------------------------------------------===//

/// The axes that `pads` speaks of; nothing where they are not constant.
static FailureOr<std::optional<Shape>> paddedAxes(InferSite site, Value axes, int64_t rank) {
  if (isAbsent(axes))
    return std::optional(llvm::to_vector(llvm::seq<int64_t>(0, rank)));
  return axesFromValue(site, axes, rank, "(C2)");
}

static LogicalResult checkPad(InferSite site, StringRef mode, Value data, Value pads, Value value) {
  if (!llvm::is_contained({"constant", "reflect", "edge", "wrap"}, mode))
    return site.fail("(C3) expects mode to be constant, reflect, edge or wrap, got " + mode);
  if (MaybeShape shape = shapeOf(pads); shape && shape->size() != 1)
    return site.fail("(C1) expects pads of rank 1, got " + toString(shape));
  if (isAbsent(value))
    return success();
  MaybeShape shape = shapeOf(value);
  if ((shape && !holdsOneElement(*shape)) || elementTypeOf(value) != elementTypeOf(data))
    return site.fail("(C5) expects a constant_value of one element in " +
                     toString(elementTypeOf(data)) + ", got " + toString(value.getType()));
  return success();
}

LogicalResult PadOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                      Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  if (failed(checkPad(site, adaptor.getMode(), adaptor.getData(), adaptor.getPads(),
                      adaptor.getConstantValue())))
    return failure();
  MaybeShape shape = shapeOf(adaptor.getData());
  if (shape) {
    FailureOr<std::optional<Shape>> axes = paddedAxes(site, adaptor.getAxes(), shape->size());
    if (failed(axes))
      return failure();
    std::optional<Shape> pads = constantInts(adaptor.getPads());
    if (pads && *axes && pads->size() != 2 * (*axes)->size())
      return site.fail("(C1) expects two pads for each of " + Twine((*axes)->size()) +
                       " axes, got " + listOf(*pads));
    if (!pads || !*axes)
      shape->assign(shape->size(), ShapedType::kDynamic);
    else
      for (auto [i, axis] : llvm::enumerate(**axes)) {
        int64_t &extent = (*shape)[axis];
        if (isDynamic(extent))
          continue;
        if (llvm::AddOverflow(extent, (*pads)[i], extent) ||
            llvm::AddOverflow(extent, (*pads)[i + (*axes)->size()], extent) || extent < 0)
          return site.fail("(C4) leaves " + Twine(extent) + " elements of axis " + Twine(axis));
      }
  }
  types.push_back(tensorOf(shape, elementTypeOf(adaptor.getData())));
  return success();
}

LogicalResult ExpandOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                         Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  FailureOr<MaybeShape> target = shapeFromValue(site, adaptor.getShape(), "(C1)");
  if (failed(target))
    return failure();
  FailureOr<MaybeShape> result = broadcast(site, shapeOf(adaptor.getInput()), *target, "(C2)");
  if (failed(result))
    return failure();
  types.push_back(tensorOf(*result, elementTypeOf(adaptor.getInput())));
  return success();
}

LogicalResult TileOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                       Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  FailureOr<MaybeShape> repeats = shapeFromValue(site, adaptor.getRepeats(), "(C1)");
  if (failed(repeats))
    return failure();
  MaybeShape shape = shapeOf(adaptor.getInput());
  if (shape && *repeats && (*repeats)->size() != shape->size())
    return site.fail("(C1) expects one entry for each of " + Twine(shape->size()) + " axes, got " +
                     Twine((*repeats)->size()));
  for (size_t axis = 0; shape && axis != shape->size(); ++axis) {
    int64_t &extent = (*shape)[axis];
    int64_t times = *repeats ? (**repeats)[axis] : ShapedType::kDynamic;
    if (isDynamic(extent) || isDynamic(times) || llvm::MulOverflow(extent, times, extent))
      extent = ShapedType::kDynamic;
  }
  types.push_back(tensorOf(shape, elementTypeOf(adaptor.getInput())));
  return success();
}

//===----------------------------------------------------------------------===//
// Gather, DepthToSpace, SpaceToDepth
//===----------------------------------------------------------------------===//

static LogicalResult checkIndices(InferSite site, Value indices, int64_t extent) {
  std::optional<Shape> values = isDynamic(extent) ? std::nullopt : constantInts(indices);
  if (!values || llvm::all_of(*values, [&](int64_t i) { return i >= -extent && i < extent; }))
    return success();
  return site.fail("(C2) expects indices in [" + Twine(-extent) + ", " + Twine(extent) + "), got " +
                   listOf(*values));
}

LogicalResult GatherOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                         Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape data = shapeOf(adaptor.getData()), indices = shapeOf(adaptor.getIndices()), result;
  if (data) {
    FailureOr<int64_t> axis = normalizeAxis(site, adaptor.getAxis(), data->size());
    if (failed(axis) || failed(checkIndices(site, adaptor.getIndices(), (*data)[*axis])))
      return failure();
    if (indices) {
      result = Shape(ArrayRef(*data).take_front(*axis));
      llvm::append_range(*result, *indices);
      llvm::append_range(*result, ArrayRef(*data).drop_front(*axis + 1));
    }
  }
  types.push_back(tensorOf(result, elementTypeOf(adaptor.getData())));
  return success();
}

/// Checks (C1) and the sign of the block size, which both directions share.
static LogicalResult checkBlocks(InferSite site, const MaybeShape &shape, int64_t block) {
  if (shape && shape->size() != 4)
    return site.fail("(C1) expects a tensor of rank 4, got " + toString(shape));
  if (block < 1 || block > INT16_MAX)
    return site.fail("(C2) expects a positive blocksize, got " + Twine(block));
  return success();
}

LogicalResult DepthToSpaceOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                               Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape shape = shapeOf(adaptor.getInput());
  int64_t block = adaptor.getBlocksize();
  if (failed(checkBlocks(site, shape, block)))
    return failure();
  if (adaptor.getMode() != "DCR" && adaptor.getMode() != "CRD")
    return site.fail("(C3) expects mode to be DCR or CRD, got " + adaptor.getMode());
  if (shape && !isDynamic((*shape)[1]) && (*shape)[1] % (block * block) != 0)
    return site.fail("(C2) cannot divide " + Twine((*shape)[1]) + " channels by the square of " +
                     Twine(block));
  auto scale = [](int64_t extent, int64_t times) {
    return isDynamic(extent) ? extent : extent * times;
  };
  if (shape)
    shape = Shape{(*shape)[0], isDynamic((*shape)[1]) ? (*shape)[1] : (*shape)[1] / (block * block),
                  scale((*shape)[2], block), scale((*shape)[3], block)};
  types.push_back(tensorOf(shape, elementTypeOf(adaptor.getInput())));
  return success();
}

LogicalResult SpaceToDepthOp::inferReturnTypes(MLIRContext *, std::optional<Location> location,
                                               Adaptor adaptor, SmallVectorImpl<Type> &types) {
  InferSite site{location, getOperationName()};
  MaybeShape shape = shapeOf(adaptor.getInput());
  int64_t block = adaptor.getBlocksize();
  if (failed(checkBlocks(site, shape, block)))
    return failure();
  for (size_t axis = 2; shape && axis != 4; ++axis) {
    if (!isDynamic((*shape)[axis]) && (*shape)[axis] % block != 0)
      return site.fail("(C2) cannot divide " + Twine((*shape)[axis]) + " elements of axis " +
                       Twine(axis) + " by " + Twine(block));
    (*shape)[axis] = isDynamic((*shape)[axis]) ? (*shape)[axis] : (*shape)[axis] / block;
  }
  if (shape && !isDynamic((*shape)[1]))
    (*shape)[1] *= block * block;
  types.push_back(tensorOf(shape, elementTypeOf(adaptor.getInput())));
  return success();
}
