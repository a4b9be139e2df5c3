//===- TileProducts.cpp - Products in tiles -------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Slices of weights are written as operations on constants; ane-outline-prepare
// moves them out of the program.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/TileProducts.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace anemone::ane {

static int64_t extentOf(Value value, int64_t axis) {
  return cast<RankedTensorType>(value.getType()).getDimSize(axis);
}
static int64_t rankOf(Value value) { return cast<RankedTensorType>(value.getType()).getRank(); }

std::optional<Product> Product::match(Operation *op, const MemoryPlan &plan) {
  if (auto conv = dyn_cast<ConvOp>(op)) {
    if (conv.getGroups() != 1 || !plan.isConstant(conv.getWeight()) || plan.isConstant(conv.getX()))
      return std::nullopt;
    return Product{op, conv.getX(), conv.getWeight(), 1, 1, 1};
  }
  auto matmul = dyn_cast<MatmulOp>(op);
  if (!matmul || !plan.isConstant(matmul.getY()) || plan.isConstant(matmul.getX()) ||
      rankOf(matmul.getX()) < 2 || rankOf(matmul.getY()) < 2)
    return std::nullopt;
  int64_t x = rankOf(matmul.getX()), y = rankOf(matmul.getY());
  return Product{op,
                 matmul.getX(),
                 matmul.getY(),
                 rankOf(matmul.getResult()) - 1,
                 matmul.getTransposeX() ? x - 2 : x - 1,
                 matmul.getTransposeY() ? y - 1 : y - 2};
}

int64_t Product::inputChannels() const { return extentOf(input, inputAxis); }
int64_t Product::outputChannels() const { return extentOf(op->getResult(0), outputAxis); }

int64_t chunkExtent(int64_t extent, int64_t count) {
  for (int64_t equal = count; equal < 2 * count; ++equal)
    if (extent % (equal * kChunkMultiple) == 0)
      return extent / equal;
  int64_t size = llvm::divideCeil(extent, count);
  return size >= kChunkMultiple ? llvm::alignTo(size, kChunkMultiple) : size;
}

Value buildTiles(OpBuilder &builder, const SliceRegion &region, int64_t chunk,
                 const target::Profile &profile) {
  int64_t extent = region.extent();
  SliceJoiner joiner(builder, region.root.getLoc(), region.axis, extent, profile);
  for (int64_t begin = 0; begin < extent; begin += chunk)
    joiner.append(region.build(builder, begin, std::min(chunk, extent - begin)));
  return joiner.finish();
}

Value buildPartialSums(OpBuilder &builder, const Product &product, const SliceRegion &region,
                       int64_t chunk) {
  Value sum;
  for (int64_t begin = 0, extent = product.inputChannels(); begin < extent; begin += chunk) {
    int64_t size = std::min(chunk, extent - begin);
    Value input = region.build(builder, begin, size);
    Value weight = sliceValue(builder, product.weight, product.weightInputAxis, begin, size);
    SmallVector<Value> operands = {input, weight};
    if (!sum) // a bias is added once
      llvm::append_range(operands, product.op->getOperands().drop_front(2));
    Operation *copy = builder.clone(*product.op);
    copy->setOperands(operands);
    Value part = copy->getResult(0);
    sum = sum ? AddOp::create(builder, product.op->getLoc(), sum, part).getResult() : part;
  }
  return sum;
}

/// The largest chunk of an axis that is no larger than `limit`.
static int64_t chunkWithin(int64_t extent, int64_t limit) {
  int64_t count = llvm::divideCeil(extent, limit);
  while (chunkExtent(extent, count) > limit)
    ++count;
  return chunkExtent(extent, count);
}

/// Replaces each product that `build` gives a value for; returns how many.
static unsigned
replaceProducts(ProgramOp program,
                function_ref<Value(OpBuilder &builder, const Product &product)> build) {
  MemoryPlan plan(program);
  unsigned replaced = 0;
  for (Operation &op : llvm::make_early_inc_range(program.getBody().front())) {
    std::optional<Product> product = Product::match(&op, plan);
    if (!product)
      continue;
    OpBuilder builder(&op);
    Value value = build(builder, *product);
    if (!value)
      continue;
    op.replaceAllUsesWith(ValueRange(value));
    op.erase();
    ++replaced;
  }
  return replaced;
}

unsigned splitChannels(ProgramOp program, const target::Profile &profile) {
  unsigned split = replaceProducts(program, [&](OpBuilder &builder, const Product &product) {
    int64_t limit = profile.maxConvOutputChannels, extent = product.outputChannels();
    SliceRegion region = SliceRegion::single(product.result(), product.outputAxis);
    if (extent <= limit || !SliceJoiner::canJoin(product.result(), profile))
      return Value();
    return buildTiles(builder, region, chunkWithin(extent, limit), profile);
  });
  split += replaceProducts(program, [&](OpBuilder &builder, const Product &product) {
    int64_t limit = profile.maxConvInputChannels, extent = product.inputChannels();
    SliceRegion region{product.input, product.inputAxis, {}};
    return extent <= limit ? Value()
                           : buildPartialSums(builder, product, region, chunkWithin(extent, limit));
  });
  return split;
}

} // namespace anemone::ane
