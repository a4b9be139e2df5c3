//===- ReadTensor.cpp - From TensorProto to a tensor ----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/File/ReadTensor.h"
#include "lib/Import/ONNX/File/Protobuf.h"
#include <bit>
#include <charconv>
#include <limits>

namespace anemone::onnxfile {
namespace {

static_assert(std::endian::native == std::endian::little, "ONNX's raw data are little endian");

class Decoder {
public:
  Decoder(const ::onnx::TensorProto &proto, const Payload *payload)
      : proto(proto), payload(payload) {}

  Tensor run() {
    tensor.name = proto.name();
    tensor.type = static_cast<ElementType>(proto.data_type());
    tensor.dims.assign(proto.dims().begin(), proto.dims().end());
    if (checkType())
      readElements();
    return std::move(tensor);
  }

private:
  bool checkType();
  void readElements();
  void readPayload();
  void readExternal();
  void readRaw();
  void readTyped();
  template <typename T, typename Field> void append(const Field &values);
  void appendNarrow();
  bool fail(std::string problem) {
    tensor.problem = std::move(problem);
    return false;
  }
  bool checkLength(uint64_t found, const char *where) {
    return found == needed ||
           fail(std::string("holds ") + std::to_string(found) + " bytes of " + where + ", but " +
                shapeText(tensor.dims) + " of " + elementTypeName(tensor.type) + " needs " +
                std::to_string(needed));
  }

  const ::onnx::TensorProto &proto;
  const Payload *payload;
  Tensor tensor;
  uint64_t needed = 0; // bytes
};

bool Decoder::checkType() {
  size_t size = elementSize(tensor.type);
  if (size == 0)
    return fail("has elements of " + elementTypeName(tensor.type) + ", which are not supported");
  std::optional<uint64_t> count = elementCount(tensor.dims);
  if (!count)
    return fail("has the impossible shape " + shapeText(tensor.dims));
  if (proto.has_segment())
    return fail("is stored in segments, which are not supported");
  needed = *count * size;
  return true;
}

void Decoder::readElements() {
  if (proto.data_location() == ::onnx::TensorProto::EXTERNAL)
    return readExternal();
  if (payload)
    return readPayload();
  bool typed = proto.float_data_size() || proto.int32_data_size() || proto.int64_data_size() ||
               proto.double_data_size() || proto.uint64_data_size();
  if (proto.has_raw_data() && typed) {
    fail("holds both raw data and typed data");
    return;
  }
  if (proto.has_raw_data())
    return readRaw();
  readTyped();
}

void Decoder::readPayload() {
  if (payload->floats && tensor.type != ElementType::Float) {
    fail("keeps elements of " + elementTypeName(tensor.type) + " in float_data");
    return;
  }
  if (checkLength(payload->length, payload->floats ? "float_data" : "raw_data"))
    tensor.range = FileRange{"", payload->offset, payload->length};
}

void Decoder::readRaw() {
  if (checkLength(proto.raw_data().size(), "raw_data"))
    tensor.bytes = proto.raw_data();
}

std::optional<uint64_t> parseNumber(const std::string &text) {
  uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    return std::nullopt;
  return value;
}

void Decoder::readExternal() {
  FileRange range;
  range.length = needed;
  for (const ::onnx::StringStringEntryProto &entry : proto.external_data()) {
    if (entry.key() == "location")
      range.file = entry.value();
    if (entry.key() != "offset" && entry.key() != "length")
      continue;
    std::optional<uint64_t> value = parseNumber(entry.value());
    if (!value) {
      fail("has the external data " + entry.key() + " '" + entry.value() + "', which is no number");
      return;
    }
    (entry.key() == "offset" ? range.offset : range.length) = *value;
  }
  if (!isPathInside(range.file)) {
    fail("has external data in '" + range.file +
         "', but only a relative path without '..' below the model's folder is read");
    return;
  }
  if (checkLength(range.length, "external data"))
    tensor.range = range;
}

template <typename T, typename Field> void Decoder::append(const Field &values) {
  if (!checkLength(values.size() * sizeof(T), "typed data"))
    return;
  for (auto value : values) {
    T element = static_cast<T>(value);
    tensor.bytes.append(reinterpret_cast<const char *>(&element), sizeof(T));
  }
}

/// Types below 32 bits lie in int32_data, the 16-bit floats as their bits.
void Decoder::appendNarrow() {
  struct Range {
    int32_t low, high;
  };
  Range range = {0, tensor.type == ElementType::Bool    ? 1
                    : tensor.type == ElementType::Uint8 ? 255
                                                        : 65535};
  if (tensor.type == ElementType::Int8)
    range = {-128, 127};
  if (tensor.type == ElementType::Int16)
    range = {-32768, 32767};
  for (int32_t value : proto.int32_data()) {
    if (value >= range.low && value <= range.high)
      continue;
    fail("holds " + std::to_string(value) + ", which is no " + elementTypeName(tensor.type));
    return;
  }
  if (elementSize(tensor.type) == 1)
    return append<uint8_t>(proto.int32_data());
  append<uint16_t>(proto.int32_data());
}

void Decoder::readTyped() {
  switch (tensor.type) {
  case ElementType::Float:
    return append<float>(proto.float_data());
  case ElementType::Double:
    return append<double>(proto.double_data());
  case ElementType::Int32:
    return append<int32_t>(proto.int32_data());
  case ElementType::Int64:
    return append<int64_t>(proto.int64_data());
  case ElementType::Uint32:
    return append<uint32_t>(proto.uint64_data());
  case ElementType::Uint64:
    return append<uint64_t>(proto.uint64_data());
  default:
    return appendNarrow();
  }
}

} // namespace

Tensor decodeTensor(const ::onnx::TensorProto &proto, const Payload *payload) {
  return Decoder(proto, payload).run();
}

} // namespace anemone::onnxfile
