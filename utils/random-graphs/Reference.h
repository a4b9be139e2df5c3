//===- Reference.h - A graph in f64 ----------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_UTILS_RANDOMGRAPHS_REFERENCE_H
#define ANEMONE_UTILS_RANDOMGRAPHS_REFERENCE_H

#include "test/Unit/Gradients/EntryRunner.h"
#include <map>

namespace anemone::fuzz {

/// Tensors by name, flat.
using Named = std::map<std::string, Numbers>;

/// Values for the arguments of the functions of `module`: within what they ask for, decided by
/// their names.
Named drawInputs(mlir::ModuleOp module);

/// The functions of a module after shape inference, in f64: all of it on the host, lowered
/// operation by operation.
class Reference {
public:
  explicit Reference(mlir::ModuleOp module)
      : module(module.clone()), parameters(*this->module, ".") {}

  llvm::LogicalResult prepare();
  /// The results of a function by name; its arguments are among `values`.
  mlir::FailureOr<Named> run(llvm::StringRef function, const Named &values);

private:
  mlir::OwningOpRef<mlir::ModuleOp> module;
  Parameters parameters;
};

} // namespace anemone::fuzz

#endif // ANEMONE_UTILS_RANDOMGRAPHS_REFERENCE_H
