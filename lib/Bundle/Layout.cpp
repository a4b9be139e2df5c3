//===- Layout.cpp - The fixed header of an .anebin file -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The version is looked at before anything else but the magic: a newer header
// may have another shape, and "damaged" would be the wrong thing to say of it.
//
//===----------------------------------------------------------------------===//

#include "lib/Bundle/Layout.h"
#include <algorithm>
#include <xxhash.h>

using namespace anemone;
using namespace anemone::bundle;

// Places of the fields in the header. What lies between the last section and the hash is zero.
static constexpr size_t kMajorAt = 8, kMinorAt = 10, kHeaderSizeAt = 12, kFileSizeAt = 16,
                        kTableAt = 24, kWeightsAt = 48, kReservedAt = 72, kHashAt = 120;

template <typename T> static void put(uint8_t *at, T value) {
  for (size_t i = 0; i < sizeof(T); ++i)
    at[i] = uint8_t(uint64_t(value) >> (8 * i));
}

template <typename T> static T get(const uint8_t *at) {
  uint64_t value = 0;
  for (size_t i = 0; i < sizeof(T); ++i)
    value |= uint64_t(at[i]) << (8 * i);
  return T(value);
}

static void putSection(uint8_t *at, const Section &section) {
  put(at, section.offset);
  put(at + 8, section.size);
  put(at + 16, section.hash);
}

static Section getSection(const uint8_t *at) {
  return {get<uint64_t>(at), get<uint64_t>(at + 8), get<uint64_t>(at + 16)};
}

std::array<uint8_t, kHeaderSize> anemone::bundle::encodeHeader(const Header &header) {
  std::array<uint8_t, kHeaderSize> bytes = {};
  std::copy(kMagic.begin(), kMagic.end(), bytes.begin());
  put(&bytes[kMajorAt], header.major);
  put(&bytes[kMinorAt], header.minor);
  put(&bytes[kHeaderSizeAt], uint32_t(kHeaderSize));
  put(&bytes[kFileSizeAt], header.weights.offset + header.weights.size);
  putSection(&bytes[kTableAt], header.table);
  putSection(&bytes[kWeightsAt], header.weights);
  put(&bytes[kHashAt], uint64_t(XXH3_64bits(bytes.data(), kHashAt)));
  return bytes;
}

static std::string versionText(uint16_t major, uint16_t minor) {
  return std::to_string(major) + "." + std::to_string(minor);
}

static Status checkVersion(uint16_t major, uint16_t minor) {
  if (major == kMajor && minor <= kMinor)
    return Status::success();
  bool newer = major > kMajor || (major == kMajor && minor > kMinor);
  return Status::failure("is a bundle of format version " + versionText(major, minor) +
                         ", but this runtime reads version " + versionText(kMajor, kMinor) +
                         (newer ? ": use a newer runtime, or compile the model again with the "
                                  "compiler of this release"
                                : ": compile the model again with the compiler of this release"));
}

/// The sections must follow each other as the writer puts them, so that no byte of the file is
/// unaccounted for.
static bool sectionsFill(const Header &header, uint64_t fileSize) {
  const Section &table = header.table, &weights = header.weights;
  return table.offset == kHeaderSize && table.size <= fileSize - kHeaderSize &&
         weights.offset == alignUp(kHeaderSize + table.size) && weights.offset <= fileSize &&
         weights.size == fileSize - weights.offset;
}

Result<Header> anemone::bundle::decodeHeader(std::span<const uint8_t> file) {
  size_t compared = std::min(file.size(), kMagic.size());
  if (file.empty() || !std::equal(kMagic.begin(), kMagic.begin() + compared, file.begin()))
    return Status::failure("is not a bundle: it does not begin with the mark of an .anebin file");
  if (file.size() < kHeaderSize)
    return Status::failure("is truncated: it has " + std::to_string(file.size()) +
                           " bytes and a bundle has a header of " + std::to_string(kHeaderSize));
  Header header{get<uint16_t>(&file[kMajorAt]), get<uint16_t>(&file[kMinorAt]),
                getSection(&file[kTableAt]), getSection(&file[kWeightsAt])};
  if (Status status = checkVersion(header.major, header.minor); !status.ok())
    return status;
  bool reservedIsZero =
      std::all_of(&file[kReservedAt], &file[kHashAt], [](uint8_t b) { return b == 0; });
  if (get<uint64_t>(&file[kHashAt]) != XXH3_64bits(file.data(), kHashAt) || !reservedIsZero ||
      get<uint32_t>(&file[kHeaderSizeAt]) != kHeaderSize)
    return Status::failure("is damaged: its header does not match its checksum");
  if (uint64_t expected = get<uint64_t>(&file[kFileSizeAt]); expected != file.size())
    return Status::failure("is truncated or has bytes appended: it has " +
                           std::to_string(file.size()) + " bytes and its header says " +
                           std::to_string(expected));
  if (!sectionsFill(header, file.size()))
    return Status::failure("is damaged: its header names sections that do not fill the file");
  return header;
}
