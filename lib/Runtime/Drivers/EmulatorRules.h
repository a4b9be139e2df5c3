//===- EmulatorRules.h - What the engine's compiler refuses -----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORRULES_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORRULES_H

#include "lib/Runtime/Drivers/EmulatorFunction.h"
#include "lib/Runtime/Drivers/EmulatorOptions.h"
#include "lib/Runtime/Drivers/EmulatorWeights.h"

namespace anemone::runtime {

/// Violations by what ANECCompile() was reported to say of them.
class Violations {
public:
  explicit Violations(Fidelity fidelity) : fidelity(fidelity) {}

  /// The program is no valid one: err=(InvalidMILProgram).
  void invalid(std::string problem) { invalids.push_back(std::move(problem)); }
  /// The operation is not compiled: err=(). `rule` is the number of the constraint, whose remedy is
  /// added.
  void refuse(const mil::Operation &operation, const std::string &problem, unsigned rule);
  void refuse(std::string problem) { refusals.push_back(std::move(problem)); }
  /// The engine computes something else without a word: refused under strict fidelity only.
  void silent(const mil::Operation &operation, const std::string &problem, unsigned rule);

  bool empty() const { return invalids.empty() && refusals.empty(); }
  /// The word in err=(...).
  std::string reason() const { return invalids.empty() ? "" : "InvalidMILProgram"; }
  /// All of them, a line each.
  std::string text() const;

private:
  Fidelity fidelity;
  std::vector<std::string> invalids, refusals;
};

/// Checks what can be seen in the text: interface, operations, constants. What an operation means
/// is not checked here.
Violations checkProgram(const mil::Program &program, const EmulatorOptions &options);

/// The rules about one operation and its arguments (EmulatorForms.cpp).
void checkForm(const FunctionView &view, const mil::Operation &operation,
               const EmulatorOptions &options, Violations &found);

/// What exceeds the limits of a tensor (ANE-C38), each to stand behind "has".
std::vector<std::string> excessesOf(const mil::Type &type, const EmulatorOptions &options);

/// Those of convolutions and matrix products among them (EmulatorProducts.cpp).
void checkProduct(const FunctionView &view, const mil::Operation &operation,
                  const EmulatorOptions &options, Violations &found);
/// ANE-C38 of a kernel or window in two dimensions.
void checkWindow(const mil::Operation &operation, const std::vector<int64_t> &extents,
                 int64_t maxHeight, int64_t maxWidth, Violations &found);

/// Looks for infinities on their way into a softmax, in the text and in the weights
/// (EmulatorMasks.cpp).
void checkMasks(const mil::Program &program, const BakedWeights &weights, Violations &found);

/// "[ANE-C04]".
std::string cite(unsigned rule);

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORRULES_H
