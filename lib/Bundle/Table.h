//===- Table.h - Between Bundle and its FlatBuffers table -------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_BUNDLE_TABLE_H
#define ANEMONE_LIB_BUNDLE_TABLE_H

#include "anemone/Bundle/Bundle.h"

namespace anemone::bundle {

/// The bytes of the table; the same for the same bundle, on every machine.
std::vector<uint8_t> encodeTable(const Bundle &bundle);

/// Reads a table after checking that it is well-formed; what it says may still make no sense (see
/// validate). `table` must be aligned to 8 bytes. Takes time and memory proportional to the table's
/// size, whatever it holds.
Result<Bundle> decodeTable(std::span<const uint8_t> table);

/// Checks what the fields say: every index and range, shapes, strides, names, the order of values.
/// `weightBytes` is the size of the weight section.
Status validate(const Bundle &bundle, uint64_t weightBytes);

/// The part of validate() for one entry, whose programs and globals were checked before.
Status validateEntry(const Bundle &bundle, const Entry &entry);

/// Bytes of one element in memory (1 for bool), or 0 for strings and for the types that are packed
/// into bytes.
unsigned elementBytes(mil::DType dtype);

/// Product of the extents, or nothing where an extent is not positive or the product exceeds 2^62.
std::optional<uint64_t> countElements(std::span<const int64_t> shape);

} // namespace anemone::bundle

#endif // ANEMONE_LIB_BUNDLE_TABLE_H
