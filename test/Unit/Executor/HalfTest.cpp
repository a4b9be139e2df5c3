//===- HalfTest.cpp - Rounding to fp16 ------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/Half.h"
#include "test/Unit/Executor/Support.h"
#include <bit>
#include <cmath>
#include <gtest/gtest.h>

namespace anemone::test {
namespace {

using exec::fromHalf;
using exec::roundToHalf;
using exec::toHalf;

// The corners of IEEE 754 binary16: ties, the border to infinity, subnormals, signs.
TEST(Half, RoundsTiesToEven) {
  EXPECT_EQ(toHalf(1.0f), 0x3c00);
  EXPECT_EQ(toHalf(1.0f + 0x1p-11f), 0x3c00)
      << "halfway between 1 and the next goes to the even one";
  EXPECT_EQ(toHalf(1.0f + 0x1.8p-10f), 0x3c02) << "halfway from an odd one goes up";
  EXPECT_EQ(toHalf(1.0f + 0x1.002p-11f), 0x3c01) << "beyond halfway";
  EXPECT_EQ(toHalf(2049.0f), toHalf(2048.0f));
  EXPECT_EQ(toHalf(2051.0f), toHalf(2052.0f));
}

TEST(Half, OverflowsToInfinity) {
  EXPECT_EQ(toHalf(65504.0f), 0x7bff);
  EXPECT_EQ(toHalf(65519.99f), 0x7bff);
  EXPECT_EQ(toHalf(65520.0f), 0x7c00);
  EXPECT_EQ(toHalf(-1e30f), 0xfc00);
  EXPECT_EQ(toHalf(-INFINITY), 0xfc00);
}

TEST(Half, KeepsSubnormals) {
  EXPECT_EQ(toHalf(0x1p-24f), 0x0001);
  EXPECT_EQ(toHalf(0x1p-25f), 0x0000) << "halfway to the smallest goes to zero, which is even";
  EXPECT_EQ(toHalf(0x1.8p-25f), 0x0001);
  EXPECT_EQ(toHalf(-0x1p-26f), 0x8000);
  EXPECT_EQ(toHalf(0x1.ffcp-15f), 0x0400) << "a subnormal may round to the smallest normal value";
  EXPECT_EQ(fromHalf(0x0001), 0x1p-24f);
  EXPECT_EQ(fromHalf(0x83ff), -0x1.ff8p-15f);
}

TEST(Half, KeepsNaN) {
  EXPECT_EQ(toHalf(NAN) & 0x7e00, 0x7e00);
  EXPECT_TRUE(std::isnan(fromHalf(0x7c01)));
}

TEST(Half, EveryValueComesBack) {
  for (uint32_t bits = 0; bits < 0x10000; ++bits) {
    float value = fromHalf(static_cast<uint16_t>(bits));
    if (!std::isnan(value)) {
      ASSERT_EQ(toHalf(value), bits);
    }
  }
}

// The loops use the processor's conversion; they must agree with the portable one, at all
// remainders of a vector.
TEST(Half, LoopsAgreeWithSingleValues) {
  std::vector<float> values;
  for (uint32_t i = 0; i < 100003; ++i)
    values.push_back(std::bit_cast<float>(i * 42949u + 7));
  std::vector<uint16_t> bits(values.size());
  std::vector<float> rounded(values.size()), back(values.size());
  toHalf(values.data(), bits.data(), values.size());
  roundToHalf(values.data(), rounded.data(), values.size());
  fromHalf(bits.data(), back.data(), values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    ASSERT_EQ(bits[i], toHalf(values[i])) << values[i];
    if (!std::isnan(values[i])) {
      ASSERT_EQ(rounded[i], fromHalf(bits[i]));
      ASSERT_EQ(back[i], fromHalf(bits[i]));
    }
  }
}

const exec::Options half{exec::Numerics::F16};

// Each operation rounds: 2048 + 1 is 2048 in fp16, so adding 1 twice differs from adding 2.
TEST(HalfNumerics, EachElementwiseOperationRounds) {
  std::string text =
      program("tensor<fp16, [1]> x",
              "tensor<fp16, [1]> a = add(x = x, y = fp16(1))[name = string(\"a\")];\n"
              "tensor<fp16, [1]> b = add(x = a, y = fp16(1))[name = string(\"b\")];",
              "b");
  EXPECT_EQ(evaluate(text, {{2048}}, half)[0][0], 2048);
  EXPECT_EQ(evaluate(text, {{2048}}, {exec::Numerics::F32})[0][0], 2050)
      << "fp32 numerics carry fp16 values as fp32";
}

// A product accumulates in fp32 and rounds once: 2048 + 1 + 1 is 2050.
TEST(HalfNumerics, ProductsRoundOnce) {
  std::string text = program(
      "tensor<fp16, [1, 3]> x",
      "tensor<fp16, [1, 1]> y = matmul(x = x, y = tensor<fp16, [3, 1]>([1, 1, 1]), transpose_x = "
      "bool(false), transpose_y = bool(false))[name = string(\"y\")];",
      "y");
  EXPECT_EQ(evaluate(text, {{2048, 1, 1}}, half)[0][0], 2050);
  EXPECT_EQ(evaluate(text, {{2048, 1, 0}}, half)[0][0], 2048);
}

TEST(HalfNumerics, OverflowGivesInfinity) {
  std::string text =
      program("tensor<fp16, [2]> x",
              "tensor<fp16, [2]> y = mul(x = x, y = fp16(2))[name = string(\"y\")];", "y");
  auto found = evaluate(text, {{65504, -40000}}, half)[0];
  EXPECT_EQ(found[0], INFINITY);
  EXPECT_EQ(found[1], -INFINITY);
}

TEST(HalfNumerics, LiteralsRoundUnlessTheNumericsAreWider) {
  std::string text =
      program("tensor<fp16, [1]> x",
              "tensor<fp16, [1]> y = add(x = x, y = fp16(0.1))[name = string(\"y\")];", "y");
  EXPECT_EQ(evaluate(text, {{0}}, half)[0][0], fromHalf(toHalf(0.1f)));
  EXPECT_EQ(evaluate(text, {{0}}, {exec::Numerics::F32})[0][0], 0.1f);
  EXPECT_EQ(evaluate(text, {{0}}, {exec::Numerics::F64})[0][0], 0.1);
}

TEST(HalfNumerics, ValuesDeclaredFp32AreNotRounded) {
  std::string text =
      program("tensor<fp32, [1]> x",
              "tensor<fp32, [1]> y = add(x = x, y = fp32(1))[name = string(\"y\")];\n"
              "tensor<fp16, [1]> z = cast(x = y, dtype = string(\"fp16\"))[name = string(\"z\")];",
              "y, z");
  auto found = evaluate(text, {{2048}}, half);
  EXPECT_EQ(found[0][0], 2049);
  EXPECT_EQ(found[1][0], 2048);
}

} // namespace
} // namespace anemone::test
