//===- FuseCasts.cpp - Casts meet, cancel, and leave for the boundary -----===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// First each program on its own, then what passes between programs; what that
// takes from a program may let casts meet in it, so both go on until nothing
// is left. An interface never gets wider again: it ends.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/CastPatterns.h"
#include "dialects/ANE/Transforms/NarrowBoundaries.h"
#include "dialects/ANE/Transforms/Passes.h"
#include "dialects/ANE/Transforms/RewriteCounts.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;

namespace anemone::ane {

#define GEN_PASS_DEF_ANEFUSECASTS
#include "dialects/ANE/Transforms/Passes.h.inc"

namespace {

struct FuseCastsPass : impl::ANEFuseCastsBase<FuseCastsPass> {
  using ANEFuseCastsBase::ANEFuseCastsBase;

  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    populateCastCompositions(set, allowNarrowing);
    populateCastMovements(set);
    patterns = FrozenRewritePatternSet(std::move(set));
    return success();
  }

  void runOnOperation() override {
    RewriteCounts rewrites;
    GreedyRewriteConfig config;
    config.enableFolding(false).enableConstantCSE(false).setListener(&rewrites);
    config.setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled);
    unsigned count = 0;
    bool changed = false;
    do {
      for (auto program : getOperation().getOps<ProgramOp>()) {
        bool rewritten = false;
        (void)applyPatternsGreedily(program, patterns, config, &rewritten);
        changed |= rewritten;
      }
      count = BoundaryNarrowing(getOperation()).run();
      narrowed += count;
      changed |= count > 0;
    } while (count > 0);
    if (!changed)
      markAllAnalysesPreserved();
    roundTrips += rewrites[kRoundTripLabel];
    composed += rewrites[kComposedLabel];
    moved += rewrites[kMovedLabel];
  }

private:
  FrozenRewritePatternSet patterns;
};

} // namespace
} // namespace anemone::ane
