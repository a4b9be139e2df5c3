//===- NormalValuesTest.cpp - Seeded initial values -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Models/NormalValues.h"
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

using namespace anemone;

namespace {

std::vector<float> draw(uint64_t seed, std::string_view name, size_t count, double deviation = 1) {
  std::vector<float> values(count);
  NormalValues(seed, name).fill(values.data(), count, deviation);
  return values;
}

/// Kolmogorov and Smirnov's test: where values are normally distributed, the share of those below
/// x differs from the distribution function by more than 1.95 / sqrt(n) once in a thousand seeds.
TEST(NormalValues, AreNormallyDistributed) {
  for (uint64_t seed : {0, 1, 2}) {
    std::vector<float> values = draw(seed, "w", 1 << 20);
    std::sort(values.begin(), values.end());
    auto count = static_cast<double>(values.size());
    double farthest = 0;
    for (size_t index = 0; index < values.size(); ++index) {
      double below = 0.5 * std::erfc(-static_cast<double>(values[index]) / std::sqrt(2.0));
      double share = static_cast<double>(index) / count;
      farthest = std::max(farthest, std::abs(below - share));
    }
    EXPECT_LT(farthest, 1.95 / std::sqrt(count)) << "seed " << seed;
  }
}

/// Two values come from one pair of draws: neither knows the other, nor that of another parameter.
TEST(NormalValues, AreIndependent) {
  constexpr size_t count = 1 << 20;
  std::vector<float> values = draw(3, "w", count), others = draw(3, "v", count);
  double next = 0, other = 0, squares = 0;
  for (size_t index = 0; index + 1 < count; ++index) {
    next += values[index] * values[index + 1];
    other += values[index] * others[index];
    squares += (values[index] * values[index] - 1) * (values[index + 1] * values[index + 1] - 1);
  }
  double chance = 4 * std::sqrt(static_cast<double>(count));
  EXPECT_LT(std::abs(next), chance);
  EXPECT_LT(std::abs(other), chance);
  EXPECT_LT(std::abs(squares), 2 * chance);
}

/// How a writer cuts a parameter into pieces does not matter.
TEST(NormalValues, ContinueWhereTheyStopped) {
  std::vector<float> whole = draw(7, "w", 10), pieces(10);
  NormalValues values(7, "w");
  values.fill(pieces.data(), 3, 1);
  values.fill(pieces.data() + 3, 0, 1);
  values.fill(pieces.data() + 3, 7, 1);
  EXPECT_EQ(whole, pieces);
}

TEST(NormalValues, FollowSeedNameAndDeviation) {
  EXPECT_EQ(draw(7, "w", 4), draw(7, "w", 4));
  EXPECT_NE(draw(7, "w", 4), draw(8, "w", 4));
  EXPECT_NE(draw(7, "w", 4), draw(7, "v", 4));
  EXPECT_EQ(draw(7, "w", 4, 0), std::vector<float>(4, 0));
  std::vector<float> once = draw(7, "w", 4), twice = draw(7, "w", 4, 2);
  for (size_t index = 0; index < once.size(); ++index)
    EXPECT_EQ(twice[index], 2 * once[index]);
}

/// The same on every machine, so that a seed names a model. What is expected was computed by
/// test/Models/Inputs/polar.py, with the generator written down again and Python's own logarithm.
TEST(NormalValues, AreTheSameEverywhere) {
  std::vector<float> expected = {0.359059662f, 0.548719466f, 0.572454572f,
                                 -1.17684448f, 0.607219219f, 0.832742512f};
  EXPECT_EQ(draw(1, "model.embed_tokens.weight", 6), expected);
}

} // namespace
