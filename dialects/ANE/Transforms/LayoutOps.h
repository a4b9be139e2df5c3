//===- LayoutOps.h - What operations ask of the order of axes ---*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All that ane-assign-layouts knows of single operations: whether an operation
// cares in which order the axes of its operands lie, which axes correspond, and
// how its attributes follow.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_LAYOUTOPS_H
#define DIALECTS_ANE_TRANSFORMS_LAYOUTOPS_H

#include "dialects/ANE/IR/ANE.h"
#include "dialects/ANE/Transforms/KnownValues.h"

namespace anemone::ane {

using Axes = llvm::SmallVector<int64_t, 6>;

/// What an operation asks of the order of axes.
enum class LayoutRole {
  Fixed,       // operands and results lie as their types say; every operation not known here
  Elementwise, // any order, the same for all, aligned at the last axis as in broadcasting
  Axiswise,    // any order, the same for all; attributes name axes
  Reshape,     // any order that keeps the axes together that it merges or splits
  Transpose,   // none: its result is another view of its operand
  Product,     // a product of two runtime matrices: the last two axes of each may be exchanged
};

LayoutRole layoutRoleOf(mlir::Operation *op, const KnownValues &known);

/// How the dimensions of a tensor in memory, outermost first, come from the axes of a value: the
/// axis of each dimension, or -1 for one of extent 1 that has none.
struct Frame {
  Axes axes;

  static Frame identity(int64_t rank);
  /// How many axes the value has.
  int64_t rank() const {
    return llvm::count_if(axes, [](int64_t axis) { return axis >= 0; });
  }
  /// The extents of a value of `shape`.
  Axes extents(llvm::ArrayRef<int64_t> shape) const;
  /// The axes whose extent in `shape` is not 1, outermost first: what decides where elements lie.
  Axes order(llvm::ArrayRef<int64_t> shape) const;
  /// The dimension of an axis.
  int64_t dimensionOf(int64_t axis) const { return llvm::find(axes, axis) - axes.begin(); }
};

/// Axes of `from` that become axes of `to`: one becomes some, or some become one.
struct AxisGroup {
  Axes from, to;
};

/// How a reshape maps the axes that are not 1; nothing where it cuts across axes.
std::optional<llvm::SmallVector<AxisGroup>> matchAxes(llvm::ArrayRef<int64_t> from,
                                                      llvm::ArrayRef<int64_t> to);

/// The axis of the result that an axis of the operand of an Axiswise operation becomes; -1 for one
/// that disappears.
Axes resultAxes(mlir::Operation *op);

/// Whether the operation wants its axis `axis` last, as softmax does (ANE-C33).
std::optional<int64_t> axisToKeepLast(mlir::Operation *op);

/// Makes the attributes of an Axiswise operation name dimensions of `frame` instead of axes; its
/// result keeps the axes that it reduces, as extents of 1.
void moveAxisAttributes(mlir::Operation *op, const Frame &frame);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_LAYOUTOPS_H
