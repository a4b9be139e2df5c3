//===- OverwriteTest.cpp - Outputs in the memory of inputs ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/Unit/Executor/Support.h"
#include <gtest/gtest.h>

namespace anemone::test {
namespace {

constexpr const char *kType = "tensor<fp32, [40, 100]> ";
constexpr size_t kCount = 4000;

std::string op(const std::string &name, const std::string &call) {
  return kType + name + " = " + call + "[name = string(\"n\")];\n";
}

std::unique_ptr<exec::Executable> planned(const std::string &inputs, const std::string &body,
                                          const std::string &outputs, bool trace = false) {
  exec::Options options;
  options.trace = trace;
  auto result = plan(program(inputs, body, outputs), options);
  EXPECT_TRUE(result.ok()) << result.status().message();
  return std::move(*result);
}

// An optimizer's step: the gradient is scaled by its norm, which reads all of it; then the moment
// and the weight are made from their old values.
std::string optimizer() {
  std::string t = kType;
  return "tensor<fp32, [1, 1]> norm = reduce_l2_norm(x = g, axes = tensor<int32, [2]>([0, 1]), "
         "keep_dims = bool(true))[name = string(\"n\")];\n" +
         op("scaled", "real_div(x = g, y = norm)") + op("kept", "mul(x = m, y = fp32(0.9))") +
         op("m2", "add(x = kept, y = scaled)") + op("change", "mul(x = m2, y = fp32(0.1))") +
         op("w2", "sub(x = w, y = change)") + op("g2", "mul(x = g, y = fp32(0))");
}

TEST(Overwrite, AnOptimizerWritesOverItsState) {
  std::string t = kType;
  auto step = planned(t + "w, " + t + "m, " + t + "g", optimizer(), "w2, m2, g2");
  EXPECT_TRUE(step->mayOverwrite(0, 0));
  EXPECT_TRUE(step->mayOverwrite(1, 1));
  EXPECT_TRUE(step->mayOverwrite(2, 2));
  // The new moment is needed for the weight, which is read after the moment was begun.
  EXPECT_FALSE(step->mayOverwrite(0, 1));
}

// A step that may be skipped chooses between the new moment and the old one at the end. What is
// computed on the way must not lie where the result will.
TEST(Overwrite, AChoiceWritesOverWhatItChoosesFrom) {
  std::string t = kType;
  auto step = planned(
      t + "m, " + t + "g",
      op("scaled", "mul(x = g, y = fp32(0.1))") + op("kept", "mul(x = m, y = fp32(0.9))") +
          op("next", "add(x = kept, y = scaled)") + op("root", "sqrt(x = next)") +
          "tensor<bool, [40, 100]> big = greater(x = root, y = fp32(3))[name = string(\"n\")];\n" +
          op("m2", "select(cond = big, a = next, b = m)"),
      "m2");
  EXPECT_TRUE(step->mayOverwrite(0, 0));
}

TEST(Overwrite, GivesTheSameNumbers) {
  std::string t = kType;
  auto step = planned(t + "w, " + t + "m, " + t + "g", optimizer(), "w2, m2, g2");
  std::vector<std::vector<float>> in, out(3, std::vector<float>(kCount));
  for (unsigned i = 0; i < 3; ++i) {
    Values values = pattern(kCount, i + 1);
    in.emplace_back(values.begin(), values.end());
  }
  std::vector<const void *> from = {in[0].data(), in[1].data(), in[2].data()};
  std::vector<void *> to = {out[0].data(), out[1].data(), out[2].data()};
  ASSERT_TRUE(step->run(from, to).ok());
  std::vector<void *> same = {in[0].data(), in[1].data(), in[2].data()};
  ASSERT_TRUE(step->run(from, same).ok());
  EXPECT_EQ(in, out);
}

TEST(Overwrite, WhatReadsMoreThanItsElementMustBeDone) {
  std::string t = kType;
  // A softmax and a product read whole rows; a broadcast operand is smaller than the result.
  EXPECT_FALSE(
      planned(t + "x", op("y", "softmax(x = x, axis = int32(-1))"), "y")->mayOverwrite(0, 0));
  EXPECT_FALSE(planned("tensor<fp32, [1, 100]> b, " + t + "x", op("y", "add(x = x, y = b)"), "y")
                   ->mayOverwrite(0, 0));
  // Another result reads the argument afterwards.
  EXPECT_FALSE(planned(t + "x",
                       op("y", "add(x = x, y = x)") + op("z", "softmax(x = x, axis = int32(-1))"),
                       "y, z")
                   ->mayOverwrite(0, 0));
  // Other types.
  EXPECT_FALSE(planned("tensor<int32, [4]> x",
                       "tensor<fp32, [4]> y = cast(x = x, dtype = string(\"fp32\"))[name = "
                       "string(\"n\")];\n",
                       "y")
                   ->mayOverwrite(0, 0));
  // With a trace, outputs are copied from what was computed, after all of it was.
  EXPECT_TRUE(
      planned(t + "x", op("y", "softmax(x = x, axis = int32(-1))"), "y", true)->mayOverwrite(0, 0));
}

} // namespace
} // namespace anemone::test
