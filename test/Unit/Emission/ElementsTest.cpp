//===- ElementsTest.cpp - Rounding and packing of constants ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The oracle of rounding is LLVM's APFloat.
//
//===----------------------------------------------------------------------===//

#include "lib/Emission/Elements.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/bit.h"
#include "gtest/gtest.h"
#include <random>

using namespace anemone;
using llvm::APFloat;

namespace {

uint16_t oracle(float value) {
  APFloat exact(value);
  bool losesInfo;
  exact.convert(APFloat::IEEEhalf(), APFloat::rmNearestTiesToEven, &losesInfo);
  return uint16_t(exact.bitcastToAPInt().getZExtValue());
}

bool isNaN(uint16_t bits) { return (bits & 0x7fff) > 0x7c00; }

TEST(Half, EveryNumberComesBack) {
  for (uint32_t bits = 0; bits <= 0xffff; ++bits) {
    float value = halfToFloat(uint16_t(bits));
    APFloat exact(APFloat::IEEEhalf(), llvm::APInt(16, bits));
    if (isNaN(bits)) {
      EXPECT_TRUE(value != value && isNaN(roundToHalf(value))) << bits;
      continue;
    }
    EXPECT_EQ(value, exact.convertToFloat()) << bits;
    EXPECT_EQ(roundToHalf(value), bits);
  }
}

/// The float half-way to the next half, and its two neighbors, decide every tie.
TEST(Half, TiesGoToEven) {
  for (uint32_t bits = 0; bits < 0x7c00; ++bits) {
    float low = halfToFloat(uint16_t(bits));
    float high = bits + 1 == 0x7c00 ? 65536.0f : halfToFloat(uint16_t(bits + 1));
    uint32_t middle = llvm::bit_cast<uint32_t>((low + high) / 2);
    for (uint32_t pattern : {middle - 1, middle, middle + 1}) {
      float value = llvm::bit_cast<float>(pattern);
      EXPECT_EQ(roundToHalf(value), oracle(value)) << value;
      EXPECT_EQ(roundToHalf(-value), oracle(-value)) << -value;
    }
  }
}

TEST(Half, RandomPatterns) {
  std::mt19937 random(7);
  for (int i = 0; i < 200000; ++i) {
    float value = llvm::bit_cast<float>(uint32_t(random()));
    if (value == value)
      EXPECT_EQ(roundToHalf(value), oracle(value)) << value;
  }
}

class ElementsTest : public ::testing::Test {
protected:
  template <typename T>
  Elements view(mlir::Type type, llvm::ArrayRef<T> values, bool isSplat = false,
                int64_t count = 0) {
    llvm::ArrayRef<char> bytes(reinterpret_cast<const char *>(values.data()),
                               values.size() * sizeof(T));
    return {type, isSplat ? count : int64_t(values.size()), bytes, isSplat};
  }
  mlir::MLIRContext context;
  mlir::Builder builder{&context};
};

/// 1 + 2^-11 + 2^-40 lies above the tie of two halves, and a first rounding to f32 would put it on
/// the tie.
TEST_F(ElementsTest, RoundsDoublesOnce) {
  double value = 1.0 + 0x1p-11 + 0x1p-40;
  std::vector<uint8_t> bytes =
      convertElements(view<double>(builder.getF64Type(), value), mil::DType::Fp16);
  EXPECT_EQ(bytes[0] | bytes[1] << 8, 0x3c01);
}

TEST_F(ElementsTest, TellsWhatRoundingLost) {
  float exact[] = {1.0f, -0.5f, INFINITY, NAN};
  Rounding none = measureRounding(view<float>(builder.getF32Type(), exact), mil::DType::Fp16);
  EXPECT_TRUE(none.isExact);
  EXPECT_EQ(none.overflows, 0);
  float lossy[] = {0.1f, 65519.996f, 65520.0f, -1e30f};
  Rounding some = measureRounding(view<float>(builder.getF32Type(), lossy), mil::DType::Fp16);
  EXPECT_FALSE(some.isExact);
  EXPECT_EQ(some.overflows, 2);
  EXPECT_EQ(some.firstOverflow, 65520.0);
}

TEST_F(ElementsTest, PacksHalfBytesLowFirst) {
  int8_t values[] = {1, -2, 7};
  auto type = builder.getIntegerType(4);
  EXPECT_EQ(convertElements(view<int8_t>(type, values), mil::DType::Int4),
            (std::vector<uint8_t>{0xe1, 0x07}));
}

TEST_F(ElementsTest, RepeatsASplat) {
  int32_t value[] = {258};
  EXPECT_EQ(convertElements(view<int32_t>(builder.getI32Type(), value, true, 2), mil::DType::Int32),
            (std::vector<uint8_t>{2, 1, 0, 0, 2, 1, 0, 0}));
}

} // namespace
