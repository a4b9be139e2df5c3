//===- Progress.h - How far a training run is -------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_PROGRESS_H
#define ANEMONE_TOOLS_ANE_RUN_PROGRESS_H

#include "tools/ane-run/History.h"
#include <chrono>

namespace anemone::run {

/// On a terminal, one line of standard error that changes; elsewhere, a line now and then.
class Progress {
public:
  /// From step `first` to step `last`, with `tokens` tokens a step.
  Progress(uint64_t first, uint64_t last, uint64_t tokens);
  ~Progress() { finish(); }
  void show(const Row &row);
  /// Leaves the line of a terminal.
  void finish();

private:
  double secondsSoFar() const;

  uint64_t first, last, tokens;
  bool isTerminal, isOpen = false;
  std::optional<double> heldOut; // the last one
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
};

/// "1:02:03" or "02:03".
std::string durationText(double seconds);

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_PROGRESS_H
