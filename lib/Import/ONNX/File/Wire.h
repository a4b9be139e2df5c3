//===- Wire.h - The wire format of protocol buffers -------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Enough of the wire format to walk over a message field by field without
// decoding it. The protobuf library copies every field it parses and hides
// where it lay; the importer must know where a parameter lies in the file, and
// must not copy it.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_FILE_WIRE_H
#define ANEMONE_LIB_IMPORT_ONNX_FILE_WIRE_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace anemone::onnxfile {

/// The encodings of a field that ONNX files use. Groups (3 and 4) are not among
/// them and count as malformed.
enum class WireType : uint8_t { Varint = 0, Fixed64 = 1, Length = 2, Fixed32 = 5 };

/// One field of a message. The views point into the message that was walked.
struct Field {
  uint32_t number = 0;
  WireType type = WireType::Varint;
  /// What follows the tag; for WireType::Length without the length itself.
  std::string_view payload;
  /// Tag, length and payload: what has to be copied to copy the field.
  std::string_view whole;

  bool isMessage(uint32_t wanted) const { return number == wanted && type == WireType::Length; }
};

/// Walks over the fields of one message, in file order.
class FieldReader {
public:
  explicit FieldReader(std::string_view message) : message(message) {}

  /// The next field; nothing at the end of the message and where it is malformed.
  std::optional<Field> next();

  /// Whether the walk stopped before the end of the message.
  bool malformed() const { return bad; }
  /// Bytes from the start of the message to where the walk is.
  size_t position() const { return at; }

private:
  std::optional<uint64_t> readVarint();
  std::optional<std::string_view> readPayload(WireType type);

  std::string_view message;
  size_t at = 0;
  bool bad = false;
};

/// Appends `value` as a varint.
void appendVarint(std::string &out, uint64_t value);
/// Appends a length-delimited field.
void appendField(std::string &out, uint32_t number, std::string_view payload);

} // namespace anemone::onnxfile

#endif // ANEMONE_LIB_IMPORT_ONNX_FILE_WIRE_H
