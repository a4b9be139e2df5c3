//===- Decompose.cpp - Fused operators in plain ones ----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Implements onnx-decompose. What derives gradients and what lowers meet one form
// of each computation, whether an exporter wrote it in one word or in twenty.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Transforms/Decompose.h"
#include "dialects/ONNX/Transforms/Passes.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/TypeSwitch.h"

namespace anemone::onnx {
#define GEN_PASS_DEF_ONNXDECOMPOSE
#include "dialects/ONNX/Transforms/Passes.h.inc"
} // namespace anemone::onnx

using namespace mlir;
using namespace anemone::onnx;

LogicalResult anemone::onnx::checkConstant(Operation *op, int64_t rows, int64_t columns) {
  constexpr int64_t most = kMostConstants;
  if (rows <= most && columns <= most && rows * columns <= most)
    return success();
  return op->emitOpError() << "needs a constant of " << rows << " x " << columns
                           << " elements, expected " << most
                           << " at most: export the model with a shorter sequence";
}

/// Inference has run, but a pipeline of one's own may let dynamic shapes through.
static bool isStatic(Value value) {
  auto type = dyn_cast<TensorType>(value.getType());
  return !type || type.hasStaticShape();
}

/// Axes are merged on the way, and an extent must fit an index.
static LogicalResult checkSize(Operation *op, Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  int64_t count = 1;
  for (int64_t extent : type ? type.getShape() : ArrayRef<int64_t>()) {
    count *= std::max<int64_t>(extent, 1); // both below 2^31
    if (count > INT32_MAX)
      return op->emitOpError() << "cannot be decomposed: " << type << " has more than " << INT32_MAX
                               << " elements";
  }
  return success();
}

template <typename Op> static Replacements decomposeChecked(Op op, PlainBuilder &build) {
  for (ValueRange values : {ValueRange(op->getOperands()), ValueRange(op->getResults())})
    for (Value value : values)
      if (failed(checkSize(op, value)))
        return failure();
  return decompose(op, build);
}

namespace {

template <typename... Ops> struct OpList {
  static Replacements decompose(Operation *op, PlainBuilder &build) {
    return llvm::TypeSwitch<Operation *, Replacements>(op)
        .template Case<Ops...>([&](auto fused) { return decomposeChecked(fused, build); })
        .Default([](Operation *) { return SmallVector<Value>(); });
  }
  static SmallVector<StringRef> names() { return {Ops::getOperationName()...}; }
};

/// What is taken apart.
using Decomposed =
    OpList<AdagradOp, AdamOp, AttentionOp, ConstantOfShapeOp, CumSumOp, EinsumOp,
           GroupNormalizationOp, MeanVarianceNormalizationOp, MomentumOp,
           NegativeLogLikelihoodLossOp, OneHotOp, RMSNormalizationOp, RangeOp, RotaryEmbeddingOp,
           SoftmaxCrossEntropyLossOp, SwishOp, TriluOp>;

} // namespace

/// Nothing where the operation is plain already.
static Replacements decomposeAny(Operation *op) {
  PlainBuilder build(op);
  return Decomposed::decompose(op, build);
}

SmallVector<StringRef> anemone::onnx::decomposedOperations() { return Decomposed::names(); }

namespace {

struct DecomposePass : anemone::onnx::impl::ONNXDecomposeBase<DecomposePass> {
  using ONNXDecomposeBase::ONNXDecomposeBase;

  void runOnOperation() override {
    bool failedAny = false;
    changed = false;
    getOperation()->walk([&](Operation *op) { failedAny |= failed(replace(op)); });
    if (failedAny)
      return signalPassFailure();
    SymbolTable symbols(getOperation());
    getOperation()->walk([&](SoftmaxOp op) {
      if (!isStatic(op.getInput()))
        return;
      int64_t restrained = restrainMasks(op, symbols);
      numRestrained += restrained;
      changed |= restrained > 0;
    });
    if (!changed)
      markAllAnalysesPreserved();
  }

  LogicalResult replace(Operation *op) {
    if (!llvm::all_of(op->getOperands(), isStatic) || !llvm::all_of(op->getResults(), isStatic))
      return success();
    Replacements values = decomposeAny(op);
    if (failed(values) || values->empty())
      return values;
    op->replaceAllUsesWith(*values);
    op->erase();
    ++numDecomposed;
    changed = true;
    return success();
  }

private:
  bool changed = false;
};

} // namespace
