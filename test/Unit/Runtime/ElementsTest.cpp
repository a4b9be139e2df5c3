//===- ElementsTest.cpp - Conversion between element types ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Elements.h"
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <limits>

using namespace anemone;
using namespace anemone::runtime;
using mil::DType;

template <typename To, typename From>
static std::vector<To> convert(DType from, const std::vector<From> &values, DType to) {
  std::vector<To> result(values.size());
  Status status = convertElements(from, values.data(), to, result.data(), values.size());
  EXPECT_TRUE(status.ok()) << status.message();
  return result;
}

template <typename From>
static std::string failure(DType from, const std::vector<From> &values, DType to) {
  std::vector<uint64_t> result(values.size());
  return convertElements(from, values.data(), to, result.data(), values.size()).message();
}

// The oracle is the definition of binary16: every finite half is a float, and between two
// neighbours the middle goes to the even one.
TEST(Half, EveryValueRoundTripsAndEveryMiddleRoundsToEven) {
  for (uint32_t bits = 0; bits < 0x7c00; ++bits) {
    double value = halfToFloat(uint16_t(bits));
    int exponent = bits >> 10 ? int(bits >> 10) - 25 : -24;
    double exact = std::ldexp(double(bits >> 10 ? 1024 + (bits & 0x3ff) : bits), exponent);
    ASSERT_EQ(value, exact) << bits;
    ASSERT_EQ(doubleToHalf(value), bits);
    ASSERT_EQ(doubleToHalf(-value), bits | 0x8000);
    double middle = value + std::ldexp(0.5, exponent);
    ASSERT_EQ(doubleToHalf(middle), bits + (bits & 1)) << bits;
    ASSERT_EQ(doubleToHalf(std::nextafter(middle, 0)), bits);
    ASSERT_EQ(doubleToHalf(std::nextafter(middle, 1e9)), bits + 1);
  }
}

TEST(Half, Specials) {
  EXPECT_EQ(doubleToHalf(65519.99), 0x7bff);
  EXPECT_EQ(doubleToHalf(65520.0), 0x7c00);
  EXPECT_EQ(doubleToHalf(-1e300), 0xfc00);
  EXPECT_TRUE(std::isnan(halfToFloat(doubleToHalf(NAN))));
  EXPECT_TRUE(std::isinf(halfToFloat(0x7c00)));
  EXPECT_TRUE(std::signbit(halfToFloat(0x8000)));
}

TEST(Elements, FloatingPoint) {
  std::vector<float> floats = {1.5f, -0.0f, 65504.0f, 1e-8f};
  EXPECT_EQ(convert<uint16_t>(DType::Fp32, floats, DType::Fp16),
            (std::vector<uint16_t>{0x3e00, 0x8000, 0x7bff, 0}));
  EXPECT_EQ(convert<uint16_t>(DType::Fp32, floats, DType::BF16),
            (std::vector<uint16_t>{0x3fc0, 0x8000, 0x4780, 0x322c}));
  EXPECT_EQ(convert<float>(DType::BF16, std::vector<uint16_t>{0x3fc0}, DType::Fp32)[0], 1.5f);
  // Rounded once: through f32, 1 + 2^-11 + 2^-40 would become 1 + 2^-11 and then 1.
  EXPECT_EQ(
      convert<uint16_t>(DType::Fp64, std::vector<double>{1 + 0x1p-11 + 0x1p-40}, DType::Fp16)[0],
      0x3c01);
}

TEST(Elements, IntegersAreCheckedForRange) {
  std::vector<int64_t> wide = {1, -2147483648, 2147483647};
  EXPECT_EQ(convert<int32_t>(DType::Int64, wide, DType::Int32),
            (std::vector<int32_t>{1, INT32_MIN, INT32_MAX}));
  wide[2] = 5000000000;
  EXPECT_EQ(failure(DType::Int64, wide, DType::Int32),
            "element 2 is 5000000000, which int32 cannot hold");
  EXPECT_EQ(failure(DType::Int8, std::vector<int8_t>{-1}, DType::UInt8),
            "element 0 is -1, which uint8 cannot hold");
  EXPECT_EQ(failure(DType::UInt64, std::vector<uint64_t>{~0ull}, DType::Int64),
            "element 0 is 18446744073709551615, which int64 cannot hold");
}

// 2049 is the first integer without a half: an index that changes on its way is an error.
TEST(Elements, IntegersBecomeFloatsExactlyOrNotAtAll) {
  EXPECT_EQ(convert<uint16_t>(DType::Int64, std::vector<int64_t>{2048, -3}, DType::Fp16),
            (std::vector<uint16_t>{0x6800, 0xc200}));
  EXPECT_EQ(failure(DType::Int64, std::vector<int64_t>{2049}, DType::Fp16),
            "element 0 is 2049, which fp16 cannot hold");
  EXPECT_NE(failure(DType::Int64, std::vector<int64_t>{INT64_MAX}, DType::Fp64), "");
}

TEST(Elements, FloatsBecomeIntegersByTruncation) {
  EXPECT_EQ(convert<int32_t>(DType::Fp32, std::vector<float>{2.9f, -2.9f}, DType::Int32),
            (std::vector<int32_t>{2, -2}));
  EXPECT_NE(failure(DType::Fp32, std::vector<float>{NAN}, DType::Int32), "");
  EXPECT_NE(failure(DType::Fp32, std::vector<float>{3e9f}, DType::Int32), "");
}

TEST(Elements, BooleansAreZeroOrOne) {
  EXPECT_EQ(convert<uint8_t>(DType::Bool, std::vector<uint8_t>{0, 1, 7}, DType::Bool),
            (std::vector<uint8_t>{0, 1, 1}));
  EXPECT_EQ(convert<uint8_t>(DType::Fp32, std::vector<float>{0, 0.5f}, DType::Bool),
            (std::vector<uint8_t>{0, 1}));
  EXPECT_EQ(convert<float>(DType::Bool, std::vector<uint8_t>{2}, DType::Fp32)[0], 1.0f);
}

TEST(Elements, LongBuffersAreConvertedToTheEnd) {
  std::vector<int32_t> values(1000);
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = int32_t(i);
  std::vector<float> floats = convert<float>(DType::Int32, values, DType::Fp32);
  EXPECT_EQ(floats[999], 999.0f);
  values[700] = 1000;
  EXPECT_NE(failure(DType::Int32, values, DType::UInt8).find("element 256 is 256"),
            std::string::npos);
}

TEST(Elements, PackedTypesAndStringsAreRefused) {
  EXPECT_EQ(elementSize(DType::Int4), 0u);
  EXPECT_EQ(failure(DType::Int4, std::vector<uint8_t>{0}, DType::Int8),
            "elements of type int4 cannot be converted to int8");
}
