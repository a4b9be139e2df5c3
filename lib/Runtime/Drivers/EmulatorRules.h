//===- EmulatorRules.h - What the engine's compiler refuses -----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORRULES_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORRULES_H

#include "anemone/MIL/Program.h"
#include "lib/Runtime/Drivers/EmulatorOptions.h"
#include <functional>

namespace anemone::runtime {

/// Violations by what ANECCompile() was reported to say of them.
struct Violations {
  std::vector<std::string> invalid; // err=(InvalidMILProgram)
  std::vector<std::string> refused; // err=()

  bool empty() const { return invalid.empty() && refused.empty(); }
  /// All of them, a line each.
  std::string text() const;
};

/// Checks what can be seen in the text: interface, operations, constants. What an operation means
/// is not checked here.
Violations checkProgram(const mil::Program &program, const EmulatorOptions &options);

/// Calls `visit` for each literal of the function: attributes and inline operands.
void forEachLiteral(const mil::Function &function,
                    const std::function<void(const mil::Operation &, const mil::Value &)> &visit);

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORRULES_H
