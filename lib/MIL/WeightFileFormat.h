//===- WeightFileFormat.h - The bytes of a weight file ----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Blob storage, version 2, as published in the MILBlob library of coremltools
// (StorageFormat.hpp). All fields are little endian. docs/WeightFile.md has the
// layout in full.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_MIL_WEIGHTFILEFORMAT_H
#define ANEMONE_LIB_MIL_WEIGHTFILEFORMAT_H

#include "anemone/MIL/Program.h"
#include <optional>

namespace anemone::mil::format {

/// Size of the header and of a record's metadata, and alignment of metadata and data.
inline constexpr uint64_t kUnit = 64;
inline constexpr uint32_t kVersion = 2;
inline constexpr uint32_t kSentinel = 0xDEADBEEF;

// Offsets of the fields of the header ...
inline constexpr uint64_t kCount = 0, kVersionField = 4;
// ... and of a record's metadata.
inline constexpr uint64_t kSentinelField = 0, kDTypeCode = 4, kByteSize = 8, kDataOffset = 16,
                          kPaddingBits = 24;

constexpr uint64_t roundUp(uint64_t value) { return (value + kUnit - 1) / kUnit * kUnit; }

/// The code of a type; nothing for types that the format cannot hold.
constexpr std::optional<uint32_t> codeOf(DType type) {
  switch (type) {
  case DType::Fp16:
    return 1;
  case DType::Fp32:
    return 2;
  case DType::UInt8:
    return 3;
  case DType::Int8:
    return 4;
  case DType::BF16:
    return 5;
  case DType::Int16:
    return 6;
  case DType::UInt16:
    return 7;
  case DType::Int4:
    return 8;
  case DType::UInt4:
    return 11;
  case DType::Int32:
    return 14;
  case DType::UInt32:
    return 15;
  case DType::Bool:
  case DType::Int64:
  case DType::UInt64:
  case DType::Fp64:
  case DType::String:
    return std::nullopt;
  }
  return std::nullopt;
}

constexpr std::optional<DType> typeOf(uint32_t code) {
  for (unsigned i = 0; i <= static_cast<unsigned>(DType::String); ++i)
    if (codeOf(static_cast<DType>(i)) == code)
      return static_cast<DType>(i);
  return std::nullopt;
}

/// Whether `byteSize` bytes hold whole elements, of which the last `paddingBits` bits are none:
/// only types below a byte have such bits, and fewer than a byte of them.
inline bool isWhole(DType type, uint64_t byteSize, uint64_t paddingBits) {
  unsigned bits = bitWidth(type);
  if (bits >= 8)
    return paddingBits == 0 && byteSize % (bits / 8) == 0;
  return paddingBits == 0 || (byteSize > 0 && paddingBits < 8 && paddingBits % bits == 0);
}

} // namespace anemone::mil::format

#endif // ANEMONE_LIB_MIL_WEIGHTFILEFORMAT_H
