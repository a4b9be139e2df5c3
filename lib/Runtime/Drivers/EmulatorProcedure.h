//===- EmulatorProcedure.h - One function of a compiled program -*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORPROCEDURE_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORPROCEDURE_H

#include "lib/Executor/Executor.h"
#include "lib/Runtime/Drivers/EmulatorError.h"
#include "lib/Runtime/Drivers/EmulatorSurfaces.h"
#include "lib/Runtime/Drivers/EmulatorWeights.h"

namespace anemone::runtime {

/// What a request names: surfaces as raw bytes in the byte order of their symbols.
struct EmulatorRequest {
  std::span<const std::span<const uint8_t>> inputs;
  std::span<const std::span<uint8_t>> outputs;
  /// Which symbol the caller takes each surface for. The engine is not told: strict fidelity
  /// compares them with the order that it has. May be empty.
  std::span<const std::string> inputSymbols = {}, outputSymbols = {};
  size_t procedure = 0;
};

class EmulatedProcedure {
public:
  /// `weights` must outlive the procedure.
  EmulatorStatus plan(const mil::Function &function, const BakedWeights &weights,
                      const EmulatorOptions &options);

  std::span<const EmulatorSurface> inputs() const { return inputSurfaces; }
  std::span<const EmulatorSurface> outputs() const { return outputSurfaces; }
  /// Evaluating it leaves the engine unusable.
  bool poisons() const { return isPoisonous; }

  /// Runs once; padding of outputs is not written.
  EmulatorStatus evaluate(const EmulatorRequest &request, const EmulatorOptions &options,
                          const exec::Trace &trace);

private:
  EmulatorStatus check(const EmulatorRequest &request, const EmulatorOptions &options) const;
  EmulatorStatus checkGuards() const;

  std::unique_ptr<exec::Executable> executable;
  std::vector<EmulatorSurface> inputSurfaces, outputSurfaces;
  // Dense copies of the surfaces that have padding, in the order of the surfaces.
  std::vector<std::vector<uint8_t>> inputStaging, outputStaging;
  std::vector<std::string> guards;   // see Execution
  std::vector<uint16_t> guardValues; // of the last run
  bool isPoisonous = false;
};

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORPROCEDURE_H
