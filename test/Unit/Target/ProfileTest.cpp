//===- ProfileTest.cpp - Each profile against itself ----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Target/Profile.h"
#include "anemone/Target/Constraints.h"
#include "gtest/gtest.h"

#include <algorithm>
#include <bit>
#include <set>
#include <vector>

using namespace anemone::target;

namespace {

struct Limit {
  const char *name;
  int64_t value;
};

/// What a program may not exceed; more is less strict.
std::vector<Limit> upperLimits(const Profile &profile) {
  return {{"maxRank", profile.maxRank},
          {"maxWeightFiles", profile.maxWeightFiles},
          {"maxWeightFileBytes", profile.maxWeightFileBytes},
          {"maxConvInputChannels", profile.maxConvInputChannels},
          {"maxConvOutputChannels", profile.maxConvOutputChannels},
          {"maxExtent", profile.maxExtent},
          {"maxChannels", profile.maxChannels},
          {"maxPaddedChannels", profile.maxPaddedChannels},
          {"windows.convHeight", profile.windows.convHeight},
          {"windows.convWidth", profile.windows.convWidth},
          {"windows.poolHeight", profile.windows.poolHeight},
          {"windows.poolWidth", profile.windows.poolWidth},
          {"maxResidentPrograms", profile.maxResidentPrograms},
          {"memoryBytes", profile.memoryBytes},
          {"operandBytes", profile.operandBytes}};
}

/// What a program may do; more of it is less strict.
std::vector<Limit> permissions(const Profile &profile) {
  return {{"allowsConcat", profile.allowsConcat},       {"allowsGelu", profile.allowsGelu},
          {"allowsConvBias", profile.allowsConvBias},   {"allowsTile", profile.allowsTile},
          {"allowsSinCos", profile.allowsSinCos},       {"allowsTopk", profile.allowsTopk},
          {"unevenSurfaces", !profile.uniformSurfaces}, {"paddedRows", !profile.packedRows}};
}

class ProfileTest : public testing::TestWithParam<Profile> {};

TEST_P(ProfileTest, IsFoundByItsName) {
  ASSERT_NE(findProfile(GetParam().name), nullptr);
  EXPECT_EQ(findProfile(GetParam().name)->costs.source, GetParam().costs.source);
  EXPECT_NE(profileNames().find(GetParam().name), std::string::npos);
}

TEST_P(ProfileTest, HasLimitsThatMakeSense) {
  const Profile &profile = GetParam();
  for (const Limit &limit : upperLimits(profile))
    EXPECT_GT(limit.value, 0) << limit.name;
  EXPECT_TRUE(std::has_single_bit(uint64_t(profile.rowAlignment)));
  EXPECT_EQ(profile.minSurfaceBytes % profile.rowAlignment, 0);
  EXPECT_GE(profile.maxRank, 4);
  EXPECT_LE(profile.operandBytes, profile.memoryBytes);
  EXPECT_LE(profile.maxConvInputChannels, profile.maxChannels);
  EXPECT_LE(profile.maxConvOutputChannels, profile.maxChannels);
  EXPECT_TRUE((profile.milVersion == "1.0" && profile.opset == "ios16") ||
              (profile.milVersion == "1.3" && profile.opset == "ios18"));
}

TEST_P(ProfileTest, HasNumbersOfArithmeticAndCost) {
  const Numerics &numerics = GetParam().numerics;
  EXPECT_EQ(numerics.productCliff, 32759);  // ANE-C63
  EXPECT_EQ(numerics.rowSumTies, Ties::Up); // ANE-C64
  EXPECT_GT(numerics.flushBelow, 6e-5);     // ANE-C48
  EXPECT_LT(numerics.flushBelow, 6.2e-5);
  EXPECT_TRUE(numerics.sliceLimit == 0 || numerics.sliceLimit == 4094); // ANE-C39
  EXPECT_TRUE(numerics.roundedTile == 0 || numerics.roundedTile == 4);  // ANE-C48
  EXPECT_TRUE(numerics.vanishingPartial == 0 || numerics.vanishingPartial == 32768);
  const Costs &costs = GetParam().costs;
  EXPECT_GT(costs.dispatchMilliseconds, 0);
  EXPECT_LT(costs.dispatchMilliseconds, 1);
  EXPECT_GT(costs.gemmTeraflops, 0);
  EXPECT_GE(costs.convTeraflops, costs.gemmTeraflops); // ANE-C17
  EXPECT_GT(costs.activationGigabytesPerSecond, 0);
  EXPECT_GE(costs.weightGigabytesPerSecond, costs.activationGigabytesPerSecond);
  EXPECT_FALSE(costs.source.empty());
}

TEST_P(ProfileTest, SwitchesDisputedConstraintsOnly) {
  std::set<unsigned> seen;
  for (std::span<const Switch> switches : {GetParam().switches, commonSwitches()})
    for (const Switch &entry : switches) {
      ASSERT_NE(findConstraint(entry.number), nullptr) << label(entry.number);
      EXPECT_EQ(findConstraint(entry.number)->certainty, Certainty::Disputed)
          << label(entry.number);
      EXPECT_FALSE(entry.source.empty()) << label(entry.number);
      EXPECT_TRUE(seen.insert(entry.number).second) << label(entry.number) << " is switched twice";
      EXPECT_EQ(GetParam().enforces(entry.number), entry.enforced);
    }
}

TEST_P(ProfileTest, EnforcesWhatIsEstablishedAndNothingRefuted) {
  for (const Constraint &row : constraints()) {
    if (row.certainty == Certainty::Established)
      EXPECT_TRUE(GetParam().enforces(row.number)) << label(row.number);
    if (row.certainty == Certainty::Refuted)
      EXPECT_FALSE(GetParam().enforces(row.number)) << label(row.number);
  }
  EXPECT_FALSE(GetParam().enforces(0));
}

TEST_P(ProfileTest, SaysInItsFieldsWhatItsSwitchesSay) {
  const Profile &profile = GetParam();
  EXPECT_EQ(profile.allowsConcat, !profile.enforces(1));
  EXPECT_EQ(profile.uniformSurfaces, profile.enforces(2) || profile.enforces(18));
  EXPECT_EQ(profile.allowsGelu, !profile.enforces(10));
  EXPECT_EQ(profile.allowsConvBias, !profile.enforces(13));
  EXPECT_EQ(profile.packedRows, profile.enforces(20));
  EXPECT_EQ(profile.allowsTile, !profile.enforces(28));
}

TEST_P(ProfileTest, IsNoStricterThanStrict) {
  const Profile &strict = *findProfile("strict"), &profile = GetParam();
  auto expectAtMost = [](const std::vector<Limit> &less, const std::vector<Limit> &more) {
    for (size_t i = 0; i < less.size(); ++i)
      EXPECT_LE(less[i].value, more[i].value) << less[i].name;
  };
  expectAtMost(upperLimits(strict), upperLimits(profile));
  expectAtMost(permissions(strict), permissions(profile));
  EXPECT_GE(strict.minSurfaceBytes, profile.minSurfaceBytes);
  EXPECT_EQ(strict.rowAlignment % profile.rowAlignment, 0);
  for (const Constraint &row : constraints())
    EXPECT_TRUE(strict.enforces(row.number) || !profile.enforces(row.number)) << label(row.number);
  // It has every cliff, and is the slowest.
  EXPECT_TRUE(strict.numerics.sliceLimit != 0 || profile.numerics.sliceLimit == 0);
  EXPECT_TRUE(strict.numerics.vanishingPartial != 0 || profile.numerics.vanishingPartial == 0);
  EXPECT_GE(strict.costs.dispatchMilliseconds, profile.costs.dispatchMilliseconds);
  EXPECT_LE(strict.costs.convTeraflops, profile.costs.convTeraflops);
  EXPECT_LE(strict.costs.gemmTeraflops, profile.costs.gemmTeraflops);
  EXPECT_LE(strict.costs.weightGigabytesPerSecond, profile.costs.weightGigabytesPerSecond);
  EXPECT_LE(strict.costs.activationGigabytesPerSecond, profile.costs.activationGigabytesPerSecond);
}

INSTANTIATE_TEST_SUITE_P(Profiles, ProfileTest,
                         testing::ValuesIn(profiles().begin(), profiles().end()),
                         [](const auto &info) {
                           std::string name(info.param.name);
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

} // namespace

TEST(Profiles, AreThePublishedChips) {
  EXPECT_EQ(profileNames(), "strict, m1, m1-max, m2-pro, m3-max, m4, m4-max, m5, m5-pro");
  EXPECT_EQ(findProfile("m9"), nullptr);
  EXPECT_EQ(profiles().front().name, "strict");
}

// The strict target obeys constraints 1 to 20 to the letter.
TEST(Profiles, StrictEnforcesOrionsTwenty) {
  for (unsigned number = 1; number <= 20; ++number)
    EXPECT_TRUE(findProfile("strict")->enforces(number)) << label(number);
}

// The numbers by which chips differ; a test of its own for each, so that a changed number is
// noticed.
TEST(Profiles, DifferInExtents) { // ANE-C38
  for (const char *old : {"strict", "m1", "m1-max", "m2-pro", "m3-max"})
    EXPECT_EQ(findProfile(old)->maxExtent, 16384) << old;
  for (const char *later : {"m4", "m4-max", "m5", "m5-pro"})
    EXPECT_EQ(findProfile(later)->maxExtent, 65536) << later;
}

TEST(Profiles, DifferInSlices) { // ANE-C39
  for (const char *old : {"strict", "m1", "m1-max", "m2-pro"})
    EXPECT_EQ(findProfile(old)->numerics.sliceLimit, 4094) << old;
  for (const char *later : {"m3-max", "m4", "m4-max", "m5", "m5-pro"})
    EXPECT_EQ(findProfile(later)->numerics.sliceLimit, 0) << later;
}

TEST(Profiles, DifferInTies) { // ANE-C48
  for (const char *even : {"m1", "m1-max", "m2-pro"})
    EXPECT_EQ(findProfile(even)->numerics.ties, Ties::Even) << even;
  // Of the M4 nobody reports it; the chips on both sides of it round up.
  for (const char *up : {"m3-max", "m4", "m4-max", "m5", "m5-pro"})
    EXPECT_EQ(findProfile(up)->numerics.ties, Ties::Up) << up;
}

TEST(Profiles, DifferInPartialSums) { // ANE-C48
  for (const Profile &profile : profiles()) {
    bool isFirst = profile.name.starts_with("m1") || profile.name == "strict";
    EXPECT_EQ(profile.numerics.roundedTile, isFirst ? 4 : 0) << profile.name;
    bool isThird = profile.name == "m3-max" || profile.name == "strict";
    EXPECT_EQ(profile.numerics.vanishingPartial, isThird ? 32768 : 0) << profile.name;
  }
}

TEST(Profiles, DifferInKernels) { // ANE-C38
  EXPECT_EQ(findProfile("m1")->windows.convWidth, 13);
  EXPECT_EQ(findProfile("m2-pro")->windows.convWidth, 15);
  EXPECT_EQ(findProfile("m1")->windows.poolHeight, 29);
  EXPECT_EQ(findProfile("m5")->windows.poolHeight, 31);
}

TEST(Profiles, DifferInTheHeaderOfTheText) {
  EXPECT_EQ(findProfile("m3-max")->milVersion, "1.0");
  EXPECT_EQ(findProfile("m4")->milVersion, "1.3");
}
