//===- TileMath.h - Functions that compilers can vectorise ------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// fp32 versions of the functions that networks spend their time in, written
// without branches and calls, so that a loop over them becomes vector code.
// Errors are below 4 units in the last place. fp64 uses the C library.
//
// The header is included by units built for different processors: everything
// in it lives in an unnamed namespace.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_KERNELS_TILEMATH_H
#define ANEMONE_EXECUTOR_KERNELS_TILEMATH_H

#include <bit>
#include <cmath>
#include <cstdint>

namespace {

inline float clampKeepingNaN(float x, float low, float high) {
  x = x < low ? low : x;
  return x > high ? high : x;
}

/// 2^n for an integer n in [-126, 127].
inline float powerOfTwo(int32_t n) { return std::bit_cast<float>((n + 127) << 23); }

/// x = n ln 2 + r with |r| <= ln 2 / 2: adding 1.5 * 2^23 rounds to an integer, which then stands
/// in the low bits.
inline float splitByLn2(float x, int32_t &n) {
  float shifted = x * 1.44269504f + 0x1.8p23f;
  n = std::bit_cast<int32_t>(shifted) - std::bit_cast<int32_t>(0x1.8p23f);
  float whole = shifted - 0x1.8p23f;
  return (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
}

/// exp(r) - 1 for |r| <= ln 2 / 2, by its Taylor series.
inline float expm1Small(float r) {
  float p = 1.f / 5040;
  p = p * r + 1.f / 720;
  p = p * r + 1.f / 120;
  p = p * r + 1.f / 24;
  p = p * r + 1.f / 6;
  p = p * r + 0.5f;
  return p * r * r + r;
}

inline float fastExp(float x) {
  int32_t n;
  float r = splitByLn2(clampKeepingNaN(x, -104.f, 89.f), n);
  int32_t half = n >> 1; // two factors, so that subnormal and overflowing results come out right
  return (expm1Small(r) + 1.f) * powerOfTwo(half) * powerOfTwo(n - half);
}
inline double fastExp(double x) { return std::exp(x); }

/// exp(x) - 1 for |x| <= 40, without cancellation near 0.
inline float fastExpm1(float x) {
  int32_t n;
  float r = splitByLn2(x, n);
  float scale = powerOfTwo(n);
  return scale * expm1Small(r) + (scale - 1.f);
}
inline double fastExpm1(double x) { return std::expm1(x); }

inline float fastTanh(float x) {
  float e = fastExpm1(2.f * clampKeepingNaN(x, -10.f, 10.f));
  return e / (e + 2.f);
}
inline double fastTanh(double x) { return std::tanh(x); }

/// 2 atanh(s) for |s| <= 1/3.
inline float twiceAtanh(float s) {
  float z = s * s;
  float p = 1.f / 15;
  p = p * z + 1.f / 13;
  p = p * z + 1.f / 11;
  p = p * z + 1.f / 9;
  p = p * z + 1.f / 7;
  p = p * z + 1.f / 5;
  p = p * z + 1.f / 3;
  return 2.f * (s + s * z * p);
}

inline float fastLog(float x) {
  bool tiny = x < 0x1p-126f;
  float scaled = tiny ? x * 0x1p24f : x;
  int32_t bits = std::bit_cast<int32_t>(scaled);
  int32_t exponent = ((bits - 0x3f3504f3) >> 23); // the mantissa is taken from [sqrt(1/2), sqrt(2))
  float mantissa = std::bit_cast<float>(bits - (exponent << 23));
  float n = static_cast<float>(exponent) - (tiny ? 24.f : 0.f);
  float result =
      twiceAtanh((mantissa - 1.f) / (mantissa + 1.f)) - n * 2.12194440e-4f + n * 0.693359375f;
  result = x == HUGE_VALF ? x : result;
  result = x == 0.f ? -HUGE_VALF : result;
  return x >= 0.f ? result : x - x + NAN;
}
inline double fastLog(double x) { return std::log(x); }

/// log(1 + y) for y in [0, 1].
inline float log1pUnit(float y) { return twiceAtanh(y / (2.f + y)); }
inline double log1pUnit(double y) { return std::log1p(y); }

inline float fastErf(float x) {
  float z = x * x; // below 1, the Taylor series
  float p = -1.f / 76204800;
  p = p * z + 1.f / 6894720;
  p = p * z - 1.f / 685440;
  p = p * z + 1.f / 75600;
  p = p * z - 1.f / 9360;
  p = p * z + 1.f / 1320;
  p = p * z - 1.f / 216;
  p = p * z + 1.f / 42;
  p = p * z - 1.f / 10;
  p = p * z + 1.f / 3;
  float small = 1.128379167f * (x - x * z * p);
  // From 1 on, Abramowitz and Stegun 7.1.26: an absolute error of 1.5e-7.
  float magnitude = clampKeepingNaN(x < 0 ? -x : x, 0.f, 6.f);
  float t = 1.f / (1.f + 0.3275911f * magnitude);
  float q = 1.061405429f;
  q = q * t - 1.453152027f;
  q = q * t + 1.421413741f;
  q = q * t - 0.284496736f;
  q = q * t + 0.254829592f;
  float large = 1.f - q * t * fastExp(-magnitude * magnitude);
  large = x < 0 ? -large : large;
  return z < 1.f ? small : large;
}
inline double fastErf(double x) { return std::erf(x); }

template <typename T> inline T fastSigmoid(T x) { return T(1) / (T(1) + fastExp(-x)); }

template <typename T> inline T fastSoftplus(T x) {
  T magnitude = x < 0 ? -x : x;
  return (x > 0 ? x : T(0)) + log1pUnit(fastExp(-magnitude));
}

} // namespace

#endif // ANEMONE_EXECUTOR_KERNELS_TILEMATH_H
