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

float roundToHalf(float value, Ties ties) {
  return ties == Ties::Even || std::isnan(value) ? fromHalf(toHalf(value)) : roundAway(value);
}

void MacSum::join(float term) {
  if (rules.vanishingPartial > 0 && std::fabs(sum) >= rules.vanishingPartial)
    vanished = true;
  sum += term;
}

void MacSum::add(float x, float y) {
  float product = x * y; // exact: 11 bits by 11 bits
  if (std::fabs(product) < rules.flushBelow)
    product = 0;
  if (rules.roundedTile == 0)
    return join(product);
  stage += product;
  if (++staged < rules.roundedTile)
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
  if (rules.productCliff > 0 && std::fabs(sum) >= rules.productCliff)
    return std::copysign(INFINITY, sum);
  return roundToHalf(sum, rules.ties);
}

} // namespace anemone::exec
