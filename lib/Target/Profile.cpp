//===- Profile.cpp - What is known of each chip ---------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Defaults stand in Profile.h and are those of "strict"; a profile lists what
// differs. A new chip is one entry of the table. Sources:
// - rowAlignment 64: q38 section 44, h3.c-ane, coreai-models, descriptors of
//   Apple's compiler (binary_add 1x128x16x16 has strides 131072, 1024, 64, 2).
// - minSurfaceBytes 49,152: Orion T100; kept everywhere, since more is harmless.
// - maxRank 5: coreai-models, neural_engine_rules.
// - maxWeightFiles 16: newer Orion documents, reproduced on an M4.
// - maxWeightFileBytes 2^31: the error text of coremltools pull request 2593.
// - conv channels: 32,000 input channels refused (maderix/ANE, ANEgpt), 62,080
//   output channels accepted and 124,160 refused (q38).
// - maxExtent 16,384 on M1 to M3, 65,536 later, maxChannels 65,536 (of the
//   batch too): ane-guide, appendix A and chapter 17.
// - maxPaddedChannels 9,216: q38 section 37 (M5 Max; 11,264 fail).
// - windows: ane-guide, appendix A: in fp16 kernels are at most 13 wide and 29
//   high on an M1, 15 to 16 wide and 32 high later; pools 29 and 31.
// - maxResidentPrograms 127: q38 section 41 (load failure 0x50004).
// - memoryBytes 32 MB: Orion's budget; maderix part 2 sees the rate fall between
//   18 and 32 MB of weights on an M4. Nobody reports another total of a chip.
// - operandBytes: ane-guide: an operand of an M1 streams above 2 MB, one of an
//   M5 above 4.72 MB. Chips between have the older number.
// - sin and cos from M3 on, topk from M2 on: ane-guide, appendix A.
// - program(1.0) and ios16: what skyfallsin (M3 Max) and maderix/ANE's pull
//   request 6 (M1 to M3) print; 1.3 and ios18 is what Orion prints on an M4 Max.
//
//===----------------------------------------------------------------------===//

#include "anemone/Target/Profile.h"
#include "anemone/Target/Constraints.h"
#include "lib/Target/ProfileCosts.h"
#include "lib/Target/ProfileNumerics.h"
#include "lib/Target/ProfileSwitches.h"

#include <algorithm>

namespace anemone::target {
namespace {

constexpr const Switch *findSwitch(std::span<const Switch> switches, unsigned number) {
  for (const Switch &entry : switches)
    if (entry.number == number)
      return &entry;
  return nullptr;
}

/// The fields that say what a switch says.
constexpr Profile switched(Profile profile) {
  auto lifts = [&](unsigned number) {
    const Switch *entry = findSwitch(profile.switches, number);
    return entry && !entry->enforced;
  };
  profile.uniformSurfaces = !lifts(rule::UniformOutputs) || !lifts(rule::UniformInputs);
  profile.packedRows = !lifts(rule::PackedRows);
  profile.allowsConcat = lifts(rule::NoConcat);
  profile.allowsGelu = lifts(rule::NoGelu);
  profile.allowsConvBias = lifts(rule::NoConvBias);
  profile.allowsTile = lifts(rule::NoTile);
  return profile;
}

constexpr WindowLimits kLaterWindows = {32, 15, 31, 31};
constexpr int64_t kLaterExtent = 65536;
constexpr int64_t kOperandBytesM5 = 4'720'000;

constexpr Profile kProfiles[] = {
    // Obeys constraints 1 to 20 literally, and every later one that any chip is held to.
    switched(
        {.name = "strict", .numerics = kStrictNumerics, .costs = kStrictCosts, .switches = {}}),
    switched({.name = "m1",
              .milVersion = "1.0",
              .opset = "ios16",
              .numerics = kNumericsM1,
              .costs = kCostsM1,
              .switches = kSwitchesM1}),
    switched({.name = "m1-max",
              .milVersion = "1.0",
              .opset = "ios16",
              .numerics = kNumericsM1,
              .costs = kCostsM1Max,
              .switches = kSwitchesM2}),
    switched({.name = "m2-pro",
              .windows = kLaterWindows,
              .allowsTopk = true,
              .milVersion = "1.0",
              .opset = "ios16",
              .numerics = kNumericsM2,
              .costs = kCostsM2Pro,
              .switches = kSwitchesM2}),
    switched({.name = "m3-max",
              .windows = kLaterWindows,
              .allowsSinCos = true,
              .allowsTopk = true,
              .milVersion = "1.0",
              .opset = "ios16",
              .numerics = kNumericsM3,
              .costs = kCostsM3Max,
              .switches = kSwitchesM3}),
    switched({.name = "m4",
              .maxExtent = kLaterExtent,
              .windows = kLaterWindows,
              .allowsSinCos = true,
              .allowsTopk = true,
              .numerics = kNumericsM4,
              .costs = kCostsM4,
              .switches = kSwitchesM4}),
    switched({.name = "m4-max",
              .maxExtent = kLaterExtent,
              .windows = kLaterWindows,
              .allowsSinCos = true,
              .allowsTopk = true,
              .numerics = kNumericsM4,
              .costs = kCostsM4Max,
              .switches = kSwitchesM4Max}),
    switched({.name = "m5",
              .maxExtent = kLaterExtent,
              .windows = kLaterWindows,
              .operandBytes = kOperandBytesM5,
              .allowsSinCos = true,
              .allowsTopk = true,
              .numerics = kNumericsM4,
              .costs = kCostsM5,
              .switches = kSwitchesM5}),
    switched({.name = "m5-pro",
              .maxExtent = kLaterExtent,
              .windows = kLaterWindows,
              .operandBytes = kOperandBytesM5,
              .allowsSinCos = true,
              .allowsTopk = true,
              .numerics = kNumericsM4,
              .costs = kCostsM5Pro,
              .switches = kSwitchesM5}),
};

} // namespace

bool Profile::enforces(unsigned number) const {
  if (const Switch *own = findSwitch(switches, number))
    return own->enforced;
  if (const Switch *common = findSwitch(kCommonSwitches, number))
    return common->enforced;
  const Constraint *row = findConstraint(number);
  return row && row->certainty != Certainty::Refuted;
}

std::span<const Switch> commonSwitches() { return kCommonSwitches; }

std::span<const Profile> profiles() { return kProfiles; }

const Profile *findProfile(std::string_view name) {
  auto found = std::find_if(std::begin(kProfiles), std::end(kProfiles),
                            [&](const Profile &profile) { return profile.name == name; });
  return found == std::end(kProfiles) ? nullptr : found;
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
