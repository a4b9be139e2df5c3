//===- MacTest.cpp - The engine's sums of products ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each cliff that was reported has a test of its name. Expected values are
// computed by hand from the reports, not by the rules' own code.
//
//===----------------------------------------------------------------------===//

#include "anemone/Target/Profile.h"
#include "lib/Executor/MacRules.h"
#include "test/Unit/Executor/Support.h"
#include <cmath>
#include <gtest/gtest.h>

namespace anemone::test {
namespace {

using exec::Ties;

/// The arithmetic of a profile, which is what the emulator of that target computes by.
exec::Options mac(std::string_view chip) {
  exec::Options options{exec::Numerics::F16Mac};
  const target::Profile *profile = target::findProfile(chip);
  EXPECT_NE(profile, nullptr) << chip;
  if (profile)
    options.mac = profile->numerics;
  return options;
}

const exec::Options half{exec::Numerics::F16};

/// A row of `x` times a column of `w`, as a matmul of runtime operands.
double dot(const Values &x, const Values &w, const exec::Options &options) {
  std::string k = std::to_string(x.size());
  std::string text =
      program("tensor<fp16, [1, " + k + "]> x, tensor<fp16, [" + k + ", 1]> w",
              "tensor<fp16, [1, 1]> y = matmul(x = x, y = w, transpose_x = bool(false), "
              "transpose_y = bool(false))[name = string(\"y\")];",
              "y");
  return evaluate(text, {x, w}, options).at(0).at(0);
}

double convolve(const Values &x, const Values &w, const exec::Options &options) {
  std::string k = std::to_string(x.size());
  std::string text =
      program("tensor<fp16, [1, " + k + ", 1, 1]> x, tensor<fp16, [1, " + k + ", 1, 1]> w",
              "tensor<fp16, [1, 1, 1, 1]> y = conv(weight = w, x = x, pad_type = "
              "string(\"valid\"))[name = string(\"y\")];",
              "y");
  return evaluate(text, {x, w}, options).at(0).at(0);
}

double rowSum(const Values &x, const exec::Options &options) {
  std::string text = program("tensor<fp16, [1, " + std::to_string(x.size()) + "]> x",
                             "tensor<fp16, [1, 1]> y = reduce_sum(axes = tensor<int32, [1]>([1]), "
                             "keep_dims = bool(true), x = x)[name = string(\"y\")];",
                             "y");
  return evaluate(text, {x}, options).at(0).at(0);
}

//===----------------------------------------------------------------------===//
// ANE-C48
//===----------------------------------------------------------------------===//

TEST(MacRules, C48ProductsBelowTheSmallestNormalVanish) {
  // 2^-7 * 2^-8 = 2^-15 vanishes although four of them would be 2^-13, which fp16 holds.
  Values small(4, 0x1p-7), smaller(4, 0x1p-8);
  EXPECT_EQ(dot(small, smaller, half), 0x1p-13);
  for (const char *chip : {"strict", "m1", "m2-pro", "m3-max", "m4", "m5"}) {
    EXPECT_EQ(dot(small, smaller, mac(chip)), 0) << chip;
    EXPECT_EQ(convolve(small, smaller, mac(chip)), 0) << chip;
    // 2^-14 itself, the 6.1e-5 of the reports, stays.
    EXPECT_EQ(dot(small, small, mac(chip)), 0x1p-12) << chip;
  }
  EXPECT_EQ(dot({-0x1p-7, 1}, {0x1p-8, 1}, mac("m4")), 1);
}

TEST(MacRules, C48OnlyProductsAreFlushed) {
  std::string text = program("tensor<fp16, [1]> x",
                             "tensor<fp16, [1]> y = mul(x = x, y = x)[name = string(\"y\")];", "y");
  EXPECT_EQ(evaluate(text, {{0x1p-10}}, mac("m4"))[0][0], 0x1p-20);
}

TEST(MacRules, C48InteriorSumsBeyond2To15VanishOnM3Ultra) {
  // The sum comes back to 1, but was 2^15 on its way.
  Values x{0x1p14, 0x1p14, -0x1p14, -0x1p14, 1}, ones(5, 1);
  EXPECT_EQ(dot(x, ones, half), 1);
  EXPECT_EQ(dot(x, ones, mac("m3-max")), 0);
  EXPECT_EQ(convolve(x, ones, mac("m3-max")), 0);
  EXPECT_EQ(dot(x, ones, mac("m2-pro")), 1);
  EXPECT_EQ(dot({-0x1p14, -0x1p14, 1}, {1, 1, 1}, mac("m3-max")), 0);
  // Just below, and where only the last term gets there, nothing happens.
  EXPECT_EQ(dot({0x1p14, 16368, -0x1p14}, {1, 1, 1}, mac("m3-max")), 16368);
  EXPECT_EQ(dot({0x1p14, 0x1p14}, {1, 1}, mac("m3-max")), INFINITY) << "ANE-C63";
}

TEST(MacRules, C48TheFirstStageOfM1RoundsFourProducts) {
  // A stage keeps what fp16 can hold: 2048 + 0.5 is 2048 on the M1.
  Values lost{2048, 0.5, 0, 0, -2048, 0, 0, 0, 0, 0.5};
  EXPECT_EQ(dot(lost, Values(10, 1), mac("m2-pro")), 1);
  EXPECT_EQ(dot(lost, Values(10, 1), mac("m1")), 0.5);
  EXPECT_EQ(convolve(lost, Values(10, 1), mac("m1")), 0.5);
}

TEST(MacRules, C48HalfwayCasesGoToEvenOnM1AndM2AndUpOnM3UltraAndM5) {
  // 2049 lies halfway between 2048 and 2050; -2049 goes away from zero where ties go up. The 1 is
  // in another group of four than the 2048, so that the M1's first stage keeps it.
  Values x{2048, 0, 0, 0, 1}, ones(5, 1), negative{-2048, 0, 0, 0, -1};
  for (const char *chip : {"strict", "m1", "m1-max", "m2-pro"}) {
    EXPECT_EQ(dot(x, ones, mac(chip)), 2048) << chip;
    EXPECT_EQ(convolve(x, ones, mac(chip)), 2048) << chip;
  }
  for (const char *chip : {"m3-max", "m4", "m5", "m5-pro"}) {
    EXPECT_EQ(dot(x, ones, mac(chip)), 2050) << chip;
    EXPECT_EQ(convolve(negative, ones, mac(chip)), -2050) << chip;
  }
}

//===----------------------------------------------------------------------===//
// ANE-C63, ANE-C64
//===----------------------------------------------------------------------===//

TEST(MacRules, C63ProductsBecomeInfiniteAtAbout32759) {
  for (const char *chip : {"m1", "m1-max", "m2-pro", "m3-max", "m4", "m5", "m5-pro"}) {
    // fp16 holds 32,752 and 32,768. What rounds to the first stays, what rounds to the second does
    // not, though fp16 reaches to 65,504.
    EXPECT_EQ(dot({16384, 16368}, {1, 1}, mac(chip)), 32752) << chip;
    EXPECT_EQ(dot({16384, 16376}, {1, 1}, mac(chip)), INFINITY) << chip;
    EXPECT_EQ(dot({-16384, -16384}, {1, 1}, mac(chip)), -INFINITY) << chip;
    EXPECT_EQ(convolve({16384, 16384}, {1, 1}, mac(chip)), INFINITY) << chip;
  }
  EXPECT_EQ(dot({16384, 16384}, {1, 1}, half), 32768);
  // K = 4 ... 128, as it was measured.
  for (size_t k : {4, 128})
    EXPECT_EQ(dot(Values(k, 0x1p15 / static_cast<double>(k)), Values(k, 1), mac("m4")), INFINITY);
}

TEST(MacRules, C64RowSumsAreExactUpTo2048) {
  for (const char *chip : {"strict", "m1", "m2-pro", "m3-max", "m4", "m5"}) {
    EXPECT_EQ(rowSum(Values(2047, 1), mac(chip)), 2047) << chip;
    EXPECT_EQ(rowSum(Values(2048, 1), mac(chip)), 2048) << chip;
    EXPECT_EQ(rowSum(Values(2049, 1), mac(chip)), 2050) << chip;
    EXPECT_EQ(rowSum(Values(2050, 1), mac(chip)), 2050) << chip;
  }
  // Rounding to nearest even, which F16 does everywhere, gives the other neighbour.
  EXPECT_EQ(rowSum(Values(2049, 1), half), 2048);
}

//===----------------------------------------------------------------------===//
// The rules themselves
//===----------------------------------------------------------------------===//

TEST(MacRules, TiesUpRoundAwayFromZeroEverywhere) {
  auto up = [](float value) { return exec::roundToHalf(value, Ties::Up); };
  EXPECT_EQ(up(1 + 0x1p-11f), 1 + 0x1p-10f);
  EXPECT_EQ(up(1 + 0x1.ffep-12f), 1) << "below halfway";
  EXPECT_EQ(up(0x1p-25f), 0x1p-24f) << "half of the smallest subnormal";
  EXPECT_EQ(up(-0x1.8p-24f), -0x1p-23f);
  EXPECT_EQ(up(0x1.ffcp-15f), 0x1p-14f) << "from a subnormal to the smallest normal number";
  EXPECT_EQ(up(65519.99f), 65504);
  EXPECT_EQ(up(65520), INFINITY);
  EXPECT_EQ(up(-INFINITY), -INFINITY);
  EXPECT_TRUE(std::isnan(up(NAN)));
}

TEST(MacRules, ABiasJoinsAfterTheLastProduct) {
  std::string text = program(
      "tensor<fp16, [1, 2]> x",
      "tensor<fp16, [1, 1]> y = linear(x = x, weight = tensor<fp16, [1, 2]>([1, 1]), bias = "
      "tensor<fp16, [1]>([-16384]))[name = string(\"y\")];",
      "y");
  EXPECT_EQ(evaluate(text, {{16384, 16384}}, mac("m4"))[0][0], 16384);
  EXPECT_EQ(evaluate(text, {{16384, 16384}}, mac("m3-max"))[0][0], 16384);
}

TEST(MacRules, ValuesDeclaredFp32AreSummedAsUsual) {
  std::string text = program("tensor<fp32, [1, 2]> x",
                             "tensor<fp32, [1, 1]> y = matmul(x = x, y = x, transpose_x = "
                             "bool(false), transpose_y = bool(true))[name = string(\"y\")];",
                             "y");
  EXPECT_EQ(evaluate(text, {{256, 0x1p-10}}, mac("m4"))[0][0], 65536 + 0x1p-20f);
}

// On ordinary data nothing of the above happens, and both numerics give the same bits where partial
// sums are exact.
TEST(MacRules, AgreesWithF16WhereNothingHappens) {
  std::string text = program(
      "tensor<fp16, [1, 6, 5, 7]> x, tensor<fp16, [4, 3, 3, 3]> w",
      "tensor<fp16, [1, 4, 5, 7]> y = conv(weight = w, x = x, groups = int32(2), pad_type = "
      "string(\"same\"), strides = tensor<int32, [2]>([1, 1]))[name = string(\"y\")];",
      "y");
  // Multiples of 1/8, so that no product is small.
  Values x = pattern(210, 3), w = pattern(108, 4);
  for (Values *values : {&x, &w})
    for (double &value : *values)
      value = std::round(value * 8) / 8;
  EXPECT_EQ(evaluate(text, {x, w}, mac("m2-pro")), evaluate(text, {x, w}, half));
}

} // namespace
} // namespace anemone::test
