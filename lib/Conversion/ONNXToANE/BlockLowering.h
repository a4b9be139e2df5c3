//===- BlockLowering.h - One operation after the other ----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR's dialect conversion serves any control flow, and keeps a record of each
// change until all is done. A program is one block whose operations come after
// what they read, so one walk is enough: each operation is lowered on what its
// operands have become.
//
//===----------------------------------------------------------------------===//

#ifndef LIB_CONVERSION_ONNXTOANE_BLOCKLOWERING_H
#define LIB_CONVERSION_ONNXTOANE_BLOCKLOWERING_H

#include "lib/Conversion/ONNXToANE/Lowering.h"

namespace anemone {

/// Lowers the operations of `block` for which there is a lowering that does not refuse them. Casts
/// stand between what changed its type and the operations that stay.
void lowerBlock(mlir::Block &block, const Lowerings &lowerings);

} // namespace anemone

#endif // LIB_CONVERSION_ONNXTOANE_BLOCKLOWERING_H
