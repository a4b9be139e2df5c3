//===- WeightFile.h - Apple's blob storage, version 2 -----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A weight file is a 64-byte header (count, version) and one record for each
// blob: 64 bytes of metadata at a multiple of 64, then its data. MIL text
// refers to the metadata's offset. Layout: docs/WeightFile.md.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_MIL_WEIGHTFILE_H
#define ANEMONE_MIL_WEIGHTFILE_H

#include "anemone/MIL/Program.h"
#include "anemone/Support/Status.h"
#include <functional>
#include <map>
#include <span>

namespace anemone::mil {

/// One record: where its metadata and its data lie in the file, in bytes.
struct WeightRecord {
  DType dtype = DType::Fp16;
  uint64_t metadataOffset = 0;
  uint64_t dataOffset = 0;
  uint64_t byteSize = 0;
  uint64_t paddingBits = 0; // unused bits at the end of the data, for elements below a byte
};

/// Writes a weight file front to back, so that its data need never be in memory together.
class WeightFileWriter {
public:
  using Sink = std::function<Status(const void *data, size_t size)>;
  /// `count` is the number of records that will be added; it stands in the header.
  WeightFileWriter(Sink sink, uint32_t count);

  /// Appends a record and returns the offset of its metadata. Fails for a type that the format has no code for.
  Result<uint64_t> add(DType dtype, std::span<const uint8_t> data, uint64_t paddingBits = 0);
  /// Pads the file to a multiple of 64 bytes. Fails when fewer records than promised were added.
  Status finish();
  /// The offset that the metadata of a record after `previous` gets, `previous` = {offset of the record's metadata,
  /// size of its data}; the first record's metadata lies at 64.
  static uint64_t nextOffset(uint64_t metadataOffset, uint64_t byteSize);

private:
  Status emit(const void *data, size_t size);
  Sink sink;
  uint32_t promised, added = 0;
  uint64_t position = 0;
};

/// A verified view of a weight file in memory; it does not own the bytes.
class WeightFile {
public:
  /// Checks the header and every record: sentinel, type, alignment, bounds, no overlap.
  static Result<WeightFile> open(std::span<const uint8_t> bytes);
  /// Reads the one record whose metadata lies at `offset`, checking just that one, as Apple's reader does: other
  /// tools write a count of 1 whatever the number of records.
  static Result<WeightRecord> recordAt(std::span<const uint8_t> bytes, uint64_t offset);

  const std::vector<WeightRecord> &records() const { return all; }
  std::span<const uint8_t> data(const WeightRecord &record) const {
    return bytes.subspan(record.dataOffset, record.byteSize);
  }

private:
  std::span<const uint8_t> bytes;
  std::vector<WeightRecord> all;
};

/// What the private API takes beside the text: the bytes of each file by the full path that BLOBFILE names
/// ("@model_path/weights/weight.bin").
using WeightDictionary = std::map<std::string, std::span<const uint8_t>>;

} // namespace anemone::mil

#endif // ANEMONE_MIL_WEIGHTFILE_H
