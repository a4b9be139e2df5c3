//===- ProfileNumerics.h - How each generation computes ---------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sources:
// - productCliff about 32,759 and exactSum 2,048: ANEForge, the same on M1,
//   M1 Max, M2 Pro, M4, M5 and M5 Pro.
// - sliceLimit 4,094: ANEForge: M1, M1 Max and M2 Pro have it, M4, M5 and
//   M5 Pro are exact; ane-guide chapter 19 ("M1 and M2 only", hence not M3).
// - flushBelow 6.1e-5, the smallest normal number of fp16: h3.c-ane on an
//   M3 Ultra, ane-guide chapter 3. Taken to hold for all.
// - vanishingPartial 2^15: h3.c-ane on an M3 Ultra; nobody else reports it.
// - roundedTile 4: ane-guide chapter 3 on an M1.
// - ties: to even on M1 and M2, up on M3 Ultra and M5 (ANEForge, ane-guide,
//   h3.c-ane). M4 lies between two that round up, and was not reported.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_TARGET_PROFILENUMERICS_H
#define ANEMONE_LIB_TARGET_PROFILENUMERICS_H

#include "anemone/Target/Profile.h"

namespace anemone::target {

inline constexpr Numerics kNumericsM1 = {.productCliff = 32759,
                                         .exactSum = 2048,
                                         .sliceLimit = 4094,
                                         .flushBelow = 0x1p-14,
                                         .vanishingPartial = 0,
                                         .roundedTile = 4,
                                         .ties = Ties::Even};

constexpr Numerics makeNumericsM2() {
  Numerics numerics = kNumericsM1;
  numerics.roundedTile = 1;
  return numerics;
}
inline constexpr Numerics kNumericsM2 = makeNumericsM2();

constexpr Numerics makeNumericsM4() {
  Numerics numerics = kNumericsM2;
  numerics.sliceLimit = 0;
  numerics.ties = Ties::Up;
  return numerics;
}
/// Of M4 and M5.
inline constexpr Numerics kNumericsM4 = makeNumericsM4();

constexpr Numerics makeNumericsM3() {
  Numerics numerics = kNumericsM4;
  numerics.vanishingPartial = 0x1p15;
  return numerics;
}
inline constexpr Numerics kNumericsM3 = makeNumericsM3();

/// Every cliff that any chip has.
constexpr Numerics makeStrictNumerics() {
  Numerics numerics = kNumericsM1;
  numerics.vanishingPartial = kNumericsM3.vanishingPartial;
  return numerics;
}
inline constexpr Numerics kStrictNumerics = makeStrictNumerics();

} // namespace anemone::target

#endif // ANEMONE_LIB_TARGET_PROFILENUMERICS_H
