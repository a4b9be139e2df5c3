//===- WeightFileWriter.cpp - Writes blob storage, version 2 --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/WeightFile.h"
#include "lib/MIL/WeightFileFormat.h"
#include <array>

namespace anemone::mil {
namespace {

using Unit = std::array<uint8_t, format::kUnit>;

void put(Unit &unit, uint64_t offset, uint64_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i)
    unit[offset + i] = static_cast<uint8_t>(value >> (8 * i));
}

} // namespace

WeightFileWriter::WeightFileWriter(Sink sink, uint32_t count)
    : sink(std::move(sink)), promised(count) {}

uint64_t WeightFileWriter::nextOffset(uint64_t metadataOffset, uint64_t byteSize) {
  return format::roundUp(metadataOffset + format::kUnit + byteSize);
}

/// Writes `size` bytes and pads to a multiple of 64; before the first bytes goes the header, which
/// a constructor could not report a failure of.
Status WeightFileWriter::emit(const void *data, size_t size) {
  if (position == 0) {
    Unit header{};
    put(header, format::kCount, promised, 4);
    put(header, format::kVersionField, format::kVersion, 4);
    position = header.size();
    if (Status written = sink(header.data(), header.size()); !written.ok())
      return written;
  }
  if (size != 0)
    if (Status written = sink(data, size); !written.ok())
      return written;
  position += size;
  constexpr Unit zeros{};
  size_t padding = format::roundUp(position) - position;
  position += padding;
  return padding == 0 ? Status::success() : sink(zeros.data(), padding);
}

Result<uint64_t> WeightFileWriter::add(DType dtype, std::span<const uint8_t> data,
                                       uint64_t paddingBits) {
  std::string type(spelling(dtype));
  std::optional<uint32_t> code = format::codeOf(dtype);
  if (!code)
    return Status::failure("a weight file cannot hold elements of type " + type +
                           "; convert the constant or write it into the text");
  if (!format::isWhole(dtype, data.size(), paddingBits))
    return Status::failure("expected whole elements of type " + type + ", found " +
                           std::to_string(data.size()) + " bytes with " +
                           std::to_string(paddingBits) + " unused bits");
  if (added == promised)
    return Status::failure("a weight file of " + std::to_string(promised) +
                           " records was given one more");
  uint64_t metadataOffset = position == 0 ? format::kUnit : position;
  Unit metadata{};
  put(metadata, format::kSentinelField, format::kSentinel, 4);
  put(metadata, format::kDTypeCode, *code, 4);
  put(metadata, format::kByteSize, data.size(), 8);
  put(metadata, format::kDataOffset, metadataOffset + format::kUnit, 8);
  put(metadata, format::kPaddingBits, paddingBits, 8);
  if (Status written = emit(metadata.data(), metadata.size()); !written.ok())
    return written;
  if (Status written = emit(data.data(), data.size()); !written.ok())
    return written;
  ++added;
  return metadataOffset;
}

Status WeightFileWriter::finish() {
  if (added != promised)
    return Status::failure("a weight file of " + std::to_string(promised) + " records was given " +
                           std::to_string(added));
  return emit(nullptr, 0);
}

} // namespace anemone::mil
