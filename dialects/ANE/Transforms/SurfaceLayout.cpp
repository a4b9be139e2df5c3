//===- SurfaceLayout.cpp - Where an interface tensor lies -----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/SurfaceLayout.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace anemone::ane {
namespace {

using Shape = SmallVector<int64_t, 4>;

/// The shape with leading ones up to rank 4.
Shape toRank4(ArrayRef<int64_t> shape) {
  Shape result(4 - shape.size(), 1);
  result.append(shape.begin(), shape.end());
  return result;
}

/// The row length in elements whose bytes are a multiple of the alignment.
int64_t paddedRow(int64_t width, Type elementType, const target::Profile &profile) {
  int64_t elements = std::max<int64_t>(1, profile.rowAlignment / elementBytes(elementType));
  return llvm::alignTo(width, elements);
}

} // namespace

int64_t elementBytes(Type elementType) {
  return llvm::divideCeil(elementType.getIntOrFloatBitWidth(), 8);
}

SurfaceStrides stridesOf(RankedTensorType declared, const target::Profile &profile) {
  Shape shape = toRank4(declared.getShape());
  SurfaceStrides strides;
  strides.row = llvm::alignTo(shape[3] * elementBytes(declared.getElementType()),
                              uint64_t(profile.rowAlignment));
  strides.plane = shape[2] * strides.row;
  strides.batch = shape[1] * strides.plane;
  return strides;
}

int64_t extentBytes(RankedTensorType declared, const target::Profile &profile) {
  return toRank4(declared.getShape())[0] * stridesOf(declared, profile).batch;
}

SurfaceLayout chooseLayout(RankedTensorType type, const target::Profile &profile) {
  Shape shape = toRank4(type.getShape());
  auto [n, c, h, w] = std::tie(shape[0], shape[1], shape[2], shape[3]);
  SurfaceLayout best;
  for (const Shape &candidate : {shape, Shape{n, c, 1, h * w}, Shape{n, 1, 1, c * h * w}}) {
    if (candidate[3] > profile.maxExtent && candidate != shape)
      continue;
    Shape declared = candidate;
    if (profile.packedRows)
      declared[3] = paddedRow(declared[3], type.getElementType(), profile);
    RankedTensorType declaredType = type.clone(ArrayRef<int64_t>(declared));
    if (best.declared && extentBytes(declaredType, profile) >= extentBytes(best.declared, profile))
      continue;
    best = {declaredType, candidate};
  }
  return best;
}

} // namespace anemone::ane
