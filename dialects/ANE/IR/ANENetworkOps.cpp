//===- ANENetworkOps.cpp - Convolution, pooling, normalization, products --===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEDialect.h"
#include "dialects/ANE/IR/Inference.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace anemone::ane;

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANENetworkOps.h.inc"

using Types = SmallVectorImpl<Type>;

//===--- Convolution ---===//

template <typename Adaptor>
static LogicalResult checkConvShapes(Adaptor op, const Reporter &report) {
  RankedTensorType x = tensorType(op.getX()), weight = tensorType(op.getWeight());
  if (x.getRank() < 3 || x.getRank() > 5 || weight.getRank() != x.getRank())
    return report("(C1) has x of rank ", x.getRank(), " and weight of rank ", weight.getRank(),
                  ", expected one rank of 3 to 5");
  if (x.getElementType() != weight.getElementType())
    return report("(C1) has x of ", x.getElementType(), " and weight of ", weight.getElementType(),
                  ", expected one element type");
  return success();
}

/// Rule (C2) for a list: `length` numbers of at least `least`.
static LogicalResult checkList(const Reporter &report, StringRef name, ArrayRef<int32_t> list,
                               size_t length, int32_t least) {
  if (list.size() != length)
    return report("(C2) has ", list.size(), " numbers in ", name, ", expected ", length);
  for (int32_t number : list)
    if (number < least)
      return report("(C2) has ", number, " in ", name, ", expected at least ", least);
  return success();
}

template <typename Adaptor>
static LogicalResult checkConvWindows(Adaptor op, const Reporter &report) {
  size_t spatial = shapeOf(op.getX()).size() - 2;
  if (failed(checkList(report, "strides", op.getStrides(), spatial, 1)) ||
      failed(checkList(report, "dilations", op.getDilations(), spatial, 1)) ||
      failed(checkList(report, "pad", op.getPad(), 2 * spatial, 0)))
    return failure();
  if (int32_t(op.getGroups()) < 1)
    return report("(C2) has groups = ", int32_t(op.getGroups()), ", expected at least 1");
  if (!isPadType(op.getPadType()))
    return report("(C5) has pad_type '", op.getPadType(), "', expected ", kPadTypes);
  return success();
}

/// Rule (C4).
template <typename Adaptor>
static LogicalResult checkConvBias(Adaptor op, int64_t outputs, const Reporter &report) {
  Type expected = RankedTensorType::get(outputs, elementOf(op.getX()));
  if (op.getBias() && op.getBias().getType() != expected)
    return report("(C4) has bias of type ", op.getBias().getType(), ", expected ", expected);
  return success();
}

template <typename Adaptor> static Window convWindow(Adaptor op, size_t axis) {
  return {shapeOf(op.getX())[axis + 2], shapeOf(op.getWeight())[axis + 2],
          op.getStrides()[axis],        op.getDilations()[axis],
          op.getPad()[2 * axis],        op.getPad()[2 * axis + 1]};
}

