//===- Parser.h - MIL tokens to syntax tree ---------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A parser of recursive descent whose depth the grammar bounds: types and
// literals do not nest but for lists, and those are read with a stack of
// counters. A syntax error ends the parse; whatever is wrong with a name, a
// shape or a count is collected, so that one run reports it all.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_MIL_PARSER_H
#define ANEMONE_LIB_MIL_PARSER_H

#include "anemone/MIL/Program.h"
#include "anemone/Support/Status.h"
#include "lib/MIL/Lexer.h"
#include <unordered_set>

namespace anemone::mil {

class Parser {
public:
  explicit Parser(std::string_view text);
  Result<Program> run();

private:
  // Each returns false after a syntax error, which it has recorded.

  // ParseProgram.cpp: the structure.
  bool parseProgram(Program &program);
  bool parseVersion(std::string &version);
  bool parseBuildInfo(Program &program);
  bool parseDictType();
  bool parseStringPair(std::pair<std::string, std::string> &pair);
  bool parseFunction(Function &function);
  bool parseInputs(Function &function);
  bool parseOutputs(Function &function);
  bool parseOperation(Operation &operation);
  bool parseResults(Operation &operation);
  bool parseArguments(Operation &operation);
  bool parseArgument(Argument &argument);
  bool parseOperand(Operand &operand);
  bool parseAttributes(Operation &operation);
  bool parseTypedName(NamedType &named);

  // ParseValue.cpp: types and literals.
  bool parseDType(DType &dtype);
  bool parseType(Type &type);
  bool parseShape(Type &type);
  bool parseValue(Value &value);
  bool parseBlob(BlobFile &blob);
  bool parseList(Value &value);
  bool parseElement(Value &value);
  bool parseNumber(Value &value);
  bool parseString(std::string &text);
  /// A scalar literal of the type `dtype` in either spelling.
  bool parseScalar(DType dtype, Value &value);
  void checkListLength(const Value &value, size_t depth, size_t leafDepth, int64_t found,
                       Location where);

  // Tokens.
  void advance();
  bool consumeIf(char punctuation);
  bool expect(char punctuation, std::string_view context);
  bool expectWord(std::string_view word);
  bool expectName(std::string &name, std::string_view what);

  // Problems.
  bool syntaxError(std::string_view expected);
  void report(Location where, std::string problem);
  void define(const std::string &name, Location where);
  std::string allProblems() const;

  Lexer lexer;
  Token token, following; // the current token and the one after it
  std::unordered_set<std::string> defined;
  std::vector<std::string> problems;
};

} // namespace anemone::mil

#endif // ANEMONE_LIB_MIL_PARSER_H
