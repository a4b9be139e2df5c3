//===- TileProducts.h - Products in tiles -----------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_TILEPRODUCTS_H
#define DIALECTS_ANE_TRANSFORMS_TILEPRODUCTS_H

#include "dialects/ANE/Analysis/MemoryPlan.h"
#include "dialects/ANE/Transforms/SliceAxis.h"

namespace anemone::ane {

/// A convolution in one group, or a product of matrices, with a constant weight. Both are sums over
/// input channels for each output channel.
struct Product {
  mlir::Operation *op;
  mlir::Value input, weight;
  int64_t outputAxis;      // of the result
  int64_t inputAxis;       // of `input`
  int64_t weightInputAxis; // of `weight`, the input channels

  static std::optional<Product> match(mlir::Operation *op, const MemoryPlan &plan);

  mlir::Value result() const { return op->getResult(0); }
  int64_t inputChannels() const;
  int64_t outputChannels() const;
};

/// Chunks are multiples of this where they can be: the fp16 elements of a row of 64 bytes.
inline constexpr int64_t kChunkMultiple = 32;

/// The size of chunks of which about `count` fill `extent`: equal multiples of 32 where fewer than
/// twice as many chunks can be that, else multiples of 32 with a shorter last one.
int64_t chunkExtent(int64_t extent, int64_t count);

/// Computes the region's root chunk by chunk and joins the chunks.
mlir::Value buildTiles(mlir::OpBuilder &builder, const SliceRegion &region, int64_t chunk,
                       const target::Profile &profile);

/// Computes `product` as a sum over chunks of its input channels, each of which `region`, whose
/// root is the product's input, computes on its own: with the first product of a feed-forward block
/// in the region, its hidden value never exists as a whole.
mlir::Value buildPartialSums(mlir::OpBuilder &builder, const Product &product,
                             const SliceRegion &region, int64_t chunk);

/// Splits products of more channels than a convolution may have (ANE-C16); returns how many.
unsigned splitChannels(ProgramOp program, const target::Profile &profile);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_TILEPRODUCTS_H
