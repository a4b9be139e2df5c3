//===- Npy.cpp - NumPy's array files --------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
// Its header is a Python literal, of which only the form that NumPy defines
// is read: a dictionary with the keys descr, fortran_order and shape.
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/Npy.h"
#include <algorithm>
#include <bit>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace anemone;
using mil::DType;

static_assert(std::endian::native == std::endian::little, "elements are copied as they lie");

static constexpr std::string_view kMagic = "\x93NUMPY";

namespace {

struct TypeCode {
  DType dtype;
  char kind;
  size_t size;
};
constexpr TypeCode kTypes[] = {
    {DType::Bool, 'b', 1},   {DType::Int8, 'i', 1},   {DType::UInt8, 'u', 1},
    {DType::Int16, 'i', 2},  {DType::UInt16, 'u', 2}, {DType::Int32, 'i', 4},
    {DType::UInt32, 'u', 4}, {DType::Int64, 'i', 8},  {DType::UInt64, 'u', 8},
    {DType::Fp16, 'f', 2},   {DType::Fp32, 'f', 4},   {DType::Fp64, 'f', 8},
};

/// Reads the dictionary of the header, character by character.
class HeaderParser {
public:
  explicit HeaderParser(std::string_view text) : rest(text) {}
  Status run();

  std::string descr;
  bool fortranOrder = false;
  std::vector<int64_t> shape;

private:
  void skipSpace() {
    while (!rest.empty() && std::string_view(" \t\n").find(rest.front()) != rest.npos)
      rest.remove_prefix(1);
  }
  bool accept(std::string_view token) {
    skipSpace();
    if (!rest.starts_with(token))
      return false;
    rest.remove_prefix(token.size());
    return true;
  }
  bool parseString(std::string &value);
  bool parseNumber(int64_t &value);
  bool parseShape();
  bool parseItem();

  std::string_view rest;
  unsigned seen = 0; // one bit for each key
};

} // namespace

bool HeaderParser::parseString(std::string &value) {
  skipSpace();
  if (rest.empty() || (rest.front() != '\'' && rest.front() != '"'))
    return false;
  size_t end = rest.find(rest.front(), 1);
  if (end == rest.npos)
    return false;
  value = rest.substr(1, end - 1);
  rest.remove_prefix(end + 1);
  return true;
}

bool HeaderParser::parseNumber(int64_t &value) {
  skipSpace();
  size_t digits = 0;
  value = 0;
  for (; digits < rest.size() && rest[digits] >= '0' && rest[digits] <= '9'; ++digits)
    if (__builtin_mul_overflow(value, int64_t(10), &value) ||
        __builtin_add_overflow(value, int64_t(rest[digits] - '0'), &value))
      return false;
  rest.remove_prefix(digits);
  return digits > 0;
}

bool HeaderParser::parseShape() {
  if (!accept("("))
    return false;
  while (!accept(")")) {
    int64_t extent;
    if (!parseNumber(extent))
      return false;
    shape.push_back(extent);
    if (!accept(",")) // a tuple of one element needs its comma, but nothing depends on it
      return accept(")");
  }
  return true;
}

bool HeaderParser::parseItem() {
  std::string key;
  if (!parseString(key) || !accept(":"))
    return false;
  unsigned bit = key == "descr" ? 1 : key == "fortran_order" ? 2 : key == "shape" ? 4 : 0;
  if (bit == 0 || (seen & bit))
    return false;
  seen |= bit;
  if (bit == 1)
    return parseString(descr);
  if (bit == 4)
    return parseShape();
  fortranOrder = accept("True");
  return fortranOrder || accept("False");
}

Status HeaderParser::run() {
  bool good = accept("{");
  while (good && !accept("}")) {
    good = parseItem();
    if (good && !accept(",")) {
      good = accept("}");
      break;
    }
  }
  skipSpace();
  if (!good || !rest.empty() || seen != 7)
    return Status::failure("has a header that is not {'descr': a type, 'fortran_order': False, "
                           "'shape': a tuple}");
  return Status::success();
}

static const TypeCode *findType(const std::string &descr) {
  if (descr.size() < 3 || std::string_view("<>|=").find(descr[0]) == std::string_view::npos)
    return nullptr;
  for (const TypeCode &type : kTypes)
    if (descr.substr(1) == type.kind + std::to_string(type.size))
      return &type;
  return nullptr;
}

