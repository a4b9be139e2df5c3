//===- WeightFileReader.cpp - Reads blob storage, version 2 ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every number of the file is checked against the size of the file before it
// is used, and nothing is allocated by a number that the file claims.
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/WeightFile.h"
#include "lib/MIL/WeightFileFormat.h"
#include <cstdio>

namespace anemone::mil {
namespace {

uint64_t take(std::span<const uint8_t> bytes, uint64_t offset, unsigned size) {
  uint64_t value = 0;
  for (unsigned i = 0; i < size; ++i)
    value |= uint64_t(bytes[offset + i]) << (8 * i);
  return value;
}

std::string hex(uint64_t value) {
  char text[24];
  std::snprintf(text, sizeof(text), "0x%llx", static_cast<unsigned long long>(value));
  return text;
}

Status failure(const std::string &problem) { return Status::failure("weight file: " + problem); }

Status recordFailure(uint64_t offset, const std::string &problem) {
  return failure("record at offset " + std::to_string(offset) + ": " + problem);
}

Status checkHeader(std::span<const uint8_t> bytes) {
  if (bytes.size() < format::kUnit)
    return failure("expected a header of 64 bytes, found " + std::to_string(bytes.size()) +
                   "; the file is cut off");
  uint64_t version = take(bytes, format::kVersionField, 4);
  if (version != format::kVersion)
    return failure("expected version 2 of blob storage, found " + std::to_string(version));
  return Status::success();
}

/// Checks where the data of `record` lie.
Status checkExtent(const WeightRecord &record, uint64_t fileSize) {
  uint64_t at = record.metadataOffset;
  if (record.dataOffset % format::kUnit != 0)
    return recordFailure(at, "expected data at a multiple of 64, found offset " +
                                 std::to_string(record.dataOffset) + " (ANE-C47)");
  if (record.dataOffset < at + format::kUnit)
    return recordFailure(at, "expected data after the metadata, found offset " +
                                 std::to_string(record.dataOffset) + " (ANE-C47)");
  if (record.dataOffset > fileSize || record.byteSize > fileSize - record.dataOffset)
    return recordFailure(at, "expected " + std::to_string(record.byteSize) + " bytes of data at " +
                                 std::to_string(record.dataOffset) + ", but the file ends at " +
                                 std::to_string(fileSize) + " (ANE-C47)");
  return Status::success();
}

} // namespace

Result<WeightRecord> WeightFile::recordAt(std::span<const uint8_t> bytes, uint64_t offset) {
  if (Status header = checkHeader(bytes); !header.ok())
    return header;
  if (offset % format::kUnit != 0 || offset < format::kUnit)
    return recordFailure(offset, "expected a multiple of 64 from 64 on (ANE-C08)");
  if (offset > bytes.size() || bytes.size() - offset < format::kUnit)
    return recordFailure(offset, "expected 64 bytes of metadata, but the file ends at " +
                                     std::to_string(bytes.size()));
  std::span<const uint8_t> metadata = bytes.subspan(offset, format::kUnit);
  uint64_t sentinel = take(metadata, format::kSentinelField, 4);
  if (sentinel != format::kSentinel)
    return recordFailure(offset, "expected the sentinel 0xdeadbeef, found " + hex(sentinel) +
                                     "; offsets name the metadata of a record (ANE-C08)");
  uint32_t code = static_cast<uint32_t>(take(metadata, format::kDTypeCode, 4));
  std::optional<DType> dtype = format::typeOf(code);
  if (!dtype)
    return recordFailure(offset, "element type code " + std::to_string(code) + " is not supported");
  WeightRecord record{*dtype, offset, take(metadata, format::kDataOffset, 8),
                      take(metadata, format::kByteSize, 8),
                      take(metadata, format::kPaddingBits, 8)};
  if (Status extent = checkExtent(record, bytes.size()); !extent.ok())
    return extent;
  if (!format::isWhole(record.dtype, record.byteSize, record.paddingBits))
    return recordFailure(offset, "expected whole elements of type " +
                                     std::string(spelling(record.dtype)) + ", found " +
                                     std::to_string(record.byteSize) + " bytes with " +
                                     std::to_string(record.paddingBits) + " unused bits");
  return record;
}

/// Records follow each other, so a record that lies wholly behind its predecessor cannot overlap
/// any.
Result<WeightFile> WeightFile::open(std::span<const uint8_t> bytes) {
  if (Status header = checkHeader(bytes); !header.ok())
    return header;
  WeightFile file;
  file.bytes = bytes;
  uint64_t count = take(bytes, format::kCount, 4), end = format::kUnit;
  for (uint64_t i = 0; i < count; ++i) {
    Result<WeightRecord> record = recordAt(bytes, end);
    if (!record.ok())
      return Status::failure(record.message() + "; the header promises " + std::to_string(count) +
                             " records");
    end = format::roundUp(record->dataOffset + record->byteSize);
    file.all.push_back(*record);
  }
  if (end < bytes.size())
    return failure("expected the end of the file after " + std::to_string(count) +
                   " records at offset " + std::to_string(end) + ", found " +
                   std::to_string(bytes.size() - end) +
                   " more bytes; the header's count may be too small");
  return file;
}

} // namespace anemone::mil
