//===- NormalValues.cpp - Seeded initial values ---------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Models/NormalValues.h"

#include <cmath>

using namespace anemone;

/// FNV-1a.
static uint64_t hash(std::string_view text) {
  uint64_t value = 0xcbf29ce484222325;
  for (unsigned char letter : text)
    value = (value ^ letter) * 0x100000001b3;
  return value;
}

/// The natural logarithm of a positive number, without the mathematical library.
/// With x = m * 2^e, m in [0.7, 1.41) and f = (m - 1) / (m + 1) it is
/// e ln 2 + 2 (f + f^3/3 + f^5/5 + ...); |f| < 0.172, so that eleven terms reach
/// the precision of a double.
static double logarithm(double x) {
  int exponent;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < 0.70710678118654752440) {
    mantissa *= 2;
    --exponent;
  }
  double f = (mantissa - 1) / (mantissa + 1), square = f * f, sum = 0;
  for (int term = 21; term >= 1; term -= 2)
    sum = sum * square + 1.0 / term;
  return exponent * 0.69314718055994530942 + 2 * f * sum;
}

NormalValues::NormalValues(uint64_t seed, std::string_view name) : engine(seed ^ hash(name)) {}

double NormalValues::drawUniform() {
  return static_cast<double>(static_cast<int64_t>(engine()) >> 11) * 0x1p-52;
}

/// Marsaglia's polar method: it needs no sine.
void NormalValues::drawPair() {
  double x, y, square;
  do {
    x = drawUniform();
    y = drawUniform();
    square = x * x + y * y;
  } while (square >= 1 || square == 0);
  double factor = std::sqrt(-2 * logarithm(square) / square);
  pair[0] = x * factor;
  pair[1] = y * factor;
  used = 0;
}

void NormalValues::fill(float *values, size_t count, double deviation) {
  for (size_t index = 0; index < count; ++index) {
    if (used == 2)
      drawPair();
    values[index] = static_cast<float>(pair[used++] * deviation);
  }
}
