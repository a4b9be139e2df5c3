//===- Lexer.cpp - MIL text to tokens -------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/MIL/Lexer.h"

namespace anemone::mil {
namespace {

// The functions of <cctype> depend on the locale and are undefined for negative characters.
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool continuesName(char c) { return isLetter(c) || isDigit(c) || c == '@'; }

int hexDigit(char c) {
  if (isDigit(c))
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// The characters with an escape of one letter, and that letter.
constexpr std::pair<char, char> kEscapes[] = {{'"', '"'},  {'\\', '\\'}, {'\'', '\''}, {'\n', 'n'},
                                              {'\t', 't'}, {'\r', 'r'},  {'\0', '0'}};

} // namespace

void Lexer::skip(size_t count) {
  for (char c : rest.substr(0, count)) {
    here.column = c == '\n' ? 1 : here.column + 1;
    here.line += c == '\n';
  }
  rest.remove_prefix(count);
}

void Lexer::skipBlanksAndComments() {
  for (;;) {
    size_t blanks = 0;
    while (blanks < rest.size() && isBlank(rest[blanks]))
      ++blanks;
    skip(blanks);
    if (!rest.starts_with("//"))
      return;
    skip(std::min(rest.find('\n'), rest.size()));
  }
}

Token Lexer::take(TokenKind kind, size_t length) {
  Token token{kind, rest.substr(0, length), here};
  skip(length);
  return token;
}

Token Lexer::fail(std::string_view explanation) {
  rest = {};
  return {TokenKind::Error, explanation, here};
}

/// A sign, then letters, digits and points; a second sign may follow the letter of the exponent.
size_t Lexer::lengthOfNumber() const {
  size_t length = rest[0] == '-' || rest[0] == '+';
  bool isHex = rest.substr(length).starts_with("0x") || rest.substr(length).starts_with("0X");
  for (; length < rest.size(); ++length) {
    char c = rest[length], before = length ? rest[length - 1] : ' ';
    bool afterExponent = isHex ? before == 'p' || before == 'P' : before == 'e' || before == 'E';
    bool isSign = (c == '+' || c == '-') && afterExponent;
    if (!isLetter(c) && !isDigit(c) && c != '.' && !isSign)
      break;
  }
  return length;
}

Token Lexer::takeString() {
  for (size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == '"')
      return take(TokenKind::String, i + 1);
    if (rest[i] == '\n')
      break;
    i += rest[i] == '\\';
  }
  return fail("a string that does not end on its line");
}

Token Lexer::next() {
  skipBlanksAndComments();
  if (rest.empty())
    return {TokenKind::End, "the end of the text", here};
  char first = rest[0];
  if (isLetter(first)) {
    size_t length = 1;
    while (length < rest.size() && continuesName(rest[length]))
      ++length;
    return take(TokenKind::Identifier, length);
  }
  if (rest.starts_with("->"))
    return take(TokenKind::Arrow, 2);
  if (isDigit(first) || first == '.' || first == '-' || first == '+')
    return take(TokenKind::Number, lengthOfNumber());
  if (first == '"')
    return takeString();
  if (std::string_view("(){}[]<>,;=?").find(first) != std::string_view::npos)
    return take(TokenKind::Punctuation, 1);
  return fail("a character that MIL text does not have");
}

std::optional<std::string> unescape(std::string_view quoted) {
  std::string_view body = quoted.substr(1, quoted.size() - 2);
  std::string text;
  for (size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '\\') {
      text += body[i];
      continue;
    }
    char letter = ++i < body.size() ? body[i] : ' ';
    if (letter == 'x' && i + 2 < body.size() && hexDigit(body[i + 1]) >= 0 &&
        hexDigit(body[i + 2]) >= 0) {
      text += static_cast<char>(hexDigit(body[i + 1]) * 16 + hexDigit(body[i + 2]));
      i += 2;
      continue;
    }
    const auto *known = std::begin(kEscapes);
    while (known != std::end(kEscapes) && known->second != letter)
      ++known;
    if (known == std::end(kEscapes))
      return std::nullopt;
    text += known->first;
  }
  return text;
}

std::string quote(std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  std::string quoted = "\"";
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      (quoted += '\\') += c;
    else if (c == '\n')
      quoted += "\\n";
    else if (c == '\t')
      quoted += "\\t";
    else if (byte < 0x20 || byte == 0x7f)
      ((quoted += "\\x") += digits[byte >> 4]) += digits[byte & 15];
    else
      quoted += c;
  }
  return quoted += '"';
}

} // namespace anemone::mil
