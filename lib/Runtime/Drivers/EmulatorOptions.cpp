//===- EmulatorOptions.cpp - The rules of a target ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorOptions.h"

#include "anemone/Target/ConstraintNumbers.h"

namespace rule = anemone::target::rule;

namespace anemone::runtime {

EmulatorOptions EmulatorOptions::of(const target::Profile &profile) {
  EmulatorOptions options;
  options.allowsConcat = profile.allowsConcat;
  options.allowsGelu = profile.allowsGelu;
  options.allowsConvBias = profile.allowsConvBias;
  options.maxConvInputChannels = profile.maxConvInputChannels;
  options.maxConvOutputChannels = profile.maxConvOutputChannels;
  options.maxWeightFiles = profile.maxWeightFiles;
  options.maxWeightFileBytes = profile.maxWeightFileBytes;
  options.maxRank = profile.maxRank;
  options.maxExtent = profile.maxExtent;
  options.maxChannels = profile.maxChannels;
  options.maxResidentPrograms = profile.maxResidentPrograms;
  options.rowAlignment = profile.rowAlignment;
  options.minSurfaceBytes = profile.minSurfaceBytes;
  options.uniformInputs = profile.enforces(rule::UniformInputs);
  options.uniformOutputs = profile.enforces(rule::UniformOutputs);
  options.wholeRows = profile.packedRows;

  options.maxPadChannels = profile.maxPaddedChannels;
  options.maxKernelHeight = profile.windows.convHeight;
  options.maxKernelWidth = profile.windows.convWidth;
  options.maxPoolHeight = profile.windows.poolHeight;
  options.maxPoolWidth = profile.windows.poolWidth;
  options.allowsTile = profile.allowsTile;
  options.allowsTopk = profile.allowsTopk;
  options.allowsTrigonometry = profile.allowsSinCos;
  options.allowsInlineTensors = !profile.enforces(rule::NoInlineTensors);
  options.allowsUntransposedConstants = !profile.enforces(rule::ConstantMatmul);
  options.allowsMatmulOf8192 = !profile.enforces(rule::ConstantMatmul8192);
  options.allowsDivisionByConstants = !profile.enforces(rule::DivisionByConstant);
  options.allowsHalfConditions = !profile.enforces(rule::BooleanCondition);
  options.allowsLoneReductions = !profile.enforces(rule::LoneReduction);
  options.allowsLinear = !profile.enforces(rule::NoLinear);
  options.allowsAffineDequantize = !profile.enforces(rule::AffineDequantize);
  options.hasWidthGap = profile.enforces(rule::WidthGap);
  options.allowsAnySoftmaxAxis = !profile.enforces(rule::SoftmaxAxis);
  options.allowsLoneIdentity = !profile.enforces(rule::LoneIdentity);
  options.runsEachFunction = !profile.enforces(rule::OneFunction);
  options.sliceLimit = profile.numerics.sliceLimit;
  options.mac = profile.numerics;
  return options;
}

} // namespace anemone::runtime
