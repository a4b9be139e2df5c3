//===- ParseValue.cpp - Types and literals --------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/MIL/Parser.h"
#include <charconv>
#include <cmath>
#include <limits>

namespace anemone::mil {
namespace {

constexpr DType kLastDType = DType::String;

bool equalsIgnoringCase(std::string_view text, std::string_view lowerCase) {
  if (text.size() != lowerCase.size())
    return false;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i] >= 'A' && text[i] <= 'Z' ? text[i] + ('a' - 'A') : text[i];
    if (c != lowerCase[i])
      return false;
  }
  return true;
}

/// Takes a sign off the front of `text`; true when it was a minus.
bool takeSign(std::string_view &text) {
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+'))
    text.remove_prefix(1);
  return negative;
}

bool takeHexPrefix(std::string_view &text) {
  bool isHex = text.starts_with("0x") || text.starts_with("0X");
  if (isHex)
    text.remove_prefix(2);
  return isHex;
}

/// std::from_chars, because strtod depends on the locale. False when the text is not a number of
/// this form or not in the range of a double.
bool toDouble(std::string_view text, double &value) {
  bool negative = takeSign(text);
  if (equalsIgnoringCase(text, "inf") || equalsIgnoringCase(text, "infinity")) {
    value = std::numeric_limits<double>::infinity();
  } else if (equalsIgnoringCase(text, "nan")) {
    value = std::numeric_limits<double>::quiet_NaN();
  } else {
    auto format = takeHexPrefix(text) ? std::chars_format::hex : std::chars_format::general;
    if (text.empty() || text[0] == '-')
      return false;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, format);
    if (error != std::errc() || end != text.data() + text.size())
      return false;
  }
  if (negative)
    value = -value;
  return true;
}

/// Sign and magnitude, so that every integer type can be checked against its range.
bool toInteger(std::string_view text, bool &negative, uint64_t &magnitude) {
  negative = takeSign(text);
  int base = takeHexPrefix(text) ? 16 : 10;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), magnitude, base);
  return error == std::errc() && !text.empty() && end == text.data() + text.size();
}

bool isSigned(DType type) {
  return type == DType::Int4 || type == DType::Int8 || type == DType::Int16 ||
         type == DType::Int32 || type == DType::Int64;
}

bool fits(DType type, bool negative, uint64_t magnitude) {
  unsigned bits = bitWidth(type);
  if (isSigned(type)) {
    uint64_t limit = uint64_t(1) << (bits - 1);
    return magnitude < limit || (negative && magnitude == limit);
  }
  return (!negative || magnitude == 0) && (bits == 64 || magnitude >> bits == 0);
}

