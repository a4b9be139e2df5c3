//===- Runs.h - Compiling with a watch --------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_UTILS_BENCH_RUNS_H
#define ANEMONE_UTILS_BENCH_RUNS_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include <string>
#include <vector>

namespace anemone::bench {

/// What one phase took, and what it left.
struct PhaseRun {
  std::string phase;
  double milliseconds = 0;
  /// Of all threads: what others do on the machine hardly changes it.
  double cpuMilliseconds = 0;
  size_t operations = 0;
};

/// One compilation, from the onnx dialect to MIL text.
struct Run {
  std::vector<PhaseRun> phases;
  std::vector<std::string> texts; // of the engine programs

  double milliseconds() const;
  double cpuMilliseconds() const;
  size_t distinctTexts() const;
  size_t textBytes() const;
};

enum class Details { None, Timing, Statistics };

/// Compiles `module`, phase by phase, verifying after each pass that changes something. `details`
/// asks MLIR for its report, on stderr, where its cost does not matter.
mlir::FailureOr<Run> compile(mlir::OwningOpRef<mlir::ModuleOp> module,
                             Details details = Details::None);

/// The median of each phase; texts and operations are those of the last run.
Run medianOf(llvm::ArrayRef<Run> runs);

/// Operations of a module, without those that hold others and constants.
size_t countOperations(mlir::ModuleOp module);

} // namespace anemone::bench

#endif // ANEMONE_UTILS_BENCH_RUNS_H
