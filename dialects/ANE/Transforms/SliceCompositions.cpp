//===- SliceCompositions.cpp - Slices of what was put together ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANE.h"
#include "dialects/ANE/IR/Inference.h"
#include "dialects/ANE/Transforms/BareResults.h"
#include "dialects/ANE/Transforms/IdentityPatterns.h"
#include "dialects/ANE/Transforms/RewriteCounts.h"

using namespace mlir;

namespace anemone::ane {
namespace {

/// Where the slice begins, from 0 on each axis.
Shape beginOf(SliceBySizeOp slice) {
  Shape begin(slice.getBegin().begin(), slice.getBegin().end());
  for (auto [first, extent] : llvm::zip_equal(begin, shapeOf(slice.getX())))
    if (first < 0)
      first += extent;
  return begin;
}

/// Takes as many elements from `source`, from `begin` on.
LogicalResult sliceInstead(SliceBySizeOp slice, Value source, ArrayRef<int64_t> begin,
                           PatternRewriter &rewriter) {
  if (source.getType() == slice.getType())
    return replaceByValue(slice, source, rewriter);
  SmallVector<int32_t> size(slice.getType().getShape());
  rewriter.replaceOpWithNewOp<SliceBySizeOp>(slice, slice.getType(), source,
                                             SmallVector<int32_t>(begin), size);
  return success();
}

LogicalResult sliceOfSlice(SliceBySizeOp slice, PatternRewriter &rewriter) {
  auto inner = slice.getX().getDefiningOp<SliceBySizeOp>();
  if (!inner)
    return rewriter.notifyMatchFailure(slice, "x is not a slice");
  Shape begin = beginOf(slice);
  for (auto [first, before] : llvm::zip_equal(begin, beginOf(inner)))
    first += before;
  return sliceInstead(slice, inner.getX(), begin, rewriter);
}

/// Whatever was appended, what lies between is x.
LogicalResult sliceOfPad(SliceBySizeOp slice, PatternRewriter &rewriter) {
  auto pad = slice.getX().getDefiningOp<PadOp>();
  if (!pad)
    return rewriter.notifyMatchFailure(slice, "x is not a pad");
  ArrayRef<int64_t> inside = shapeOf(pad.getX()), size = slice.getType().getShape();
  Shape begin = beginOf(slice);
  size_t firstAxis = inside.size() - pad.getPad().size() / 2;
  for (size_t axis = firstAxis; axis < inside.size(); ++axis) {
    begin[axis] -= pad.getPad()[2 * (axis - firstAxis)];
    if (begin[axis] < 0 || begin[axis] + size[axis] > inside[axis])
      return rewriter.notifyMatchFailure(slice, "it takes padding");
  }
  return sliceInstead(slice, pad.getX(), begin, rewriter);
}

LogicalResult sliceOfConcat(SliceBySizeOp slice, PatternRewriter &rewriter) {
  auto concat = slice.getX().getDefiningOp<ConcatOp>();
  if (!concat || concat.getInterleave())
    return rewriter.notifyMatchFailure(slice, "x is not a concat");
  int64_t axis = *normalizeAxis(int32_t(concat.getAxis()), concat.getType().getRank());
  Shape begin = beginOf(slice);
  for (Value part : concat.getValues()) {
    int64_t extent = shapeOf(part)[axis];
    if (begin[axis] < extent) {
      if (begin[axis] + slice.getType().getDimSize(axis) > extent)
        return rewriter.notifyMatchFailure(slice, "it takes of two operands");
      return sliceInstead(slice, part, begin, rewriter);
    }
    begin[axis] -= extent;
  }
  return failure();
}

} // namespace

void populateSliceCompositions(RewritePatternSet &patterns) {
  for (auto function : {sliceOfSlice, sliceOfPad, sliceOfConcat})
    addLabeled(patterns, kSliceLabel, function);
}

} // namespace anemone::ane
