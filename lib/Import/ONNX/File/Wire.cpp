//===- Wire.cpp - The wire format of protocol buffers ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/File/Wire.h"

namespace anemone::onnxfile {

std::optional<uint64_t> FieldReader::readVarint() {
  uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && at < message.size(); shift += 7) {
    uint8_t byte = static_cast<uint8_t>(message[at++]);
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (!(byte & 0x80))
      return value;
  }
  return std::nullopt;
}

std::optional<std::string_view> FieldReader::readPayload(WireType type) {
  size_t begin = at;
  std::optional<uint64_t> length;
  switch (type) {
  case WireType::Varint:
    if (!readVarint())
      return std::nullopt;
    return message.substr(begin, at - begin);
  case WireType::Fixed64:
    length = 8;
    break;
  case WireType::Fixed32:
    length = 4;
    break;
  case WireType::Length:
    length = readVarint();
    begin = at;
    break;
  }
  if (!length || *length > message.size() - begin)
    return std::nullopt;
  at = begin + *length;
  return message.substr(begin, *length);
}

std::optional<Field> FieldReader::next() {
  if (bad || at == message.size())
    return std::nullopt;
  size_t begin = at;
  bad = true; // until the whole field is known to lie in the message
  std::optional<uint64_t> tag = readVarint();
  if (!tag || *tag > UINT32_MAX || *tag < 8)
    return std::nullopt;
  unsigned type = *tag & 7;
  if (type != 0 && type != 1 && type != 2 && type != 5)
    return std::nullopt;
  Field field;
  field.number = static_cast<uint32_t>(*tag >> 3);
  field.type = static_cast<WireType>(type);
  std::optional<std::string_view> payload = readPayload(field.type);
  if (!payload)
    return std::nullopt;
  field.payload = *payload;
  field.whole = message.substr(begin, at - begin);
  bad = false;
  return field;
}

void appendVarint(std::string &out, uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

void appendField(std::string &out, uint32_t number, std::string_view payload) {
  appendVarint(out, (static_cast<uint64_t>(number) << 3) | static_cast<unsigned>(WireType::Length));
  appendVarint(out, payload.size());
  out.append(payload);
}

} // namespace anemone::onnxfile
