//===- TokenSourceTest.cpp - Tokens of a file, and batches of them --------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/TokenSource.h"
#include "Support.h"

using namespace anemone;
using namespace anemone::run;
using namespace anemone::test;

static TokenSource open(size_t count, size_t length, double heldOut) {
  std::string text;
  for (size_t i = 0; i < count; ++i)
    text += char(i);
  auto source = TokenSource::open(writeFile("tokens", text), TokenFormat::Bytes, length, heldOut);
  EXPECT_TRUE(source.ok()) << source.message();
  return std::move(*source);
}

TEST(TokenSource, TargetsAreTheNextTokens) {
  TokenSource source = open(100, 8, 0);
  uint64_t generator = 1;
  Batch batch = source.sample(3, generator);
  ASSERT_EQ(batch.ids.size(), 24u);
  for (size_t i = 0; i < 24; ++i) {
    EXPECT_EQ(batch.targets[i], batch.ids[i] + 1);
    if (i % 8)
      EXPECT_EQ(batch.ids[i], batch.ids[i - 1] + 1);
  }
}

// Every place is chosen, the last token is some row's target, and none that is held out is seen.
TEST(TokenSource, SamplesReachAllThatIsNotHeldOut) {
  TokenSource source = open(50, 8, 0.4);
  uint64_t generator = 0;
  int32_t first = 100, last = 0;
  for (int i = 0; i < 1000; ++i) {
    Batch batch = source.sample(1, generator);
    first = std::min(first, batch.ids.front());
    last = std::max(last, batch.targets.back());
  }
  EXPECT_EQ(first, 0);
  EXPECT_EQ(last, 29);
  for (const Batch &batch : source.heldOutBatches(2, 4))
    for (int32_t token : batch.ids)
      EXPECT_GE(token, 30);
}

TEST(TokenSource, HeldOutBatchesAreFull) {
  EXPECT_EQ(open(100, 8, 0.5).heldOutBatches(2, 100).size(), 3u); // 42 places, 6 rows of 8
  EXPECT_EQ(open(100, 8, 0.5).heldOutBatches(2, 2).size(), 2u);
  EXPECT_EQ(open(100, 8, 0.1).heldOutBatches(4, 2).size(), 1u); // rows that overlap
  EXPECT_TRUE(open(100, 8, 0).heldOutBatches(4, 2).empty());
}

TEST(TokenSource, ReadsSixteenBits) {
  std::string path = writeFile("wide", std::string("\x01\x02\xff\xff\x00\x01", 6));
  auto source = TokenSource::open(path, TokenFormat::UInt16, 2, 0);
  ASSERT_TRUE(source.ok()) << source.message();
  uint64_t generator = 0;
  Batch batch = source->sample(1, generator);
  EXPECT_EQ(batch.ids, (std::vector<int32_t>{513, 65535}));
  EXPECT_EQ(batch.targets, (std::vector<int32_t>{65535, 256}));
  EXPECT_EQ(source->check(batch, 65535).message(),
            "'" + path + "' has the token 65535, but the model's vocabulary has 65535 tokens");
  EXPECT_TRUE(source->check(batch, 65536).ok());
}
