//===- EmulatorQuirks.h - What the engine silently does otherwise -*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs that the engine takes and computes wrongly, as was reported. Under
// strict fidelity the rules refuse what the text shows, and guards watch what
// only the data show; under silicon fidelity the program is rewritten into
// what the engine makes of it, with operations of MIL.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORQUIRKS_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORQUIRKS_H

#include "lib/Runtime/Drivers/EmulatorFunction.h"
#include "lib/Runtime/Drivers/EmulatorOptions.h"

namespace anemone::runtime {

/// The function returns the result of an `identity` and nothing else (ANE-C69).
bool returnsLoneIdentity(const FunctionView &view);
/// A convolution whose weight is not known when it is compiled (ANE-C27).
bool hasRuntimeWeight(const FunctionView &view, const mil::Operation &operation);
/// Such a weight was reshaped (q38, rustane) or sliced (the codex notes on maderix/ANE) before, the
/// forms that were reported to work; that other movements do as well is an assumption.
bool isMovedBefore(const FunctionView &view, const mil::Operation &operation,
                   std::string_view argument);
/// A `tile` with a factor other than 1, 2, 3, 4 and 8 (ANE-C71).
bool hasOtherFactor(const FunctionView &view, const mil::Operation &operation);
/// A slice of fp16 that begins behind the first element of the last axis (ANE-C39).
bool slicesBehindTheStart(const FunctionView &view, const mil::Operation &operation);

/// What the executor is given for a function.
struct Execution {
  mil::Function function;
  /// Fp16 scalars, outputs behind those of the source: where one is not zero, the data broke the
  /// rule of this text.
  std::vector<std::string> guards;
  /// Evaluating it leaves the engine unusable (ANE-C28).
  bool poisons = false;
};

Execution executionOf(const FunctionView &view, const EmulatorOptions &options);

/// Whether a value's name is one that executionOf() made up; no MIL text can have it.
bool isHidden(std::string_view name);

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORQUIRKS_H
