//===- Random.h - Random numbers of a seed ----------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_RANDOM_H
#define ANEMONE_TOOLS_ANE_RUN_RANDOM_H

#include <cstdint>

namespace anemone::run {

/// The generator splitmix64, by Guy Steele, Doug Lea and Christine Flood: the same numbers on every
/// machine, and a state that fits into a checkpoint.
inline uint64_t nextRandom(uint64_t &state) {
  uint64_t z = state += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/// Uniform in [0, 1).
inline double nextUniform(uint64_t &state) { return double(nextRandom(state) >> 11) * 0x1p-53; }

/// Uniform in [0, count), up to count / 2^64.
inline uint64_t nextBelow(uint64_t &state, uint64_t count) {
  return uint64_t((static_cast<unsigned __int128>(nextRandom(state)) * count) >> 64);
}

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_RANDOM_H
