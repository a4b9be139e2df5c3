//===- EmulatorFunction.h - A function with its names resolved --*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORFUNCTION_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORFUNCTION_H

#include "anemone/MIL/Program.h"
#include <functional>
#include <unordered_map>

namespace anemone::runtime {

/// Answers what an argument is. Refers to the function, which must outlive it.
class FunctionView {
public:
  explicit FunctionView(const mil::Function &function);

  const mil::Function &function() const { return source; }
  /// Null for a name that is not defined.
  const mil::Type *typeOf(std::string_view name) const;
  /// Null for an input.
  const mil::Operation *definition(std::string_view name) const;

  // Of an argument that is absent or a tuple: null, empty and false.
  const mil::Type *typeOf(const mil::Operation &operation, std::string_view argument) const;
  /// The operation whose result the argument names.
  const mil::Operation *definition(const mil::Operation &operation,
                                   std::string_view argument) const;
  /// The literal that the argument is or names.
  const mil::Value *literal(const mil::Operation &operation, std::string_view argument) const;
  std::vector<int64_t> integers(const mil::Operation &operation, std::string_view argument) const;
  bool flag(const mil::Operation &operation, std::string_view argument) const;
  /// Known when the program is compiled: a literal, a const or what decompresses one.
  bool isConstant(const mil::Operation &operation, std::string_view argument) const;

private:
  const mil::Function &source;
  std::unordered_map<std::string_view, const mil::Type *> types;
  std::unordered_map<std::string_view, const mil::Operation *> definitions;
};

/// Calls `visit` for each literal of the function: attributes and inline operands.
void forEachLiteral(const mil::Function &function,
                    const std::function<void(const mil::Operation &, const mil::Value &)> &visit);

/// "fp16[1, 64, 1, 32]".
std::string spell(const mil::Type &type);

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORFUNCTION_H
