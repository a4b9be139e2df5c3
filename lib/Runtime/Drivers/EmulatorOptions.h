//===- EmulatorOptions.h - Which rules the emulator enforces ----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One switch or number for each rule, so that a chip on which a rule was
// refuted can do without it. The defaults are the strict ones. Numbers of
// rules are those of anemone/Target/Constraints.h where it has them.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_EMULATOROPTIONS_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_EMULATOROPTIONS_H

#include "anemone/Target/Profile.h"

namespace anemone::runtime {

struct EmulatorOptions {
  // When a program is compiled.
  bool needsBuildInfo = true;       // ANE-C52: the text names the version of coremlc
  bool needsFullArguments = true;   // ANE-C10, C23, C24, C37: arguments that MIL calls optional
  bool allowsConcat = false;        // ANE-C01
  bool allowsGelu = false;          // ANE-C10
  bool allowsConvBias = false;      // ANE-C13
  bool allowsAttentionMask = false; // ANE-C06: computed wrongly on the engine, refused here
  bool allowsTile = false;          // ANE-C28
  bool allowsInlineTensors = false; // floating-point tensors in the text instead of a weight file
  int64_t maxConvInputChannels = 31999;           // ANE-C16
  int64_t maxConvOutputChannels = 62080;          // ANE-C16
  int64_t maxWeightFiles = 16;                    // ANE-C21
  int64_t maxWeightFileBytes = int64_t(1) << 31;  // bytes of one file
  int64_t maxRank = 5;                            // ANE-C38
  int64_t maxExtent = 16384, maxChannels = 65536; // ANE-C38

  // When it is loaded.
  int64_t maxResidentPrograms = 127; // ANE-C05

  // When it is evaluated.
  int64_t rowAlignment = 64;       // bytes; rows of a surface begin at multiples of it (ANE-C44)
  int64_t minSurfaceBytes = 49152; // ANE-C04
  bool uniformInputs = true;       // ANE-C18
  bool uniformOutputs = true;      // ANE-C02
  bool wholeRows = true; // ANE-C20: a row has no padding, because some read surfaces packed

  // How the executor computes; no property of the engine.
  int threads = 0;
  bool trace = false;

  static EmulatorOptions of(const target::Profile &profile);
};

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATOROPTIONS_H
