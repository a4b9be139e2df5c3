//===- Half.h - Rounding to fp16 and back -----------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// fp16 is a storage format here: arithmetic happens in fp32 and a result is
// rounded once, to nearest even, with subnormals and infinities as IEEE 754
// has them. The loops use the processor's conversions where it has them and
// integer arithmetic elsewhere; both give the same bits.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_KERNELS_HALF_H
#define ANEMONE_EXECUTOR_KERNELS_HALF_H

#include <cstddef>
#include <cstdint>

namespace anemone::exec {

/// The bits of the fp16 value nearest to `value`, ties to even.
uint16_t toHalf(float value);
/// The value of fp16 bits; exact.
float fromHalf(uint16_t bits);
/// The value of bfloat16 bits; exact.
float fromBFloat(uint16_t bits);

/// Converts `count` values. Source and destination may not overlap.
void toHalf(const float *source, uint16_t *destination, size_t count);
void fromHalf(const uint16_t *source, float *destination, size_t count);
/// Replaces each value by the fp16 value nearest to it. `source` may be `destination`.
void roundToHalf(const float *source, float *destination, size_t count);

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_KERNELS_HALF_H