std::string spellShape(const std::vector<int64_t> &shape) {
  std::string text = "[";
  for (size_t i = 0; i < shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

/// An empty list of the kind that holds literals of `dtype`.
void startData(Value &value) {
  if (value.type.dtype == DType::String)
    value.data = std::vector<std::string>();
  else if (isFloat(value.type.dtype))
    value.data = std::vector<double>();
  else
    value.data = std::vector<int64_t>();
}

} // namespace

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

bool Parser::parseDType(DType &dtype) {
  if (token.kind == TokenKind::Identifier) {
    for (unsigned i = 0; i <= static_cast<unsigned>(kLastDType); ++i) {
      dtype = static_cast<DType>(i);
      if (token.text == spelling(dtype)) {
        advance();
        return true;
      }
    }
  }
  return syntaxError("an element type such as fp16 or int32");
}

bool Parser::parseType(Type &type) {
  if (!token.isWord("tensor")) {
    if (token.kind != TokenKind::Identifier || token.isWord("tuple") || token.isWord("list") ||
        token.isWord("dict") || token.isWord("state"))
      return syntaxError("a type: tensor<type, [extents]> or a scalar type such as int32");
    return parseDType(type.dtype);
  }
  advance();
  return expect('<', "after 'tensor'") && parseDType(type.dtype) &&
         expect(',', "before the shape of a tensor") && parseShape(type) &&
         expect('>', "after the shape of a tensor");
}

/// Bounds the product of the extents, so that whoever reads the tree may compute with sizes in
/// bytes.
bool Parser::parseShape(Type &type) {
  Location where = token.location;
  if (!expect('[', "before the extents of a tensor"))
    return false;
  int64_t limit = std::numeric_limits<int64_t>::max() / 64, product = 1;
  bool tooLarge = false;
  while (!token.is(']')) {
    if (!type.shape.empty() && !expect(',', "between extents"))
      return false;
    if (token.is('?'))
      return syntaxError("an extent (dynamic shapes are not supported: fix the shape)");
    bool negative;
    uint64_t extent;
    if (token.kind != TokenKind::Number || !toInteger(token.text, negative, extent) ||
        !fits(DType::Int64, negative, extent) || (negative && extent))
      return syntaxError("an extent of 0 or more");
    type.shape.push_back(static_cast<int64_t>(extent));
    tooLarge |= extent && product > limit / static_cast<int64_t>(extent);
    product = tooLarge ? limit : product * static_cast<int64_t>(extent);
    advance();
  }
  advance();
  type.isTensor = !type.shape.empty();
  if (tooLarge)
    report(where, "the shape " + spellShape(type.shape) + " has more elements than can be counted");
  return true;
}

//===----------------------------------------------------------------------===//
// Literals
//===----------------------------------------------------------------------===//

/// type(scalar), type([list]) or type(BLOBFILE(...)).
bool Parser::parseValue(Value &value) {
  if (!parseType(value.type) || !expect('(', "before a literal"))
    return false;
  if (token.isWord("BLOBFILE")) {
    if (!parseBlob(value.data.emplace<BlobFile>()))
      return false;
  } else {
    startData(value);
    if (value.type.isTensor ? !parseList(value) : !parseElement(value))
      return false;
  }
  return expect(')', "after a literal");
}

bool Parser::parseScalar(DType dtype, Value &value) {
  Location where = token.location;
  if (!parseType(value.type) || !expect('(', "before a literal"))
    return false;
  if (value.type != Type::scalar(dtype)) {
    report(where, "expected a literal of type " + std::string(spelling(dtype)));
    return false;
  }
  startData(value);
  return parseElement(value) && expect(')', "after a literal");
}

/// BLOBFILE(path = string("..."), offset = uint64(64)).
bool Parser::parseBlob(BlobFile &blob) {
  Value path, offset;
  if (!expectWord("BLOBFILE") || !expect('(', "after 'BLOBFILE'") || !expectWord("path") ||
      !expect('=', "after 'path'") || !parseScalar(DType::String, path) ||
      !expect(',', "between path and offset") || !expectWord("offset") ||
      !expect('=', "after 'offset'") || !parseScalar(DType::UInt64, offset) ||
      !expect(')', "after BLOBFILE's offset"))
    return false;
  blob.path = path.strings()->front();
  blob.offset = static_cast<uint64_t>(offset.ints()->front());
  return true;
}

/// Reads a list that is flat or nested as deep as the tensor's rank. `counts` holds how many
/// elements each open bracket has seen.
bool Parser::parseList(Value &value) {
  std::vector<int64_t> counts;
  size_t leafDepth = 0;
  do {
    if (token.is('[')) {
      if (counts.size() == value.type.shape.size())
        return syntaxError("an element (lists may nest as deep as the tensor's rank)");
      counts.push_back(0);
      advance();
      if (!token.is(']'))
        continue;
    } else {
      if (counts.empty())
        return syntaxError("'[' before the elements of a tensor");
      if (leafDepth && leafDepth != counts.size())
        return syntaxError("elements that are all nested alike");
      leafDepth = counts.size();
      if (!parseElement(value))
        return false;
      ++counts.back();
    }
    while (!counts.empty() && token.is(']')) {
      checkListLength(value, counts.size(), leafDepth, counts.back(), token.location);
      counts.pop_back();
      if (!counts.empty())
        ++counts.back();
      advance();
    }
    if (!counts.empty() && !expect(',', "between the elements of a list"))
      return false;
  } while (!counts.empty());
  return true;
}

void Parser::checkListLength(const Value &value, size_t depth, size_t leafDepth, int64_t found,
                             Location where) {
  const std::vector<int64_t> &shape = value.type.shape;
  bool flat = depth == 1 && (leafDepth == 1 || (leafDepth == 0 && found == 0));
  int64_t expected = flat ? value.type.numElements() : shape[depth - 1];
  if (found != expected)
    report(where, "expected " + std::to_string(expected) + " elements for the shape " +
                      spellShape(shape) + ", found " + std::to_string(found));
  else if (leafDepth > 1 && leafDepth < shape.size() && depth == 1)
    report(where, "a list must be flat or nested as deep as the rank " +
                      std::to_string(shape.size()) + ", found " + std::to_string(leafDepth));
}

bool Parser::parseElement(Value &value) {
  if (auto *strings = std::get_if<std::vector<std::string>>(&value.data))
    return parseString(strings->emplace_back());
  if (value.type.dtype != DType::Bool)
    return parseNumber(value);
  if (!token.isWord("true") && !token.isWord("false"))
    return syntaxError("true or false");
  std::get<std::vector<int64_t>>(value.data).push_back(token.isWord("true"));
  advance();
  return true;
}

bool Parser::parseNumber(Value &value) {
  DType dtype = value.type.dtype;
  bool isWord = token.kind == TokenKind::Identifier; // inf, nan
  if (token.kind != TokenKind::Number && !isWord)
    return syntaxError("a number");
  if (auto *floats = std::get_if<std::vector<double>>(&value.data)) {
    if (!toDouble(token.text, floats->emplace_back()))
      return syntaxError("a floating-point number in the range of a double");
  } else {
    bool negative;
    uint64_t magnitude;
    if (!toInteger(token.text, negative, magnitude) || !fits(dtype, negative, magnitude))
      return syntaxError("an integer in the range of " + std::string(spelling(dtype)));
    std::get<std::vector<int64_t>>(value.data)
        .push_back(static_cast<int64_t>(negative ? uint64_t(0) - magnitude : magnitude));
  }
  advance();
  return true;
}

bool Parser::parseString(std::string &text) {
  if (token.kind != TokenKind::String)
    return syntaxError("a string in double quotes");
  std::optional<std::string> unescaped = unescape(token.text);
  if (!unescaped)
    return syntaxError("a string whose escapes are \\\" \\\\ \\' \\n \\t \\r \\0 or \\xHH");
  text = std::move(*unescaped);
  advance();
  return true;
}

} // namespace anemone::mil
