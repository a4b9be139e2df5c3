//===- ANEShapeOps.cpp - Operations that move elements --------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEDialect.h"
#include "dialects/ANE/IR/Inference.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace anemone::ane;

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEShapeOps.h.inc"

using Types = SmallVectorImpl<Type>;

//===--- Reshapes and transposes ---===//

static LogicalResult inferReshape(ReshapeOp::Adaptor op, const Reporter &report, Types &types) {
  Shape shape(op.getShape().begin(), op.getShape().end());
  int64_t elements = tensorType(op.getX()).getNumElements(), known = 1;
  int64_t *open = nullptr;
  for (int64_t &extent : shape) {
    if (extent == -1 ? open != nullptr : extent < 1)
      return report("(C1) has shape [", op.getShape(),
                    "], expected positive numbers and at most one -1");
    if (extent == -1)
      open = &extent;
    else if (llvm::MulOverflow(known, extent, known))
      return report("(C2) has shape [", op.getShape(), "] for ", elements, " elements");
  }
  if (open && elements % known == 0)
    *open = elements / known;
  if (open ? elements % known != 0 : known != elements)
    return report("(C2) has shape [", op.getShape(), "] for ", elements, " elements");
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

static LogicalResult inferTranspose(TransposeOp::Adaptor op, const Reporter &report, Types &types) {
  ArrayRef<int64_t> x = shapeOf(op.getX());
  std::optional<Shape> perm = normalizeAxes(op.getPerm(), x.size());
  if (!perm || perm->size() != x.size())
    return report("(C1) has perm [", op.getPerm(), "], expected a permutation of ", x.size(),
                  " axes");
  Shape shape;
  for (int64_t axis : *perm)
    shape.push_back(x[axis]);
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

static LogicalResult inferExpandDims(ExpandDimsOp::Adaptor op, const Reporter &report,
                                     Types &types) {
  ArrayRef<int64_t> x = shapeOf(op.getX());
  int64_t rank = x.size() + op.getAxes().size();
  std::optional<Shape> axes = normalizeAxes(op.getAxes(), rank);
  if (!axes)
    return report("(C1) has axes [", op.getAxes(), "], expected axes of a result of rank ", rank,
                  ", each once");
  Shape shape;
  for (int64_t axis = 0; axis < rank; ++axis) {
    bool isNew = llvm::is_contained(*axes, axis);
    shape.push_back(isNew ? 1 : x.front());
    x = x.drop_front(isNew ? 0 : 1);
  }
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

static LogicalResult inferSqueeze(SqueezeOp::Adaptor op, const Reporter &report, Types &types) {
  ArrayRef<int64_t> x = shapeOf(op.getX());
  std::optional<Shape> axes = normalizeAxes(op.getAxes(), x.size());
  if (!axes)
    return report("(C1) has axes [", op.getAxes(), "], expected axes of x of rank ", x.size(),
                  ", each once");
  Shape shape;
  for (auto [axis, extent] : llvm::enumerate(x)) {
    if (!llvm::is_contained(*axes, int64_t(axis)))
      shape.push_back(extent);
    else if (extent != 1)
      return report("(C2) drops axis ", axis, ", whose extent is ", extent);
  }
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

//===--- Parts and wholes ---===//

static LogicalResult inferConcat(ConcatOp::Adaptor op, const Reporter &report, Types &types) {
  ValueRange values = op.getValues();
  if (values.empty())
    return report("(C1) has no operand");
  Shape shape(shapeOf(values[0]));
  std::optional<int64_t> axis = normalizeAxis(int32_t(op.getAxis()), shape.size());
  if (!axis)
    return report("(C2) has axis = ", int32_t(op.getAxis()), " for operands of rank ",
                  shape.size());
  for (Value value : values.drop_front()) {
    ArrayRef<int64_t> next = shapeOf(value);
    if (elementOf(value) != elementOf(values[0]) || next.size() != shape.size())
      return report("(C1) has operands of types ", values[0].getType(), " and ", value.getType(),
                    ", expected one element type and rank");
    bool fits = next.take_front(*axis) == ArrayRef(shape).take_front(*axis) &&
                next.drop_front(*axis + 1) == ArrayRef(shape).drop_front(*axis + 1);
    if (!fits || (op.getInterleave() && next[*axis] != shapeOf(values[0])[*axis]))
      return report("(C3) has operands ", describe(shapeOf(values[0])), " and ", describe(next),
                    ", expected equal extents", op.getInterleave() ? "" : " but for the axis ",
                    op.getInterleave() ? "" : std::to_string(*axis));
    shape[*axis] += next[*axis];
  }
  types.push_back(tensorLike(values[0], shape));
  return success();
}

/// The extents of the parts; rule (C2).
static LogicalResult splitExtents(SplitOp::Adaptor op, int64_t extent, const Reporter &report,
                                  Shape &parts) {
  if (std::optional<ArrayRef<int32_t>> sizes = op.getSplitSizes())
    parts.assign(sizes->begin(), sizes->end());
  int64_t number = op.getNumSplits() ? int32_t(*op.getNumSplits()) : int64_t(parts.size());
  if (number < 1)
    return report("(C2) splits into ", number, " parts");
  if (parts.empty())
    parts.assign(number, extent % number ? 0 : extent / number);
  int64_t sum = 0;
  for (int64_t part : parts)
    sum += part;
  if (int64_t(parts.size()) != number || sum != extent ||
      llvm::any_of(parts, [](int64_t part) { return part < 1; }))
    return report(
        "(C2) splits an extent of ", extent, " into ", number,
        " parts, expected num_splits to divide it or positive split_sizes to sum up to it");
  return success();
}

static LogicalResult inferSplit(SplitOp::Adaptor op, const Reporter &report, Types &types) {
  Shape shape(shapeOf(op.getX())), parts;
  std::optional<int64_t> axis = normalizeAxis(int32_t(op.getAxis()), shape.size());
  if (!axis)
    return report("(C1) has axis = ", int32_t(op.getAxis()), " for x of rank ", shape.size());
  if (failed(splitExtents(op, shape[*axis], report, parts)))
    return failure();
  for (int64_t part : parts) {
    shape[*axis] = part;
    types.push_back(tensorLike(op.getX(), shape));
  }
  return success();
}

static LogicalResult inferStack(StackOp::Adaptor op, const Reporter &report, Types &types) {
  ValueRange values = op.getValues();
  if (values.empty() || !llvm::all_equal(values.getTypes()))
    return report("(C1) has operands of different types or none");
  Shape shape(shapeOf(values[0]));
  std::optional<int64_t> axis = normalizeAxis(int32_t(op.getAxis()), shape.size() + 1);
  if (!axis)
    return report("(C2) has axis = ", int32_t(op.getAxis()), " for a result of rank ",
                  shape.size() + 1);
  shape.insert(shape.begin() + *axis, values.size());
  types.push_back(tensorLike(values[0], shape));
  return success();
}

static LogicalResult inferPad(PadOp::Adaptor op, const Reporter &report, Types &types) {
  Shape shape(shapeOf(op.getX()));
  ArrayRef<int32_t> pad = op.getPad();
  if (pad.size() % 2 || pad.size() > 2 * shape.size() ||
      llvm::any_of(pad, [](int32_t count) { return count < 0; }))
    return report("(C1) has pad [", pad,
                  "], expected two numbers of at least 0 for each of the last axes of ",
                  describe(shape));
  StringRef mode = op.getMode();
  if (mode != "constant" && mode != "reflect" && mode != "replicate")
    return report("(C2) has mode '", mode, "', expected constant, reflect or replicate");
  size_t firstAxis = shape.size() - pad.size() / 2;
  for (auto [index, count] : llvm::enumerate(pad)) {
    int64_t extent = shapeOf(op.getX())[firstAxis + index / 2];
    if (mode == "reflect" && count >= extent)
      return report("(C3) reflects ", count, " elements of axis ", firstAxis + index / 2,
                    ", which has ", extent);
    shape[firstAxis + index / 2] += count;
  }
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

static LogicalResult inferTile(TileOp::Adaptor op, const Reporter &report, Types &types) {
  Shape shape(shapeOf(op.getX()));
  if (op.getReps().size() != shape.size() ||
      llvm::any_of(op.getReps(), [](int32_t count) { return count < 1; }))
    return report("(C1) has reps [", op.getReps(),
                  "], expected a number of at least 1 for each axis of ", describe(shape));
  for (auto [extent, count] : llvm::zip_equal(shape, op.getReps()))
    if (llvm::MulOverflow(extent, int64_t(count), extent))
      return report("(C1) has reps [", op.getReps(), "], which is more than a tensor holds");
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

static LogicalResult inferReverse(ReverseOp::Adaptor op, const Reporter &report, Types &types) {
  size_t rank = shapeOf(op.getX()).size();
  if (!normalizeAxes(op.getAxes(), rank))
    return report("(C1) has axes [", op.getAxes(), "], expected axes of x of rank ", rank,
                  ", each once");
  types.push_back(op.getX().getType());
  return success();
}

//===--- Channels to space and back ---===//

static LogicalResult checkBlock(Value x, int64_t factor, const Reporter &report) {
  if (shapeOf(x).size() != 4 || factor < 1)
    return report("(C1) has x ", describe(shapeOf(x)), " and a factor of ", factor,
                  ", expected rank 4 and at least 1");
  return success();
}

static LogicalResult inferToSpace(Value x, int32_t factor, const Reporter &report, Types &types) {
  if (failed(checkBlock(x, factor, report)))
    return failure();
  ArrayRef<int64_t> shape = shapeOf(x);
  int64_t square = int64_t(factor) * factor;
  if (shape[1] % square)
    return report("(C2) has ", shape[1], " channels, expected a multiple of ", square);
  types.push_back(
      tensorLike(x, {shape[0], shape[1] / square, shape[2] * factor, shape[3] * factor}));
  return success();
}

static LogicalResult inferToDepth(Value x, int32_t factor, const Reporter &report, Types &types) {
  if (failed(checkBlock(x, factor, report)))
    return failure();
  ArrayRef<int64_t> shape = shapeOf(x);
  if (shape[2] % factor || shape[3] % factor)
    return report("(C2) has height and width ", shape[2], " and ", shape[3],
                  ", expected multiples of ", factor);
  int64_t square = int64_t(factor) * factor;
  types.push_back(
      tensorLike(x, {shape[0], shape[1] * square, shape[2] / factor, shape[3] / factor}));
  return success();
}

static LogicalResult inferDepthToSpace(DepthToSpaceOp::Adaptor op, const Reporter &report,
                                       Types &types) {
  return inferToSpace(op.getX(), op.getBlockSize(), report, types);
}
static LogicalResult inferSpaceToDepth(SpaceToDepthOp::Adaptor op, const Reporter &report,
                                       Types &types) {
  return inferToDepth(op.getX(), op.getBlockSize(), report, types);
}
static LogicalResult inferPixelShuffle(PixelShuffleOp::Adaptor op, const Reporter &report,
                                       Types &types) {
  return inferToSpace(op.getX(), op.getUpscaleFactor(), report, types);
}
static LogicalResult inferPixelUnshuffle(PixelUnshuffleOp::Adaptor op, const Reporter &report,
                                         Types &types) {
  return inferToDepth(op.getX(), op.getDownscaleFactor(), report, types);
}

//===--- Images ---===//

/// Rule (C1), then a result whose last two extents are `height` and `width`.
static LogicalResult inferImage(Value x, int64_t height, int64_t width, StringRef rule,
                                const Reporter &report, Types &types) {
  Shape shape(shapeOf(x));
  if (height < 1 || width < 1)
    return report(rule, ", got a result of ", height, " by ", width);
  shape[shape.size() - 2] = height;
  shape.back() = width;
  types.push_back(tensorLike(x, shape));
  return success();
}

static LogicalResult checkImage(Value x, const Reporter &report) {
  if (shapeOf(x).size() < 3)
    return report("(C1) has x of rank ", shapeOf(x).size(), ", expected 3 or more");
  return success();
}

template <typename Adaptor>
static LogicalResult inferUpsample(Adaptor op, const Reporter &report, Types &types) {
  if (failed(checkImage(op.getX(), report)))
    return failure();
  // Beyond any tensor, so that the product below stays an integer.
  constexpr float largest = 1 << 20;
  float vertical = op.getScaleFactorHeight().convertToFloat(),
        horizontal = op.getScaleFactorWidth().convertToFloat();
  if (!(vertical > 0 && horizontal > 0 && vertical < largest && horizontal < largest))
    return report("(C2) has factors ", vertical, " and ", horizontal, ", expected positive ones");
  ArrayRef<int64_t> x = shapeOf(op.getX());
  return inferImage(op.getX(), x[x.size() - 2] * double(vertical), x.back() * double(horizontal),
                    "(C2) expects extents of at least 1", report, types);
}

static LogicalResult inferUpsampleBilinear(UpsampleBilinearOp::Adaptor op, const Reporter &report,
                                           Types &types) {
  if (op.getAlignCorners() && op.getHalfPixelCenters())
    return report("(C3) has both align_corners and half_pixel_centers");
  return inferUpsample(op, report, types);
}

template <typename Adaptor>
static LogicalResult inferResize(Adaptor op, const Reporter &report, Types &types) {
  if (failed(checkImage(op.getX(), report)))
    return failure();
  return inferImage(op.getX(), int32_t(op.getTargetSizeHeight()), int32_t(op.getTargetSizeWidth()),
                    "(C2) expects target sizes of at least 1", report, types);
}

static LogicalResult inferResizeBilinear(ResizeBilinearOp::Adaptor op, const Reporter &report,
                                         Types &types) {
  static constexpr StringLiteral modes[] = {"DEFAULT", "STRICT_ALIGN_CORNERS", "ALIGN_CORNERS",
                                            "OFFSET_CORNERS", "UNALIGN_CORNERS"};
  if (!llvm::is_contained(modes, op.getSamplingMode()))
    return report("(C3) has sampling_mode '", op.getSamplingMode(),
                  "', expected DEFAULT, STRICT_ALIGN_CORNERS, ALIGN_CORNERS, OFFSET_CORNERS or "
                  "UNALIGN_CORNERS");
  return inferResize(op, report, types);
}

/// What a crop takes off an axis; rule (C2).
static LogicalResult cropped(ArrayRef<int32_t> crop, const Reporter &report, int64_t &lost) {
  if (crop.size() != 2 || crop[0] < 0 || crop[1] < 0)
    return report("(C2) crops [", crop, "], expected two numbers of at least 0");
  lost = int64_t(crop[0]) + crop[1];
  return success();
}

static LogicalResult inferCrop(CropOp::Adaptor op, const Reporter &report, Types &types) {
  int64_t height, width;
  if (failed(checkImage(op.getX(), report)) ||
      failed(cropped(op.getCropHeight(), report, height)) ||
      failed(cropped(op.getCropWidth(), report, width)))
    return failure();
  ArrayRef<int64_t> x = shapeOf(op.getX());
  return inferImage(op.getX(), x[x.size() - 2] - height, x.back() - width,
                    "(C3) expects that an element is left", report, types);
}

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANEShapeOps.cpp.inc"

void ANEDialect::registerShapeOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ANE/IR/ANEShapeOps.cpp.inc"
      >();
}

//===--- Folding ---===//

OpFoldResult ReshapeOp::fold(FoldAdaptor) {
  return getX().getType() == getType() ? getX() : OpFoldResult();
}

/// reshape(reshape(x)) is one reshape of x.
static LogicalResult mergeReshapes(ReshapeOp op, PatternRewriter &rewriter) {
  auto inner = op.getX().getDefiningOp<ReshapeOp>();
  if (!inner)
    return rewriter.notifyMatchFailure(op, "x is not a reshape");
  SmallVector<int32_t> shape(op.getType().getShape());
  rewriter.replaceOpWithNewOp<ReshapeOp>(op, op.getType(), inner.getX(), shape);
  return success();
}

void ReshapeOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(mergeReshapes);
}

OpFoldResult TransposeOp::fold(FoldAdaptor) {
  Shape perm = *normalizeAxes(getPerm(), getPerm().size());
  return llvm::is_sorted(perm) ? getX() : OpFoldResult();
}

/// transpose(transpose(x)) is one transpose of x.
static LogicalResult mergeTransposes(TransposeOp op, PatternRewriter &rewriter) {
  auto inner = op.getX().getDefiningOp<TransposeOp>();
  if (!inner)
    return rewriter.notifyMatchFailure(op, "x is not a transpose");
  SmallVector<int32_t> merged;
  Shape innerPerm = *normalizeAxes(inner.getPerm(), inner.getPerm().size());
  Shape outerPerm = *normalizeAxes(op.getPerm(), op.getPerm().size());
  for (int64_t axis : outerPerm)
    merged.push_back(innerPerm[axis]);
  rewriter.replaceOpWithNewOp<TransposeOp>(op, op.getType(), inner.getX(), merged);
  return success();
}

void TransposeOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *) {
  patterns.add(mergeTransposes);
}
