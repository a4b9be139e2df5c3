//===- Random.h - Numbers that a seed decides ------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_UTILS_RANDOMGRAPHS_RANDOM_H
#define ANEMONE_UTILS_RANDOMGRAPHS_RANDOM_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <utility>

namespace anemone::fuzz {

/// SplitMix64. The distributions of the standard library differ between its implementations; these
/// do not.
class Random {
public:
  explicit Random(uint64_t seed) : state(seed * 0x9E3779B97F4A7C15u + 0x1234567) {}

  uint64_t next() {
    uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  /// In [0, count).
  int64_t below(int64_t count) { return int64_t(next() % uint64_t(count)); }
  /// In [low, high].
  int64_t between(int64_t low, int64_t high) { return low + below(high - low + 1); }
  double real(double low, double high) {
    return low + (high - low) * double(next() >> 11) * 0x1p-53;
  }
  bool chance(double probability) { return real(0, 1) < probability; }

  template <typename T> T oneOf(std::initializer_list<T> values) {
    return values.begin()[below(int64_t(values.size()))];
  }
  template <typename Range> auto &from(Range &&values) {
    return values[size_t(below(int64_t(values.size())))];
  }
  /// The numbers below `count` in some order.
  llvm::SmallVector<int64_t> permutation(int64_t count) {
    llvm::SmallVector<int64_t> order;
    for (int64_t i = 0; i < count; ++i)
      order.push_back(i);
    for (int64_t i = count - 1; i > 0; --i)
      std::swap(order[size_t(i)], order[size_t(below(i + 1))]);
    return order;
  }

private:
  uint64_t state;
};

} // namespace anemone::fuzz

#endif // ANEMONE_UTILS_RANDOMGRAPHS_RANDOM_H
