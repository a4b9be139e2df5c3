//===- Lexer.h - MIL text to tokens -----------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tokens are views into the text. Nothing is converted here but the escapes of
// strings, and those only on request.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_MIL_LEXER_H
#define ANEMONE_LIB_MIL_LEXER_H

#include "anemone/MIL/Program.h"
#include <optional>
#include <string>
#include <string_view>

namespace anemone::mil {

enum class TokenKind : uint8_t {
  End,
  Error, // `text` is the explanation
  Identifier,
  Number,      // with its sign; also "-inf"
  String,      // with its quotes and escapes
  Punctuation, // one character
  Arrow,       // ->
};

struct Token {
  TokenKind kind = TokenKind::End;
  std::string_view text;
  Location location;

  bool is(char punctuation) const {
    return kind == TokenKind::Punctuation && text[0] == punctuation;
  }
  bool isWord(std::string_view word) const { return kind == TokenKind::Identifier && text == word; }
};

class Lexer {
public:
  explicit Lexer(std::string_view text) : rest(text) {}
  /// The next token; End for ever once the text is used up or a token was an Error.
  Token next();

private:
  void skip(size_t count);
  void skipBlanksAndComments();
  size_t lengthOfNumber() const;
  Token take(TokenKind kind, size_t length);
  Token takeString();
  Token fail(std::string_view explanation);

  std::string_view rest;
  Location here{1, 1};
};

/// The characters that a String token stands for; nothing when an escape is not known.
std::optional<std::string> unescape(std::string_view quoted);
/// `text` in quotes with escapes, so that unescape() gives it back.
std::string quote(std::string_view text);

} // namespace anemone::mil

#endif // ANEMONE_LIB_MIL_LEXER_H
