//===- WithoutRulesTest.cpp - An emulator that lacks a rule ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramText.h"
#include "anemone/Target/Constraints.h"
#include "lib/Runtime/Drivers/EmulatorWithoutRules.h"

using namespace anemone;
using namespace anemone::runtime;

namespace {

TEST(EmulatorWithoutRules, WhatItEnforcesCanBeLifted) {
  for (const target::Constraint &row : target::constraints()) {
    EmulatorOptions options;
    // Of text that does not parse, that returns nothing or whose weights are nowhere nothing can be
    // made (ANE-C12, ANE-C14, ANE-C47).
    bool isNeeded = row.number == 12 || row.number == 14 || row.number == 47;
    if (row.emulated && !isNeeded) {
      EXPECT_TRUE(liftRule(options, row.number)) << target::label(row.number);
    }
    if (isNeeded) {
      EXPECT_FALSE(liftRule(options, row.number)) << target::label(row.number);
    }
  }
}

TEST(EmulatorWithoutRules, LiftsTheNamedOnes) {
  std::string text =
      programText(kTile + " x",
                  kTile + " y = gelu(mode = string(\"EXACT\"), x = x)[name = string(\"y\")];", "y");
  mil::WeightDictionary weights;
  EmulatorOptions options;
  const unsigned others[] = {1, 4}, gelu[] = {10};
  ASSERT_TRUE(liftRules(options, others).ok());
  EXPECT_FALSE(Emulator(options).model(text, weights)->compile().ok());
  ASSERT_TRUE(liftRules(options, gelu).ok());
  EXPECT_TRUE(Emulator(options).model(text, weights)->compile().ok());
}

TEST(EmulatorWithoutRules, SaysWhichCannotBeLifted) {
  EmulatorOptions options;
  const unsigned rules[] = {1, 15};
  EXPECT_EQ(liftRules(options, rules).message(),
            "the emulator has no rule for ANE-C15 that can be lifted");
}

} // namespace
