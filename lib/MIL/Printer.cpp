//===- Printer.cpp - Syntax tree to MIL text ------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One tree has one text. Numbers are formatted here and not by a stream or by
// printf, whose output depends on the locale and, for %a, on the C library.
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/Text.h"
#include "lib/MIL/Lexer.h"
#include <bit>
#include <cmath>
#include <ostream>

namespace anemone::mil {
namespace {

/// The exact value with a leading digit 1 and no trailing zeros: 0x1.8p-3.
std::string hexFloat(double value) {
  std::string text = std::signbit(value) && !std::isnan(value) ? "-" : "";
  if (std::isnan(value))
    return text + "nan";
  if (std::isinf(value))
    return text + "inf";
  if (value == 0)
    return text + "0x0p+0";
  int exponent;
  double fraction = std::frexp(std::fabs(value), &exponent); // in [0.5, 1)
  uint64_t digits = std::bit_cast<uint64_t>(fraction) << 12; // the 52 bits after the leading one
  text += digits ? "0x1." : "0x1";
  for (; digits; digits <<= 4)
    text += "0123456789abcdef"[digits >> 60];
  --exponent;
  return text + (exponent < 0 ? "p-" : "p+") + std::to_string(std::abs(exponent));
}

class Printer {
public:
  explicit Printer(const Program &program)
      : program(program), scalarsAreTensors(program.version == "1.0") {}

  std::string run() {
    text = "program(" + program.version + ")\n";
    printBuildInfo();
    text += "{\n";
    for (const Function &function : program.functions)
      print(function);
    text += "}\n";
    return std::move(text);
  }

private:
  /// Appends every entry by `each`, with ", " between them.
  template <typename Entries, typename Each> void printList(const Entries &entries, Each each) {
    bool first = true;
    for (const auto &entry : entries) {
      text += first ? "" : ", ";
      first = false;
      each(entry);
    }
  }

  void printBuildInfo() {
    if (program.buildInfo.empty())
      return;
    text += "[buildInfo = dict<";
    print(Type::scalar(DType::String));
    text += ", ";
    print(Type::scalar(DType::String));
    text += ">({";
    printList(program.buildInfo, [&](const auto &entry) {
      text += "{" + quote(entry.first) + ", " + quote(entry.second) + "}";
    });
    text += "})]\n";
  }

  void print(const Function &function) {
    text += "    func " + function.name + "<" + function.opset + ">(";
    printList(function.inputs, [&](const NamedType &input) { print(input); });
    text += ") {\n";
    for (const Operation &operation : function.operations)
      print(operation);
    text += "    } -> (";
    printList(function.outputs, [&](const std::string &output) { text += output; });
    text += ");\n";
  }

  void print(const Operation &operation) {
    text += "        ";
    printList(operation.results, [&](const NamedType &result) { print(result); });
    text += " = " + operation.op + "(";
    printList(operation.arguments, [&](const Argument &argument) { print(argument); });
    text += ")";
    if (!operation.attributes.empty()) {
      text += "[";
      printList(operation.attributes, [&](const auto &entry) {
        text += entry.first + " = ";
        print(entry.second);
      });
      text += "]";
    }
    text += ";\n";
  }

  void print(const Argument &argument) {
    text += argument.name + (argument.isTuple ? " = (" : " = ");
    printList(argument.operands, [&](const Operand &operand) {
      if (const auto *name = std::get_if<std::string>(&operand))
        text += *name;
      else
        print(std::get<Value>(operand));
    });
    text += argument.isTuple ? ")" : "";
  }

  void print(const NamedType &named) {
    print(named.type);
    text += " " + named.name;
  }

  void print(const Type &type) {
    if (!type.isTensor && !scalarsAreTensors) {
      text += spelling(type.dtype);
      return;
    }
    ((text += "tensor<") += spelling(type.dtype)) += ", [";
    printList(type.shape, [&](int64_t extent) { text += std::to_string(extent); });
    text += "]>";
  }

  void print(const Value &value) {
    print(value.type);
    bool isList = value.type.isTensor && !value.blob();
    text += isList ? "([" : "(";
    if (const BlobFile *blob = value.blob())
      print(*blob);
    else if (const auto *floats = value.floats())
      printList(*floats, [&](double element) { text += hexFloat(element); });
    else if (const auto *strings = value.strings())
      printList(*strings, [&](const std::string &element) { text += quote(element); });
    else
      printList(*value.ints(), [&](int64_t element) { printInteger(value.type.dtype, element); });
    text += isList ? "])" : ")";
  }

  void print(const BlobFile &blob) {
    text += "BLOBFILE(path = ";
    print(Value::ofString(blob.path));
    text += ", offset = ";
    print(Value{Type::scalar(DType::UInt64),
                std::vector<int64_t>{static_cast<int64_t>(blob.offset)}});
    text += ")";
  }

  void printInteger(DType dtype, int64_t value) {
    if (dtype == DType::Bool)
      text += value ? "true" : "false";
    else if (dtype == DType::UInt64)
      text += std::to_string(static_cast<uint64_t>(value));
    else
      text += std::to_string(value);
  }

  const Program &program;
  bool scalarsAreTensors;
  std::string text;
};

} // namespace

std::string toString(const Program &program) { return Printer(program).run(); }

void print(const Program &program, std::ostream &out) {
  std::string text = toString(program);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
}

} // namespace anemone::mil
