//===- SurfaceIO.cpp - Dense data in and out of surfaces ------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/SurfaceIO.h"
#include "lib/Runtime/Elements.h"
#include <cstring>

using namespace anemone;
using namespace anemone::runtime;
using bundle::Surface;

size_t anemone::runtime::validElements(const Surface &surface) {
  size_t count = 1;
  for (int64_t extent : surface.valid)
    count *= size_t(extent);
  return count;
}

/// Visits the runs of valid elements that lie side by side, in row-major order: `offset` is in
/// bytes of the surface, `dense` in bytes of the dense form, `size` the bytes of the run.
template <typename Action> static void forEachRow(const Surface &surface, Action action) {
  const std::vector<int64_t> &valid = surface.valid;
  size_t size = size_t(valid[3]) * elementSize(surface.dtype), dense = 0;
  for (int64_t n = 0; n < valid[0]; ++n)
    for (int64_t c = 0; c < valid[1]; ++c)
      for (int64_t h = 0; h < valid[2]; ++h, dense += size)
        action(uint64_t(n) * surface.batchStride + uint64_t(c) * surface.planeStride +
                   uint64_t(h) * surface.rowStride,
               dense, size);
}

/// The conversion happens densely, so that an error counts elements as the user does.
Status anemone::runtime::writeSurface(Memory &memory, mil::DType from, const void *dense) {
  const Surface &surface = memory.layout();
  // An integer that does not fit is found before anything is written.
  if (isDense(surface) && (from == surface.dtype || mil::isFloat(from)))
    return convertElements(from, dense, surface.dtype, memory.bytes().data(),
                           validElements(surface));
  std::vector<uint8_t> converted;
  auto *source = static_cast<const uint8_t *>(dense);
  if (from != surface.dtype) {
    size_t count = validElements(surface);
    converted.resize(count * elementSize(surface.dtype));
    if (Status status = convertElements(from, dense, surface.dtype, converted.data(), count);
        !status.ok())
      return status;
    source = converted.data();
  }
  uint8_t *target = memory.bytes().data();
  forEachRow(surface, [&](uint64_t offset, size_t at, size_t size) {
    std::memcpy(target + offset, source + at, size);
  });
  return Status::success();
}

Status anemone::runtime::readSurface(Memory &memory, mil::DType to, void *dense) {
  const Surface &surface = memory.layout();
  size_t count = validElements(surface);
  if (isDense(surface))
    return convertElements(surface.dtype, memory.bytes().data(), to, dense, count);
  std::vector<uint8_t> gathered;
  auto *target = static_cast<uint8_t *>(dense);
  if (to != surface.dtype) {
    gathered.resize(count * elementSize(surface.dtype));
    target = gathered.data();
  }
  const uint8_t *source = memory.bytes().data();
  forEachRow(surface, [&](uint64_t offset, size_t at, size_t size) {
    std::memcpy(target + at, source + offset, size);
  });
  return to == surface.dtype ? Status::success()
                             : convertElements(surface.dtype, target, to, dense, count);
}

Status anemone::runtime::copySurface(Memory &from, Memory &to) {
  const uint8_t *source = from.bytes().data();
  if (isDense(from.layout()))
    return writeSurface(to, from.layout().dtype, source);
  if (isDense(to.layout()))
    return readSurface(from, to.layout().dtype, to.bytes().data());
  // Between the two lies the value densely, in the type of its origin: rows of one need not be rows
  // of the other.
  mil::DType dtype = from.layout().dtype;
  std::vector<uint8_t> dense(validElements(from.layout()) * elementSize(dtype));
  if (Status status = readSurface(from, dtype, dense.data()); !status.ok())
    return status;
  return writeSurface(to, dtype, dense.data());
}

Surface anemone::runtime::denseSurface(const Surface &surface, mil::DType dtype) {
  Surface dense = surface;
  dense.dtype = dtype;
  dense.rowStride = uint64_t(dense.shape[3]) * elementSize(dtype);
  dense.planeStride = uint64_t(dense.shape[2]) * dense.rowStride;
  dense.batchStride = uint64_t(dense.shape[1]) * dense.planeStride;
  dense.allocation = uint64_t(dense.shape[0]) * dense.batchStride;
  return dense;
}

Surface anemone::runtime::flatSurface(mil::DType dtype, size_t elements) {
  Surface surface;
  surface.shape = surface.valid = {1, 1, 1, int64_t(elements)};
  return denseSurface(surface, dtype);
}

bool anemone::runtime::isDense(const Surface &surface) {
  return surface.valid == surface.shape &&
         sameLayout(surface, denseSurface(surface, surface.dtype));
}

bool anemone::runtime::sameBytes(const Surface &a, const Surface &b) {
  return a.dtype == b.dtype && a.allocation == b.allocation && isDense(a) && isDense(b);
}

bool anemone::runtime::sameLayout(const Surface &a, const Surface &b) {
  return a.dtype == b.dtype && a.shape == b.shape && a.valid == b.valid &&
         a.rowStride == b.rowStride && a.planeStride == b.planeStride &&
         a.batchStride == b.batchStride && a.allocation == b.allocation;
}
