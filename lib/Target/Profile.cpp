//===- Profile.cpp - What is known of each chip ---------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Defaults stand in Profile.h; a profile lists only what differs. Sources:
// - rowAlignment 64: q38 section 44, h3.c-ane, descriptors of Apple's compiler
//   (binary_add 1x128x16x16 has strides 131072, 1024, 64, 2).
// - minSurfaceBytes 49,152: Orion T100.
// - uniformSurfaces: Orion T072 and T163; q38 and h3.c-ane run without.
// - maxWeightFiles 16: newer Orion documents, reproduced on an M4.
// - maxWeightFileBytes 2^31: the error text of coremltools pull request 2593.
// - conv channels: 32,000 input channels refused (maderix/ANE, ANEgpt), 62,080
//   output channels accepted and 124,160 refused (q38).
// - maxExtent 16,384 on M1 to M3, 65,536 later, maxChannels: Bryngelson's ane-guide.
// - maxRank 5: apple/coreai-models, neural_engine_rules.
// - maxResidentPrograms 127: q38 section 41 (load failure 0x50004).
// - memoryBytes 32 MB: Orion's budget; the cliff of maderix part 2 on an M4.
//
//===----------------------------------------------------------------------===//

#include "anemone/Target/Profile.h"

namespace anemone::target {
namespace {

constexpr Profile kProfiles[] = {
    // Obeys constraints 1 to 20 literally, and every later one that is established.
    Profile{.name = "strict"},
    // Takes concat, gelu and a convolution's bias where all their arguments are named (maderix/ANE
    // on M1 to M5,
    // Bryngelson), and binds surfaces by symbol and stride, so that sizes may differ (q38,
    // h3.c-ane).
    Profile{.name = "m4-max",
            .uniformSurfaces = false,
            .packedRows = false,
            .maxExtent = 65536,
            .allowsConcat = true,
            .allowsGelu = true,
            .allowsConvBias = true},
};

} // namespace

std::span<const Profile> profiles() { return kProfiles; }

const Profile *findProfile(std::string_view name) {
  for (const Profile &profile : kProfiles)
    if (profile.name == name)
      return &profile;
  return nullptr;
}

std::string profileNames() {
  std::string names;
  for (const Profile &profile : kProfiles) {
    if (!names.empty())
      names += ", ";
    names += profile.name;
  }
  return names;
}

} // namespace anemone::target
