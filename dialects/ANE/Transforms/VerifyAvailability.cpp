//===- VerifyAvailability.cpp - Operations that the engine has ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/VerifyConstraints.h"

using namespace mlir;
using namespace anemone::target;

namespace anemone::ane {
namespace {

/// Operations of MIL that Apple's compiler gives to other processors.
bool isHostWork(Operation *op, const Profile &profile) {
  if (isa<CosOp, SinOp>(op))
    return !profile.allowsSinCos;
  return isa<AcosOp, AsinOp, BandPartOp, CumsumOp, GatherAlongAxisOp, GatherNdOp, GatherOp,
             LogicalAndOp, LogicalNotOp, LogicalOrOp, LogicalXorOp, ModOp, ReduceProdOp,
             ScatterAlongAxisOp, ScatterNdOp, TanOp>(op);
}

void verifyTile(TileOp tile, ConstraintReporter &reporter) {
  reporter.report(tile, rule::NoTile, "is a tile");
  for (auto [axis, factor] : llvm::enumerate(tile.getReps()))
    if (!llvm::is_contained(kTileFactors, int64_t(factor)))
      reporter.report(tile, rule::TileFactors,
                      "repeats axis " + Twine(axis) + " " + Twine(factor) + " times");
}

} // namespace

void verifyAvailability(Operation *op, ConstraintReporter &reporter) {
  if (isa<ConcatOp, StackOp>(op))
    reporter.report(op, rule::NoConcat, "is a " + op->getName().stripDialect());
  else if (isa<GeluOp>(op))
    reporter.report(op, rule::NoGelu, "is a gelu");
  else if (isa<LinearOp>(op))
    reporter.report(op, rule::NoLinear, "is a linear");
  else if (auto tile = dyn_cast<TileOp>(op))
    verifyTile(tile, reporter);
  else if (isHostWork(op, reporter.profile))
    reporter.report(op, rule::HostOperations, "is host work");
  else if (auto attention = dyn_cast<ScaledDotProductAttentionOp>(op);
           attention && attention.getAttnMask())
    reporter.report(op, rule::AttentionMask, "has a mask");
}

} // namespace anemone::ane
