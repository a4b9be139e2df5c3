//===- SliceAxis.cpp - Slices of results from slices of operands ----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/SliceAxis.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace anemone::ane {
namespace {

using Axes = std::optional<SmallVector<int64_t>>;

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}
int64_t rankOf(Value value) { return shapeOf(value).size(); }

//===--- The rules ---===//

bool isElementwise(Operation *op) {
  return isa<AddOp, SubOp, MulOp, RealDivOp, FloorDivOp, ModOp, MaximumOp, MinimumOp, PowOp>(op) ||
         isa<EqualOp, NotEqualOp, GreaterOp, GreaterEqualOp, LessOp, LessEqualOp, SelectOp>(op) ||
         isa<CastOp, AbsOp, CeilOp, FloorOp, RoundOp, CosOp, SinOp, TanhOp, ErfOp, ExpOp, Exp2Op,
             SqrtOp, SquareOp, SignOp, IdentityOp, ClipOp, ThresholdOp, InverseOp, LogOp, RsqrtOp>(
             op) ||
         isa<ReluOp, Relu6Op, LeakyReluOp, EluOp, SigmoidOp, SigmoidHardOp, SiluOp, SoftplusOp,
             SoftsignOp, ScaledTanhOp, LinearActivationOp, ThresholdedReluOp, ClampedReluOp,
             GeluOp>(op);
}

/// Operands are aligned at the last axis; one that broadcasts along the axis is needed whole.
Axes elementwiseAxes(Operation *op, int64_t axis) {
  ArrayRef<int64_t> shape = shapeOf(op->getResult(0));
  SmallVector<int64_t> axes;
  for (Value operand : op->getOperands()) {
    int64_t own = axis - (int64_t(shape.size()) - rankOf(operand));
    axes.push_back(own >= 0 && shapeOf(operand)[own] == shape[axis] ? own : kWhole);
  }
  return axes;
}

/// A spatial axis that the window sees one element of at a time.
bool isPointwise(ConvOp conv, int64_t axis) {
  unsigned spatial = axis - 2;
  if (shapeOf(conv.getWeight())[axis] != 1 || conv.getStrides()[spatial] != 1)
    return false;
  return conv.getPadType() != "custom" ||
         (conv.getPad()[2 * spatial] == 0 && conv.getPad()[2 * spatial + 1] == 0);
}

Axes convAxes(ConvOp conv, int64_t axis) {
  bool channels = axis == 1;
  if (channels ? conv.getGroups() != 1 : axis > 1 && !isPointwise(conv, axis))
    return std::nullopt;
  SmallVector<int64_t> axes = {channels ? kWhole : axis, channels ? 0 : kWhole};
  if (conv.getBias())
    axes.push_back(channels ? 0 : kWhole);
  return axes;
}

Axes matmulAxes(MatmulOp matmul, int64_t axis) {
  int64_t rank = rankOf(matmul.getResult());
  int64_t x = rankOf(matmul.getX()), y = rankOf(matmul.getY());
  if (x < 2 || y < 2)
    return std::nullopt;
  if (axis == rank - 1)
    return Axes({kWhole, matmul.getTransposeY() ? y - 2 : y - 1});
  if (axis == rank - 2)
    return Axes({matmul.getTransposeX() ? x - 1 : x - 2, kWhole});
  return elementwiseAxes(matmul, axis); // batch axes broadcast
}

/// The axis of the operand that has the same stretches of memory.
Axes reshapeAxes(ReshapeOp reshape, int64_t axis) {
  ArrayRef<int64_t> to = shapeOf(reshape.getResult()), from = shapeOf(reshape.getX());
  int64_t before = llvm::product_of(to.take_front(axis));
  int64_t product = 1;
  for (auto [own, extent] : llvm::enumerate(from)) {
    if (product == before && extent == to[axis])
      return Axes({int64_t(own)});
    product *= extent;
  }
  return std::nullopt;
}

