//===- ProfileNumerics.h - How each generation computes ---------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sources of the defaults in Profile.h and of what differs:
// - productCliff about 32,759 and rowSumTies (exact up to 2,048): ANEForge, the
//   same on M1, M1 Max, M2 Pro, M4, M5 and M5 Pro. Taken to hold for M3.
// - sliceLimit 4,094: ANEForge: M1, M1 Max and M2 Pro have it, M4, M5 and
//   M5 Pro are exact; ane-guide chapter 19 ("M1 and M2 only", hence not M3).
// - flushBelow 6.1e-5: h3.c-ane on an M3 Ultra, ane-guide chapter 3. Taken to
//   hold for all.
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

inline constexpr Numerics kNumericsM1 = {.sliceLimit = 4094, .roundedTile = 4};
inline constexpr Numerics kNumericsM2 = {.sliceLimit = 4094};
inline constexpr Numerics kNumericsM3 = {.vanishingPartial = 0x1p15f, .ties = Ties::Up};
/// Of M4 and M5.
inline constexpr Numerics kNumericsM4 = {.ties = Ties::Up};

/// Every cliff that any chip has.
inline constexpr Numerics kStrictNumerics = {
    .sliceLimit = 4094, .vanishingPartial = 0x1p15f, .roundedTile = 4};

} // namespace anemone::target

#endif // ANEMONE_LIB_TARGET_PROFILENUMERICS_H
