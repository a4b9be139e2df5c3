//===- EntryRunner.h - A lowered function in fp64 ----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TEST_UNIT_GRADIENTS_ENTRYRUNNER_H
#define TEST_UNIT_GRADIENTS_ENTRYRUNNER_H

#include "lib/Emission/Parameters.h"
#include "lib/Executor/Executor.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace anemone {

/// A tensor of any element type, row-major.
using Numbers = std::vector<double>;

/// An entry whose programs the executor runs with every float carried as fp64.
class EntryRunner {
public:
  EntryRunner(mlir::func::FuncOp entry, Parameters &parameters)
      : entry(entry), parameters(parameters) {}

  /// Plans the programs that the entry calls; failures are reported.
  llvm::LogicalResult plan();
  /// The results for `arguments`; failures are reported.
  mlir::FailureOr<std::vector<Numbers>> run(llvm::ArrayRef<Numbers> arguments);

private:
  llvm::LogicalResult call(ane::CallOp op);

  mlir::func::FuncOp entry;
  Parameters &parameters;
  llvm::DenseMap<mlir::Operation *, std::unique_ptr<exec::Executable>> executables; // by call
  llvm::DenseMap<mlir::Value, Numbers> values;
  std::deque<std::vector<uint8_t>> weights;
};

} // namespace anemone

#endif // TEST_UNIT_GRADIENTS_ENTRYRUNNER_H
