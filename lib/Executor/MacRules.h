//===- MacRules.h - How the engine multiplies and accumulates ---*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What was reported of the engine's arithmetic beyond "fp16 in, fp32 sum, fp16
// out": numbers of Numerics::F16Mac. The rules of a chip stand in its profile.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_MACRULES_H
#define ANEMONE_EXECUTOR_MACRULES_H

#include "anemone/Target/Profile.h"

namespace anemone::exec {

using MacRules = target::Numerics;
using target::Ties;

/// The fp16 value nearest to `value`.
float roundToHalf(float value, Ties ties);

/// One sum of products, as the rules have it. A bias joins after the last product.
class MacSum {
public:
  explicit MacSum(const MacRules &rules, float bias = 0) : rules(rules), bias(bias) {}
  void add(float x, float y);
  /// The result, a value of fp16.
  float finish();

private:
  void join(float term);

  const MacRules &rules;
  float bias, sum = 0, stage = 0;
  int staged = 0;
  bool vanished = false;
};

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_MACRULES_H
