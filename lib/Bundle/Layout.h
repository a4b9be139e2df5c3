//===- Layout.h - The fixed header of an .anebin file -----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file is: the header, the FlatBuffers table, zeros up to a multiple of 64,
// the weight section, and nothing after it. Integers are little endian. The
// header says where the sections lie and what their XXH3 hashes are, so that
// the table need not be trusted before it was checked.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_BUNDLE_LAYOUT_H
#define ANEMONE_LIB_BUNDLE_LAYOUT_H

#include "anemone/Bundle/Bundle.h"
#include <array>

namespace anemone::bundle {

/// Bytes of the header, and the alignment of the weight section and of every range in it.
inline constexpr uint64_t kHeaderSize = 128, kAlignment = 64;

/// The carriage return, the end-of-file mark and the line feed show a file that was transferred as
/// text.
inline constexpr std::array<uint8_t, 8> kMagic = {'A', 'N', 'E', 'B', 'I', '\r', 0x1a, '\n'};

/// A part of the file, and the XXH3 hash (64 bits, seed 0) of its bytes.
struct Section {
  uint64_t offset = 0, size = 0, hash = 0;
};

struct Header {
  uint16_t major = kMajor, minor = kMinor;
  Section table, weights;
};

inline uint64_t alignUp(uint64_t value) {
  return (value + kAlignment - 1) / kAlignment * kAlignment;
}

std::array<uint8_t, kHeaderSize> encodeHeader(const Header &header);

/// Checks the magic, the version, the hash of the header, and that the sections fill a file of
/// `file.size()` bytes in the order above. A failure's message does not name the file.
Result<Header> decodeHeader(std::span<const uint8_t> file);

} // namespace anemone::bundle

#endif // ANEMONE_LIB_BUNDLE_LAYOUT_H
