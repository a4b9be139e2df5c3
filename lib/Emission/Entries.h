//===- Entries.h - Functions as the steps of a bundle ------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_EMISSION_ENTRIES_H
#define ANEMONE_LIB_EMISSION_ENTRIES_H

#include "anemone/Bundle/Bundle.h"
#include "dialects/ANE/IR/ANEProgram.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/MapVector.h"

namespace anemone {

/// The entries of a module with what they refer to, in the order of first use.
struct EntryTable {
  std::vector<bundle::Entry> entries;
  llvm::MapVector<mlir::Operation *, uint32_t> programs; // ane.program -> its index
  llvm::MapVector<mlir::Operation *, uint32_t> globals;  // ml_program.global -> its index
};

/// Every function of `module` but @prepare as an entry. All problems are reported.
mlir::FailureOr<EntryTable> collectEntries(mlir::ModuleOp module);

} // namespace anemone

#endif // ANEMONE_LIB_EMISSION_ENTRIES_H
