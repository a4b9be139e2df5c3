//===- NarrowIndices.h - From i64 to i32 ------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A step of onnx-normalize.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_TRANSFORMS_NARROWINDICES_H
#define DIALECTS_ONNX_TRANSFORMS_NARROWINDICES_H

#include "mlir/IR/BuiltinOps.h"

namespace anemone::onnx {

/// Retypes every tensor of i64 in a module as one of i32, with its constants.
/// Reports each constant that does not fit; the module is then half converted. Gives whether there
/// were any such tensors.
llvm::FailureOr<bool> narrowIndices(mlir::ModuleOp module);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_TRANSFORMS_NARROWINDICES_H
