//===- Profile.h - What is known of each chip -------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A profile holds the numbers of one target. The IR names the profile only;
// passes, verifiers, diagnostics and the emulator ask here. The source of each
// number stands beside it in lib/Target/Profile.cpp. No Apple hardware was
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
  /// Weight files of a program (ANE-C21), and bytes of one.
  int64_t maxWeightFiles = 16;
  int64_t maxWeightFileBytes = int64_t(1) << 31;
  /// Channels of a convolution: above them it is refused (ANE-C16).
  int64_t maxConvInputChannels = 31999;
  int64_t maxConvOutputChannels = 62080;
  /// Extent of each of the last two axes, and of the channel axis (ANE-C38).
  int64_t maxExtent = 16384;
  int64_t maxChannels = 65536;
  /// Programs resident at a time (ANE-C05).
  int64_t maxResidentPrograms = 127;
  /// Bytes of fast memory that a program's live values should fit into.
  int64_t memoryBytes = int64_t(32) << 20;
  /// Operations that a program may not contain although MIL has them (ANE-C01, ANE-C10, ...).
  bool allowsConcat = false;
  bool allowsGelu = false;
  bool allowsConvBias = false;
  /// Header of the MIL text.
  std::string_view milVersion = "1.3";
  std::string_view opset = "ios18";
};

/// The profiles by name; the first one, "strict", is the default.
std::span<const Profile> profiles();
/// Null when there is no profile of that name.
const Profile *findProfile(std::string_view name);
/// "strict, m1, m4-max": for error messages.
std::string profileNames();

} // namespace anemone::target

#endif // ANEMONE_TARGET_PROFILE_H
