//===- FitMemory.h - Tiles that fit a budget --------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_FITMEMORY_H
#define DIALECTS_ANE_TRANSFORMS_FITMEMORY_H

#include "dialects/ANE/Transforms/TileProducts.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace anemone::ane {

/// Rewrites an engine program until its peak is within a budget, or nothing more can be done. A
/// rewrite is tried and kept only if all that it builds is within the budget, fewer operations are
/// above it afterwards, and the peak is no higher.
class MemoryFitter {
public:
  MemoryFitter(ProgramOp program, int64_t budget)
      : program(program), budget(budget), profile(getTargetProfile(program)) {}

  /// Returns whether the program changed.
  bool run();

  /// What was done.
  unsigned reordered = 0, tiled = 0;

private:
  using BuildFn = llvm::function_ref<mlir::Value(mlir::OpBuilder &builder, int64_t chunk)>;

  bool tileAll();
  mlir::Operation *nextAbove();
  bool tileAround(mlir::Operation *op);
  bool tileFeedForward(mlir::Operation *op, const MemoryPlan &plan, bool isWide);
  bool tileProduct(const Product &product);
  bool tileRows(mlir::Operation *op);
  bool tryRegion(const SliceRegion &region);
  bool tryChunks(mlir::ArrayRef<mlir::Operation *> old, mlir::Value result, int64_t extent,
                 BuildFn build);
  bool tryReplacement(mlir::ArrayRef<mlir::Operation *> old, mlir::Value result, int64_t chunk,
                      bool keep, BuildFn build);

  ProgramOp program;
  int64_t budget;
  const target::Profile &profile;
  llvm::DenseSet<mlir::Operation *> hopeless;
  /// Roots and axes of chains of rows that did not fit, since the program last changed.
  llvm::DenseSet<std::pair<mlir::Value, int64_t>> triedRows;
};

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_FITMEMORY_H
