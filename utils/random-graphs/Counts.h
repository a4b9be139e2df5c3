//===- Counts.h - What the graphs went through -----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_UTILS_RANDOMGRAPHS_COUNTS_H
#define ANEMONE_UTILS_RANDOMGRAPHS_COUNTS_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <set>

namespace anemone::fuzz {

struct Counts {
  unsigned graphs = 0, backward = 0, operations = 0, outputs = 0, failures = 0;
  /// In how many graphs an operation is, and how many a pass changed; 0 where it only ran.
  std::map<std::string, unsigned> graphsWith, graphsChangedBy;
  std::map<std::string, unsigned> targets, onEngine;

  void add(const Counts &other);
  /// Counts the operations of a graph, each kind once.
  void addGraph(mlir::ModuleOp graph);
  void print(llvm::raw_ostream &out) const;
  /// Says what is in, or was changed in, fewer than `least` graphs. Of the operations of the
  /// dialect those count that `lowerable` names, of the passes those that rewrite.
  bool check(const std::set<std::string> &lowerable, unsigned least, llvm::raw_ostream &out) const;
};

/// The operations that have a lowering, or that onnx-decompose takes apart, as the code has them.
std::set<std::string> lowerableOperations(mlir::MLIRContext &context);

/// Makes `manager` note in `changed` which of its passes ran, and whether one changed the IR.
void observePasses(mlir::PassManager &manager, std::map<std::string, bool> &changed);

} // namespace anemone::fuzz

#endif // ANEMONE_UTILS_RANDOMGRAPHS_COUNTS_H
