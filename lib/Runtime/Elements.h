//===- Elements.h - Conversion between element types ------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Users hold f32 and int64, devices fp16 and int32. Floating-point values
// round to nearest even, and overflow to infinity; an integer that the other
// type cannot hold exactly is an error, because an index that changes on its
// way is never what was meant.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_ELEMENTS_H
#define ANEMONE_LIB_RUNTIME_ELEMENTS_H

#include "anemone/MIL/Program.h"
#include "anemone/Support/Status.h"

namespace anemone::runtime {

/// Bytes of an element in memory: 1 for bool; 0 for the packed types and strings, which are not
/// converted.
size_t elementSize(mil::DType type);

/// Converts `count` elements. The buffers need not be aligned and may not overlap. A failure's
/// message names the index of the first element that does not fit.
Status convertElements(mil::DType from, const void *source, mil::DType to, void *target,
                       size_t count);

float halfToFloat(uint16_t bits);
/// Rounds once, to nearest even.
uint16_t doubleToHalf(double value);

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_ELEMENTS_H
