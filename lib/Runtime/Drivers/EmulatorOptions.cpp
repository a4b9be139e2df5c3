//===- EmulatorOptions.cpp - The rules of a target ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorOptions.h"

namespace anemone::runtime {

/// 4 for "m4" and "m4-max"; 0 for a profile that is no chip's.
static int generationOf(std::string_view profile) {
  bool isChip = profile.size() >= 2 && profile[0] == 'm' && profile[1] >= '1' &&
                profile[1] <= '9' && (profile.size() == 2 || profile[2] == '-');
  return isChip ? profile[1] - '0' : 0;
}

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

  // What profiles have no field for follows from the generation.
  int generation = generationOf(profile.name);
  options.allowsTopk = generation >= 2;
  options.allowsTrigonometry = generation >= 3;
  if (generation >= 2) // ane-guide, appendix A and chapter 17
    options.maxKernelWidth = 15;
  if (generation >= 4) // ANEForge measured M4 and M5; nobody an M3
    options.sliceLimit = 0;
  options.mac = exec::macRulesOf(profile.name);
  return options;
}

} // namespace anemone::runtime
