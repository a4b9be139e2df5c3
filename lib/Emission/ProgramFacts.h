//===- ProgramFacts.h - What a bundle tells about a program ------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_EMISSION_PROGRAMFACTS_H
#define ANEMONE_LIB_EMISSION_PROGRAMFACTS_H

#include "anemone/Bundle/Bundle.h"
#include "dialects/ANE/IR/ANEProgram.h"

namespace anemone {

/// The node of the source model that `location` names; empty when it names none.
std::string nodeNameOf(mlir::Location location);

/// For each named value of a located operation: the node that it comes from, in the order of the
/// program.
std::vector<bundle::SourceName> collectNames(ane::ProgramOp program,
                                             const llvm::DenseMap<mlir::Value, std::string> &names);

/// The operations of the source model that are listed on `op`.
std::vector<bundle::Node> collectNodes(mlir::Operation *op);

/// How many operations of each kind there are, by name; constants are not counted.
std::vector<bundle::OperationCount> countOperations(const mil::Function &function);

} // namespace anemone

#endif // ANEMONE_LIB_EMISSION_PROGRAMFACTS_H
