//===- Half.cpp - Rounding to fp16 and back -------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/Half.h"
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#define ANEMONE_F16C __attribute__((target("avx,f16c")))
#endif

namespace anemone::exec {

uint16_t toHalf(float value) {
  uint32_t bits = std::bit_cast<uint32_t>(value);
  uint16_t sign = (bits >> 16) & 0x8000;
  bits &= 0x7fffffff;
  if (bits > 0x7f800000) // a NaN keeps the top of its payload and becomes quiet
    return sign | 0x7e00 | ((bits >> 13) & 0x3ff);
  if (bits >= 0x477ff000) // 65520 and above round to infinity
    return sign | 0x7c00;
  if (bits <
      0x38800000) { // below 2^-14: adding 0.5 lets the addition round to the spacing of subnormals
    float rounded = std::bit_cast<float>(bits) + 0.5f;
    return sign | static_cast<uint16_t>(std::bit_cast<uint32_t>(rounded) - 0x3f000000);
  }
  uint32_t odd = (bits >> 13) & 1;
  return sign | static_cast<uint16_t>((bits + 0xfff + odd - 0x38000000) >> 13);
}

float fromHalf(uint16_t bits) {
  uint32_t sign = static_cast<uint32_t>(bits & 0x8000) << 16;
  uint32_t exponent = (bits >> 10) & 0x1f, mantissa = bits & 0x3ff;
  if (exponent == 0x1f)
    return std::bit_cast<float>(sign | 0x7f800000 | (mantissa ? 0x400000 : 0) | (mantissa << 13));
  if (exponent == 0) {
    float magnitude = static_cast<float>(mantissa) * 0x1p-24f;
    return sign ? -magnitude : magnitude;
  }
  return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
}

float fromBFloat(uint16_t bits) { return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16); }

namespace {

#if defined(__x86_64__)
bool hasF16C() { return __builtin_cpu_supports("avx") && __builtin_cpu_supports("f16c"); }

ANEMONE_F16C size_t toHalfWide(const float *source, uint16_t *destination, size_t count) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8)
    _mm_storeu_si128(reinterpret_cast<__m128i *>(destination + i),
                     _mm256_cvtps_ph(_mm256_loadu_ps(source + i), _MM_FROUND_TO_NEAREST_INT));
  return i;
}

ANEMONE_F16C size_t fromHalfWide(const uint16_t *source, float *destination, size_t count) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8)
    _mm256_storeu_ps(destination + i, _mm256_cvtph_ps(_mm_loadu_si128(
                                          reinterpret_cast<const __m128i *>(source + i))));
  return i;
}

ANEMONE_F16C size_t roundToHalfWide(const float *source, float *destination, size_t count) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8)
    _mm256_storeu_ps(destination + i, _mm256_cvtph_ps(_mm256_cvtps_ph(_mm256_loadu_ps(source + i),
                                                                      _MM_FROUND_TO_NEAREST_INT)));
  return i;
}
#else
bool hasF16C() { return false; }
size_t toHalfWide(const float *, uint16_t *, size_t) { return 0; }
size_t fromHalfWide(const uint16_t *, float *, size_t) { return 0; }
size_t roundToHalfWide(const float *, float *, size_t) { return 0; }
#endif

} // namespace

void toHalf(const float *source, uint16_t *destination, size_t count) {
  for (size_t i = hasF16C() ? toHalfWide(source, destination, count) : 0; i < count; ++i)
    destination[i] = toHalf(source[i]);
}

void fromHalf(const uint16_t *source, float *destination, size_t count) {
  for (size_t i = hasF16C() ? fromHalfWide(source, destination, count) : 0; i < count; ++i)
    destination[i] = fromHalf(source[i]);
}

void roundToHalf(const float *source, float *destination, size_t count) {
  for (size_t i = hasF16C() ? roundToHalfWide(source, destination, count) : 0; i < count; ++i)
    destination[i] = fromHalf(toHalf(source[i]));
}

} // namespace anemone::exec
