//===- CleanUp.cpp - Canonical forms and common subexpressions ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR's canonicalizer looks at every user of what it rewrites, and to look at
// a return it looks at all of its operands: a function of n results would cost
// n * n. No rewrite begins at a terminator, so here they are never looked at.
//
//===----------------------------------------------------------------------===//

#include "lib/Compiler/Passes.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/CSE.h"
#include "mlir/Transforms/FoldUtils.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace anemone {
#define GEN_PASS_DEF_CLEANUP
#include "lib/Compiler/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

/// How often a region is gone through at most; one round is nearly always enough.
constexpr int kMaxRounds = 10;

/// The canonicalization patterns of all dialects that are loaded.
FrozenRewritePatternSet collectPatterns(MLIRContext *context) {
  RewritePatternSet patterns(context);
  for (Dialect *dialect : context->getLoadedDialects())
    dialect->getCanonicalizationPatterns(patterns);
  for (RegisteredOperationName op : context->getRegisteredOperations())
    op.getCanonicalizationPatterns(patterns, context);
  return patterns;
}

/// Moves the constants of a region to its front, one of each. Returns whether any was superfluous.
bool uniqueConstants(Region &region) {
  OperationFolder folder(region.getContext());
  bool changed = false;
  region.walk([&](Operation *op) {
    Attribute value;
    if (matchPattern(op, m_Constant(&value)))
      changed |= !folder.insertKnownConstant(op, value);
  });
  return changed;
}

SmallVector<Operation *> operationsToRewrite(Region &region) {
  SmallVector<Operation *> operations;
  region.walk([&](Operation *op) {
    if (!op->hasTrait<OpTrait::IsTerminator>())
      operations.push_back(op);
  });
  return operations;
}

struct CleanUpPass : anemone::impl::CleanUpBase<CleanUpPass> {
  using CleanUpBase::CleanUpBase;

  LogicalResult initialize(MLIRContext *context) override {
    patterns = collectPatterns(context);
    return success();
  }

  void runOnOperation() override {
    bool changed = false;
    for (Region &region : getOperation()->getRegions())
      changed |= canonicalize(region);
    if (!eliminateCommonSubExpressions() && !changed)
      markAllAnalysesPreserved();
  }

private:
  /// Functions and programs have one block: there are no regions to simplify.
  bool canonicalize(Region &region) {
    GreedyRewriteConfig config;
    config.setScope(&region).setStrictness(GreedyRewriteStrictness::ExistingAndNewOps);
    bool changedAny = false;
    for (int round = 0; round < kMaxRounds; ++round) {
      bool changed = false;
      changedAny |= uniqueConstants(region);
      // Rewrites that do not come to an end leave sound IR.
      (void)applyOpPatternsGreedily(operationsToRewrite(region), patterns, config, &changed);
      changedAny |= changed;
      if (!changed)
        break;
    }
    return changedAny;
  }

  bool eliminateCommonSubExpressions() {
    IRRewriter rewriter(&getContext());
    DominanceInfo dominance(getOperation());
    bool changed = false;
    mlir::eliminateCommonSubExpressions(rewriter, dominance, getOperation(), &changed);
    return changed;
  }

  FrozenRewritePatternSet patterns;
};

} // namespace
