//===- FusionTest.cpp - Fused and blocked plans give the same -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A plan with a trace fuses nothing and keeps row-major layouts: it is the
// reference here. In fp16 both must agree bit for bit where the operations are
// elementwise, since fusing may not change where values are rounded.
//
//===----------------------------------------------------------------------===//

#include "test/Unit/Executor/Support.h"
#include <cmath>
#include <gtest/gtest.h>

namespace anemone::test {
namespace {

void expectSame(const std::string &text, const std::vector<Values> &inputs, exec::Numerics numerics,
                double tolerance) {
  auto plain = evaluate(text, inputs, {numerics, 0, true}),
       fused = evaluate(text, inputs, {numerics});
  ASSERT_EQ(plain.size(), fused.size());
  for (size_t i = 0; i < plain.size(); ++i) {
    ASSERT_EQ(plain[i].size(), fused[i].size());
    for (size_t j = 0; j < plain[i].size(); ++j)
      ASSERT_NEAR(plain[i][j], fused[i][j], tolerance * std::max(1.0, std::fabs(plain[i][j])))
          << i << ", " << j;
  }
}

std::string line(const std::string &type, const std::string &name, const std::string &call) {
  return type + " " + name + " = " + call + "[name = string(\"n\")];\n";
}

std::string numbers(const Values &values) {
  std::string text;
  for (double value : values)
    text += (text.empty() ? "" : ", ") + std::to_string(value);
  return text;
}

std::string weight(const std::string &shape, size_t count, unsigned seed) {
  return "tensor<fp16, " + shape + ">([" + numbers(pattern(count, seed)) + "])";
}

// Values read twice inside a chain, a broadcast operand, and two results.
TEST(Fusion, ElementwiseChainsRoundLikeSingleOperations) {
  std::string t = "tensor<fp16, [3, 5, 700]>";
  std::string body = line(t, "a", "add(x = x, y = s)") + line(t, "b", "sigmoid(x = a)") +
                     line(t, "c", "mul(x = a, y = b)") + line(t, "d", "exp(x = c)") +
                     line("tensor<bool, [3, 5, 700]>", "p", "greater(x = d, y = fp16(1.5))") +
                     line(t, "e", "select(cond = p, a = d, b = c)") +
                     line(t, "f", "real_div(x = e, y = s)") + line(t, "g", "sub(x = e, y = a)");
  std::string text = program(t + " x, tensor<fp16, [5, 1]> s", body, "f, g");
  expectSame(text, {pattern(10500), {0.5, 1.5, 2, -0.75, 3}}, exec::Numerics::F16, 0);
  expectSame(text, {pattern(10500), {0.5, 1.5, 2, -0.75, 3}}, exec::Numerics::F64, 0);
}

struct Network {
  int channels; // of the first convolution: a multiple of a vector's width or not
};
class Layouts : public testing::TestWithParam<Network> {};

// Convolutions, a depthwise one, elementwise operations of all sorts between them, a residual,
// pooling and a transition back to row-major order.
std::string network(int channels) {
  std::string c = std::to_string(channels), t = "tensor<fp16, [1, " + c + ", 12, 10]>";
  size_t n = static_cast<size_t>(channels);
  std::string pad = ", pad_type = string(\"custom\"), pad = tensor<int32, [4]>([1, 1, 1, 1])";
  std::string body =
      line(t, "a",
           "conv(x = x, weight = " + weight("[" + c + ", 3, 3, 3]", n * 27, 1) + pad + ")") +
      line(t, "b", "relu(x = a)") +
      line(t, "c",
           "conv(x = b, weight = " + weight("[" + c + ", 1, 3, 3]", n * 9, 2) + pad +
               ", groups = int32(" + c + "))") +
      line(t, "d", "add(x = c, y = " + weight("[1, " + c + ", 1, 1]", n, 3) + ")") +
      line(t, "e", "sigmoid(x = d)") + line(t, "f", "mul(x = d, y = e)") +
      line(t, "g", "add(x = f, y = b)") +
      line(t, "h",
           "conv(x = g, weight = " + weight("[" + c + ", " + c + ", 1, 1]", n * n, 4) + ")") +
      line(t, "i", "add(x = h, y = b)") +
      line(t, "j", "clip(x = i, alpha = fp16(-0.5), beta = fp16(2))") +
      line("tensor<fp16, [1, " + c + ", 6, 5]>", "k",
           "max_pool(x = j, kernel_sizes = tensor<int32, [2]>([2, 2]), strides = tensor<int32, "
           "[2]>([2, 2]), pad_type = string(\"valid\"))") +
      line("tensor<fp16, [1, " + c + ", 6, 5]>", "l", "mul(x = k, y = fp16(0.5))") +
      line("tensor<fp16, [1, 6, 5, " + c + "]>", "m",
           "transpose(x = l, perm = tensor<int32, [4]>([0, 2, 3, 1]))");
  return program("tensor<fp16, [1, 3, 12, 10]> x", body, "m, g");
}

TEST_P(Layouts, NetworksAgreeWithRowMajorPlans) {
  std::string text = network(GetParam().channels);
  expectSame(text, {pattern(360)}, exec::Numerics::F32, 1e-5);
  expectSame(text, {pattern(360)}, exec::Numerics::F64, 0);
  expectSame(text, {pattern(360)}, exec::Numerics::F16,
             4e-3); // partial sums may be added in another order
}

INSTANTIATE_TEST_SUITE_P(Channels, Layouts, testing::Values(Network{16}, Network{24}, Network{5}),
                         [](const auto &info) {
                           return "Of" + std::to_string(info.param.channels);
                         });

// In a layout that pads 5 channels to 8 or 16, exp of the padding would be 1 and reach the next
// convolution.
TEST(Fusion, PaddedChannelsStayZero) {
  std::string t = "tensor<fp16, [1, 5, 6, 6]>";
  std::string body = line(t, "a", "conv(x = x, weight = " + weight("[5, 5, 1, 1]", 25, 1) + ")") +
                     line(t, "b", "sinh(x = a)") + line(t, "c", "cos(x = b)") +
                     line(t, "d",
                          "conv(x = c, weight = " + weight("[5, 5, 3, 3]", 225, 2) +
                              ", pad_type = string(\"same\"))");
  std::string text = program(t + " x", body, "d");
  expectSame(text, {pattern(180)}, exec::Numerics::F32, 1e-5);
}

// What is fused into a product still has to be there for others that read it.
TEST(Fusion, SharedResultsAreNotAbsorbed) {
  std::string t = "tensor<fp16, [1, 4, 4, 4]>";
  std::string body = line(t, "a", "conv(x = x, weight = " + weight("[4, 4, 1, 1]", 16, 1) + ")") +
                     line(t, "b", "relu(x = a)") + line(t, "c", "tanh(x = a)") +
                     line(t, "d", "sub(x = b, y = c)");
  expectSame(program(t + " x", body, "d, a"), {pattern(64)}, exec::Numerics::F32, 1e-5);
  expectSame(program(t + " x", body, "d"), {pattern(64)}, exec::Numerics::F16, 2e-3);
}

// The operand of an addition may be computed only after the product: then it cannot be part of it.
TEST(Fusion, LaterOperandsAreNotAbsorbed) {
  std::string t = "tensor<fp16, [3, 3]>";
  std::string body = line(t, "a", "matmul(x = x, y = x)") + line(t, "b", "softmax(x = x)") +
                     line(t, "c", "add(x = a, y = b)") + line(t, "d", "matmul(x = c, y = b)") +
                     line(t, "e", "add(x = c, y = d)");
  expectSame(program(t + " x", body, "e"), {pattern(9)}, exec::Numerics::F32, 1e-5);
}

TEST(Fusion, ThreadsDoNotChangeResults) {
  std::string text = network(16);
  auto one = evaluate(text, {pattern(360)}, {exec::Numerics::F16, 1}),
       two = evaluate(text, {pattern(360)}, {exec::Numerics::F16, 2});
  EXPECT_EQ(one, two);
}

} // namespace
} // namespace anemone::test
