//===- HalfCasesTest.cpp - fp16 against numpy's -----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Inputs/make_half_cases.py computed the expected values with numpy's float16.
// Elementwise operations, casts, reductions and products with exact partial
// sums agree bit for bit, at the edges too; transcendental ones within one
// unit of fp16's last place.
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/Half.h"
#include "test/Unit/Executor/Support.h"
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace anemone::test {
namespace {

struct HalfCase {
  std::string name, text;
  std::vector<Values> inputs;
  Values expected;
  int ulps;
  bool signs;
};

Values readValues(const nlohmann::json &list) {
  Values values;
  for (const auto &each : list) // what JSON has no number for is a string
    values.push_back(each.is_string() ? std::stod(each.get<std::string>()) : each.get<double>());
  return values;
}

std::vector<HalfCase> readCases() {
  std::ifstream file(ANEMONE_SOURCE_DIR "/test/Unit/Executor/Inputs/half_cases.json");
  std::vector<HalfCase> cases;
  const nlohmann::json document = nlohmann::json::parse(file);
  for (const auto &each : document) {
    HalfCase read{each["name"], each["text"], {}, readValues(each["expected"]),
                  each["ulps"], each["signs"]};
    for (const auto &input : each["inputs"])
      read.inputs.push_back(readValues(input));
    cases.push_back(std::move(read));
  }
  return cases;
}

/// The place of a value among those of fp16, so that neighbours differ by one.
int placeOf(double value) {
  uint16_t bits = exec::toHalf(static_cast<float>(value));
  return bits & 0x8000 ? -(bits & 0x7fff) : bits;
}

bool agree(double found, double expected, const HalfCase &given) {
  if (std::isnan(expected) || std::isnan(found))
    return std::isnan(expected) && std::isnan(found);
  if (given.ulps)
    return std::abs(placeOf(found) - placeOf(expected)) <= given.ulps;
  return found == expected && (!given.signs || std::signbit(found) == std::signbit(expected));
}

class HalfCases : public testing::TestWithParam<HalfCase> {
protected:
  void check(const exec::Options &options) {
    const HalfCase &given = GetParam();
    std::vector<Values> found = evaluate(given.text, given.inputs, options);
    ASSERT_EQ(found.size(), 1u);
    ASSERT_EQ(found[0].size(), given.expected.size());
    for (size_t i = 0; i < found[0].size(); ++i)
      EXPECT_TRUE(agree(found[0][i], given.expected[i], given))
          << "element " << i << ": found " << found[0][i] << ", expected " << given.expected[i];
  }
};

TEST_P(HalfCases, F16) { check({exec::Numerics::F16}); }
TEST_P(HalfCases, F16Traced) { check({exec::Numerics::F16, 0, true}); }

INSTANTIATE_TEST_SUITE_P(All, HalfCases, testing::ValuesIn(readCases()),
                         [](const auto &info) { return info.param.name; });

} // namespace
} // namespace anemone::test
