//===- Reload.h - New weights for compiled programs -------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Weights are part of a compiled program. New ones take a new compilation, or
// a way around it that has to be distrusted: of two that were published, one
// was seen to leave the old weights in place without any error. So the first
// reload of a state is tested: the program computes with made-up inputs,
// before it, behind it, and compiled anew.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_RELOAD_H
#define ANEMONE_LIB_RUNTIME_RELOAD_H

#include "lib/Runtime/Residency.h"

namespace anemone::runtime {

/// The weights of a program with the values of globals in them.
class PresentWeights {
public:
  PresentWeights(const bundle::File &file, const bundle::Program &program);

  /// Puts the value of a global where `weight` lies, rounded to its type. The global must not
  /// change before the last use of weights().
  Status replace(const bundle::Weight &weight, Memory &global);
  NewWeights weights() const;

private:
  std::map<std::string, std::vector<uint8_t>> files;
  std::vector<NewWeights::Value> values;
};

struct ReloadCounts {
  uint64_t reloads = 0;        // that took effect, or are trusted to
  uint64_t recompilations = 0; // tests and fallbacks included
  uint64_t withoutEffect = 0;  // reloads that failed, or left the old weights in place
  double seconds = 0;          // from the values of globals to programs that use them
};

/// Gives programs new weights, and notices when that does not work.
class Reloader {
public:
  explicit Reloader(Residency &residency) : residency(residency) {}

  Status run(DeviceProgram &device, Driver &driver, const bundle::Program &program,
             const NewWeights &weights, bundle::ReloadStrategy strategy);
  const ReloadCounts &counts() const { return counted; }
  void addSeconds(double seconds) { counted.seconds += seconds; }

private:
  enum class Trust : uint8_t { Untested, Works, Fails };

  Status recompile(DeviceProgram &device, const NewWeights &weights);
  Status test(DeviceProgram &device, Driver &driver, const bundle::Program &program,
              const NewWeights &weights);

  Residency &residency; // where programs with new weights find a place
  Trust trust = Trust::Untested;
  ReloadCounts counted;
};

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_RELOAD_H
