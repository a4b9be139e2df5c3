//===- SafeTensors.cpp - Reading tensors ----------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/SafeTensors.h"
#include "lib/Runtime/Elements.h"
#include "tools/ane-run/SafeTensorsTypes.h"
#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

using namespace anemone;
using namespace anemone::run;
using nlohmann::json;

static constexpr uint64_t kLargestHeader = 100'000'000; // as the format's own library has it

std::optional<mil::DType> run::parseStoredType(std::string_view name) {
  for (auto [type, text] : kStoredTypes)
    if (name == text)
      return type;
  return std::nullopt;
}

/// The bytes of a tensor, or nothing where they cannot be counted.
static std::optional<uint64_t> countBytes(mil::DType dtype, const std::vector<int64_t> &shape) {
  uint64_t size = runtime::elementSize(dtype);
  for (int64_t extent : shape)
    if (extent < 0 || __builtin_mul_overflow(size, uint64_t(extent), &size))
      return std::nullopt;
  return size;
}

size_t StoredTensor::byteSize() const { return size_t(countBytes(dtype, shape).value_or(0)); }

/// The whole numbers of a list, if it is one.
static std::optional<std::vector<int64_t>> numbers(const json &list) {
  std::vector<int64_t> result;
  if (!list.is_array())
    return std::nullopt;
  for (const json &element : list) {
    if (!element.is_number_unsigned() || element.get<uint64_t>() > uint64_t(INT64_MAX))
      return std::nullopt;
    result.push_back(element.get<int64_t>());
  }
  return result;
}

static Result<StoredTensor> parseTensor(const std::string &name, const json &value,
                                        std::span<const uint8_t> data) {
  auto wrong = [&](const std::string &what) {
    return Status::failure("tensor '" + name + "' " + what);
  };
  auto field = [&](const char *key) {
    return value.is_object() && value.contains(key) ? value[key] : json();
  };
  json type = field("dtype");
  std::optional<mil::DType> dtype =
      type.is_string() ? parseStoredType(type.get<std::string>()) : std::nullopt;
  if (!dtype)
    return wrong("has no element type that is known");
  auto shape = numbers(field("shape")), offsets = numbers(field("data_offsets"));
  if (!shape || !offsets || offsets->size() != 2)
    return wrong("lacks a shape or a place of whole numbers");
  uint64_t begin = uint64_t((*offsets)[0]), end = uint64_t((*offsets)[1]);
  if (begin > end || end > data.size())
    return wrong("lies at bytes " + std::to_string(begin) + " to " + std::to_string(end) +
                 ", but the file has " + std::to_string(data.size()) + " bytes of tensors");
  if (countBytes(*dtype, *shape) != end - begin)
    return wrong("has " + std::to_string(end - begin) + " bytes, which its shape does not need");
  return StoredTensor{name, *dtype, *shape, data.subspan(begin, end - begin)};
}

/// Tensors cover the data from its beginning to its end.
static Status checkCover(std::vector<StoredTensor> tensors, std::span<const uint8_t> data) {
  std::sort(tensors.begin(), tensors.end(), [](const StoredTensor &a, const StoredTensor &b) {
    return std::pair(a.data.data(), a.data.size()) < std::pair(b.data.data(), b.data.size());
  });
  const uint8_t *next = data.data();
  for (const StoredTensor &tensor : tensors) {
    if (tensor.data.data() != next)
      return Status::failure("tensor '" + tensor.name + "' " +
                             (tensor.data.data() < next ? "overlaps another" : "follows a gap"));
    next += tensor.data.size();
  }
  size_t rest = size_t(data.data() + data.size() - next);
  return rest == 0 ? Status::success()
                   : Status::failure(std::to_string(rest) + " bytes belong to no tensor");
}

static Status parseMetadata(const json &value, Metadata &strings) {
  if (!value.is_object())
    return Status::failure("its '__metadata__' is no object");
  for (const auto &[key, text] : value.items()) {
    if (!text.is_string())
      return Status::failure("its metadata '" + key + "' is no string");
    strings[key] = text.get<std::string>();
  }
  return Status::success();
}

Status SafeTensors::parse() {
  std::span<const uint8_t> bytes = file.bytes();
  uint64_t length = 0;
  if (bytes.size() < sizeof(length))
    return Status::failure("it has " + std::to_string(bytes.size()) +
                           " bytes, too few for a header");
  std::memcpy(&length, bytes.data(), sizeof(length));
  if (length > std::min<uint64_t>(kLargestHeader, bytes.size() - sizeof(length)))
    return Status::failure("its header would have " + std::to_string(length) +
                           " bytes, and the file has " + std::to_string(bytes.size()));
  auto text = bytes.subspan(sizeof(length), length);
  json header = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!header.is_object())
    return Status::failure("its header is not a JSON object");
  std::span<const uint8_t> data = bytes.subspan(sizeof(length) + length);
  for (const auto &[name, value] : header.items()) {
    if (name == "__metadata__") {
      if (Status status = parseMetadata(value, strings); !status.ok())
        return status;
      continue;
    }
    Result<StoredTensor> tensor = parseTensor(name, value, data);
    if (!tensor.ok())
      return tensor.status();
    list.push_back(std::move(*tensor));
  }
  return checkCover(list, data);
}

Result<SafeTensors> SafeTensors::open(const std::string &path) {
  Result<MappedFile> file = MappedFile::open(path);
  if (!file.ok())
    return Status::failure("'" + path + "' cannot be read: " + file.message());
  SafeTensors tensors(std::move(*file));
  if (Status status = tensors.parse(); !status.ok())
    return Status::failure("'" + path + "' is not a safetensors file: " + status.message());
  return tensors;
}

const StoredTensor *SafeTensors::find(std::string_view name) const {
  for (const StoredTensor &tensor : list)
    if (tensor.name == name)
      return &tensor;
  return nullptr;
}
