//===- EliminateIdentities.cpp - What changes nothing goes ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules stand in the files that IdentityPatterns.h names, the rule about
// what a program may return in BareResults.h. Folding is off: it knows neither.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEProgram.h"
#include "dialects/ANE/Transforms/IdentityPatterns.h"
#include "dialects/ANE/Transforms/Passes.h"
#include "dialects/ANE/Transforms/RewriteCounts.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;

namespace anemone::ane {

#define GEN_PASS_DEF_ANEELIMINATEIDENTITIES
#include "dialects/ANE/Transforms/Passes.h.inc"

namespace {

struct EliminateIdentitiesPass : impl::ANEEliminateIdentitiesBase<EliminateIdentitiesPass> {
  using ANEEliminateIdentitiesBase::ANEEliminateIdentitiesBase;

  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    populateArithmeticIdentities(set);
    populateMovementIdentities(set);
    populateCompositions(set);
    populateSliceCompositions(set);
    patterns = FrozenRewritePatternSet(std::move(set));
    return success();
  }

  void runOnOperation() override {
    bool changed = false;
    RewriteCounts rewrites;
    GreedyRewriteConfig config;
    config.enableFolding(false).enableConstantCSE(false).setListener(&rewrites);
    config.setMaxIterations(maxIterations)
        .setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled);
    // Every state between is as good as the program was: running out of iterations is no failure.
    (void)applyPatternsGreedily(getOperation(), patterns, config, &changed);
    if (!changed)
      markAllAnalysesPreserved();
    arithmetic += rewrites[kArithmeticLabel];
    movements += rewrites[kMovementLabel];
    compositions += rewrites[kCompositionLabel] + rewrites[""]; // "": the dialect's own
    slices += rewrites[kSliceLabel];
  }

private:
  FrozenRewritePatternSet patterns;
};

} // namespace
} // namespace anemone::ane
