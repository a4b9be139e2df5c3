//===- Interface.h - The inputs of a model ----------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_IMPORT_ONNX_INTERFACE_H
#define ANEMONE_LIB_IMPORT_ONNX_INTERFACE_H

#include "lib/Import/ONNX/File/Model.h"
#include "lib/Import/ONNX/ImportONNX.h"
#include "mlir/IR/BuiltinTypes.h"

namespace anemone {

/// Turns the inputs that the options pin into initializers, and removes from the
/// inputs what is an initializer: IR version 3 lists those as well. Reports every
/// problem, and pinned names that no input has, at `location`.
mlir::LogicalResult applyPinnedInputs(onnxfile::Model &model, const ImportOptions &options,
                                      mlir::Location location);

/// The types of the model's inputs, with the extents of `extents` for dynamic
/// axes. Reports every problem, and extents that no axis takes, at `location`.
mlir::FailureOr<llvm::SmallVector<mlir::Type>> inputTypes(const onnxfile::Model &model,
                                                          const llvm::StringMap<int64_t> &extents,
                                                          mlir::Location location);

} // namespace anemone

#endif // ANEMONE_LIB_IMPORT_ONNX_INTERFACE_H
