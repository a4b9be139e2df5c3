//===- Weights.h - Where the bytes of parameters lie -------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The `weights` dialect: the attribute `#weights.file`, the value of an
// `ml_program.global` whose bytes stay in the file they came in.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_WEIGHTS_IR_WEIGHTS_H
#define DIALECTS_WEIGHTS_IR_WEIGHTS_H

#include "mlir/IR/BuiltinAttributeInterfaces.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"

#include "dialects/Weights/IR/WeightsDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/Weights/IR/WeightsAttrs.h.inc"

namespace anemone::weights {

/// The bytes that a file holds for a tensor of this type: row-major, without
/// padding, one byte for an `i1`. Nothing where the shape is not static, where
/// an element does not fill whole bytes, or where the size overflows.
std::optional<int64_t> byteSize(mlir::Type type);

} // namespace anemone::weights

#endif // DIALECTS_WEIGHTS_IR_WEIGHTS_H
