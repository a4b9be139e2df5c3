//===- MacRules.h - How the engine multiplies and accumulates ---*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What was reported of the engine's arithmetic beyond "fp16 in, fp32 sum, fp16
// out": numbers of Numerics::F16Mac. They were published by others for single
// chips and are not known for all; each preset says what it takes from where.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_MACRULES_H
#define ANEMONE_EXECUTOR_MACRULES_H

#include <optional>
#include <string_view>

namespace anemone::exec {

/// Where a value halfway between two of fp16 goes; Away is "up" in the reports, here of the
/// magnitude.
enum class Ties { ToEven, Away };

struct MacRules {
  /// A product of a smaller magnitude counts as zero. The reports say 6.1e-5, which is 2^-14, the
  /// smallest normal number of fp16.
  float productFlush = 0x1p-14f;
  /// A sum of this magnitude or more is stored as an infinity; 0: from what fp16 cannot hold.
  /// Reported as "about 32,759": what rounds to 2^15 or more, it seems.
  float outputLimit = 32759;
  /// If the sum has this magnitude before its last term, the result is zero; 0: never.
  float partialLimit = 0;
  /// So many products at a time are summed and rounded to fp16 before they join the sum; 0: each
  /// joins as it is.
  int firstStage = 0;
  /// How sums of products are rounded.
  Ties ties = Ties::ToEven;
  /// How sums of rows (reduce_sum) are rounded: 2,049 was reported to give 2,050 on every chip.
  Ties rowSumTies = Ties::Away;

  bool operator==(const MacRules &) const = default;
};

/// The rules of a chip or of a profile named after one: "m3-ultra", "m1-max", "m4". Chips of which
/// nothing particular was reported, and "strict", have the defaults.
MacRules macRulesOf(std::string_view chip);

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
