//===- LayoutOps.cpp - What operations ask of the order of axes -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/LayoutOps.h"

#include "dialects/ANE/IR/Inference.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;

namespace anemone::ane {

//===--- Frames ---===//

Frame Frame::identity(int64_t rank) { return {llvm::to_vector<6>(llvm::seq<int64_t>(0, rank))}; }

Axes Frame::extents(ArrayRef<int64_t> shape) const {
  return llvm::map_to_vector<6>(axes, [&](int64_t axis) { return axis < 0 ? 1 : shape[axis]; });
}

Axes Frame::order(ArrayRef<int64_t> shape) const {
  Axes order;
  llvm::copy_if(axes, std::back_inserter(order),
                [&](int64_t axis) { return axis >= 0 && shape[axis] != 1; });
  return order;
}

std::optional<SmallVector<AxisGroup>> matchAxes(ArrayRef<int64_t> from, ArrayRef<int64_t> to) {
  SmallVector<AxisGroup> groups;
  Axes left = Frame::identity(from.size()).order(from),
       right = Frame::identity(to.size()).order(to);
  size_t i = 0, j = 0;
  while (i < left.size() && j < right.size()) {
    AxisGroup group{{left[i]}, {right[j]}};
    int64_t have = from[left[i++]], want = to[right[j++]];
    while (have != want) {
      bool grow = have < want;
      if (grow ? i == left.size() : j == right.size())
        return std::nullopt;
      int64_t axis = grow ? left[i++] : right[j++];
      (grow ? group.from : group.to).push_back(axis);
      (grow ? have : want) *= grow ? from[axis] : to[axis];
    }
    if (group.from.size() > 1 && group.to.size() > 1)
      return std::nullopt;
    groups.push_back(std::move(group));
  }
  return groups;
}

//===--- Roles ---===//

static bool isElementwise(Operation *op) {
  return isa<AbsOp, AcosOp, AsinOp, AtanOp, AtanhOp, CeilOp, FloorOp, RoundOp, CosOp, CoshOp, SinOp,
             SinhOp, TanOp, TanhOp, ErfOp, ExpOp, Exp2Op, SqrtOp, SquareOp, SignOp, LogicalNotOp,
             IdentityOp, ClipOp, ThresholdOp, InverseOp, LogOp, RsqrtOp>(op) ||
         isa<ReluOp, Relu6Op, LeakyReluOp, EluOp, SigmoidOp, SigmoidHardOp, SiluOp, SoftplusOp,
             SoftsignOp, ScaledTanhOp, LinearActivationOp, ThresholdedReluOp, ClampedReluOp,
             GeluOp>(op) ||
         isa<AddOp, SubOp, MulOp, RealDivOp, FloorDivOp, ModOp, MaximumOp, MinimumOp, PowOp,
             EqualOp, NotEqualOp, GreaterOp, GreaterEqualOp, LessOp, LessEqualOp, LogicalAndOp,
             LogicalOrOp, LogicalXorOp, SelectOp, CastOp>(op);
}

static bool isReduction(Operation *op) {
  return isa<ReduceSumOp, ReduceMeanOp, ReduceMaxOp, ReduceMinOp, ReduceProdOp, ReduceL1NormOp,
             ReduceL2NormOp, ReduceLogSumOp, ReduceLogSumExpOp, ReduceSumSquareOp, ReduceArgmaxOp,
             ReduceArgminOp>(op);
}

static bool isAxiswise(Operation *op) {
  if (auto slice = dyn_cast<SliceByIndexOp>(op))
    return !llvm::is_contained(slice.getSqueezeMask(), true);
  if (auto pad = dyn_cast<PadOp>(op))
    return pad.getMode() == "constant"; // the others are known for the last two axes only
  if (auto concat = dyn_cast<ConcatOp>(op))
    return !concat.getInterleave();
  return isReduction(op) || isa<SoftmaxOp, SliceBySizeOp, SplitOp, ReverseOp, TileOp, CumsumOp>(op);
}

LayoutRole layoutRoleOf(Operation *op, const KnownValues &known) {
  if (isa<TransposeOp>(op))
    return LayoutRole::Transpose;
  if (isa<ReshapeOp, ExpandDimsOp, SqueezeOp>(op))
    return matchAxes(shapeOf(op->getOperand(0)), shapeOf(op->getResult(0))) ? LayoutRole::Reshape
                                                                            : LayoutRole::Fixed;
  if (auto product = dyn_cast<MatmulOp>(op)) {
    bool areMatrices = shapeOf(product.getX()).size() > 1 && shapeOf(product.getY()).size() > 1;
    bool atRunTime = !known.contains(product.getX()) && !known.contains(product.getY());
    return areMatrices && atRunTime ? LayoutRole::Product : LayoutRole::Fixed;
  }
  if (isElementwise(op))
    return LayoutRole::Elementwise;
  return isAxiswise(op) ? LayoutRole::Axiswise : LayoutRole::Fixed;
}

//===--- Axiswise operations ---===//

/// The axes that a reduction reduces.
static Axes reducedAxes(Operation *op) {
  int64_t rank = shapeOf(op->getOperand(0)).size();
  if (auto axis = op->getAttrOfType<IntegerAttr>("axis"))
    return {*normalizeAxis(axis.getInt(), rank)};
  Shape axes = *normalizeAxes(op->getAttrOfType<DenseI32ArrayAttr>("axes").asArrayRef(), rank);
  return Axes(axes.begin(), axes.end());
}

Axes resultAxes(Operation *op) {
  int64_t rank = shapeOf(op->getOperand(0)).size(), next = 0;
  bool drops = isReduction(op) && !op->getAttrOfType<BoolAttr>("keep_dims").getValue();
  if (!drops)
    return Frame::identity(rank).axes;
  Axes reduced = reducedAxes(op), axes;
  for (int64_t axis = 0; axis < rank; ++axis)
    axes.push_back(llvm::is_contained(reduced, axis) ? -1 : next++);
  return axes;
}

std::optional<int64_t> axisToKeepLast(Operation *op) {
  auto softmax = dyn_cast<SoftmaxOp>(op);
  if (!softmax)
    return std::nullopt;
  int64_t rank = softmax.getType().getRank();
  int64_t axis = *normalizeAxis(int32_t(softmax.getAxis()), rank);
  return axis == rank - 1 ? std::optional(axis) : std::nullopt;
}

/// A list with one entry an axis becomes one with an entry a dimension; `filler` is for those
/// without an axis.
template <typename Attr, typename Element>
static void moveList(Operation *op, StringRef name, const Frame &frame, Element filler) {
  auto list = op->getAttrOfType<Attr>(name);
  if (!list)
    return;
  SmallVector<Element> moved;
  for (int64_t axis : frame.axes)
    moved.push_back(axis < 0 ? filler : list[axis]);
  op->setAttr(name, Attr::get(op->getContext(), moved));
}

/// `pad` counts from the last axis; afterwards it has all dimensions.
static void movePad(PadOp pad, const Frame &frame) {
  int64_t rank = frame.rank();
  SmallVector<int32_t> amounts(2 * rank - pad.getPad().size(), 0), moved;
  llvm::append_range(amounts, pad.getPad());
  for (int64_t axis : frame.axes)
    for (int64_t side : {0, 1})
      moved.push_back(axis < 0 ? 0 : amounts[2 * axis + side]);
  pad.setPad(moved);
}

void moveAxisAttributes(Operation *op, const Frame &frame) {
  int64_t rank = frame.rank();
  Builder builder(op->getContext());
  if (auto axis = op->getAttrOfType<IntegerAttr>("axis"))
    op->setAttr("axis",
                builder.getI32IntegerAttr(frame.dimensionOf(*normalizeAxis(axis.getInt(), rank))));
  if (auto axes = op->getAttrOfType<DenseI32ArrayAttr>("axes")) {
    SmallVector<int32_t> moved;
    Shape positive = *normalizeAxes(axes.asArrayRef(), rank);
    for (int64_t axis : positive)
      moved.push_back(frame.dimensionOf(axis));
    llvm::sort(moved);
    op->setAttr("axes", builder.getDenseI32ArrayAttr(moved));
  }
  if (isReduction(op))
    op->setAttr("keep_dims", builder.getBoolAttr(true));
  if (auto pad = dyn_cast<PadOp>(op))
    movePad(pad, frame);
  for (StringRef name : {"begin"})
    moveList<DenseI32ArrayAttr, int32_t>(op, name, frame, 0);
  for (StringRef name : {"size", "end", "stride", "reps"})
    moveList<DenseI32ArrayAttr, int32_t>(op, name, frame, 1);
  for (StringRef name : {"begin_mask", "end_mask", "squeeze_mask"})
    moveList<DenseBoolArrayAttr, bool>(op, name, frame, false);
}

} // namespace anemone::ane
