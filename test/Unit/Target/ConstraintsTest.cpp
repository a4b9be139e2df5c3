//===- ConstraintsTest.cpp - The catalogue --------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Target/Constraints.h"
#include "gtest/gtest.h"

#include <vector>

using namespace anemone::target;

TEST(Constraints, AreFoundByNumberAndByName) {
  for (const Constraint &row : constraints())
    EXPECT_EQ(findConstraint(row.number), &row);
  EXPECT_EQ(findConstraint(0), nullptr);
  EXPECT_EQ(findConstraint(constraints().back().number + 1), nullptr);
  EXPECT_EQ(findConstraint(rule::MinimumSurface)->number, 4u);
  EXPECT_EQ(findConstraint(rule::ComputesInHalf)->number, 53u);
}

TEST(Constraints, HaveLabelsThatReadBack) {
  EXPECT_EQ(label(4), "ANE-C04");
  EXPECT_EQ(label(53), "ANE-C53");
  for (const Constraint &row : constraints())
    EXPECT_EQ(parseLabel(label(row.number)), row.number);
  EXPECT_EQ(parseLabel("ane-c4"), 4u);
  EXPECT_EQ(parseLabel("ANE-C99"), 99u); // a label, of no row
  for (const char *bad :
       {"", "4", "C04", "ANE-C", "ANE-C4x", "ANE-C-4", "ANE-C 4", "ANE-C99999999999"})
    EXPECT_EQ(parseLabel(bad), std::nullopt) << bad;
}

TEST(Constraints, OfTheFirstAnnouncementAreEleven) {
  std::vector<unsigned> first;
  for (const Constraint &row : constraints())
    if (row.firstAnnouncement)
      first.push_back(row.number);
  EXPECT_EQ(first, (std::vector<unsigned>{1, 2, 3, 4, 8, 9, 10, 11, 12, 13, 14}));
}

TEST(Constraints, QuoteTheReportedErrors) {
  EXPECT_NE(findConstraint(5)->symptom.find("Program load failure (0x50004)"),
            std::string_view::npos);
  EXPECT_NE(
      findConstraint(4)->symptom.find("status=0x1d : statusType=0x9: Program Inference error"),
      std::string_view::npos);
  EXPECT_NE(findConstraint(21)->symptom.find("err=(InvalidMILProgram)"), std::string_view::npos);
}

TEST(Constraints, ExplainThemselves) {
  std::string disputed = explain(*findConstraint(1)), established = explain(*findConstraint(8));
  for (std::string_view part :
       {"ANE-C01: no concat\n", "disputed", "otherwise:", "convert-onnx-to-ane"})
    EXPECT_NE(disputed.find(part), std::string::npos) << part;
  EXPECT_EQ(established.find("otherwise:"), std::string::npos);
  std::string list = listConstraints();
  for (const Constraint &row : constraints())
    EXPECT_NE(list.find(label(row.number)), std::string::npos);
}
