//===- Oracle.h - Three computations of one graph --------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A graph is compiled and its bundle runs on the emulator and on the host
// device. Beside them a reference is computed in f64: each operation lowered by
// itself for the host, without any pass of the optimizer. So a wrong rewrite
// is found too, which both devices would follow.
//
//   reference and host device   1e-4 of the largest element of the tensor + 1e-5
//   host device and emulator    1e-2 of the largest element of the tensor + 2e-3 (class C)
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_UTILS_RANDOMGRAPHS_ORACLE_H
#define ANEMONE_UTILS_RANDOMGRAPHS_ORACLE_H

#include "test/Unit/Gradients/EntryRunner.h"
#include "utils/random-graphs/Counts.h"

namespace anemone::fuzz {

/// What went wrong with a graph; nothing where `stage` is empty.
struct Verdict {
  std::string stage, message;

  bool fine() const { return stage.empty(); }
  /// The same for failures of one kind: the message without names and numbers.
  std::string kind() const;
};

struct OracleOptions {
  std::string target;
  bool backward = false;
  /// As in CompilerOptions; 0 is the default of the target.
  int64_t sramBudget = 0;
  unsigned blocksPerProgram = 0;
  std::string weights; // baked, reloaded; empty: the compiler's choice
  std::vector<std::string> disabledPasses;

  /// What makes random-graphs check with these options.
  std::string commandLine() const;
};

/// The same in a process of its own, which may crash; nothing is counted.
Verdict checkInChild(mlir::ModuleOp graph, const OracleOptions &options);

/// Checks a graph, whose function is @forward; adds to `counts` what was seen.
Verdict checkGraph(mlir::ModuleOp graph, const OracleOptions &options, Counts &counts);

} // namespace anemone::fuzz

#endif // ANEMONE_UTILS_RANDOMGRAPHS_ORACLE_H
