//===- LinearToConv.cpp - Products with constants as convolutions ---------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rows of a product are the pixels of a convolution of one pixel. What
// brings the rows there and back are transposes, which ane-assign-layouts
// cancels across the program.
//
//===----------------------------------------------------------------------===//

#include "anemone/Target/Profile.h"
#include "dialects/ANE/IR/ANE.h"
#include "dialects/ANE/IR/Inference.h"
#include "dialects/ANE/Transforms/KnownValues.h"
#include "dialects/ANE/Transforms/Passes.h"
#include "dialects/ANE/Transforms/SplitRows.h"

using namespace mlir;

namespace anemone::ane {

#define GEN_PASS_DEF_ANELINEARTOCONV
#include "dialects/ANE/Transforms/Passes.h.inc"

namespace {

/// A product of runtime rows and a constant matrix.
struct Product {
  Operation *op;
  Value x, weight, bias;
  /// Whether x is [K, M] instead of [..., M, K], and the weight [N, K] instead of [K, N].
  bool columnsFirst, outputsFirst;

  int64_t inputs() const { return shapeOf(weight)[outputsFirst ? 1 : 0]; }
  int64_t outputs() const { return shapeOf(weight)[outputsFirst ? 0 : 1]; }
  int64_t rows() const { return tensorType(x).getNumElements() / inputs(); }
};

/// The rows as `batch` matrices of `rows` rows.
struct RowShape {
  int64_t batch, rows;
};

std::optional<Product> matchProduct(Operation &op, const KnownValues &known) {
  std::optional<Product> product;
  if (auto matmul = dyn_cast<MatmulOp>(op))
    product = Product{&op,     matmul.getX(),          matmul.getY(),
                      Value(), matmul.getTransposeX(), matmul.getTransposeY()};
  else if (auto linear = dyn_cast<LinearOp>(op))
    product = Product{&op, linear.getX(), linear.getWeight(), linear.getBias(), false, true};
  if (!product || known.contains(product->x) || !known.contains(product->weight))
    return std::nullopt;
  bool isMatrix = shapeOf(product->x).size() >= 2 && shapeOf(product->weight).size() == 2 &&
                  (!product->columnsFirst || shapeOf(product->x).size() == 2);
  if (!isMatrix || !isa<FloatType>(elementOf(product->x)))
    return std::nullopt;
  return product;
}

/// The extents before the last one that differ from 1, where a tensor of `shape` holds the rows of
/// `product`, each of `extent` elements; nothing where it does not.
std::optional<Shape> leadingExtents(ArrayRef<int64_t> shape, int64_t extent) {
  if (shape.size() < 2 || shape.back() != extent)
    return std::nullopt;
  Shape leading;
  llvm::copy_if(shape.drop_back(), std::back_inserter(leading), [](int64_t n) { return n != 1; });
  return leading;
}

/// The extents that the rows of a product had before they became rows of one matrix, or will have
/// afterwards.
Shape rowExtents(const Product &product) {
  if (auto reshape = product.x.getDefiningOp<ReshapeOp>(); reshape && !product.columnsFirst)
    if (auto leading = leadingExtents(shapeOf(reshape.getX()), product.inputs()))
      return *leading;
  Value result = product.op->getResult(0);
  if (result.hasOneUse())
    if (auto reshape = dyn_cast<ReshapeOp>(*result.user_begin()))
      if (auto leading = leadingExtents(reshape.getType().getShape(), product.outputs()))
        return *leading;
  return leadingExtents(shapeOf(result), product.outputs()).value_or(Shape{product.rows()});
}

/// The values that are images: what operations over the last two axes give, as far as operations on
/// elements carry it, and images whose channels have been brought to the last axis.
class Images {
public:
  explicit Images(ProgramOp program) {
    for (Operation &op : program.getBody().front())
      for (Value result : op.getResults()) {
        if (hasArea(result) && (isSpatial(op) || carries(op)))
          images.insert(result);
        if (bringsChannelsLast(op) || carriesChannels(op))
          channelsLast.insert(result);
      }
  }