static LogicalResult inferConv(ConvOp::Adaptor op, const Reporter &report, Types &types) {
  if (failed(checkConvShapes(op, report)) || failed(checkConvWindows(op, report)))
    return failure();
  ArrayRef<int64_t> x = shapeOf(op.getX()), weight = shapeOf(op.getWeight());
  int64_t groups = op.getGroups();
  if (x[1] % groups || weight[0] % groups || weight[1] != x[1] / groups)
    return report(
        "(C3) has ", x[1], " channels in ", groups, " groups and weight ", describe(weight),
        ", expected groups to divide both channels, and axis 1 of weight to be channels / groups");
  if (failed(checkConvBias(op, weight[0], report)))
    return failure();
  Shape shape = {x[0], weight[0]};
  for (size_t axis = 0; axis + 2 < x.size(); ++axis) {
    Window window = convWindow(op, axis);
    shape.push_back(window.count(op.getPadType()));
    if (shape.back() < 1)
      return report("(C6) has a kernel that spans ", window.span(), " elements of spatial axis ",
                    axis, ", which has ", window.input, " and the padding");
  }
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

/// Rule (C7), and the result's shape from it.
static LogicalResult takeOutputShape(ConvTransposeOp::Adaptor op, const Reporter &report,
                                     Shape &shape) {
  std::optional<ArrayRef<int32_t>> given = op.getOutputShape();
  if (!given)
    return success();
  if (given->size() != shape.size() || (*given)[0] != shape[0] || (*given)[1] != shape[1])
    return report("(C7) has an output_shape of ", given->size(), " extents for a result ",
                  describe(shape), ", expected its rank, batch and channels");
  shape.assign(given->begin(), given->end());
  return success();
}

static LogicalResult inferConvTranspose(ConvTransposeOp::Adaptor op, const Reporter &report,
                                        Types &types) {
  if (failed(checkConvShapes(op, report)) || failed(checkConvWindows(op, report)))
    return failure();
  ArrayRef<int64_t> x = shapeOf(op.getX()), weight = shapeOf(op.getWeight());
  int64_t groups = op.getGroups(), outputs = weight[1] * groups;
  if (x[1] % groups || weight[0] != x[1])
    return report(
        "(C3) has ", x[1], " channels in ", groups, " groups and weight ", describe(weight),
        ", expected groups to divide the channels, and axis 0 of weight to be the channels");
  if (failed(checkConvBias(op, outputs, report)))
    return failure();
  Shape shape = {x[0], outputs};
  for (size_t axis = 0; axis + 2 < x.size(); ++axis)
    shape.push_back(convWindow(op, axis).adjointCount(op.getPadType()));
  if (failed(takeOutputShape(op, report, shape)))
    return failure();
  if (llvm::any_of(shape, [](int64_t extent) { return extent < 1; }))
    return report("(C6) has an empty result");
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

//===--- Pooling ---===//

template <typename Adaptor> static LogicalResult checkPool(Adaptor op, const Reporter &report) {
  size_t rank = shapeOf(op.getX()).size();
  if (rank < 3 || rank > 5)
    return report("(C1) has x of rank ", rank, ", expected 3 to 5");
  if (failed(checkList(report, "kernel_sizes", op.getKernelSizes(), rank - 2, 1)) ||
      failed(checkList(report, "strides", op.getStrides(), rank - 2, 1)) ||
      failed(checkList(report, "pad", op.getPad(), 2 * (rank - 2), 0)))
    return failure();
  if (!isPadType(op.getPadType()))
    return report("(C3) has pad_type '", op.getPadType(), "', expected ", kPadTypes);
  return success();
}

template <typename Adaptor>
static LogicalResult inferPool(Adaptor op, const Reporter &report, Types &types) {
  if (failed(checkPool(op, report)))
    return failure();
  ArrayRef<int64_t> x = shapeOf(op.getX());
  Shape shape = {x[0], x[1]};
  for (size_t axis = 0; axis + 2 < x.size(); ++axis) {
    Window window = {x[axis + 2], op.getKernelSizes()[axis], op.getStrides()[axis],
                     1,           op.getPad()[2 * axis],     op.getPad()[2 * axis + 1]};
    shape.push_back(window.count(op.getPadType(), op.getCeilMode()));
    if (shape.back() < 1)
      return report("(C4) has a window of ", window.kernel, " elements on spatial axis ", axis,
                    ", which has ", window.input, " and the padding");
  }
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

//===--- Normalization ---===//

template <typename Adaptor> static LogicalResult inferSame(Adaptor op, Types &types) {
  types.push_back(op.getX().getType());
  return success();
}

/// Rule (C2): `value`, where there is one, has the shape `shape` and the element type of `x`.
static LogicalResult checkParameter(const Reporter &report, StringRef name, Value value, Value x,
                                    ArrayRef<int64_t> shape) {
  Type expected = tensorLike(x, shape);
  if (value && value.getType() != expected)
    return report("(C2) has ", name, " of type ", value.getType(), ", expected ", expected);
  return success();
}

static LogicalResult checkRank(const Reporter &report, Value x, int64_t least, int64_t most) {
  int64_t rank = shapeOf(x).size();
  if (rank < least || rank > most)
    return report("(C1) has x of rank ", rank, ", expected ", least, " to ", most);
  return success();
}

static LogicalResult inferBatchNorm(BatchNormOp::Adaptor op, const Reporter &report, Types &types) {
  if (failed(checkRank(report, op.getX(), 3, 5)))
    return failure();
  int64_t channels = shapeOf(op.getX())[1];
  if (failed(checkParameter(report, "mean", op.getMean(), op.getX(), channels)) ||
      failed(checkParameter(report, "variance", op.getVariance(), op.getX(), channels)) ||
      failed(checkParameter(report, "gamma", op.getGamma(), op.getX(), channels)) ||
      failed(checkParameter(report, "beta", op.getBeta(), op.getX(), channels)))
    return failure();
  return inferSame(op, types);
}

static LogicalResult inferInstanceNorm(InstanceNormOp::Adaptor op, const Reporter &report,
                                       Types &types) {
  if (failed(checkRank(report, op.getX(), 3, 4)))
    return failure();
  int64_t channels = shapeOf(op.getX())[1];
  if (failed(checkParameter(report, "gamma", op.getGamma(), op.getX(), channels)) ||
      failed(checkParameter(report, "beta", op.getBeta(), op.getX(), channels)))
    return failure();
  return inferSame(op, types);
}

static LogicalResult inferLayerNorm(LayerNormOp::Adaptor op, const Reporter &report, Types &types) {
  ArrayRef<int64_t> x = shapeOf(op.getX());
  std::optional<Shape> axes = normalizeAxes(op.getAxes(), x.size());
  if (!axes || axes->empty())
    return report("(C1) has axes [", op.getAxes(), "] for x of rank ", x.size(),
                  ", expected some of its axes, each once");
  llvm::sort(*axes);
  Shape extents;
  for (int64_t axis : *axes)
    extents.push_back(x[axis]);
  if (failed(checkParameter(report, "gamma", op.getGamma(), op.getX(), extents)) ||
      failed(checkParameter(report, "beta", op.getBeta(), op.getX(), extents)))
    return failure();
  return inferSame(op, types);
}

static LogicalResult inferL2Norm(L2NormOp::Adaptor op, const Reporter &report, Types &types) {
  if (shapeOf(op.getX()).size() < 3)
    return report("(C1) has x of rank ", shapeOf(op.getX()).size(), ", expected 3 or more");
  return inferSame(op, types);
}

static LogicalResult inferLocalResponseNorm(LocalResponseNormOp::Adaptor op, const Reporter &report,
                                            Types &types) {
  if (failed(checkRank(report, op.getX(), 3, 5)))
    return failure();
  if (int32_t(op.getSize()) < 1)
    return report("(C2) has size = ", int32_t(op.getSize()), ", expected at least 1");
  return inferSame(op, types);
}

static LogicalResult inferSoftmax(SoftmaxOp::Adaptor op, const Reporter &report, Types &types) {
  int64_t rank = shapeOf(op.getX()).size();
  if (!normalizeAxis(int32_t(op.getAxis()), rank))
    return report("(C1) has axis = ", int32_t(op.getAxis()), " for x of rank ", rank);
  return inferSame(op, types);
}

//===--- Products ---===//

/// The shape of an operand of a matrix product as a matrix: rows, columns, and what broadcasts.
struct MatrixShape {
  int64_t rows, columns;
  Shape batch;

  static MatrixShape of(ArrayRef<int64_t> shape, bool transposed, bool isLeft) {
    if (shape.size() == 1)
      return isLeft ? MatrixShape{1, shape[0], {}} : MatrixShape{shape[0], 1, {}};
    int64_t rows = shape[shape.size() - 2], columns = shape.back();
    if (transposed)
      std::swap(rows, columns);
    return {rows, columns, Shape(shape.drop_back(2))};
  }
};

static LogicalResult inferMatmul(MatmulOp::Adaptor op, const Reporter &report, Types &types) {
  RankedTensorType x = tensorType(op.getX()), y = tensorType(op.getY());
  if (x.getRank() < 1 || y.getRank() < 1 || x.getElementType() != y.getElementType())
    return report("(C1) multiplies ", x, " by ", y,
                  ", expected one element type and rank 1 or more");
  auto left = MatrixShape::of(x.getShape(), op.getTransposeX(), /*isLeft=*/true);
  auto right = MatrixShape::of(y.getShape(), op.getTransposeY(), /*isLeft=*/false);
  if (left.columns != right.rows)
    return report("(C2) contracts ", left.columns, " elements of x with ", right.rows, " of y");
  Shape shape = left.batch;
  if (failed(broadcastInto(right.batch, shape)))
    return report("(C3) cannot broadcast ", describe(left.batch), " with ", describe(right.batch));
  if (x.getRank() > 1)
    shape.push_back(left.rows);
  if (y.getRank() > 1)
    shape.push_back(right.columns);
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

static LogicalResult inferLinear(LinearOp::Adaptor op, const Reporter &report, Types &types) {
  RankedTensorType x = tensorType(op.getX()), weight = tensorType(op.getWeight());
  if (x.getRank() < 1 || weight.getRank() != 2 || x.getElementType() != weight.getElementType())
    return report("(C1) has x of type ", x, " and weight of type ", weight,
                  ", expected rank 1 or more and rank 2 of one element type");
  if (x.getShape().back() != weight.getDimSize(1))
    return report("(C2) contracts ", x.getShape().back(), " elements of x with ",
                  weight.getDimSize(1), " of weight");
  Type bias = tensorLike(op.getX(), weight.getDimSize(0));
  if (op.getBias() && op.getBias().getType() != bias)
    return report("(C3) has bias of type ", op.getBias().getType(), ", expected ", bias);
  Shape shape(x.getShape());
  shape.back() = weight.getDimSize(0);
  types.push_back(tensorLike(op.getX(), shape));
  return success();
}

/// The extent of each letter of `labels` in a tensor of `shape`; rules (C1) and (C2).
static LogicalResult bindLabels(StringRef labels, Value value, const Reporter &report,
                                llvm::StringMap<int64_t> &extents) {
  ArrayRef<int64_t> shape = shapeOf(value);
  if (labels.size() != shape.size() || !llvm::all_of(labels, llvm::isAlpha))
    return report("(C1) has labels '", labels, "' for an operand of rank ", shape.size(),
                  ", expected one letter an axis");
  for (size_t axis = 0; axis < shape.size(); ++axis) {
    int64_t known = extents.try_emplace(labels.substr(axis, 1), shape[axis]).first->second;
    if (known != shape[axis])
      return report("(C2) has extents ", known, " and ", shape[axis], " for '",
                    labels.substr(axis, 1), "'");
  }
  return success();
}

static LogicalResult inferEinsum(EinsumOp::Adaptor op, const Reporter &report, Types &types) {
  auto [inputs, output] = op.getEquation().split("->");
  SmallVector<StringRef> groups;
  inputs.split(groups, ',');
  ValueRange values = op.getValues();
  if (!op.getEquation().contains("->") || values.empty() || groups.size() != values.size())
    return report("(C1) has equation '", op.getEquation(), "' for ", values.size(), " operands");
  llvm::StringMap<int64_t> extents;
  for (auto [labels, value] : llvm::zip_equal(groups, values)) {
    if (elementOf(value) != elementOf(values[0]))
      return report("(C1) has operands of ", elementOf(values[0]), " and ", elementOf(value));
    if (failed(bindLabels(labels.trim(), value, report, extents)))
      return failure();
  }
  Shape shape;
  StringRef labels = output.trim();
  for (size_t axis = 0; axis < labels.size(); ++axis) {
    auto found = extents.find(labels.substr(axis, 1));
    if (found == extents.end() || labels.count(labels[axis]) != 1)
      return report("(C3) has '", labels,
                    "' as the labels of the result, expected labels of the operands, each once");
    shape.push_back(found->second);
  }
  types.push_back(tensorLike(values[0], shape));
  return success();
}

static LogicalResult inferAttention(ScaledDotProductAttentionOp::Adaptor op, const Reporter &report,
                                    Types &types) {
  RankedTensorType query = tensorType(op.getQuery()), key = tensorType(op.getKey()),
                   value = tensorType(op.getValue());
  auto fits = [&](RankedTensorType other) {
    return other.getRank() == query.getRank() && other.getElementType() == query.getElementType() &&
           other.getShape().drop_back(2) == query.getShape().drop_back(2);
  };
  int64_t rank = query.getRank();
  if (rank < 3 || !fits(key) || !fits(value))
    return report(
        "(C1) has query, key and value of types ", query, ", ", key, " and ", value,
        ", expected one rank of at least 3, one element type and equal axes before the last two");
  if (query.getDimSize(rank - 1) != key.getDimSize(rank - 1) ||
      key.getDimSize(rank - 2) != value.getDimSize(rank - 2))
    return report(
        "(C2) has query, key and value of types ", query, ", ", key, " and ", value,
        ", expected query and key to agree in the last extent, key and value in the one before");
  Shape scores(query.getShape());
  scores.back() = key.getDimSize(rank - 2);
  if (Value mask = op.getAttnMask()) {
    Shape broadcast = scores;
    Type element = elementOf(mask);
    if (failed(broadcastInto(shapeOf(mask), broadcast)) || broadcast != scores ||
        !(element.isInteger(1) || element == query.getElementType()))
      return report("(C3) has attn_mask of type ", mask.getType(), ", expected to broadcast to ",
                    describe(scores), " of i1 or ", query.getElementType());
  }
  scores.back() = value.getDimSize(rank - 1);
  types.push_back(tensorLike(op.getQuery(), scores));
  return success();
}

#define GET_OP_CLASSES
#include "dialects/ANE/IR/ANENetworkOps.cpp.inc"

void ANEDialect::registerNetworkOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ANE/IR/ANENetworkOps.cpp.inc"
      >();
}
