//===- Commands.h - The subcommands of ane-run ------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_COMMANDS_H
#define ANEMONE_TOOLS_ANE_RUN_COMMANDS_H

#include "anemone/Runtime/anemone.h"
#include "anemone/Support/Status.h"
#include <cstdint>
#include <vector>

namespace anemone::run {

/// How a device behaves: see anemone_session_options.
struct DeviceOptions {
  int threads = 0, fidelity = 0, numerics = 0;
  std::string withoutRules; // constraints that the emulator does not enforce, with commas

  anemone_session_options forSession() const {
    return {threads, 0, fidelity, numerics, withoutRules.c_str()};
  }
};

/// What `eval` and `compare` have in common.
struct RunOptions : DeviceOptions {
  std::string bundle, entry;
  std::vector<std::string> inputs; // NAME=FILE.npy
  std::vector<std::string> expected;
  std::optional<uint64_t> random; // seed for the inputs that are not given
  double relative = 1e-2, absolute = 2e-3;
};

struct EvalOptions : RunOptions {
  std::string device = "emulator";
  std::string outputDir; // empty: outputs are not written
  bool print = false;    // every element of the outputs
};

struct TrainOptions : DeviceOptions {
  std::string bundle, device = "emulator";
  std::string text, tokens; // one of them: bytes, or tokens of 16 bits
  uint64_t steps = 100, accumulation = 1, warmup = 0;
  double learningRate = 1e-3;
  std::optional<double> minLearningRate; // none: the rate does not fall
  std::optional<uint64_t> seed, stopAfter;
  double heldOut = 0;
  uint64_t evaluateEvery = 0, checkpointEvery = 0; // 0: at the end only
  std::string checkpoint, resume, csv, svg;
};

struct GenerateOptions : DeviceOptions {
  std::string bundle, device = "emulator", checkpoint, prompt;
  uint64_t length = 200, seed = 0;
  double temperature = 1;
};

/// Runs an entry once and prints its outputs; fails where one is not what was expected.
Status eval(const EvalOptions &options);

/// Runs an entry on the emulator and on the host; fails where a value of one is not that of the
/// other.
Status compare(const RunOptions &options);

/// Trains the model of a bundle on the tokens of a file. The number of the signal that ended the
/// run early, or 0.
Result<int> train(const TrainOptions &options);

/// Prints text that the model of a bundle writes.
Status generate(const GenerateOptions &options);

/// Prints what is in a bundle.
Status info(const std::string &path);

/// Prints where each operation of the source model runs, why what is on the host is there, and what
/// programs of the engine were checked for.
Status certificate(const std::string &path);

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_COMMANDS_H