/// Operations that look along `axes` and keep the rest apart.
Axes otherAxes(Operation *op, ArrayRef<int32_t> axes, int64_t axis) {
  int64_t rank = rankOf(op->getOperand(0));
  for (int64_t used : axes)
    if ((used < 0 ? used + rank : used) == axis)
      return std::nullopt;
  SmallVector<int64_t> result(op->getNumOperands(), kWhole);
  result[0] = axis;
  return result;
}

template <typename Op> Axes reductionAxes(Op reduction, int64_t axis) {
  return reduction.getKeepDims() ? otherAxes(reduction, reduction.getAxes(), axis) : std::nullopt;
}

} // namespace

Axes operandAxes(Operation *op, int64_t axis) {
  if (isElementwise(op))
    return elementwiseAxes(op, axis);
  return llvm::TypeSwitch<Operation *, Axes>(op)
      .Case([&](ConvOp conv) { return convAxes(conv, axis); })
      .Case([&](MatmulOp matmul) { return matmulAxes(matmul, axis); })
      .Case([&](ReshapeOp reshape) { return reshapeAxes(reshape, axis); })
      .Case([&](TransposeOp transpose) { return Axes({transpose.getPerm()[axis]}); })
      .Case(
          [&](SoftmaxOp softmax) { return otherAxes(softmax, {int32_t(softmax.getAxis())}, axis); })
      .Case([&](LayerNormOp norm) { return otherAxes(norm, norm.getAxes(), axis); })
      .Case<ReduceSumOp, ReduceMeanOp, ReduceMaxOp, ReduceMinOp, ReduceSumSquareOp>(
          [&](auto reduction) { return reductionAxes(reduction, axis); })
      .Default([](Operation *) { return std::nullopt; });
}

//===--- Cutting and joining ---===//

Value sliceValue(OpBuilder &builder, Value value, int64_t axis, int64_t begin, int64_t size) {
  SmallVector<int32_t> begins(rankOf(value), 0);
  SmallVector<int32_t> sizes = llvm::to_vector_of<int32_t>(shapeOf(value));
  if (sizes[axis] == size)
    return value;
  begins[axis] = begin;
  sizes[axis] = size;
  return SliceBySizeOp::create(builder, value.getLoc(), value, begins, sizes);
}

bool SliceJoiner::canJoin(Value value, const target::Profile &profile) {
  return profile.allowsConcat || rankOf(value) < 3 ||
         shapeOf(value)[1] <= profile.maxPaddedChannels;
}

void SliceJoiner::append(Value part) {
  int64_t size = shapeOf(part)[axis];
  if (size == extent || profile.allowsConcat) {
    parts.push_back(part);
    return;
  }
  SmallVector<int32_t> amounts(2 * rankOf(part), 0);
  amounts[2 * axis] = filled;
  amounts[2 * axis + 1] = extent - filled - size;
  filled += size;
  Value padded = PadOp::create(builder, loc, part, amounts, "constant", APFloat(0.0f));
  sum = sum ? AddOp::create(builder, loc, sum, padded).getResult() : padded;
}

Value SliceJoiner::finish() {
  if (sum)
    return sum;
  if (parts.size() == 1)
    return parts.front();
  return ConcatOp::create(builder, loc, parts, axis, /*interleave=*/false);
}

//===--- Regions ---===//

namespace {

/// Walks backward from a root and keeps which values are cut, along which axis, and which are
/// needed whole.
class RegionGrower {
public:
  RegionGrower(Value root, int64_t axis, Operation *sink) : sink(sink) { cut[root] = axis; }

  void enter(Operation *op);
  SmallVector<Operation *> takeOperations() {
    return SmallVector<Operation *>(llvm::reverse(operations));
  }

private:
  bool servesRegionOnly(Operation *op) const;
  bool agrees(Value operand, int64_t axis) const;

