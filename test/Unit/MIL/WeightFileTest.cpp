//===- WeightFileTest.cpp - Blob storage: layout and hostile files --------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/WeightFile.h"
#include "Examples.h"
#include "gtest/gtest.h"

using namespace anemone;
using namespace anemone::mil;

namespace {

using Bytes = std::vector<uint8_t>;

struct Blob {
  DType dtype;
  Bytes data;
  uint64_t paddingBits = 0;
};

WeightFileWriter::Sink appendTo(Bytes &file) {
  return [&file](const void *data, size_t size) {
    const auto *bytes = static_cast<const uint8_t *>(data);
    file.insert(file.end(), bytes, bytes + size);
    return Status::success();
  };
}

Bytes write(const std::vector<Blob> &blobs) {
  Bytes file;
  WeightFileWriter writer(appendTo(file), blobs.size());
  for (const Blob &blob : blobs) {
    Result<uint64_t> offset = writer.add(blob.dtype, blob.data, blob.paddingBits);
    EXPECT_TRUE(offset.ok()) << offset.message();
  }
  Status finished = writer.finish();
  EXPECT_TRUE(finished.ok()) << finished.message();
  return file;
}

Bytes pattern(size_t size) {
  Bytes data(size);
  for (size_t i = 0; i < size; ++i)
    data[i] = static_cast<uint8_t>(i * 37 + 11);
  return data;
}

/// Three records whose places in a file of Apple's writer are published: see docs/WeightFile.md.
std::vector<Blob> three() {
  return {{DType::Fp16, pattern(200)}, {DType::Fp32, pattern(28)}, {DType::Int8, pattern(5)}};
}

void put32(Bytes &file, size_t offset, uint32_t value) {
  for (int i = 0; i < 4; ++i)
    file[offset + i] = static_cast<uint8_t>(value >> (8 * i));
}

std::string openMessage(const Bytes &file) {
  Result<WeightFile> opened = WeightFile::open(file);
  return opened.ok() ? "" : opened.message();
}

TEST(WeightFile, PlacesRecordsAsApplesWriterDoes) { // ANE-C47: size and offset in place
  Bytes file = write(three());
  Result<WeightFile> opened = WeightFile::open(file);
  ASSERT_TRUE(opened.ok()) << opened.message();
  ASSERT_EQ(opened->records().size(), 3u);
  const uint64_t metadata[] = {64, 384, 512}, data[] = {128, 448, 576}, size[] = {200, 28, 5};
  for (int i = 0; i < 3; ++i) {
    const WeightRecord &record = opened->records()[i];
    EXPECT_EQ(record.metadataOffset, metadata[i]);
    EXPECT_EQ(record.dataOffset, data[i]);
    EXPECT_EQ(record.byteSize, size[i]);
    EXPECT_EQ(record.dtype, three()[i].dtype);
    std::span<const uint8_t> bytes = opened->data(record);
    EXPECT_EQ(Bytes(bytes.begin(), bytes.end()), three()[i].data);
  }
  EXPECT_EQ(file.size(), 640u);
}

TEST(WeightFile, PredictsOffsets) {
  EXPECT_EQ(WeightFileWriter::nextOffset(64, 200), 384u);
  EXPECT_EQ(WeightFileWriter::nextOffset(384, 28), 512u);
  EXPECT_EQ(WeightFileWriter::nextOffset(64, 64), 192u);
  EXPECT_EQ(WeightFileWriter::nextOffset(64, 0), 128u);
}

TEST(WeightFile, HoldsTypesBelowAByte) {
  Bytes file = write({{DType::Int4, {0x21, 0x03}, 4}, {DType::UInt4, {0xff}, 0}});
  Result<WeightFile> opened = WeightFile::open(file);
  ASSERT_TRUE(opened.ok()) << opened.message();
  EXPECT_EQ(opened->records()[0].paddingBits, 4u);
  EXPECT_EQ(opened->records()[1].dtype, DType::UInt4);
}

TEST(WeightFile, HoldsNothingAtAll) {
  Bytes file = write({});
  EXPECT_EQ(file.size(), 64u);
  EXPECT_TRUE(WeightFile::open(file).ok());
}

TEST(WeightFile, WriterRefusesWhatTheFormatCannotHold) {
  Bytes file;
  WeightFileWriter writer(appendTo(file), 1);
  EXPECT_TRUE(contains(writer.add(DType::Int64, pattern(8)).message(), "cannot hold"));
  EXPECT_TRUE(contains(writer.add(DType::Bool, pattern(8)).message(), "cannot hold"));
  EXPECT_TRUE(contains(writer.add(DType::Fp16, pattern(3)).message(), "whole elements"));
  EXPECT_TRUE(contains(writer.add(DType::Fp16, pattern(4), 4).message(), "unused bits"));
  EXPECT_TRUE(file.empty());
}

TEST(WeightFile, WriterCountsItsRecords) {
  Bytes file;
  WeightFileWriter writer(appendTo(file), 1);
  EXPECT_TRUE(contains(writer.finish().message(), "1 records was given 0"));
  ASSERT_TRUE(writer.add(DType::Int8, pattern(1)).ok());
  EXPECT_TRUE(contains(writer.add(DType::Int8, pattern(1)).message(), "one more"));
  EXPECT_TRUE(writer.finish().ok());
}

TEST(WeightFile, WriterPassesOnFailuresOfItsSink) {
  int calls = 0;
  auto full = [&](const void *, size_t) {
    return ++calls < 3 ? Status::success() : Status::failure("the disk is full");
  };
  WeightFileWriter writer(full, 1);
  EXPECT_EQ(writer.add(DType::Int8, pattern(1)).message(), "the disk is full");
}

TEST(WeightFile, ReadsOneRecordWhereTheCountIsWrong) {
  // Other tools write a count of 1 whatever follows; Apple's reader looks at the record it is asked
  // for.
  Bytes file = write(three());
  put32(file, 0, 1);
  Result<WeightRecord> record = WeightFile::recordAt(file, 384);
  ASSERT_TRUE(record.ok()) << record.message();
  EXPECT_EQ(record->dtype, DType::Fp32);
  EXPECT_TRUE(contains(openMessage(file), "the header's count may be too small"));
}

TEST(WeightFile, RefusesOffsetsThatAreNoMetadata) { // ANE-C08
  Bytes file = write(three());
  for (uint64_t offset : {0, 128, 448, 100, 640, 1 << 20})
    EXPECT_TRUE(contains(WeightFile::recordAt(file, offset).message(),
                         "record at offset " + std::to_string(offset)));
  EXPECT_TRUE(contains(WeightFile::recordAt(file, 128).message(), "ANE-C08"));
  EXPECT_FALSE(WeightFile::recordAt(file, ~uint64_t(0) - 63).ok());
}

TEST(WeightFile, RefusesBrokenFields) {
  struct {
    size_t offset;
    uint32_t value;
    const char *message;
  } cases[] = {{4, 1, "expected version 2"},
               {0, 4, "the header promises 4 records"},
               {64, 0, "expected the sentinel 0xdeadbeef"},
               {68, 0, "element type code 0"},
               {68, 9, "element type code 9"},
               {72, 199, "whole elements"},
               {72, 1 << 30, "the file ends at 640"},
               {76, 1u << 31, "the file ends at 640"},
               {80, 64, "after the metadata"},
               {80, 130, "at a multiple of 64"},
               {84, 1, "the file ends at 640"},
               {84, ~0u, "the file ends at 640"},
               {88, 4, "unused bits"}};
  for (auto [offset, value, message] : cases) {
    Bytes file = write(three());
    put32(file, offset, value);
    EXPECT_TRUE(contains(openMessage(file), message)) << offset;
  }
}

TEST(WeightFile, RefusesOverlap) {
  // The first record claims the place of the second: what follows it is no metadata any more.
  Bytes file = write(three());
  put32(file, 72, 320);
  EXPECT_FALSE(WeightFile::open(file).ok());
}

TEST(WeightFile, CutAnywhere) {
  Bytes file = write(three());
  for (size_t size = 0; size < file.size(); ++size) {
    bool onlyPaddingLost = size >= 576 + 5;
    Bytes cut(file.begin(),
              file.begin() + size); // its own memory, so that a sanitizer sees its end
    EXPECT_EQ(WeightFile::open(cut).ok(), onlyPaddingLost) << size;
    for (uint64_t offset : {64, 384, 512})
      (void)WeightFile::recordAt(cut, offset).ok();
  }
}

TEST(WeightFile, CorruptAnywhere) {
  for (size_t at = 0; at < 640; ++at) {
    for (int mask : {0x01, 0x80, 0xff}) {
      Bytes file = write(three());
      file[at] ^= mask;
      Result<WeightFile> opened = WeightFile::open(file);
      if (!opened.ok()) {
        EXPECT_FALSE(opened.message().empty());
        continue;
      }
      for (const WeightRecord &record : opened->records())
        EXPECT_LE(record.dataOffset + record.byteSize, file.size());
    }
  }
}

} // namespace
