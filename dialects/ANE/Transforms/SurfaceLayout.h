//===- SurfaceLayout.h - Where an interface tensor lies ---------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_SURFACELAYOUT_H
#define DIALECTS_ANE_TRANSFORMS_SURFACELAYOUT_H

#include "anemone/Target/Profile.h"
#include "dialects/ANE/IR/ANE.h"

namespace anemone::ane {

/// How an interface tensor is declared, and which of its extents carry data. `declared` and `valid`
/// have one rank and differ in the last axis at most.
struct SurfaceLayout {
  mlir::RankedTensorType declared;
  llvm::SmallVector<int64_t, 4> valid;

  mlir::RankedTensorType validType() const {
    return declared.clone(llvm::ArrayRef<int64_t>(valid));
  }
  bool isPadded() const { return declared.getShape() != llvm::ArrayRef<int64_t>(valid); }
};

/// Distances between neighbours along H, C and N, in bytes.
struct SurfaceStrides {
  int64_t row, plane, batch;
};

/// Bytes of one element in memory; a bool takes one.
int64_t elementBytes(mlir::Type elementType);

/// The strides of a tensor of rank 1 to 4 whose rows begin at multiples of `profile.rowAlignment`.
SurfaceStrides stridesOf(mlir::RankedTensorType declared, const target::Profile &profile);

/// Bytes from the first row to the end of the last one.
int64_t extentBytes(mlir::RankedTensorType declared, const target::Profile &profile);

/// The layout with the smallest surface; the first of equal ones. Depends on the type only, so that
/// a program that gives a tensor and one that takes it agree. The type has rank 1 to 4.
SurfaceLayout chooseLayout(mlir::RankedTensorType type, const target::Profile &profile);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_SURFACELAYOUT_H
