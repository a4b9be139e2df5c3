//===- Profile.h - What is known of each chip -------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A profile holds the numbers of one target. The IR names the profile only;
// passes, verifiers, diagnostics and the emulator ask here. The source of each
// number stands beside it in lib/Target/Profile*. No Apple hardware was
// available to this project: every number is a published one.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TARGET_PROFILE_H
#define ANEMONE_TARGET_PROFILE_H

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace anemone::target {

/// Whether a target is held to a disputed constraint, and on whose word.
struct Switch {
  unsigned number;
  bool enforced;
  std::string_view source;
};

/// The largest kernels of convolutions and windows of pools (ANE-C38).
struct WindowLimits {
  int64_t convHeight, convWidth;
  int64_t poolHeight, poolWidth;
};

/// Where a value is rounded that lies halfway between two of fp16. Up is of the magnitude.
enum class Ties { Even, Up };

/// How a chip computes, where that is not IEEE arithmetic in fp32 with one rounding to fp16. The
/// defaults are what was measured alike on all chips; a limit of 0 is none.
struct Numerics {
  /// A sum of products of this magnitude or more is stored as an infinity (ANE-C63). Reported as
  /// "about 32,759": what rounds to 2^15 or more, it seems.
  float productCliff = 32759;
  /// Where a sum along a row (reduce_sum) is rounded: 2,049 lies halfway between two of fp16, and
  /// gives 2,050 (ANE-C64).
  Ties rowSumTies = Ties::Up;
  /// Larger values become infinite in a slice of the last axis that does not begin at 0 (ANE-C39).
  float sliceLimit = 0;
  /// Products of a smaller magnitude count as 0 inside a sum (ANE-C48). The reports say 6.1e-5,
  /// which is 2^-14, the smallest normal number of fp16.
  float flushBelow = 0x1p-14f;
  /// If a sum of products has this magnitude before its last term, the result is 0 (ANE-C48).
  float vanishingPartial = 0;
  /// So many products at a time are summed and rounded to fp16 before they join the sum (ANE-C48);
  /// 0: each joins as it is.
  int roundedTile = 0;
  /// How sums of products are rounded (ANE-C48).
  Ties ties = Ties::Even;

  friend bool operator==(const Numerics &, const Numerics &) = default;
};

/// What a cost model needs. Rates are those that were reached, not those of a data sheet.
struct Costs {
  /// Time of a request that computes next to nothing.
  double dispatchMilliseconds;
  /// fp16 in chained convolutions, and in one large product: 10^12 operations a second.
  double convTeraflops, gemmTeraflops;
  /// 10^9 bytes a second.
  double weightGigabytesPerSecond, activationGigabytesPerSecond;
  std::string_view source;
};

struct Profile {
  std::string_view name;
  /// Rows of a surface (its last axis) begin at multiples of this many bytes (ANE-C44).
  int64_t rowAlignment = 64;
  /// Smallest allocation of a surface in bytes (ANE-C04).
  int64_t minSurfaceBytes = 49152;
  /// All inputs, and all outputs, of a program have one allocation size (ANE-C02, ANE-C18).
  bool uniformSurfaces = true;
  /// A declared row is a multiple of rowAlignment, so that a packed reading of a surface and a
  /// strided one agree (ANE-C20).
  bool packedRows = true;
  /// Largest rank of a tensor inside a program (ANE-C38).
  int64_t maxRank = 5;
  /// Weight files of a program (ANE-C21), and bytes of one (ANE-C62).
  int64_t maxWeightFiles = 16;
  int64_t maxWeightFileBytes = int64_t(1) << 31;
  /// Channels of a convolution: above them it is refused (ANE-C16).
  int64_t maxConvInputChannels = 31999;
  int64_t maxConvOutputChannels = 62080;
  /// Extent of each of the last two axes, and of the axes before them (ANE-C38).
  int64_t maxExtent = 16384;
  int64_t maxChannels = 65536;
  /// Channels of a sum of pads (ANE-C41).
  int64_t maxPaddedChannels = 9216;
  WindowLimits windows = {29, 13, 29, 29};
  /// Programs resident at a time (ANE-C05).
  int64_t maxResidentPrograms = 127;
  /// Bytes of fast memory that a program's live values should fit into.
  int64_t memoryBytes = int64_t(32) << 20;
  /// Bytes above which an operand of one operation is streamed from DRAM while it is read.
  int64_t operandBytes = int64_t(2) << 20;
  /// Operations that a program may not contain although MIL has them (ANE-C01, ANE-C10, ...).
  bool allowsConcat = false;
  bool allowsGelu = false;
  bool allowsConvBias = false;
  bool allowsTile = false;   // by kTileFactors (ANE-C28)
  bool allowsSinCos = false; // ANE-C36
  bool allowsTopk = false;   // ANE-C36
  /// Header of the MIL text.
  std::string_view milVersion = "1.3";
  std::string_view opset = "ios18";
  Numerics numerics = {};
  Costs costs = {};
  /// Its disputed constraints, beside those that hold for all (see enforces()).
  std::span<const Switch> switches;

  /// Whether a program for this target has to obey a constraint: an established one always, a
  /// refuted one never, a disputed one unless a switch lifts it.
  bool enforces(unsigned number) const;
};

/// The factors of a tile where it is allowed at all (ANE-C28).
inline constexpr int64_t kTileFactors[] = {1, 2, 3, 4, 8};

/// Disputed constraints that no profile can enforce, since most programs in the field contradict
/// them; every profile lifts them.
std::span<const Switch> commonSwitches();

/// The profiles by name; the first one, "strict", is the default.
std::span<const Profile> profiles();
/// Null when there is no profile of that name.
const Profile *findProfile(std::string_view name);
/// "strict, m1, m4-max": for error messages.
std::string profileNames();

} // namespace anemone::target

#endif // ANEMONE_TARGET_PROFILE_H
