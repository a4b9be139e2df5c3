//===- ScheduleTest.cpp - The learning rate of a step ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/Schedule.h"
#include <gtest/gtest.h>

using anemone::run::Schedule;

TEST(Schedule, RisesThenFallsAsACosine) {
  Schedule schedule{2.0, 1.0, 4, 12};
  for (uint64_t step = 0; step < 4; ++step)
    EXPECT_EQ(schedule.rate(step), 0.5 * double(step + 1));
  EXPECT_EQ(schedule.rate(4), 2.0);
  EXPECT_NEAR(schedule.rate(8), 1.5, 1e-15); // half of the way
  for (uint64_t step = 5; step < 12; ++step)
    EXPECT_LT(schedule.rate(step), schedule.rate(step - 1));
  EXPECT_EQ(schedule.rate(12), 1.0);
  EXPECT_EQ(schedule.rate(100), 1.0);
}

TEST(Schedule, WarmupMayTakeAllSteps) {
  Schedule schedule{2.0, 0.0, 10, 10};
  EXPECT_EQ(schedule.rate(9), 2.0);
  EXPECT_EQ(schedule.rate(10), 0.0);
}
