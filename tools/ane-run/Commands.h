//===- Commands.h - The subcommands of ane-run ------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_COMMANDS_H
#define ANEMONE_TOOLS_ANE_RUN_COMMANDS_H

#include "anemone/Support/Status.h"
#include <cstdint>
#include <vector>

namespace anemone::run {

/// What `eval` and `compare` have in common.
struct RunOptions {
  std::string bundle, entry;
  std::vector<std::string> inputs; // NAME=FILE.npy
  std::vector<std::string> expected;
  std::optional<uint64_t> random; // seed for the inputs that are not given
  double relative = 1e-2, absolute = 2e-3;
  // The session's: threads, and how the emulator behaves.
  int threads = 0, fidelity = 0, numerics = 0;
  std::string withoutRules; // constraints that the emulator does not enforce, with commas
};

struct EvalOptions : RunOptions {
  std::string device = "emulator";
  std::string outputDir; // empty: outputs are not written
  bool print = false;    // every element of the outputs
};

/// Runs an entry once and prints its outputs; fails where one is not what was expected.
Status eval(const EvalOptions &options);

/// Runs an entry on the emulator and on the host; fails where a value of one is not that of the
/// other.
Status compare(const RunOptions &options);

/// Prints what is in a bundle.
Status info(const std::string &path);

/// Prints where each operation of the source model runs, why what is on the host is there, and what
/// programs of the engine were checked for.
Status certificate(const std::string &path);

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_COMMANDS_H
