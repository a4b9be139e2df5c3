//===- HistoryTest.cpp - Rows, CSV and curves -----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/History.h"
#include "Support.h"
#include "tools/ane-run/Plot.h"
#include "tools/ane-run/Progress.h"
#include <cmath>

using namespace anemone;
using namespace anemone::run;
using namespace anemone::test;

static Row row(uint64_t step, double loss, std::optional<double> heldOut = {}) {
  return {step, loss, heldOut, 0.5, {double(step), 0}};
}

static std::string write(const std::string &path, uint64_t resumedAt, std::vector<Row> rows) {
  History history({"clamped", "skipped"});
  EXPECT_TRUE(history.openCsv(path, resumedAt).ok());
  for (Row &row : rows)
    EXPECT_TRUE(history.add(row).ok());
  return readFile(path);
}

TEST(History, ResumedRunsReplaceWhatFollowsTheCheckpoint) {
  std::string path = pathOf("csv");
  EXPECT_EQ(write(path, 0, {row(1, 4), row(2, 3, 3.5), row(3, NAN)}),
            "step,loss,held_out_loss,learning_rate,clamped,skipped\n1,4,,0.5,1,0\n2,3,3.5,0.5,2,0\n"
            "3,nan,,0.5,3,0\n");
  EXPECT_EQ(write(path, 2, {row(3, 2)}),
            "step,loss,held_out_loss,learning_rate,clamped,skipped\n1,4,,0.5,1,0\n2,3,3.5,0.5,2,0\n"
            "3,2,,0.5,3,0\n");
  // Another run, or a file of other columns, begins anew; lines that are damaged are dropped.
  EXPECT_EQ(write(path, 0, {row(1, 1)}),
            "step,loss,held_out_loss,learning_rate,clamped,skipped\n1,1,,0.5,1,0\n");
  writeFile("csv", "step,loss\n1,2\n");
  EXPECT_EQ(write(path, 2, {}), "step,loss,held_out_loss,learning_rate,clamped,skipped\n");
  writeFile("csv", "step,loss,held_out_loss,learning_rate,clamped,skipped\n1,1,,0.5,1,0\n2,1,,0.");
  EXPECT_EQ(write(path, 2, {}),
            "step,loss,held_out_loss,learning_rate,clamped,skipped\n1,1,,0.5,1,0\n");
}

// Curves stay within their panel, whatever the numbers are.
TEST(Plot, SurvivesEveryNumber) {
  for (std::vector<std::pair<double, double>> points : {std::vector<std::pair<double, double>>{},
                                                        {{1, 2}},
                                                        {{1, 0}, {2, 0}},
                                                        {{1, NAN}, {2, INFINITY}, {3, 1}},
                                                        {{1, -1e300}, {2, 1e300}},
                                                        {{1, 5e-324}, {2, 1e-323}},
                                                        {{1, 1e15}, {2, 1e15 + 1}}}) {
    std::string svg = svgOf({{"a<b", {{"c", points}}}}, "step");
    EXPECT_EQ(svg.find("nan"), svg.npos) << svg;
    EXPECT_EQ(svg.find("inf"), svg.npos) << svg;
    EXPECT_NE(svg.find("a&lt;b"), svg.npos);
    EXPECT_LT(svg.size(), 20000u);
  }
}

TEST(Plot, LongRunsAreThinned) {
  Curve curve{"loss", {}};
  for (int i = 0; i < 100000; ++i)
    curve.points.emplace_back(i, std::sin(i));
  EXPECT_LT(svgOf({{"loss", {curve}}}, "step").size(), 40000u);
}

TEST(Progress, Durations) {
  EXPECT_EQ(durationText(0), "00:00");
  EXPECT_EQ(durationText(61.9), "01:01");
  EXPECT_EQ(durationText(3723), "1:02:03");
  EXPECT_EQ(durationText(-1), "00:00");
}
