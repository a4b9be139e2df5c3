//===- FoldUtils.h - Computing with constants --------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Internal to the dialect. Folding is there to make the arithmetic disappear
// that exporters write around shapes, so it is limited to small tensors, and it
// declines whenever its result could differ from what would be computed: an
// integer that overflows, a division by zero, a transcendental function.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_FOLDUTILS_H
#define DIALECTS_ONNX_IR_FOLDUTILS_H

#include "dialects/ONNX/IR/InferUtils.h"
#include "mlir/IR/OpDefinition.h"
#include "llvm/ADT/APSInt.h"

namespace anemone::onnx {

/// The elements that a constant may have to be folded, operands and results
/// alike. Larger ones are parameters and stay what they are.
inline constexpr int64_t kFoldLimit = 1024;

/// The type as one that a folded constant can have: static and small. Null
/// where it is not.
mlir::RankedTensorType foldableType(mlir::Type type);

/// The operand as a constant small enough to compute with. Null where it is not.
mlir::ElementsAttr foldableConstant(mlir::Attribute operand);

/// Whether all elements are the integer or float `value`.
bool isSplatOf(mlir::Attribute operand, int64_t value);

using IntFunction = llvm::function_ref<std::optional<llvm::APSInt>(const llvm::APSInt &)>;
using IntFunction2 =
    llvm::function_ref<std::optional<llvm::APSInt>(const llvm::APSInt &, const llvm::APSInt &)>;
using FloatFunction = llvm::function_ref<std::optional<llvm::APFloat>(const llvm::APFloat &)>;
using FloatFunction2 =
    llvm::function_ref<std::optional<llvm::APFloat>(const llvm::APFloat &, const llvm::APFloat &)>;

/// Applies a function to each element. A function that is null, or that gives
/// nothing for one element, ends the fold: the result is null.
mlir::OpFoldResult foldElements(mlir::Attribute operand, mlir::Type result, IntFunction onInts,
                                FloatFunction onFloats);

/// The same for two operands that broadcast. Functions that compare give
/// integers of one bit; `onFloatPairs` is for those over floats.
mlir::OpFoldResult foldPairs(mlir::Attribute lhs, mlir::Attribute rhs, mlir::Type result,
                             IntFunction2 onInts, FloatFunction2 onFloats);
mlir::OpFoldResult foldComparison(mlir::Attribute lhs, mlir::Attribute rhs, mlir::Type result,
                                  llvm::function_ref<bool(int)> accepts);

/// Where an element of the result comes from: the row-major position in the
/// source of the element at `index`.
using Origin = llvm::function_ref<int64_t(llvm::ArrayRef<int64_t> index)>;

/// A constant of type `result` made of elements of `source`. Null where one would
/// lie outside: while IR is rewritten, an operation may not hold its constraints.
mlir::OpFoldResult foldRearranged(mlir::ElementsAttr source, mlir::Type result, Origin origin);

/// Calls `visit` with each index of a shape, in row-major order.
void forEachIndex(llvm::ArrayRef<int64_t> shape,
                  llvm::function_ref<void(llvm::ArrayRef<int64_t>)> visit);

/// Row-major strides, in elements.
Shape stridesOf(llvm::ArrayRef<int64_t> shape);

/// The position in a tensor of shape `from` of what broadcasting puts at `index`.
int64_t broadcastPosition(llvm::ArrayRef<int64_t> index, llvm::ArrayRef<int64_t> from);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_IR_FOLDUTILS_H
