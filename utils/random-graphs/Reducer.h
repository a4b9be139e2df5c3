//===- Reducer.h - Small graphs that still fail ----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_UTILS_RANDOMGRAPHS_REDUCER_H
#define ANEMONE_UTILS_RANDOMGRAPHS_REDUCER_H

#include "utils/random-graphs/Oracle.h"

namespace anemone::fuzz {

/// Removes from a graph what is not needed for it to fail in the same way, and writes what is left,
/// which ane-compile takes, with what goes wrong as a comment.
void reduceGraph(mlir::ModuleOp graph, const OracleOptions &options, const Verdict &verdict,
                 const std::string &path);

} // namespace anemone::fuzz

#endif // ANEMONE_UTILS_RANDOMGRAPHS_REDUCER_H
