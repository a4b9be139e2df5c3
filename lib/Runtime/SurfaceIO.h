//===- SurfaceIO.h - Dense data in and out of surfaces ----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_SURFACEIO_H
#define ANEMONE_LIB_RUNTIME_SURFACEIO_H

#include "lib/Runtime/Driver.h"

namespace anemone::runtime {

/// Writes the valid elements of `memory` from dense, row-major elements of type `from`. What is not
/// valid is not touched.
Status writeSurface(Memory &memory, mil::DType from, const void *dense);

/// Reads the valid elements of `memory` into dense, row-major elements of type `to`.
Status readSurface(Memory &memory, mil::DType to, void *dense);

/// Copies the valid elements of `from` to those of `to`, converting; their numbers are equal, their
/// shapes need not be.
Status copySurface(Memory &from, Memory &to);

/// Number of valid elements.
size_t validElements(const bundle::Surface &surface);

/// A surface of `elements` elements that lie side by side.
bundle::Surface flatSurface(mil::DType dtype, size_t elements);

/// `surface` without padding and with elements of type `dtype`.
bundle::Surface denseSurface(const bundle::Surface &surface, mil::DType dtype);

/// Whether the elements lie side by side, in row-major order, and nothing beside them.
bool isDense(const bundle::Surface &surface);

/// Whether `a` and `b` are dense and the same bytes, perhaps under other shapes.
bool sameBytes(const bundle::Surface &a, const bundle::Surface &b);

/// Whether a value laid out as `a` can be read as `b` where it lies.
bool sameLayout(const bundle::Surface &a, const bundle::Surface &b);

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_SURFACEIO_H
