//===- Emission.h - From the ane dialect to MIL and bundles ------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The last step of the compiler. It decides nothing: names, surfaces and the
// order of everything follow from the module, so that the same module gives
// the same bytes. docs/Rationale/ANE.md has the reasons.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_EMISSION_EMISSION_H
#define ANEMONE_LIB_EMISSION_EMISSION_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include <string>

namespace anemone {

struct EmissionOptions {
  /// What the paths of `#weights.file` are relative to.
  std::string weightsFolder = ".";
  /// Name and version of the compiler, for the bundle.
  std::string producer = "anemone 0.1.0";
};

/// Writes `module` as a bundle to `path`: its functions but `@prepare` are the entries, the
/// programs that they call the programs, in the order of their first calls. `@prepare` is run here,
/// and what it stores are the values of the globals. All problems are reported as diagnostics; then
/// nothing is written.
llvm::LogicalResult emitBundle(mlir::ModuleOp module, const EmissionOptions &options,
                               llvm::StringRef path);

/// Prints the MIL text of the programs of `module`, one after the other, without their weights.
llvm::LogicalResult emitMIL(mlir::ModuleOp module, const EmissionOptions &options,
                            llvm::raw_ostream &out);

/// Writes each program of `module` as the folder that Apple's compiler reads: FOLDER/model.mil and
/// FOLDER/weights/weight.bin for a single program, FOLDER/PROGRAM/... for several.
llvm::LogicalResult emitMILFolder(mlir::ModuleOp module, const EmissionOptions &options,
                                  llvm::StringRef folder);

struct ParseMILOptions {
  /// Where the text's weight files lie ("@model_path" stands for it). Empty: constants in weight
  /// files become globals without a value.
  std::string weightsFolder;
  /// What the text is called in locations.
  std::string fileName = "model.mil";
};

/// Reads MIL text into a module with one `ane.program` for each function, verified. A tensor that
/// lies in a weight file becomes an `ml_program.global`. On failure the result is null and every
/// problem was reported, at its line.
mlir::OwningOpRef<mlir::ModuleOp> parseMIL(llvm::StringRef text, const ParseMILOptions &options,
                                           mlir::MLIRContext *context);

} // namespace anemone

#endif // ANEMONE_LIB_EMISSION_EMISSION_H
