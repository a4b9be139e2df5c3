//===- Schedule.h - The learning rate of a step -----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_SCHEDULE_H
#define ANEMONE_TOOLS_ANE_RUN_SCHEDULE_H

#include <cmath>
#include <cstdint>
#include <numbers>

namespace anemone::run {

/// Rises linearly for `warmup` steps, then falls from `peak` to `lowest` as half a wave of a cosine
/// until step `steps`.
struct Schedule {
  double peak = 1e-3, lowest = 1e-3;
  uint64_t warmup = 0, steps = 0;

  /// Of the step that comes after `step` others.
  double rate(uint64_t step) const {
    if (step < warmup)
      return peak * double(step + 1) / double(warmup);
    if (step >= steps)
      return lowest;
    double part = double(step - warmup) / double(steps - warmup);
    return lowest + (peak - lowest) * 0.5 * (1 + std::cos(std::numbers::pi * part));
  }
};

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_SCHEDULE_H
