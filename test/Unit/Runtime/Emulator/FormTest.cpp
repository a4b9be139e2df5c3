//===- FormTest.cpp - The emulator and the verdicts of Apple's compiler ---===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The compile stage accepts and refuses as Apple's compiler is reported to
// (ANE-C47, C56 to C61, C70 and what else Forms.h has), under the rules of the profiles as they
// are. Nothing is evaluated here.
//
//===----------------------------------------------------------------------===//

#include "Forms.h"
#include "ProgramText.h"
#include <algorithm>

using namespace anemone;
using namespace anemone::runtime;
using test::Form;
using test::FormRow;
using test::Judged;

namespace {

std::string verdict(const Form &form, const EmulatorOptions &options) {
  std::map<std::string, std::vector<uint8_t>> files;
  for (size_t i = 0; i < form.weights.size(); ++i)
    files[Form::weightPath(i)] = form.weightFile(i);
  mil::WeightDictionary weights(files.begin(), files.end());
  EmulatorStatus status = Emulator(options).model(form.text(), weights)->compile();
  return status.ok() ? "accepted" : status.error().message();
}

class EmulatorForms : public testing::TestWithParam<Judged> {};

TEST_P(EmulatorForms, HaveTheReportedVerdict) {
  const auto &[target, row] = GetParam();
  EmulatorOptions options = EmulatorOptions::of(*target::findProfile(target));
  ASSERT_GE(row.forms.size(), 3u) << "several shapes of each form";
  for (const Form &form : row.forms) {
    std::string found = verdict(form, options);
    if (form.rule.empty())
      EXPECT_EQ(found, "accepted") << form.text();
    else
      EXPECT_TRUE(contains(found, "[" + form.rule + "]")) << form.text();
  }
}

INSTANTIATE_TEST_SUITE_P(Profiles, EmulatorForms,
                         testing::Combine(testing::ValuesIn(test::kJudgedTargets),
                                          testing::ValuesIn(test::reportedVerdicts())),
                         [](const auto &info) { return test::nameOfJudged(info); });

// The reported words of two refusals.
TEST(EmulatorFormTexts, AreThoseOfTheReports) {
  EmulatorOptions m1 = EmulatorOptions::of(*target::findProfile("m1"));
  for (const FormRow &row : test::reportedVerdicts())
    if (row.name == "C57UntransposedConstants")
      EXPECT_TRUE(contains(verdict(row.forms.front(), m1),
                           "Metadata data type does not match requested type"));
}

// ANE-C47: under either fidelity.
TEST(EmulatorFormTexts, C47ARecordWithAMisplacedSizeIsRefused) {
  for (const std::string &target : test::kJudgedTargets)
    for (Fidelity fidelity : {Fidelity::Strict, Fidelity::Silicon}) {
      EmulatorOptions options = EmulatorOptions::of(*target::findProfile(target));
      options.fidelity = fidelity;
      for (const FormRow &row : test::reportedVerdicts())
        if (row.name == "C47MisplacedSizes")
          EXPECT_TRUE(contains(verdict(row.forms.front(), options),
                               "Cannot retrieve file blob properties"));
    }
}

} // namespace
