//===- ParseProgram.cpp - Programs, functions, operations -----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/Text.h"
#include "lib/MIL/Parser.h"
#include <algorithm>

namespace anemone::mil {
namespace {

/// More problems than this are counted, not listed.
constexpr size_t kMostProblems = 20;

std::string describe(const Token &token) {
  if (token.kind == TokenKind::End || token.kind == TokenKind::Error)
    return std::string(token.text);
  constexpr size_t longest = 40;
  std::string text(token.text.substr(0, longest));
  return "'" + text + (token.text.size() > longest ? "...'" : "'");
}

} // namespace

Parser::Parser(std::string_view text) : lexer(text) {
  advance();
  advance();
}

Result<Program> Parser::run() {
  Program program;
  if (parseProgram(program) && token.kind != TokenKind::End)
    syntaxError("the end of the text");
  if (!problems.empty())
    return Status::failure(allProblems());
  return program;
}

//===----------------------------------------------------------------------===//
// Tokens and problems
//===----------------------------------------------------------------------===//

void Parser::advance() {
  token = following;
  following = lexer.next();
}

bool Parser::consumeIf(char punctuation) {
  if (!token.is(punctuation))
    return false;
  advance();
  return true;
}

bool Parser::expect(char punctuation, std::string_view context) {
  if (consumeIf(punctuation))
    return true;
  return syntaxError(std::string("'") + punctuation + "' " + std::string(context));
}

bool Parser::expectWord(std::string_view word) {
  if (!token.isWord(word))
    return syntaxError("'" + std::string(word) + "'");
  advance();
  return true;
}

bool Parser::expectName(std::string &name, std::string_view what) {
  if (token.kind != TokenKind::Identifier)
    return syntaxError(what);
  name = token.text;
  advance();
  return true;
}

bool Parser::syntaxError(std::string_view expected) {
  report(token.location, "expected " + std::string(expected) + ", found " + describe(token));
  return false;
}

void Parser::report(Location where, std::string problem) {
  problems.push_back(std::to_string(where.line) + ":" + std::to_string(where.column) + ": " +
                     std::move(problem));
}

void Parser::define(const std::string &name, Location where) {
  if (!defined.insert(name).second)
    report(where, "the value '" + name + "' is defined twice in this function");
}

std::string Parser::allProblems() const {
  std::string all;
  for (size_t i = 0; i < std::min(problems.size(), kMostProblems); ++i)
    all += (i ? "\n" : "") + problems[i];
  if (problems.size() > kMostProblems)
    all += "\nand " + std::to_string(problems.size() - kMostProblems) + " more";
  return all;
}

//===----------------------------------------------------------------------===//
// Program
//===----------------------------------------------------------------------===//

bool Parser::parseProgram(Program &program) {
  if (!expectWord("program") || !parseVersion(program.version) || !parseBuildInfo(program) ||
      !expect('{', "before the functions"))
    return false;
  while (!token.is('}')) {
    Location where = token.location;
    Function function;
    if (!parseFunction(function))
      return false;
    if (program.function(function.name))
      report(where, "the function '" + function.name + "' is defined twice");
    program.functions.push_back(std::move(function));
  }
  return expect('}', "after the functions");
}

bool Parser::parseVersion(std::string &version) {
  if (!expect('(', "after 'program'"))
    return false;
  if (token.kind != TokenKind::Number)
    return syntaxError("the version of the text, as in program(1.3)");
  bool known = token.text.size() == 3 && token.text.starts_with("1.") && token.text[2] >= '0' &&
               token.text[2] <= '9';
  if (!known)
    return syntaxError("version 1.0 or 1.3 of MIL text");
  version = token.text;
  advance();
  return expect(')', "after the version");
}

/// [buildInfo = dict<string, string>({{"key", "value"}, ...})], or nothing.
bool Parser::parseBuildInfo(Program &program) {
  if (!consumeIf('['))
    return true;
  if (!expectWord("buildInfo") || !expect('=', "after 'buildInfo'") || !parseDictType() ||
      !expect('(', "before the entries of a dict") || !expect('{', "before the entries of a dict"))
    return false;
  while (!token.is('}')) {
    if (!parseStringPair(program.buildInfo.emplace_back()))
      return false;
    if (!token.is('}') && !expect(',', "between the entries of a dict"))
      return false;
  }
  return expect('}', "after the entries of a dict") && expect(')', "after the entries of a dict") &&
         expect(']', "after buildInfo");
}

/// dict<string, string>, each type in either spelling.
bool Parser::parseDictType() {
  Type key, value;
  Location where = token.location;
  if (!expectWord("dict") || !expect('<', "after 'dict'") || !parseType(key) ||
      !expect(',', "between the types of a dict") || !parseType(value) ||
      !expect('>', "after the types of a dict"))
    return false;
  if (key != Type::scalar(DType::String) || value != Type::scalar(DType::String))
    report(where, "buildInfo must be a dict of strings by strings");
  return true;
}

bool Parser::parseStringPair(std::pair<std::string, std::string> &pair) {
  return expect('{', "before an entry of a dict") && parseString(pair.first) &&
         expect(',', "between key and value") && parseString(pair.second) &&
         expect('}', "after an entry of a dict");
}

//===----------------------------------------------------------------------===//
// Function
//===----------------------------------------------------------------------===//

bool Parser::parseFunction(Function &function) {
  function.location = token.location;
  defined.clear();
  if (!expectWord("func") || !expectName(function.name, "the name of a function") ||
      !expect('<', "before the opset of a function") ||
      !expectName(function.opset, "an opset such as ios18") ||
      !expect('>', "after the opset of a function") || !parseInputs(function))
    return false;
  if (token.is('['))
    return syntaxError("'{' before the operations (attributes of a function, which flexible shapes "
                       "need, are not supported: fix the shapes)");
  if (!expect('{', "before the operations"))
    return false;
  while (!token.is('}')) {
    if (!parseOperation(function.operations.emplace_back()))
      return false;
  }
  return expect('}', "after the operations") && parseOutputs(function);
}

bool Parser::parseTypedName(NamedType &named) {
  if (!parseType(named.type))
    return false;
  Location where = token.location;
  if (!expectName(named.name, "the name of a value"))
    return false;
  define(named.name, where);
  return true;
}

bool Parser::parseInputs(Function &function) {
  if (!expect('(', "before the inputs of a function"))
    return false;
  while (!token.is(')')) {
    if (!function.inputs.empty() && !expect(',', "between inputs"))
      return false;
    if (!parseTypedName(function.inputs.emplace_back()))
      return false;
  }
  advance();
  return true;
}

bool Parser::parseOutputs(Function &function) {
  if (token.kind != TokenKind::Arrow)
    return syntaxError("'->' before the outputs of a function");
  advance();
  if (!expect('(', "before the outputs of a function"))
    return false;
  while (!token.is(')')) {
    if (!function.outputs.empty() && !expect(',', "between outputs"))
      return false;
    Location where = token.location;
    if (!expectName(function.outputs.emplace_back(), "the name of an output"))
      return false;
    if (!defined.contains(function.outputs.back()))
      report(where, "the output '" + function.outputs.back() + "' is not defined");
  }
  advance();
  return expect(';', "after the outputs of a function");
}

//===----------------------------------------------------------------------===//
// Operation
//===----------------------------------------------------------------------===//

bool Parser::parseOperation(Operation &operation) {
  operation.location = token.location;
  return parseResults(operation) && parseArguments(operation) && parseAttributes(operation) &&
         expect(';', "after an operation");
}

/// `type a, type b = op`. parseArguments() defines the results, because the arguments may not use
/// them.
bool Parser::parseResults(Operation &operation) {
  do {
    NamedType &result = operation.results.emplace_back();
    if (!parseType(result.type) || !expectName(result.name, "the name of a result"))
      return false;
  } while (consumeIf(','));
  return expect('=', "after the results of an operation") &&
         expectName(operation.op, "the name of an operation");
}

bool Parser::parseArguments(Operation &operation) {
  if (!expect('(', "before the arguments of '" + operation.op + "'"))
    return false;
  while (!token.is(')')) {
    if (!operation.arguments.empty() && !expect(',', "between arguments"))
      return false;
    Location where = token.location;
    Argument argument;
    if (!parseArgument(argument))
      return false;
    if (operation.argument(argument.name))
      report(where, "the argument '" + argument.name + "' is given twice");
    operation.arguments.push_back(std::move(argument));
  }
  advance();
  for (const NamedType &result : operation.results)
    define(result.name, operation.location);
  return true;
}

bool Parser::parseArgument(Argument &argument) {
  if (!expectName(argument.name, "the name of an argument") ||
      !expect('=', "after the name of an argument"))
    return false;
  argument.isTuple = consumeIf('(');
  if (!argument.isTuple)
    return parseOperand(argument.operands.emplace_back());
  while (!token.is(')')) {
    if (!argument.operands.empty() && !expect(',', "between the values of a tuple"))
      return false;
    if (!parseOperand(argument.operands.emplace_back()))
      return false;
  }
  advance();
  return true;
}

/// A name, or a literal with its type. A name of a type begins a literal only before '(' or '<'.
bool Parser::parseOperand(Operand &operand) {
  if (token.kind != TokenKind::Identifier)
    return syntaxError("the name of a value or a literal with its type, as in int32(1)");
  if (following.is('(') || following.is('<'))
    return parseValue(operand.emplace<Value>());
  std::string &name = operand.emplace<std::string>(token.text);
  if (!defined.contains(name))
    report(token.location, name == "true" || name == "false"
                               ? "expected a value, found '" + name +
                                     "' without its type; write bool(" + name +
                                     ") or the name of a constant (ANE-C12)"
                               : "the value '" + name + "' is used before it is defined");
  advance();
  return true;
}

bool Parser::parseAttributes(Operation &operation) {
  if (!consumeIf('['))
    return true;
  while (!token.is(']')) {
    if (!operation.attributes.empty() && !expect(',', "between attributes"))
      return false;
    Location where = token.location;
    std::string name;
    Value value;
    if (!expectName(name, "the name of an attribute") ||
        !expect('=', "after the name of an attribute") || !parseValue(value))
      return false;
    if (operation.attribute(name))
      report(where, "the attribute '" + name + "' is given twice");
    operation.attributes.emplace_back(std::move(name), std::move(value));
  }
  advance();
  return true;
}

Result<Program> parse(std::string_view text) { return Parser(text).run(); }

} // namespace anemone::mil
