//===- VerifyConstraints.cpp - Programs against the catalogue -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The last look at what will be emitted: each rule that the passes before have
// to discharge is checked again here, on the IR alone.
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/VerifyConstraints.h"
#include "dialects/ANE/Transforms/Passes.h"

#include "anemone/Target/Constraints.h"

using namespace mlir;

namespace anemone::ane {

#define GEN_PASS_DEF_ANEVERIFYCONSTRAINTS
#include "dialects/ANE/Transforms/Passes.h.inc"

void ConstraintReporter::report(Operation *op, unsigned number, const Twine &found) {
  failedAny = true;
  const target::Constraint *row = target::findConstraint(number);
  InFlightDiagnostic diagnostic = op->emitOpError("[") << target::label(number) << "] " << found
                                                       << " on " << std::string(profile.name);
  if (row)
    diagnostic << "; rule: " << std::string(row->rule) << "; " << std::string(row->remedy);
}

void ConstraintReporter::atMost(Operation *op, unsigned number, const Twine &quantity,
                                int64_t found, int64_t limit) {
  if (found > limit)
    report(op, number, quantity + " " + Twine(found) + " exceeds " + Twine(limit));
}

namespace {

void verifyConvolution(ConvOp conv, ConstraintReporter &reporter) {
  if (conv.getBias() && !reporter.profile.allowsConvBias)
    reporter.report(conv, 13, "has a bias");
  auto input = cast<RankedTensorType>(conv.getX().getType());
  auto output = cast<RankedTensorType>(conv.getResult().getType());
  reporter.atMost(conv, 16, "number of input channels", input.getDimSize(1),
                  reporter.profile.maxConvInputChannels);
  reporter.atMost(conv, 16, "number of output channels", output.getDimSize(1),
                  reporter.profile.maxConvOutputChannels);
}

/// Operations that the engine's compiler, or the engine, is reported to fail on.
void verifyOperation(Operation *op, ConstraintReporter &reporter) {
  const target::Profile &profile = reporter.profile;
  if (auto conv = dyn_cast<ConvOp>(op))
    return verifyConvolution(conv, reporter);
  if (isa<ConcatOp>(op) && !profile.allowsConcat)
    return reporter.report(op, 1, "is a concat");
  if (isa<GeluOp>(op) && !profile.allowsGelu)
    return reporter.report(op, 10, "is a gelu");
  if (isa<BandPartOp, CumsumOp, GatherAlongAxisOp, GatherOp, LogicalAndOp, LogicalNotOp,
          LogicalOrOp, LogicalXorOp, ReduceProdOp, TanOp>(op))
    return reporter.report(op, 36, "is host work");
  if (isa<TileOp>(op))
    return reporter.report(op, 28, "is a tile");
  if (auto attention = dyn_cast<ScaledDotProductAttentionOp>(op))
    if (attention.getAttnMask())
      reporter.report(op, 6, "has a mask");
}

/// An f32 value may only come in or go out, by way of a cast.
bool isBoundary(Value value) {
  auto touchesBoundary = [](Operation *op) { return isa<CastOp, ReturnOp>(op); };
  bool comesIn = isa<BlockArgument>(value) || isa<CastOp>(value.getDefiningOp());
  return comesIn && llvm::all_of(value.getUsers(), touchesBoundary);
}

void verifyValue(Operation *op, Value value, ConstraintReporter &reporter) {
  auto type = cast<RankedTensorType>(value.getType());
  reporter.atMost(op, 38, "rank", type.getRank(), reporter.profile.maxRank);
  for (auto [axis, extent] : llvm::enumerate(type.getShape())) {
    bool isSpatial = int64_t(axis) + 2 >= type.getRank();
    reporter.atMost(op, 38, "extent of axis " + Twine(axis), extent,
                    isSpatial ? reporter.profile.maxExtent : reporter.profile.maxChannels);
  }
  if (type.getElementType().isF32() && !isBoundary(value))
    reporter.report(op, 53, "computes in f32");
}

struct VerifyConstraintsPass : impl::ANEVerifyConstraintsBase<VerifyConstraintsPass> {
  void runOnOperation() override {
    ConstraintReporter reporter(getTargetProfile(getOperation()));
    for (auto program : getOperation().getOps<ProgramOp>())
      if (!program.isHost())
        verifyProgram(program, reporter);
    markAllAnalysesPreserved();
    if (reporter.failedAny)
      signalPassFailure();
  }

  void verifyProgram(ProgramOp program, ConstraintReporter &reporter) {
    verifySurfaces(program, reporter);
    for (BlockArgument argument : program.getBody().getArguments())
      verifyValue(program, argument, reporter);
    for (Operation &op : program.getBody().front()) {
      verifyOperation(&op, reporter);
      for (Value result : op.getResults())
        verifyValue(&op, result, reporter);
    }
  }
};

} // namespace
} // namespace anemone::ane
