//===- EmulatorError.h - Failures as the engine reports them ----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Apple's software says little: a stage, a code and a text that names
// nothing. An emulated failure carries these, as they were reported by those
// who met them, and beside them what the emulator knows about the cause.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORERROR_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORERROR_H

#include "anemone/Support/Status.h"
#include <cstdint>

namespace anemone::runtime {

enum class EngineStage : uint8_t { Compile, Load, Evaluate };

struct EmulatorError {
  EngineStage stage = EngineStage::Compile;
  /// Code of the NSError at Compile, else the status inside its text (0x50004, 0x1d, ...); 0 where
  /// none was reported.
  uint32_t code = 0;
  /// What Apple's software was reported to say; empty where nobody reported it.
  std::string reported;
  /// What is wrong, one line each, with the numbers of the constraints.
  std::string explanation;

  /// Whether it is the failure of a program for which there is no place.
  bool saysEngineIsFull() const;

  /// All of it for a person to read.
  std::string message() const;

  /// What the engine does not notice and strict fidelity refuses: nothing was reported.
  static EmulatorError silent(EngineStage stage, std::string explanation);
  /// What ANECCompile() says; `reason` is the word in its err=(...), which may be empty.
  static EmulatorError compile(const std::string &reason, std::string explanation);
  /// A program that did not become resident; nobody reported what is said but where the engine is
  /// full.
  static EmulatorError load(std::string explanation);
  static EmulatorError engineIsFull(std::string explanation);
  /// A request that failed with `status`.
  static EmulatorError evaluate(uint32_t status, std::string explanation);
};

/// What stages return: nothing, or why they failed.
class [[nodiscard]] EmulatorStatus {
public:
  EmulatorStatus() = default;
  EmulatorStatus(EmulatorError failed) : failure(std::move(failed)) {}

  bool ok() const { return !failure; }
  /// Only where !ok().
  const EmulatorError &error() const { return *failure; }
  Status status() const { return ok() ? Status::success() : Status::failure(failure->message()); }

private:
  std::optional<EmulatorError> failure;
};

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORERROR_H
