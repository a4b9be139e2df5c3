//===- CasesTest.cpp - Each operation against numpy and PyTorch -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Inputs/make_cases.py wrote the programs and computed the expected values in
// float64. Each case runs in fp32, in fp32 with a trace (nothing fused), in
// fp64, and declared fp16 in fp16. Tolerances are relative to max(1, |value|):
// the case's own in fp32, 1e-8 in fp64 (the file has ten digits), and in fp16
// that of the case, by default four units in the last place of values near 1.
//
//===----------------------------------------------------------------------===//

#include "test/Unit/Executor/Support.h"
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace anemone::test {
namespace {

struct Case {
  std::string name, text;
  std::vector<Values> inputs, expected;
  double tolerance, halfTolerance;
  bool half;
};

Values readValues(const nlohmann::json &list) {
  Values values;
  for (const auto &each : list) // infinities are strings in the file
    values.push_back(each.is_string() ? std::stod(each.get<std::string>()) : each.get<double>());
  return values;
}

std::vector<Case> readCases() {
  std::ifstream file(ANEMONE_SOURCE_DIR "/test/Unit/Executor/Inputs/cases.json");
  std::vector<Case> cases;
  const nlohmann::json document = nlohmann::json::parse(file);
  for (const auto &each : document["cases"]) {
    Case read{each["name"],      each["text"],          {},          {},
              each["tolerance"], each["halfTolerance"], each["half"]};
    for (const auto &input : each["inputs"])
      read.inputs.push_back(readValues(input));
    for (const auto &output : each["expected"])
      read.expected.push_back(readValues(output));
    cases.push_back(std::move(read));
  }
  return cases;
}

class Cases : public testing::TestWithParam<Case> {
protected:
  void check(const std::string &text, const exec::Options &options, double tolerance) {
    const Case &given = GetParam();
    std::vector<Values> found = evaluate(text, given.inputs, options);
    ASSERT_EQ(found.size(), given.expected.size());
    for (size_t i = 0; i < found.size(); ++i) {
      ASSERT_EQ(found[i].size(), given.expected[i].size());
      for (size_t j = 0; j < found[i].size(); ++j) {
        double want = given.expected[i][j];
        if (found[i][j] == want)
          continue;
        ASSERT_LE(std::fabs(found[i][j] - want), tolerance * std::max(1.0, std::fabs(want)))
            << "output " << i << ", element " << j << ": found " << found[i][j] << ", expected "
            << want;
      }
    }
  }
};

TEST_P(Cases, Float32) { check(GetParam().text, {exec::Numerics::F32}, GetParam().tolerance); }
TEST_P(Cases, Float32Traced) {
  check(GetParam().text, {exec::Numerics::F32, 0, true}, GetParam().tolerance);
}
TEST_P(Cases, Float64) { check(GetParam().text, {exec::Numerics::F64}, 1e-8); }

TEST_P(Cases, Float16) {
  if (!GetParam().half)
    GTEST_SKIP() << "the meaning of this case depends on its type";
  std::string text = GetParam().text;
  for (size_t at = 0; (at = text.find("fp32", at)) != std::string::npos;)
    text.replace(at, 4, "fp16");
  check(text, {exec::Numerics::F16}, GetParam().halfTolerance);
}

INSTANTIATE_TEST_SUITE_P(Operations, Cases, testing::ValuesIn(readCases()),
                         [](const auto &info) { return info.param.name; });

} // namespace
} // namespace anemone::test
