//===- EmulatorWithoutRules.cpp - An emulator that lacks a rule -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorWithoutRules.h"
#include "anemone/Target/Constraints.h"
#include <limits>

namespace anemone::runtime {
namespace {

using Options = EmulatorOptions;

template <bool Options::*Flag, bool Value> void set(Options &options) { options.*Flag = Value; }
template <bool Options::*Flag> constexpr auto allow = set<Flag, true>;
template <bool Options::*Flag> constexpr auto forgo = set<Flag, false>;

constexpr int64_t kUnlimited = std::numeric_limits<int64_t>::max();
template <int64_t Options::*...Limits> void unlimit(Options &options) {
  ((options.*Limits = kUnlimited), ...);
}

void liftGelu(Options &options) {
  options.allowsGelu = true;
  options.needsFullArguments = false;
}
void liftConcat(Options &options) {
  options.allowsConcat = true;
  options.needsFullArguments = false;
}
void liftHostOperations(Options &options) {
  options.allowsHostOperations = options.allowsTrigonometry = options.allowsTopk = true;
}
void liftRowAlignment(Options &options) {
  options.rowAlignment = 1; // rows that lie dense are read dense
  options.wholeRows = options.paddedRowsFail = false;
}
void liftMinimumSurface(Options &options) { options.minSurfaceBytes = 0; }
void liftSliceLimit(Options &options) { options.sliceLimit = 0; }
void liftTensorCount(Options &options) { options.maxWeightTensors = 0; }
void liftArithmetic(Options &options) {
  options.mac.flushBelow = options.mac.vanishingPartial = 0;
  options.mac.roundedTile = 0;
}
void liftProductCliff(Options &options) { options.mac.productCliff = 0; }
void liftExactSums(Options &options) { options.mac.rowSumTies = target::Ties::Even; }

struct Lift {
  unsigned number;
  void (*lift)(Options &);
};
constexpr Lift kLifts[] = {
    {1, liftConcat},
    {2, forgo<&Options::uniformOutputs>},
    {3, forgo<&Options::checksOutputOrder>},
    {4, liftMinimumSurface},
    {5, unlimit<&Options::maxResidentPrograms>},
    {6, allow<&Options::allowsAttentionMask>},
    {7, forgo<&Options::checksReloads>},
    {8, forgo<&Options::checksBlobOffsets>},
    {9, allow<&Options::acceptsTextAsString>},
    {10, liftGelu},
    {11, allow<&Options::acceptsNilDictionary>},
    {13, allow<&Options::allowsConvBias>},
    {16, unlimit<&Options::maxConvInputChannels, &Options::maxConvOutputChannels>},
    {18, forgo<&Options::uniformInputs>},
    {19, forgo<&Options::checksInputOrder>},
    {20, forgo<&Options::wholeRows>},
    {21, unlimit<&Options::maxWeightFiles>},
    {22, liftTensorCount},
    {23, forgo<&Options::needsFullArguments>},
    {24, forgo<&Options::needsFullArguments>},
    {25, forgo<&Options::hasWidthGap>},
    {27, allow<&Options::allowsRuntimeConvWeights>},
    {28, allow<&Options::allowsTile>},
    {33, allow<&Options::allowsAnySoftmaxAxis>},
    {36, liftHostOperations},
    {37, forgo<&Options::needsFullArguments>},
    {38, unlimit<&Options::maxRank, &Options::maxExtent, &Options::maxChannels,
                 &Options::maxKernelHeight, &Options::maxKernelWidth, &Options::maxPoolHeight,
                 &Options::maxPoolWidth>},
    {39, liftSliceLimit},
    {40, allow<&Options::allowsAnyInterface>},
    {41, unlimit<&Options::maxPadChannels>},
    {44, liftRowAlignment},
    {45, allow<&Options::runsEachFunction>},
    {48, liftArithmetic},
    {52, forgo<&Options::needsBuildInfo>},
    {53, allow<&Options::allowsFp32>},
    {54, allow<&Options::allowsInfiniteMasks>},
    {55, allow<&Options::allowsAnyConvStride>},
    {56, allow<&Options::allowsInlineTensors>},
    {57, allow<&Options::allowsUntransposedConstants>},
    {58, allow<&Options::allowsMatmulOf8192>},
    {59, allow<&Options::allowsDivisionByConstants>},
    {60, allow<&Options::allowsHalfConditions>},
    {61, allow<&Options::allowsLoneReductions>},
    {62, unlimit<&Options::maxWeightFileBytes>},
    {63, liftProductCliff},
    {64, liftExactSums},
    {65, allow<&Options::allowsIntegers>},
    {66, allow<&Options::allowsUnsignedWeights>},
    {67, allow<&Options::allowsAffineDequantize>},
    {68, allow<&Options::allowsScaleBlocks>},
    {69, allow<&Options::allowsLoneIdentity>},
    {70, allow<&Options::allowsLinear>},
    {71, allow<&Options::allowsTileFactors>},
};

} // namespace

bool liftRule(EmulatorOptions &options, unsigned number) {
  for (const Lift &each : kLifts)
    if (each.number == number) {
      each.lift(options);
      return true;
    }
  return false;
}

Status liftRules(EmulatorOptions &options, std::span<const unsigned> numbers) {
  for (unsigned number : numbers)
    if (!liftRule(options, number))
      return Status::failure("the emulator has no rule for " + target::label(number) +
                             " that can be lifted");
  return Status::success();
}

} // namespace anemone::runtime
