//===- Model.cpp - An ONNX model in plain C++ -----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/File/Model.h"
#include <array>

namespace anemone::onnxfile {

std::string elementTypeName(ElementType type) {
  static constexpr std::array<const char *, 24> names = {
      "UNDEFINED",      "FLOAT",      "UINT8",          "INT8",       "UINT16",   "INT16",
      "INT32",          "INT64",      "STRING",         "BOOL",       "FLOAT16",  "DOUBLE",
      "UINT32",         "UINT64",     "COMPLEX64",      "COMPLEX128", "BFLOAT16", "FLOAT8E4M3FN",
      "FLOAT8E4M3FNUZ", "FLOAT8E5M2", "FLOAT8E5M2FNUZ", "UINT4",      "INT4",     "FLOAT4E2M1"};
  int32_t number = static_cast<int32_t>(type);
  if (number < 0 || static_cast<size_t>(number) >= names.size())
    return "type " + std::to_string(number);
  return names[number];
}

size_t elementSize(ElementType type) {
  switch (type) {
  case ElementType::Uint8:
  case ElementType::Int8:
  case ElementType::Bool:
    return 1;
  case ElementType::Uint16:
  case ElementType::Int16:
  case ElementType::Float16:
  case ElementType::BFloat16:
    return 2;
  case ElementType::Float:
  case ElementType::Int32:
  case ElementType::Uint32:
    return 4;
  case ElementType::Double:
  case ElementType::Int64:
  case ElementType::Uint64:
    return 8;
  default:
    return 0;
  }
}

bool isFloat(ElementType type) {
  return type == ElementType::Float || type == ElementType::Float16 ||
         type == ElementType::BFloat16 || type == ElementType::Double;
}

std::optional<uint64_t> elementCount(const std::vector<int64_t> &dims) {
  // No file holds more than 2^56 elements, so that a size in bytes never overflows either.
  constexpr uint64_t limit = uint64_t(1) << 56;
  uint64_t count = 1;
  bool empty = false;
  for (int64_t dim : dims) {
    if (dim < 0)
      return std::nullopt;
    empty |= dim == 0;
    if (dim != 0 && count > limit / static_cast<uint64_t>(dim))
      return std::nullopt;
    count *= dim == 0 ? 1 : static_cast<uint64_t>(dim);
  }
  return empty ? 0 : count;
}

std::string shapeText(const std::vector<int64_t> &dims) {
  if (dims.empty())
    return "scalar";
  std::string text;
  for (int64_t dim : dims)
    text += (text.empty() ? "" : "x") + std::to_string(dim);
  return text;
}

std::string attributeKindName(AttributeKind kind) {
  static constexpr std::array<const char *, 15> names = {
      "UNDEFINED",      "FLOAT",      "INT",        "STRING",  "TENSOR", "GRAPH",
      "FLOATS",         "INTS",       "STRINGS",    "TENSORS", "GRAPHS", "SPARSE_TENSOR",
      "SPARSE_TENSORS", "TYPE_PROTO", "TYPE_PROTOS"};
  int32_t number = static_cast<int32_t>(kind);
  if (number < 0 || static_cast<size_t>(number) >= names.size())
    return "kind " + std::to_string(number);
  return names[number];
}

const Attribute *Node::find(std::string_view attribute) const {
  for (const Attribute &candidate : attributes)
    if (candidate.name == attribute)
      return &candidate;
  return nullptr;
}

bool isPathInside(std::string_view location) {
  if (location.empty() || location.front() == '/' || location.front() == '\\' ||
      location.find('\0') != std::string_view::npos || (location.size() > 1 && location[1] == ':'))
    return false;
  for (size_t begin = 0; begin <= location.size();) {
    size_t end = location.find_first_of("/\\", begin);
    if (end == std::string_view::npos)
      end = location.size();
    if (location.substr(begin, end - begin) == "..")
      return false;
    begin = end + 1;
  }
  return true;
}

} // namespace anemone::onnxfile
