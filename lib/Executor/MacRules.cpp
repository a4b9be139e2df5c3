//===- MacRules.cpp - How the engine multiplies and accumulates -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/MacRules.h"
#include "lib/Executor/Kernels/Half.h"
#include <bit>
#include <cmath>
#include <cstdint>

namespace anemone::exec {
namespace {

struct Preset {
  std::string_view chip;
  MacRules rules;
};

// - The flush of products: h3.c-ane (M3 Ultra) and Bryngelson's ane-guide, chapter 3 (M1).
// - The first stage of four on the M1, ties to even on M1 and M2 and up on the M5: ane-guide,
//   chapter 3. Ties up and the vanishing of sums beyond 2^15 on the M3 Ultra: h3.c-ane.
// - The infinity at about 32,759 and row sums exact to 2,048: ANEForge, on M1, M1 Max, M2 Pro, M4,
//   M5 and M5 Pro alike. Nobody measured it on an M3 Ultra, whose sums vanish earlier.
// A longer name comes before its beginning.
constexpr Preset kPresets[] = {
    {"m1", {.firstStage = 4}},
    {"m2", {}},
    {"m3-ultra", {.outputLimit = 0, .partialLimit = 0x1p15f, .ties = Ties::Away}},
    {"m5", {.ties = Ties::Away}},
};

/// Away from zero; for magnitudes that fp16 can hold or that overflow.
float roundAway(float value) {
  float magnitude = std::fabs(value), rounded = 0;
  if (magnitude >= 65520)
    rounded = INFINITY;
  else if (magnitude < 0x1p-14f) // numbers of fp16 are multiples of 2^-24 here
    rounded = std::floor(magnitude * 0x1p24f + 0.5f) * 0x1p-24f;
  else
    rounded = std::bit_cast<float>((std::bit_cast<uint32_t>(magnitude) + 0x1000) & ~0x1fffu);
  return std::copysign(rounded, value);
}

} // namespace

MacRules macRulesOf(std::string_view chip) {
  for (const Preset &preset : kPresets)
    if (chip == preset.chip ||
        (chip.starts_with(preset.chip) && chip.substr(preset.chip.size()).starts_with('-')))
      return preset.rules;
  return {};
}

float roundToHalf(float value, Ties ties) {
  return ties == Ties::ToEven || std::isnan(value) ? fromHalf(toHalf(value)) : roundAway(value);
}

void MacSum::join(float term) {
  if (rules.partialLimit > 0 && std::fabs(sum) >= rules.partialLimit)
    vanished = true;
  sum += term;
}

void MacSum::add(float x, float y) {
  float product = x * y; // exact: 11 bits by 11 bits
  if (std::fabs(product) < rules.productFlush)
    product = 0;
  if (rules.firstStage == 0)
    return join(product);
  stage += product;
  if (++staged < rules.firstStage)
    return;
  join(fromHalf(toHalf(stage)));
  stage = 0;
  staged = 0;
}

float MacSum::finish() {
  if (staged > 0)
    join(fromHalf(toHalf(stage)));
  if (vanished)
    return 0;
  sum += bias;
  if (rules.outputLimit > 0 && std::fabs(sum) >= rules.outputLimit)
    return std::copysign(INFINITY, sum);
  return roundToHalf(sum, rules.ties);
}

} // namespace anemone::exec
