//===- ImportONNX.h - From an .onnx file to the onnx dialect ----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads a model of operator sets 7 to 24 and brings it into the canonical form
// of the `onnx` dialect: the newest form of each operation, i32 for every
// integer, parameters as globals whose bytes stay in their file. docs/Import.md
// lists what is read, what is rewritten and what is refused.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_IMPORTONNX_H
#define ANEMONE_LIB_IMPORT_ONNX_IMPORTONNX_H

#include "anemone/Support/Status.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"
#include <map>
#include <string>

namespace anemone {

struct ImportOptions {
  /// Extents of dynamic axes: by symbolic name ("batch"), or "INPUT:AXIS" for one
  /// axis of one input. Several of an axis make buckets: one function for each
  /// combination.
  llvm::MapVector<std::string, llvm::SmallVector<int64_t, 1>, std::map<std::string, unsigned>>
      extents;
  /// Inputs that become constants: name of the input -> path of a .npy file, or
  /// of a serialized TensorProto (any other ending).
  llvm::StringMap<std::string> pinnedInputs;

  /// Adds what the option --dim says: NAME=EXTENT. The message of a failure
  /// names the option.
  Status addExtent(llvm::StringRef text);
};

/// Imports the model in `path`: a module with one function `@forward`, or one for
/// each bucket, which share the parameters and carry `onnx.entry`; verified.
/// On failure the result is null and every problem found was emitted as a
/// diagnostic. Loads the dialects onnx, weights, func and ml_program into
/// `context`. Paths in `#weights.file` are relative to the model's folder.
mlir::OwningOpRef<mlir::ModuleOp> importONNX(llvm::StringRef path, const ImportOptions &options,
                                             mlir::MLIRContext *context);

} // namespace anemone

#endif // ANEMONE_LIB_IMPORT_ONNX_IMPORTONNX_H
