//===- EmulatorOptions.cpp - The rules of a target ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorOptions.h"

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
  options.uniformInputs = options.uniformOutputs = profile.uniformSurfaces;
  options.wholeRows = profile.packedRows;

  options.maxPadChannels = profile.maxPaddedChannels;
  options.maxKernelHeight = profile.windows.convHeight;
  options.maxKernelWidth = profile.windows.convWidth;
  options.maxPoolHeight = profile.windows.poolHeight;
  options.maxPoolWidth = profile.windows.poolWidth;
  options.allowsTile = profile.allowsTile;
  options.allowsTopk = profile.allowsTopk;
  options.allowsTrigonometry = profile.allowsSinCos;
  options.allowsInlineTensors = !profile.enforces(56);
  options.allowsUntransposedConstants = !profile.enforces(57);
  options.allowsMatmulOf8192 = !profile.enforces(58);
  options.allowsDivisionByConstants = !profile.enforces(59);
  options.allowsHalfConditions = !profile.enforces(60);
  options.allowsLoneReductions = !profile.enforces(61);
  options.allowsLinear = !profile.enforces(70);
  options.sliceLimit = profile.numerics.sliceLimit;
  options.mac = exec::macRulesOf(profile.name);
  return options;
}

} // namespace anemone::runtime
