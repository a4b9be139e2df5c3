//===- NormalValues.h - Seeded initial values -------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Normally distributed numbers that are the same on every machine. The standard
// says exactly what std::mt19937_64 draws, but not what
// std::normal_distribution makes of it, and mathematical libraries differ in
// the last bit of a logarithm: here only arithmetic that IEEE 754 rounds
// exactly follows the draws.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_MODELS_NORMALVALUES_H
#define ANEMONE_LIB_MODELS_NORMALVALUES_H

#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>

namespace anemone {

class NormalValues {
public:
  /// The stream of one parameter: its values depend on nothing but these two, so
  /// that a parameter keeps them when others come or go.
  NormalValues(uint64_t seed, std::string_view name);

  /// The next `count` values of mean 0.
  void fill(float *values, size_t count, double deviation);

private:
  /// Two independent values of mean 0 and deviation 1.
  void drawPair();
  /// Uniform in [-1, 1).
  double drawUniform();

  std::mt19937_64 engine;
  double pair[2] = {0, 0};
  unsigned used = 2;
};

} // namespace anemone

#endif // ANEMONE_LIB_MODELS_NORMALVALUES_H
