//===- ReadNumpy.cpp - NumPy array files ----------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// "\x93NUMPY", major, minor, the length of the header (2 bytes in version 1,
// else 4), the header: a Python dictionary such as
//   {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
// and the elements.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/File/ReadModel.h"
#include <array>
#include <charconv>
#include <utility>

namespace anemone::onnxfile {
namespace {

/// What stands behind `'key':` in the header, up to the end of the header.
std::optional<std::string_view> valueOf(std::string_view header, std::string_view key) {
  size_t at = header.find("'" + std::string(key) + "':");
  if (at == std::string_view::npos)
    return std::nullopt;
  at = header.find_first_not_of(' ', at + key.size() + 3);
  return at == std::string_view::npos ? std::nullopt : std::optional(header.substr(at));
}

ElementType parseType(std::string_view value) {
  static constexpr std::array<std::pair<std::string_view, ElementType>, 12> types = {{
      {"'<f4'", ElementType::Float},
      {"'<f2'", ElementType::Float16},
      {"'<f8'", ElementType::Double},
      {"'|b1'", ElementType::Bool},
      {"'|i1'", ElementType::Int8},
      {"'|u1'", ElementType::Uint8},
      {"'<i2'", ElementType::Int16},
      {"'<u2'", ElementType::Uint16},
      {"'<i4'", ElementType::Int32},
      {"'<u4'", ElementType::Uint32},
      {"'<i8'", ElementType::Int64},
      {"'<u8'", ElementType::Uint64},
  }};
  for (const auto &[text, type] : types)
    if (value.substr(0, text.size()) == text)
      return type;
  return ElementType::Undefined;
}

/// "(2, 3)", "(2,)" or "()".
std::optional<std::vector<int64_t>> parseShape(std::string_view value) {
  if (value.empty() || value.front() != '(')
    return std::nullopt;
  std::vector<int64_t> dims;
  const char *at = value.data() + 1, *end = value.data() + value.size();
  while (at != end && *at != ')') {
    int64_t dim = 0;
    auto [next, error] = std::from_chars(at, end, dim);
    if (error != std::errc())
      return std::nullopt;
    dims.push_back(dim);
    for (at = next; at != end && (*at == ',' || *at == ' ');)
      ++at;
  }
  return at == end ? std::nullopt : std::optional(std::move(dims));
}

/// Splits a file into header and elements.
std::optional<std::pair<std::string_view, std::string_view>> splitFile(std::string_view bytes) {
  if (bytes.size() < 10 || bytes.substr(0, 6) != "\x93NUMPY" || bytes[6] < 1 || bytes[6] > 3)
    return std::nullopt;
  size_t width = bytes[6] == 1 ? 2 : 4, start = 8 + width, length = 0;
  if (bytes.size() < start)
    return std::nullopt;
  for (size_t i = 0; i < width; ++i)
    length |= static_cast<size_t>(static_cast<uint8_t>(bytes[8 + i])) << (8 * i);
  if (bytes.size() - start < length)
    return std::nullopt;
  return std::pair(bytes.substr(start, length), bytes.substr(start + length));
}

} // namespace

Result<Tensor> readNumpy(std::string_view bytes) {
  auto parts = splitFile(bytes);
  if (!parts)
    return Status::failure("is no .npy file, or a truncated one");
  auto [header, elements] = *parts;
  auto descr = valueOf(header, "descr"), order = valueOf(header, "fortran_order"),
       shape = valueOf(header, "shape");
  auto dims = shape ? parseShape(*shape) : std::nullopt;
  if (!descr || !order || !dims)
    return Status::failure("has a malformed .npy header");
  Tensor tensor;
  tensor.type = parseType(*descr);
  tensor.dims = std::move(*dims);
  if (tensor.type == ElementType::Undefined)
    return Status::failure("has elements of " + std::string(descr->substr(0, descr->find(','))) +
                           ", but only little-endian numbers and booleans are read");
  if (order->substr(0, 5) != "False" && tensor.dims.size() > 1)
    return Status::failure("is stored in Fortran order; store it in C order");
  auto count = elementCount(tensor.dims);
  if (!count || *count * elementSize(tensor.type) != elements.size())
    return Status::failure("holds " + std::to_string(elements.size()) +
                           " bytes of elements, which is not " + shapeText(tensor.dims) + " of " +
                           elementTypeName(tensor.type));
  tensor.bytes = elements;
  return tensor;
}

} // namespace anemone::onnxfile