/// Where the header's text lies; the length field has 2 bytes in version 1 and 4 later.
static Result<std::string_view> headerText(std::span<const uint8_t> file) {
  std::string_view text(reinterpret_cast<const char *>(file.data()), file.size());
  if (file.empty() || !text.starts_with(kMagic.substr(0, std::min(text.size(), kMagic.size()))))
    return Status::failure("is not a .npy file");
  if (file.size() < 12)
    return Status::failure("is truncated: its header is not complete");
  unsigned major = file[6];
  if (major < 1 || major > 3)
    return Status::failure("has version " + std::to_string(major) +
                           " of the .npy format; versions 1 to 3 are read");
  size_t lengthBytes = major == 1 ? 2 : 4, length = 0, begin = 8 + lengthBytes;
  for (size_t i = 0; i < lengthBytes; ++i)
    length |= size_t(file[8 + i]) << (8 * i);
  if (length > file.size() - begin)
    return Status::failure("is truncated: its header is not complete");
  return text.substr(begin, length);
}

static Result<size_t> byteCount(const std::vector<int64_t> &shape, size_t elementBytes) {
  size_t bytes = elementBytes;
  bool overflow = false, empty = false;
  for (int64_t extent : shape) {
    empty |= extent == 0;
    overflow |= __builtin_mul_overflow(bytes, size_t(extent), &bytes);
  }
  if (empty)
    return size_t(0);
  if (overflow)
    return Status::failure("has a shape of more elements than memory can hold");
  return bytes;
}

Result<npy::Array> npy::parse(std::span<const uint8_t> file) {
  Result<std::string_view> text = headerText(file);
  if (!text.ok())
    return text.status();
  HeaderParser header(*text);
  if (Status status = header.run(); !status.ok())
    return status;
  const TypeCode *type = findType(header.descr);
  if (!type)
    return Status::failure("has elements of type '" + header.descr +
                           "'; booleans, integers and floating-point numbers of up to 8 bytes are "
                           "read");
  if (header.fortranOrder && header.shape.size() > 1)
    return Status::failure("is in Fortran order; save it in C order with "
                           "numpy.ascontiguousarray");
  Result<size_t> expected = byteCount(header.shape, type->size);
  if (!expected.ok())
    return expected.status();
  auto begin = reinterpret_cast<const uint8_t *>(text->data() + text->size());
  size_t found = size_t(file.data() + file.size() - begin);
  if (found != *expected)
    return Status::failure("has " + std::to_string(found) + " bytes of data, but its header " +
                           "promises " + std::to_string(*expected));
  Array array{type->dtype, std::move(header.shape), {begin, begin + found}};
  if (header.descr[0] == '>')
    for (size_t at = 0; at < found; at += type->size)
      std::reverse(&array.data[at], &array.data[at] + type->size);
  return array;
}

Result<npy::Array> npy::read(const std::string &path) {
  std::error_code error;
  bool regular = std::filesystem::is_regular_file(path, error);
  std::ifstream in(path, std::ios::binary);
  if (!in || !regular)
    return Status::failure("cannot read '" + path + "'" +
                           (error ? ": " + error.message() : ": it is not a readable file"));
  std::vector<uint8_t> bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  Result<Array> array = parse(bytes);
  return array.ok() ? std::move(array) : Status::failure("'" + path + "' " + array.message());
}

Result<std::vector<uint8_t>> npy::serialize(const Array &array) {
  const TypeCode *type =
      std::find_if(std::begin(kTypes), std::end(kTypes),
                   [&](const TypeCode &code) { return code.dtype == array.dtype; });
  if (type == std::end(kTypes))
    return Status::failure(".npy files cannot hold elements of type " +
                           std::string(mil::spelling(array.dtype)));
  std::string header = std::string("{'descr': '") + (type->size == 1 ? '|' : '<') + type->kind +
                       std::to_string(type->size) + "', 'fortran_order': False, 'shape': (";
  for (size_t i = 0; i < array.shape.size(); ++i)
    header += (i ? ", " : "") + std::to_string(array.shape[i]);
  header += array.shape.size() == 1 ? ",), }" : "), }";
  // The data begins at a multiple of 64; the header ends with a newline.
  while ((kMagic.size() + 4 + header.size() + 1) % 64 != 0)
    header += ' ';
  header += '\n';
  std::vector<uint8_t> bytes(kMagic.begin(), kMagic.end());
  for (unsigned byte : {1u, 0u, unsigned(header.size() & 0xff), unsigned(header.size() >> 8)})
    bytes.push_back(uint8_t(byte));
  bytes.insert(bytes.end(), header.begin(), header.end());
  bytes.insert(bytes.end(), array.data.begin(), array.data.end());
  return bytes;
}

Status npy::write(const Array &array, const std::string &path) {
  Result<std::vector<uint8_t>> bytes = serialize(array);
  if (!bytes.ok())
    return bytes.status();
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(reinterpret_cast<const char *>(bytes->data()), std::streamsize(bytes->size()));
  out.close();
  return out ? Status::success() : Status::failure("cannot write '" + path + "'");
}
