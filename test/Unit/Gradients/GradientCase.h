//===- GradientCase.h - Derived gradients beside differences -----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TEST_UNIT_GRADIENTS_GRADIENTCASE_H
#define TEST_UNIT_GRADIENTS_GRADIENTCASE_H

#include "test/Unit/Gradients/EntryRunner.h"
#include "llvm/ADT/StringMap.h"

namespace anemone {

struct CaseOptions {
  uint64_t seed = 1;
  /// A gradient that is made wrong on purpose, and the factor by which.
  std::string scaled;
  double factor = 1;
  bool recompute = false; // an option of onnx-differentiate
  bool printIR = false;
};

/// One function with its backward function, lowered.
class GradientCase {
public:
  /// `module` has the function, called @forward, and its globals; it is changed.
  GradientCase(mlir::ModuleOp module, const CaseOptions &options)
      : module(module), options(options), parameters(module, ".") {}

  /// Derives and lowers; failures are reported.
  llvm::LogicalResult prepare();
  /// Derives, and reports as remarks what of it the engine of the default target does not run.
  llvm::LogicalResult explainHost();
  /// Draws inputs and compares the gradient of each with central differences; prints a line for
  /// each. Fails where one differs.
  llvm::LogicalResult compare(llvm::raw_ostream &out);

private:
  llvm::LogicalResult derive();
  llvm::LogicalResult canonicalize();
  llvm::LogicalResult lower();
  void drawInputs();
  mlir::FailureOr<std::vector<Numbers>> run(EntryRunner &runner, mlir::func::FuncOp function);
  mlir::FailureOr<Numbers> differences(llvm::StringRef input);

  mlir::ModuleOp module;
  const CaseOptions &options;
  Parameters parameters;
  mlir::func::FuncOp forward, backward;
  std::unique_ptr<EntryRunner> forwardRunner, backwardRunner;
  std::vector<std::string> wrt;
  llvm::StringMap<Numbers> values; // of arguments and results, by name
};

} // namespace anemone

#endif // TEST_UNIT_GRADIENTS_GRADIENTCASE_H
