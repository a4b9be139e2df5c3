//===- Canonicalize.cpp - One form for what can be written in several -----===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything that only renames axes becomes Reshape to a constant shape, so that
// chains of them meet and each later pass knows one operation. No pattern here
// changes a number.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/InferUtils.h"
#include "dialects/ONNX/IR/TensorOps.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace anemone::onnx;

/// The result's type where it is static and its extents fit an i32 constant.
static RankedTensorType staticType(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type || !type.hasStaticShape() ||
      llvm::any_of(type.getShape(), [](int64_t extent) { return extent > INT32_MAX; }))
    return nullptr;
  return type;
}

/// Reshapes `data` to exactly `type`. A 0 in it is an extent, not one to copy.
static void replaceByReshape(PatternRewriter &rewriter, Operation *op, Value data,
                             RankedTensorType type) {
  Value shape = indexConstant(rewriter, op->getLoc(), type.getShape());
  int64_t allowZero = llvm::is_contained(type.getShape(), 0);
  rewriter.replaceOpWithNewOp<ReshapeOp>(op, type, data, shape, allowZero);
}

namespace {

/// squeeze(x) ==> reshape(x, [...]) where the result is static.
template <typename ViewOp> struct ViewToReshape : OpRewritePattern<ViewOp> {
  using OpRewritePattern<ViewOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(ViewOp op, PatternRewriter &rewriter) const override {
    RankedTensorType type = staticType(op->getResult(0));
    if (!type)
      return rewriter.notifyMatchFailure(op, "the shape of the result is not static");
    replaceByReshape(rewriter, op, op->getOperand(0), type);
    return success();
  }
};

/// reshape(x, s) ==> reshape(x, [the static shape of the result])
///
/// Takes the place of -1 and of extents to copy, and frees what computed `s`.
struct ReshapeToConstant : OpRewritePattern<ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReshapeOp op, PatternRewriter &rewriter) const override {
    RankedTensorType type = staticType(op.getReshaped());
    if (!type)
      return rewriter.notifyMatchFailure(op, "the shape of the result is not static");
    std::optional<Shape> shape = constantInts(op.getShape());
    if (shape && ArrayRef(*shape) == type.getShape())
      return rewriter.notifyMatchFailure(op, "the shape is that of the result already");
    replaceByReshape(rewriter, op, op.getData(), type);
    return success();
  }
};

/// reshape(reshape(x, s), t) ==> reshape(x, t)
struct ReshapeOfReshape : OpRewritePattern<ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReshapeOp op, PatternRewriter &rewriter) const override {
    auto inner = op.getData().getDefiningOp<ReshapeOp>();
    RankedTensorType type = staticType(op.getReshaped());
    if (!inner || !type)
      return rewriter.notifyMatchFailure(op, "not a reshape of a reshape to a static shape");
    replaceByReshape(rewriter, op, inner.getData(), type);
    return success();
  }
};

/// transpose(transpose(x, p), q) ==> transpose(x, p[q])
struct TransposeOfTranspose : OpRewritePattern<TransposeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(TransposeOp op, PatternRewriter &rewriter) const override {
    auto inner = op.getData().getDefiningOp<TransposeOp>();
    auto type = dyn_cast<RankedTensorType>(op.getData().getType());
    if (!inner || !type)
      return rewriter.notifyMatchFailure(op, "not a transpose of a transpose of known rank");
    Shape first = permutationOr(inner.getPerm(), type.getRank());
    Shape second = permutationOr(op.getPerm(), type.getRank());
    Shape both = llvm::map_to_vector(second, [&](int64_t axis) { return first[axis]; });
    rewriter.replaceOpWithNewOp<TransposeOp>(op, op.getType(), inner.getData(),
                                             rewriter.getI64ArrayAttr(both));
    return success();
  }
};

/// cast_like(x, t) ==> cast(x) to the element type of t
struct CastLikeToCast : OpRewritePattern<CastLikeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(CastLikeOp op, PatternRewriter &rewriter) const override {
    Type element = elementTypeOf(op.getTargetType());
    rewriter.replaceOpWithNewOp<CastOp>(op, op.getType(), op.getInput(), op.getSaturateAttr(),
                                        TypeAttr::get(element), op.getRoundModeAttr());
    return success();
  }
};

} // namespace

void ReshapeOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<ReshapeToConstant, ReshapeOfReshape>(context);
}

void FlattenOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<ViewToReshape<FlattenOp>>(context);
}

void SqueezeOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<ViewToReshape<SqueezeOp>>(context);
}

void UnsqueezeOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<ViewToReshape<UnsqueezeOp>>(context);
}

void TransposeOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<TransposeOfTranspose>(context);
}

void CastLikeOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<CastLikeToCast>(context);
}