  Operation *sink;
  llvm::DenseMap<Value, int64_t> cut;
  llvm::DenseSet<Value> whole;
  llvm::SetVector<Operation *> operations; // last one first
};

bool RegionGrower::servesRegionOnly(Operation *op) const {
  return operations.empty() && !sink ? true : llvm::all_of(op->getUsers(), [&](Operation *user) {
    return user == sink || operations.contains(user);
  });
}

bool RegionGrower::agrees(Value operand, int64_t axis) const {
  if (axis == kWhole)
    return !cut.contains(operand);
  auto known = cut.find(operand);
  return !whole.contains(operand) && (known == cut.end() || known->second == axis);
}

void RegionGrower::enter(Operation *op) {
  if (op->getNumResults() != 1)
    return;
  auto wanted = cut.find(op->getResult(0));
  if (wanted == cut.end() || whole.contains(op->getResult(0)) || !servesRegionOnly(op))
    return;
  Axes axes = operandAxes(op, wanted->second);
  if (!axes)
    return;
  auto pairs = llvm::zip_equal(op->getOperands(), *axes);
  if (!llvm::all_of(pairs, [&](auto pair) { return agrees(std::get<0>(pair), std::get<1>(pair)); }))
    return;
  for (auto [operand, axis] : pairs) {
    if (axis == kWhole)
      whole.insert(operand);
    else
      cut[operand] = axis;
  }
  operations.insert(op);
}

} // namespace

SliceRegion SliceRegion::grow(Value root, int64_t axis, Operation *sink) {
  SliceRegion region{root, axis, {}};
  RegionGrower grower(root, axis, sink);
  for (Operation *op = root.getDefiningOp(); op; op = op->getPrevNode())
    grower.enter(op);
  region.operations = grower.takeOperations();
  return region;
}

SliceRegion SliceRegion::single(Value root, int64_t axis) {
  SliceRegion region{root, axis, {}};
  if (root.getDefiningOp() && operandAxes(root.getDefiningOp(), axis))
    region.operations.push_back(root.getDefiningOp());
  return region;
}

int64_t SliceRegion::extent() const { return shapeOf(root)[axis]; }

/// The operation on other operands, with the result cut along `axis` to `size`.
static Operation *cloneCut(OpBuilder &builder, Operation *op, ArrayRef<Value> operands,
                           int64_t axis, int64_t size) {
  Operation *copy = builder.clone(*op);
  copy->setOperands(operands);
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  SmallVector<int64_t> shape(type.getShape());
  shape[axis] = size;
  copy->getResult(0).setType(type.clone(ArrayRef<int64_t>(shape)));
  if (auto reshape = dyn_cast<ReshapeOp>(copy))
    reshape.setShape(llvm::to_vector_of<int32_t>(shape));
  return copy;
}

Value SliceRegion::build(OpBuilder &builder, int64_t begin, int64_t size) const {
  llvm::DenseMap<Value, int64_t> axes = {{root, axis}};
  for (Operation *op : llvm::reverse(operations))
    for (auto [operand, own] :
         llvm::zip_equal(op->getOperands(), *operandAxes(op, axes.lookup(op->getResult(0)))))
      if (own != kWhole)
        axes[operand] = own;

  llvm::DenseMap<Value, Value> slices;
  auto sliceOf = [&](Value value) {
    auto known = axes.find(value);
    if (known == axes.end())
      return value;
    Value &slice = slices[value];
    if (!slice)
      slice = sliceValue(builder, value, known->second, begin, size);
    return slice;
  };
  for (Operation *op : operations) {
    SmallVector<Value> operands = llvm::map_to_vector(op->getOperands(), sliceOf);
    int64_t own = axes.lookup(op->getResult(0));
    slices[op->getResult(0)] = cloneCut(builder, op, operands, own, size)->getResult(0);
  }
  return sliceOf(root);
}

} // namespace anemone::ane
