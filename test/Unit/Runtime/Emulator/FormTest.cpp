//===- FormTest.cpp - The emulator and the verdicts of Apple's compiler ---===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The compile stage accepts and refuses as Apple's compiler is reported to
// (ANE-C56 to C61, C70), under the rules of the profiles as they are. Nothing is
// evaluated here.
//
//===----------------------------------------------------------------------===//

#include "Forms.h"
#include "ProgramText.h"
#include <algorithm>
#include <functional>
#include <numeric>

using namespace anemone;
using namespace anemone::runtime;
using test::Form;
using test::FormRow;

namespace {

std::vector<uint8_t> zeros(const test::Shape &shape) {
  int64_t count = std::accumulate(shape.begin(), shape.end(), int64_t(1), std::multiplies<>());
  return weightFile(std::vector<uint16_t>(count));
}

std::string verdict(const Form &form, const EmulatorOptions &options) {
  std::map<std::string, std::vector<uint8_t>> files;
  for (size_t i = 0; i < form.weights.size(); ++i)
    files[Form::weightPath(i)] = zeros(form.weights[i]);
  mil::WeightDictionary weights(files.begin(), files.end());
  EmulatorStatus status = Emulator(options).model(form.text(), weights)->compile();
  return status.ok() ? "accepted" : status.error().message();
}

using Judged = std::tuple<std::string, FormRow>;
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
                         [](const auto &info) {
                           std::string name = std::get<0>(info.param);
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name + "_" + std::get<1>(info.param).name;
                         });

// The reported words of two refusals.
TEST(EmulatorFormTexts, AreThoseOfTheReports) {
  EmulatorOptions m1 = EmulatorOptions::of(*target::findProfile("m1"));
  for (const FormRow &row : test::reportedVerdicts())
    if (row.name == "C57UntransposedConstants")
      EXPECT_TRUE(contains(verdict(row.forms.front(), m1),
                           "Metadata data type does not match requested type"));
}

// ANE-C10: what was refused lacked its mode, on this evidence.
TEST(EmulatorFormTexts, C10GeluNeedsItsMode) {
  for (const std::string &target : test::kJudgedTargets)
    EXPECT_TRUE(contains(
        failure(oneOperation("gelu(x = x)"), {}, EmulatorOptions::of(*target::findProfile(target))),
        "[ANE-C10]"));
}

// ANE-C47: sizes and offsets of records are looked at.
TEST(EmulatorFormTexts, C47ARecordWithAMisplacedSizeIsRefused) {
  // 524,288 lies in the field's upper half: benchmarks in the field wrote it so.
  std::vector<uint8_t> file = weightFile(halves(ramp(4, 1)));
  file[72] = 0;
  file[74] = 8;
  file[80] = 0;
  std::string text = programText(kTile + " x",
                                 weightLine("tensor<fp16, [1, 4, 1, 1]>", "w") + kTile +
                                     " y = add(x = x, y = w)[name = string(\"y\")];",
                                 "y");
  for (const std::string &target : test::kJudgedTargets)
    for (Fidelity fidelity : {Fidelity::Strict, Fidelity::Silicon}) {
      EmulatorOptions options = EmulatorOptions::of(*target::findProfile(target));
      options.fidelity = fidelity;
      EmulatorStatus status = Emulator(options).model(text, {{kWeightPath, file}})->compile();
      ASSERT_FALSE(status.ok());
      EXPECT_TRUE(contains(status.error().explanation, "Cannot retrieve file blob properties"));
    }
}

} // namespace
