//===- HostileTest.cpp - Truncated, corrupt and foreign bundles -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SampleBundle.h"
#include "lib/Bundle/Layout.h"
#include "lib/Bundle/Table.h"
#include <gtest/gtest.h>

using namespace anemone;
using namespace anemone::bundle;
using namespace anemone::bundle::test;

namespace {

/// The bytes of a good bundle, and a file to put damaged ones into.
class Hostile : public testing::Test {
protected:
  void SetUp() override {
    path = temporaryPath("hostile.anebin");
    ASSERT_TRUE(Sample().write(path).ok());
    good = readAll(path);
    ASSERT_GT(good.size(), 1024u);
  }
  /// What opening a file with these bytes says; empty for success.
  std::string open(const std::vector<char> &bytes) {
    writeAll(path, bytes);
    return File::open(path).status().message();
  }
  void expectFailure(const std::vector<char> &bytes, const std::string &part) {
    std::string message = open(bytes);
    EXPECT_EQ(message.find("bundle '" + path + "' "), 0u) << message;
    EXPECT_NE(message.find(part), std::string::npos) << message;
  }

  std::string path;
  std::vector<char> good;
};

} // namespace

TEST_F(Hostile, GoodFileOpens) { EXPECT_EQ(open(good), ""); }

TEST_F(Hostile, TruncatedAtEvery64thByte) {
  for (size_t size = 0; size < good.size(); size += 64)
    EXPECT_NE(open({good.begin(), good.begin() + size}), "") << size;
  expectFailure({good.begin(), good.end() - 1}, "is truncated");
}

TEST_F(Hostile, BytesAppended) {
  std::vector<char> bytes = good;
  bytes.push_back(0);
  expectFailure(bytes, "has bytes appended");
}

TEST_F(Hostile, EveryByteOfTheHeaderFlipped) {
  for (size_t at = 0; at < kHeaderSize; ++at)
    for (unsigned flip : {0x01, 0x80, 0xff}) {
      std::vector<char> bytes = good;
      bytes[at] ^= char(flip);
      EXPECT_NE(open(bytes), "") << at;
    }
}

TEST_F(Hostile, Every64thByteFlipped) {
  for (size_t at = 0; at < good.size(); at += 64) {
    std::vector<char> bytes = good;
    bytes[at] ^= 0x5a;
    EXPECT_NE(open(bytes), "") << at;
  }
}

// The checksums would hide what the checks behind them do: here the table is damaged and no
// checksum is looked at.
TEST_F(Hostile, DamagedTablesNeverCrash) {
  Bundle bundle = Sample().bundle;
  std::vector<uint8_t> table = encodeTable(bundle);
  ASSERT_TRUE(decodeTable(table).ok());
  size_t refused = 0;
  for (size_t at = 0; at < table.size(); ++at)
    for (unsigned flip : {0x01, 0x04, 0x80, 0xff}) {
      std::vector<uint8_t> bytes = table;
      bytes[at] ^= uint8_t(flip);
      Result<Bundle> decoded = decodeTable(bytes);
      refused += !decoded.ok() || !validate(*decoded, 1024).ok();
    }
  EXPECT_GT(refused, table.size());
  for (size_t size = 0; size < table.size(); ++size)
    (void)decodeTable(std::span(table).first(size)).ok();
}

TEST_F(Hostile, WrongMagic) {
  std::vector<char> bytes = good;
  bytes[0] = 'X';
  expectFailure(bytes, "is not a bundle");
  expectFailure(std::vector<char>(4096, 0), "is not a bundle");
  expectFailure({}, "is not a bundle");
}

TEST_F(Hostile, OtherVersions) {
  std::vector<char> bytes = good;
  bytes[10] = char(kMinor + 1);
  expectFailure(bytes,
                "is a bundle of format version 0.5, but this runtime reads version 0.4: use a "
                "newer runtime");
  bytes = good;
  bytes[8] = char(kMajor + 1);
  expectFailure(bytes,
                "is a bundle of format version 1.4, but this runtime reads version 0.4: use a "
                "newer runtime");
}

TEST_F(Hostile, MissingFileAndFolder) {
  EXPECT_EQ(File::open("/nonexistent/a.anebin").message(),
            "bundle '/nonexistent/a.anebin' cannot be read: No such file or directory");
  EXPECT_NE(File::open(testing::TempDir()).message().find("not a regular file"), std::string::npos);
}
