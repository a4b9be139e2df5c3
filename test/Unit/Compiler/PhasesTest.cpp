//===- PhasesTest.cpp - Phases by name ------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Compiler/Options.h"
#include "gtest/gtest.h"

using namespace anemone;

// The command line, the IR and the passes call a phase by one name.
TEST(Phases, AreFoundByTheirNames) {
  for (Phase phase : allPhases())
    EXPECT_EQ(findPhase(phaseName(phase)), phase);
  EXPECT_EQ(findPhase("dinner"), std::nullopt);
}

// The order of the enumeration is the order in which they run.
TEST(Phases, StandInOrder) {
  for (size_t i = 1; i < allPhases().size(); ++i)
    EXPECT_LT(allPhases()[i - 1], allPhases()[i]);
  EXPECT_EQ(allPhases().front(), Phase::Import);
  EXPECT_EQ(allPhases().back(), Phase::Emit);
}

// Error messages list them all.
TEST(Phases, AreListed) {
  EXPECT_EQ(phaseNames(),
            "import, shapes, gradients, partition, lower, legalize, optimize, bind, verify, emit");
}