  /// Whether the rows of `product` are those of an image, seen as one matrix.
  bool areRowsOf(const Product &product) const {
    auto reshape = product.x.getDefiningOp<ReshapeOp>();
    return images.contains(reshape ? reshape.getX() : product.x);
  }
  /// Whether they are the pixels of an image.
  bool arePixelsOf(const Product &product) const { return channelsLast.contains(product.x); }

private:
  static bool hasArea(Value value) {
    ArrayRef<int64_t> shape = shapeOf(value);
    return shape.size() >= 3 && shape.back() > 1 && shape[shape.size() - 2] > 1;
  }
  static bool isSpatial(Operation &op) {
    return isa<ConvOp, ConvTransposeOp, MaxPoolOp, AvgPoolOp, BatchNormOp, InstanceNormOp>(op);
  }
  /// A reshape carries an image if it keeps the last two axes, a product if it works on columns.
  bool carries(Operation &op) const {
    if (isa<TransposeOp>(op))
      return false;
    if (auto matmul = dyn_cast<MatmulOp>(op))
      return images.contains(matmul.getY());
    if (auto reshape = dyn_cast<ReshapeOp>(op))
      return images.contains(reshape.getX()) &&
             shapeOf(reshape.getX()).take_back(2) == reshape.getType().getShape().take_back(2);
    return llvm::any_of(op.getOperands(), [&](Value x) { return images.contains(x); });
  }
  bool bringsChannelsLast(Operation &op) const {
    auto transpose = dyn_cast<TransposeOp>(op);
    return transpose && images.contains(transpose.getX()) && transpose.getPerm().size() == 4 &&
           transpose.getPerm().back() == 1;
  }
  /// A product of pixels gives pixels.
  bool carriesChannels(Operation &op) const {
    if (isa<TransposeOp>(op))
      return false;
    if (auto reshape = dyn_cast<ReshapeOp>(op))
      return channelsLast.contains(reshape.getX()) && !shapeOf(reshape).empty() &&
             shapeOf(reshape.getX()).back() == shapeOf(reshape).back();
    return llvm::any_of(op.getOperands(), [&](Value x) { return channelsLast.contains(x); });
  }

  llvm::DenseSet<Value> images, channelsLast;
};

/// How the rows lie, or nothing where a convolution is not worth it or not allowed.
std::optional<RowShape> chooseRows(const Product &product, const Images &images,
                                   const target::Profile &profile) {
  if (product.rows() == 1 || images.areRowsOf(product) ||
      product.inputs() > profile.maxConvInputChannels ||
      product.outputs() > profile.maxConvOutputChannels)
    return std::nullopt;
  Shape extents = product.columnsFirst ? Shape{product.rows()} : rowExtents(product);
  RowShape shape{product.rows() / extents.back(), extents.back()};
  if (images.arePixelsOf(product)) {
    shape.batch = extents.size() > 2 ? extents.front() : 1;
    shape.rows = product.rows() / shape.batch;
  } else if (extents.size() > 2) {
    return std::nullopt;
  }
  return shape.rows <= profile.maxExtent ? std::optional(shape) : std::nullopt;
}

/// Builds the operations that take the place of one product.
class Rewriter {
public:
  explicit Rewriter(Operation *op) : builder(op), loc(op->getLoc()) {}

  Value build(const Product &product, RowShape shape) {
    int64_t inputs = product.inputs(), outputs = product.outputs();
    Value x = product.x;
    if (!product.columnsFirst)
      x = swapLastAxes(reshape(x, {shape.batch, shape.rows, inputs}));
    Value weight = product.outputsFirst ? product.weight : swapLastAxes(product.weight);
    Value y =
        ConvOp::create(builder, loc, reshape(x, {shape.batch, inputs, 1, shape.rows}),
                       reshape(weight, {outputs, inputs, 1, 1}), Value(), ArrayRef<int32_t>{1, 1},
                       "valid", ArrayRef<int32_t>{0, 0, 0, 0}, ArrayRef<int32_t>{1, 1}, 1);
    if (product.bias)
      y = AddOp::create(builder, loc, y, reshape(product.bias, {1, outputs, 1, 1}));
    y = swapLastAxes(reshape(y, {shape.batch, outputs, shape.rows}));
    return reshape(y, shapeOf(product.op->getResult(0)));
  }

private:
  Value reshape(Value x, ArrayRef<int64_t> shape) {
    if (shapeOf(x) == shape)
      return x;
    return ReshapeOp::create(builder, loc, x, llvm::to_vector_of<int32_t>(shape));
  }

  Value swapLastAxes(Value x) {
    auto perm = llvm::to_vector(llvm::seq<int32_t>(0, shapeOf(x).size()));
    std::swap(perm[perm.size() - 1], perm[perm.size() - 2]);
    return TransposeOp::create(builder, loc, x, perm);
  }

  OpBuilder builder;
  Location loc;
};

struct LinearToConvPass : impl::ANELinearToConvBase<LinearToConvPass> {
  void runOnOperation() override {
    if (getOperation().isHost())
      return markAllAnalysesPreserved();
    bool changed = splitRows(getOperation());
    const target::Profile &profile = getTargetProfile(getOperation());
    KnownValues known(getOperation());
    Images images(getOperation());
    for (Operation &op : llvm::make_early_inc_range(getOperation().getBody().front())) {
      std::optional<Product> product = matchProduct(op, known);
      if (!product)
        continue;
      std::optional<RowShape> shape = chooseRows(*product, images, profile);
      if (!shape) {
        ++left;
        continue;
      }
      op.getResult(0).replaceAllUsesWith(Rewriter(&op).build(*product, *shape));
      op.erase();
      ++converted;
      changed = true;
    }
    if (!changed)
      markAllAnalysesPreserved();
  }
};

} // namespace

} // namespace anemone::ane
