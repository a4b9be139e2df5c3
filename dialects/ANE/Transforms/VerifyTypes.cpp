//===- VerifyTypes.cpp - Types, extents and bytes -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/ConstantValues.h"
#include "dialects/ANE/Transforms/SurfaceLayout.h"
#include "dialects/ANE/Transforms/VerifyConstraints.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace anemone::target;

namespace anemone::ane {
namespace {

/// Bytes that a weight file spends on a record beside its elements, and the alignment of records.
constexpr int64_t kRecordHeader = 64, kRecordAlignment = 64;

/// Widths of inputs that are reported to fail, between two multiples of 32 (ANE-C25).
constexpr int64_t kGapBegin = 14593, kGapEnd = 14624;

/// An f32 value may only come in or go out, by way of a cast.
bool isBoundary(Value value) {
  auto touchesBoundary = [](Operation *op) { return isa<CastOp, ReturnOp>(op); };
  bool comesIn = isa<BlockArgument>(value) || isa<CastOp>(value.getDefiningOp());
  return comesIn && llvm::all_of(value.getUsers(), touchesBoundary);
}

bool mayCrossTheInterface(Type type) {
  return type.isF16() || type.isF32() || type.isInteger(8) || type.isInteger(16);
}

void verifyInterfaceType(ProgramOp program, const Twine &what, Type type,
                         ConstraintReporter &reporter) {
  Type element = cast<RankedTensorType>(type).getElementType();
  if (mayCrossTheInterface(element))
    return;
  std::string spelled;
  llvm::raw_string_ostream(spelled) << element;
  reporter.report(program, rule::InterfaceTypes, what + " has elements of " + spelled);
}

/// Integers are computed with nowhere: they are constants, or what quantize makes.
bool isComputedInteger(Operation *op, Type element) {
  return isa<IntegerType>(element) && !element.isInteger(1) &&
         !isa<ProgramOp, ConstantOp, QuantizeOp>(op);
}

} // namespace

void verifyInterface(ProgramOp program, ConstraintReporter &reporter) {
  for (BlockArgument argument : program.getBody().getArguments()) {
    std::string what = ("input " + Twine(argument.getArgNumber())).str();
    verifyValue(program, argument, reporter);
    verifyInterfaceType(program, what, argument.getType(), reporter);
    ArrayRef<int64_t> shape = cast<RankedTensorType>(argument.getType()).getShape();
    if (!shape.empty() && shape.back() >= kGapBegin && shape.back() < kGapEnd)
      reporter.report(program, rule::WidthGap, what + " is " + Twine(shape.back()) + " wide");
  }
  for (auto [index, type] : llvm::enumerate(program.getResultTypes()))
    verifyInterfaceType(program, "output " + Twine(index), type, reporter);
}

void verifyValue(Operation *op, Value value, ConstraintReporter &reporter) {
  auto type = cast<RankedTensorType>(value.getType());
  const Profile &profile = reporter.profile;
  reporter.atMost(op, rule::Extents, "rank", type.getRank(), profile.maxRank);
  for (auto [axis, extent] : llvm::enumerate(type.getShape())) {
    bool isSpatial = int64_t(axis) + 2 >= type.getRank();
    reporter.atMost(op, rule::Extents, "extent of axis " + Twine(axis), extent,
                    isSpatial ? profile.maxExtent : profile.maxChannels);
  }
  if (type.getElementType().isF32() && !isBoundary(value))
    reporter.report(op, rule::ComputesInHalf, "computes in f32");
  if (isComputedInteger(op, type.getElementType()))
    reporter.report(op, rule::ConstantIntegers, "computes integers");
}

void verifyWeightBytes(ProgramOp program, ConstraintReporter &reporter) {
  SetVector<std::pair<Attribute, Type>> weights; // equal ones share a record
  for (auto constant : program.getBody().front().getOps<ConstantOp>())
    if (isWeight(constant))
      weights.insert({constant.getValue(), constant.getType()});
  int64_t bytes = kRecordHeader;
  for (auto [value, type] : weights) {
    auto tensor = cast<RankedTensorType>(type);
    int64_t size = tensor.getNumElements() * elementBytes(tensor.getElementType());
    bytes += kRecordHeader + int64_t(llvm::alignTo(uint64_t(size), kRecordAlignment));
  }
  reporter.atMost(program, rule::WeightFileSize, "bytes of weights", bytes,
                  reporter.profile.maxWeightFileBytes);
}

} // namespace anemone::ane
