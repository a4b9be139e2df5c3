//===- SliceAxis.h - Slices of results from slices of operands --*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Many operations compute elements [begin, begin + size) of their result along
// an axis from the same stretch of an axis of their operands: elementwise ones
// along every axis, a convolution along its output channels (from a stretch of
// its weight), a product of matrices along rows and columns. This is the table
// of those rules, and what builds the slices.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_SLICEAXIS_H
#define DIALECTS_ANE_TRANSFORMS_SLICEAXIS_H

#include "anemone/Target/Profile.h"
#include "dialects/ANE/IR/ANE.h"
#include "llvm/ADT/SetVector.h"

namespace anemone::ane {

/// In place of an axis: the operand is needed whole.
inline constexpr int64_t kWhole = -1;

/// For a slice of the only result of `op` along `axis`: the axis of each operand of which the same
/// stretch is needed, or kWhole. Nothing where the operation has no such rule.
std::optional<llvm::SmallVector<int64_t>> operandAxes(mlir::Operation *op, int64_t axis);

/// Elements [begin, begin + size) of an axis; the value itself where that is all of it.
mlir::Value sliceValue(mlir::OpBuilder &builder, mlir::Value value, int64_t axis, int64_t begin,
                       int64_t size);

/// Joins neighbors along an axis as they come: by a concat where the target takes it, else as a sum
/// of padded parts (ANE-C01), of which only one is alive beside the sum.
class SliceJoiner {
public:
  /// The parts will fill `extent` elements of the axis.
  SliceJoiner(mlir::OpBuilder &builder, mlir::Location loc, int64_t axis, int64_t extent,
              const target::Profile &profile)
      : builder(builder), loc(loc), axis(axis), extent(extent), profile(profile) {}

  /// Whether `value` may be joined from parts: a sum of padded ones has few channels (ANE-C41).
  static bool canJoin(mlir::Value value, const target::Profile &profile);
  void append(mlir::Value part);
  mlir::Value finish();

private:
  mlir::OpBuilder &builder;
  mlir::Location loc;
  int64_t axis, extent, filled = 0;
  const target::Profile &profile;
  llvm::SmallVector<mlir::Value> parts;
  mlir::Value sum;
};

/// Operations that a slice of `root` along an axis is computed by, slice for slice. All but those
/// of `root` itself serve nobody else.
struct SliceRegion {
  mlir::Value root;
  int64_t axis = 0;
  /// In the order of the program.
  llvm::SmallVector<mlir::Operation *> operations;

  /// Grows backward from `root` as far as the rules reach. With `sink`, the only user of `root` is
  /// that operation, and without one `root` is replaced whole.
  static SliceRegion grow(mlir::Value root, int64_t axis, mlir::Operation *sink = nullptr);
  /// The operation that computes `root`, alone.
  static SliceRegion single(mlir::Value root, int64_t axis);

  int64_t extent() const;
  bool contains(mlir::Operation *op) const { return llvm::is_contained(operations, op); }
  /// Builds one slice of `root`.
  mlir::Value build(mlir::OpBuilder &builder, int64_t begin, int64_t size) const;
};

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_SLICEAXIS_H
