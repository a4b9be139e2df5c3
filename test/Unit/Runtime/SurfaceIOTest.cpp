//===- SurfaceIOTest.cpp - Dense data in and out of surfaces --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/SurfaceIO.h"
#include <cstring>
#include <gtest/gtest.h>
#include <numeric>

using namespace anemone;
using namespace anemone::runtime;

/// 2 x 3 x 2 x 5 valid elements in rows of 32, with gaps at every level.
static bundle::Surface padded() {
  return {"x", mil::DType::Fp16, {2, 4, 2, 32}, {2, 3, 2, 5}, 64, 192, 1024, 4096};
}

static std::unique_ptr<Memory> allocate(const bundle::Surface &layout) {
  auto memory = allocateHostMemory(layout);
  return memory.ok() ? std::move(*memory) : nullptr;
}

static std::vector<float> ramp(size_t count) {
  std::vector<float> values(count);
  std::iota(values.begin(), values.end(), 1.0f);
  return values;
}

TEST(SurfaceIO, WritesByStrideAndLeavesPaddingZero) {
  std::unique_ptr<Memory> memory = allocate(padded());
  std::vector<float> values = ramp(60);
  ASSERT_TRUE(writeSurface(*memory, mil::DType::Fp32, values.data()).ok());
  size_t nonZero = 0;
  for (size_t at = 0; at < 4096; at += 2) {
    uint16_t element;
    std::memcpy(&element, &memory->bytes()[at], 2);
    nonZero += element != 0;
  }
  EXPECT_EQ(nonZero, 60u);
  uint16_t last; // (1, 2, 1, 4)
  std::memcpy(&last, &memory->bytes()[1024 + 2 * 192 + 64 + 8], 2);
  EXPECT_EQ(last, 0x5380); // 60 in fp16
}

TEST(SurfaceIO, ReadsWhatWasWritten) {
  std::unique_ptr<Memory> memory = allocate(padded());
  std::vector<float> values = ramp(60), read(60);
  ASSERT_TRUE(writeSurface(*memory, mil::DType::Fp32, values.data()).ok());
  ASSERT_TRUE(readSurface(*memory, mil::DType::Fp32, read.data()).ok());
  EXPECT_EQ(read, values);
}

TEST(SurfaceIO, CopiesBetweenLayouts) {
  std::unique_ptr<Memory> from = allocate(flatSurface(mil::DType::Fp32, 60)),
                          to = allocate(padded());
  std::vector<float> values = ramp(60), read(60);
  ASSERT_TRUE(writeSurface(*from, mil::DType::Fp32, values.data()).ok());
  ASSERT_TRUE(copySurface(*from, *to).ok());
  ASSERT_TRUE(readSurface(*to, mil::DType::Fp32, read.data()).ok());
  EXPECT_EQ(read, values);
}

TEST(SurfaceIO, ErrorsCountElementsAsTheUserDoes) {
  bundle::Surface surface = padded();
  surface.dtype = mil::DType::Int8;
  std::unique_ptr<Memory> memory = allocate(surface);
  std::vector<int64_t> values(60);
  values[41] = 128;
  EXPECT_EQ(writeSurface(*memory, mil::DType::Int64, values.data()).message(),
            "element 41 is 128, which int8 cannot hold");
}

TEST(SurfaceIO, DenseSurfaceHasNoPadding) {
  bundle::Surface dense = denseSurface(padded(), mil::DType::Fp32);
  EXPECT_EQ(dense.rowStride, 128u);
  EXPECT_EQ(dense.planeStride, 256u);
  EXPECT_EQ(dense.batchStride, 1024u);
  EXPECT_EQ(dense.allocation, 2048u);
  EXPECT_FALSE(sameLayout(dense, padded()));
  EXPECT_TRUE(sameLayout(padded(), padded()));
}

TEST(SurfaceIO, AbsurdSizesAreAFailure) {
  bundle::Surface surface = padded();
  surface.allocation = uint64_t(1) << 60;
  EXPECT_FALSE(allocateHostMemory(surface).ok());
}
