//===- EmulatorOptions.h - Which rules the emulator enforces ----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One switch or number for each rule, so that a chip on which a rule was
// refuted can do without it. The defaults are the strict ones, but for the
// readings that better founded ones replaced: those are off.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_EMULATOROPTIONS_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_EMULATOROPTIONS_H

#include "anemone/Target/Profile.h"
#include "lib/Executor/MacRules.h"
#include "lib/Runtime/Fidelity.h"
#include <memory>

namespace anemone::exec {
class Workspace;
}

namespace anemone::runtime {

struct EmulatorOptions {
  Fidelity fidelity = Fidelity::Strict;

  // When a model is described.
  bool acceptsTextAsString = false;  // ANE-C09: text that is no NSData
  bool acceptsNilDictionary = false; // ANE-C11

  // When a program is compiled: operations.
  bool needsBuildInfo = true;       // ANE-C52: the text names the version of coremlc
  bool needsFullArguments = true;   // ANE-C10, C23, C24, C37: arguments that MIL calls optional
  bool allowsConcat = false;        // ANE-C01
  bool allowsAttentionMask = false; // ANE-C06: else the mask has no effect
  bool allowsGelu = false;          // ANE-C10
  bool allowsConvBias = false;      // ANE-C13
  bool allowsRuntimeConvWeights = false;  // ANE-C27: in any form
  bool ignoresRuntimeConvWeights = false; // ANE-C27: even those that are reshaped, at batch 1
  bool allowsTile = false;                // ANE-C28: else other factors than 2, 3, 4 and 8 poison
  bool allowsTileFactors = false;         // ANE-C71: any, which then do not poison
  bool allowsHostOperations = false;      // ANE-C36
  bool allowsTrigonometry = false;        // ANE-C36: sin and cos, from the M3 on
  bool allowsTopk = false;                // ANE-C36: from the M2 on
  bool allowsFp32 = false;                // ANE-C53: operations other than cast on fp32
  bool allowsLinear = false;              // ANE-C70
  bool runsEachFunction = false;          // ANE-C45: else a request for any runs the first

  bool allowsAnyInterface = false; // ANE-C40: any type that can be computed with

  // Forms of operations.
  bool allowsInlineTensors = false;         // ANE-C56: else they come from a weight file
  bool allowsUntransposedConstants = false; // ANE-C57: a constant y without transpose_y
  bool allowsMatmulOf8192 = false;          // ANE-C58: [128, 8192] times a constant
  bool allowsDivisionByConstants = false;   // ANE-C59: real_div by a tensor constant
  bool allowsHalfConditions = false;        // ANE-C60: select by fp16
  bool allowsLoneReductions = false;        // ANE-C61: reduce_max or reduce_mean of channels alone
  bool allowsAnyConvStride = false;         // ANE-C55: else products of 2 and 3
  bool allowsAffineDequantize = false;      // ANE-C67
  bool allowsScaleBlocks = false;           // ANE-C68: scales that are not one a channel
  bool allowsUnsignedWeights = false;       // ANE-C66: else they are read as signed
  bool allowsInfiniteMasks = false;         // ANE-C54: else no -inf enters a softmax
  bool allowsAnySoftmaxAxis = false;        // ANE-C33: else over axis 1 of a power of two
  bool allowsIntegers = false;              // ANE-C65: results that are integers
  bool allowsLoneIdentity = false;          // ANE-C69: else the output is NaN

  // Where strict fidelity only notices.
  bool checksBlobOffsets = true; // ANE-C08: else garbage is read
  bool checksReloads = true;     // ANE-C07: else the old weights stay

  // Limits.
  int64_t maxConvInputChannels = 31999;           // ANE-C16
  int64_t maxConvOutputChannels = 62080;          // ANE-C16
  int64_t maxWeightFiles = 16;                    // ANE-C21
  int64_t maxWeightTensors = 0;                   // ANE-C21 by another reading, C22; 0: any number
  int64_t maxWeightFileBytes = int64_t(1) << 31;  // ANE-C62
  int64_t maxRank = 5;                            // ANE-C38
  int64_t maxExtent = 16384, maxChannels = 65536; // ANE-C38
  int64_t maxKernelHeight = 29, maxKernelWidth = 13; // ANE-C38
  int64_t maxPoolHeight = 29, maxPoolWidth = 29;     // ANE-C38
  int64_t maxPadChannels = 9216;                     // ANE-C41
  int64_t maxCompiles = 0; // ANE-C05 as first reported, 119 in a process; 0: any number

  // When it is loaded.
  int64_t maxResidentPrograms = 127; // ANE-C05
  int64_t maxDonorFiles = 1;         // ANE-C07: weight files that a donor's form takes

  // When it is evaluated.
  int64_t rowAlignment = 64;       // bytes; rows of a surface begin at multiples of it (ANE-C44)
  int64_t minSurfaceBytes = 49152; // ANE-C04
  bool checksInputOrder = true;    // ANE-C19: where the caller says what it means
  bool checksOutputOrder = true;   // ANE-C03
  bool uniformInputs = true;       // ANE-C18
  bool uniformOutputs = true;      // ANE-C02
  bool wholeRows = true;           // ANE-C20: where a row has padding, the surface is read packed
  bool hasWidthGap = true;         // ANE-C25: inputs of 14,593 to 14,623 elements in a row fail
  bool paddedRowsFail = false;     // ANE-C44 as reported by some: padding fails the request
  /// ANE-C39: a slice that begins behind the first element of the last axis makes infinities of
  /// larger magnitudes; 0: it does not.
  double sliceLimit = 4094;

  // How the executor computes.
  EngineNumerics numerics = EngineNumerics::F16;
  target::Numerics mac; // ANE-C48, C63, C64
  int threads = 0;
  std::shared_ptr<exec::Workspace> workspace = nullptr; // as in DriverOptions
  bool trace = false;

  bool isStrict() const { return fidelity == Fidelity::Strict; }
  static EmulatorOptions of(const target::Profile &profile);
};

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATOROPTIONS_H
