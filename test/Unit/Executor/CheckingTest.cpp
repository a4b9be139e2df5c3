//===- CheckingTest.cpp - Programs that have to be refused ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/Unit/Executor/Support.h"
#include <algorithm>
#include <gtest/gtest.h>

namespace anemone::test {
namespace {

const char *const x = "tensor<fp32, [1, 4, 6, 6]> x";

std::string one(const std::string &type, const std::string &call, const std::string &inputs = x) {
  return program(inputs, type + " y = " + call + "[name = string(\"n\")];", "y");
}

void expectError(const std::string &text, const std::string &part) {
  std::string message = planError(text);
  EXPECT_NE(message.find(part), std::string::npos)
      << "found: " << message << "\nexpected: " << part;
}

TEST(Checking, NamesOperationResultLineFoundAndExpected) {
  std::string text =
      program(x, "\ntensor<fp32, [1, 4, 6, 5]> y = relu(x = x)[name = string(\"n\")];", "y");
  EXPECT_EQ(planError(text),
            "line 3: 'relu' of 'y': result 'y' is declared as tensor<fp32, [1, 4, 6, 5]>, expected "
            "tensor<fp32, [1, 4, 6, 6]>");
}

TEST(Checking, ListsAllProblems) {
  std::string text = program(x,
                             "tensor<fp32, [3]> a = frobnicate(x = x)[name = string(\"n\")];\n"
                             "tensor<fp32, [3]> b = relu(x = a)[name = string(\"n\")];\n"
                             "tensor<fp32, [2]> c = mystery(x = b)[name = string(\"n\")];\n"
                             "tensor<fp32, [3]> d = relu()[name = string(\"n\")];",
                             "d");
  std::string message = planError(text);
  EXPECT_NE(message.find("line 2: 'frobnicate' of 'a': unsupported operation"), std::string::npos)
      << message;
  EXPECT_NE(message.find("line 4: 'mystery' of 'c': unsupported operation"), std::string::npos)
      << message;
  EXPECT_NE(message.find("line 5: 'relu' of 'd': argument 'x' is missing"), std::string::npos)
      << message;
  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 2)
      << "uses of what failed are not problems: " << message;
}

// Only the constant is wrong; that its reader has no axis now is no second problem.
TEST(Checking, ConsequencesAreNotReported) {
  std::string text =
      program(x,
              "int32 k = const()[name = string(\"k\")];\n"
              "tensor<fp32, [1, 4, 6, 6]> y = softmax(x = x, axis = k)[name = string(\"n\")];",
              "y");
  EXPECT_EQ(planError(text), "line 2: 'const' of 'k': attribute 'val' is missing");
}

TEST(Checking, Arguments) {
  expectError(one("tensor<fp32, [1, 4, 6, 6]>", "relu(x = x, slope = fp32(1))"),
              "argument 'slope' is not one");
  expectError(one("tensor<fp32, [1, 4, 6, 6]>", "softmax(x = x, axis = fp32(1))"),
              "argument 'axis' has type fp32, expected an int32 scalar");
  expectError(one("tensor<fp32, [1, 4, 6, 6]>", "softmax(x = x, axis = int32(4))"),
              "expected an axis of rank 4");
  expectError(one("tensor<fp32, [1, 4, 6, 6]>", "softmax(x = x, axis = int32(-5))"),
              "expected an axis of rank 4");
  expectError(one("tensor<fp32, [1, 4, 6, 6]>", "gelu(x = x, mode = string(\"FAST\"))"),
              "expected one of EXACT");
  expectError(one("tensor<fp32, [1, 4, 6, 6]>", "add(x = x, y = fp16(1))"),
              "expected one element type");
  expectError(
      one("tensor<fp32, [1, 4, 6, 6]>", "add(x = x, y = tensor<fp32, [5]>([1, 2, 3, 4, 5]))"),
      "do not broadcast");
  expectError(one("tensor<fp32, [1, 4, 6, 6]>", "relu(x = string(\"x\"))"), "is a string");
  expectError(one("tensor<int32, [2]>", "exp(x = tensor<int32, [2]>([1, 2]))"),
              "expected floating-point elements");
  expectError(one("tensor<bool, [2]>",
                  "add(x = tensor<bool, [2]>([true, false]), y = tensor<bool, [2]>([true, true]))"),
              "expected numbers");
  expectError(one("tensor<fp32, [1, 4, 6, 6]>", "clip(x = x, alpha = fp32(0))"),
              "argument 'beta' is missing");
  expectError(
      one("tensor<fp32, [1, 6, 6]>", "reduce_sum(x = x, axes = tensor<int32, [2]>([1, 1]))"),
      "names an axis twice");
}

TEST(Checking, ConstantsWhereTheyAreRequired) {
  expectError(program("tensor<fp32, [4]> x, int32 n",
                      "tensor<fp32, [4]> y = softmax(x = x, axis = n)[name = string(\"n\")];", "y"),
              "argument 'axis' is 'n', which is computed, expected a constant");
}

TEST(Checking, Windows) {
  std::string w = "weight = tensor<fp32, [1, 4, 1, 1]>([1, 2, 3, 4])";
  expectError(one("tensor<fp32, [1, 1, 6, 6]>", "conv(x = x, " + w + ", groups = int32(0))"),
              "argument 'groups' is 0");
  expectError(one("tensor<fp32, [1, 1, 6, 6]>", "conv(x = x, " + w + ", groups = int32(2))"),
              "argument 'groups' is 2");
  expectError(one("tensor<fp32, [1, 1, 6, 6]>",
                  "conv(x = x, " + w + ", strides = tensor<int32, [2]>([0, 1]))"),
              "argument 'strides'");
  expectError(one("tensor<fp32, [1, 1, 6, 6]>",
                  "conv(x = x, " + w + ", strides = tensor<int32, [3]>([1, 1, 1]))"),
              "expected 2");
  expectError(one("tensor<fp32, [1, 1, 6, 6]>",
                  "conv(x = x, " + w +
                      ", pad = tensor<int32, [4]>([-1, 0, 0, 0]), pad_type = string(\"custom\"))"),
              "no negative element");
  expectError(one("tensor<fp32, [1, 1, 6, 6]>",
                  "conv(x = x, " + w + ", dilations = tensor<int32, [2]>([-1, 1]))"),
              "argument 'dilations'");
  expectError(one("tensor<fp32, [1, 4, 1, 1]>", "max_pool(x = x, kernel_sizes = tensor<int32, "
                                                "[2]>([7, 7]), pad_type = string(\"valid\"))"),
              "the padded input has 6");
  expectError(one("tensor<fp32, [1, 4, 1, 1]>", "max_pool(x = x, kernel_sizes = tensor<int32, "
                                                "[2]>([0, 1]), pad_type = string(\"valid\"))"),
              "argument 'kernel_sizes'");
}

// Sizes that the text claims must neither overflow nor be allocated before they are checked.
TEST(Checking, GiantShapes) {
  expectError(program("tensor<fp32, [1099511627776, 1099511627776]> x", "", "x"), "");
  expectError(one("tensor<fp32, [1, 4, 6, 6]>",
                  "tile(x = x, reps = tensor<int32, [4]>([2147483647, 1, 2147483647, 1]))"),
              "2^40");
  expectError(
      one("tensor<fp32, [1, 4, 6, 6]>",
          "reshape(x = x, shape = tensor<int32, [4]>([2147483647, 2147483647, 2147483647, -1]))"),
      "144 elements");
  expectError(one("tensor<fp32, [1, 4, 6, 6]>", "pad(x = x, pad = tensor<int32, [4]>([2147483647, "
                                                "2147483647, 2147483647, 2147483647]), mode = "
                                                "string(\"constant\"), constant_val = fp32(0))"),
              "2^40");
  expectError(one("tensor<fp32, [1, 4, 6, 6]>",
                  "resize_bilinear(x = x, target_size_height = int32(2147483647), "
                  "target_size_width = int32(2147483647))"),
              "2^40");
  expectError(one("tensor<fp32, [65536, 1048576]>",
                  "fill(shape = tensor<int32, [2]>([65536, 1048576]), value = fp32(0))"),
              "");
}

TEST(Checking, EmptyShapes) {
  expectError(program("tensor<fp32, [1, 0]> x", "", "x"), "extent below 1");
  expectError(one("tensor<fp32, [1, 4, 0, 6]>",
                  "slice_by_index(x = x, begin = tensor<int32, [4]>([0, 0, "
                  "3, 0]), end = tensor<int32, [4]>([1, 4, 3, 6]))"),
              "is empty");
  expectError(one("tensor<fp32, [0]>", "fill(shape = tensor<int32, [1]>([0]), value = fp32(0))"),
              "extent below 1");
}

TEST(Checking, Slices) {
  expectError(one("tensor<fp32, [1, 4, 6, 6]>",
                  "slice_by_size(x = x, begin = tensor<int32, [4]>([0, 2, 0, "
                  "0]), size = tensor<int32, [4]>([1, 3, 6, 6]))"),
              "takes 3 elements from 2 on of axis 1");
  expectError(one("tensor<fp32, [1, 4, 6, 6]>",
                  "slice_by_size(x = x, begin = tensor<int32, [2]>([0, 2]), "
                  "size = tensor<int32, [4]>([1, 3, 6, 6]))"),
              "expected 4 elements");
  expectError(one("tensor<fp32, [1, 4, 6, 6]>",
                  "slice_by_index(x = x, begin = tensor<int32, [4]>([0, 0, 0, 0]), end = "
                  "tensor<int32, [4]>([1, 4, 6, 6]), stride = tensor<int32, [4]>([1, 0, 1, 1]))"),
              "expected no 0");
  expectError(one("tensor<fp32, [1, 4, 6, 6]>",
                  "transpose(x = x, perm = tensor<int32, [4]>([0, 1, 1, 2]))"),
              "expected a permutation");
  expectError(
      one("tensor<fp32, [1, 4, 6, 6]>", "reshape(x = x, shape = tensor<int32, [2]>([-1, -1]))"),
      "at most one -1");
}

TEST(Checking, ResultCounts) {
  expectError(program(x,
                      "tensor<fp32, [1, 4, 6, 6]> y, tensor<fp32, [1, 4, 6, 6]> z = relu(x = "
                      "x)[name = string(\"n\")];",
                      "y"),
              "there are 2 results, expected 1");
  expectError(
      one("tensor<fp32, [1, 2, 6, 6]>", "split(x = x, num_splits = int32(2), axis = int32(1))"),
      "there are 1 results, expected 2");
}

// Indices are data: the run that brings a wrong one fails, and the next one works.
TEST(Checking, IndicesOutOfRangeFailTheRun) {
  auto planned = plan(program(
      "tensor<fp32, [3]> x, tensor<int32, [2]> i",
      "tensor<fp32, [2]> y = gather(x = x, indices = i, axis = int32(0))[name = string(\"n\")];",
      "y"));
  ASSERT_TRUE(planned.ok()) << planned.message();
  auto bad = run(**planned, {{1, 2, 3}, {0, 3}});
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.message(), "'gather' of 'y': index 3 is outside of an axis of extent 3");
  EXPECT_FALSE(run(**planned, {{1, 2, 3}, {-2147483648.0, 0}}).ok());
  auto good = run(**planned, {{1, 2, 3}, {2, -3}});
  ASSERT_TRUE(good.ok());
  EXPECT_EQ((*good)[0], (Values{3, 1}));
}

// The same for what is written by index; and a mode without a meaning for the elements is no
// program.
TEST(Checking, ScattersOutOfRangeFailTheRun) {
  for (const char *place : {"tensor<int32, [2, 1]> i", "tensor<int32, [2]> i"}) {
    bool nd = std::string(place).find(", 1]") != std::string::npos;
    auto planned = plan(program(
        std::string("tensor<fp32, [3]> x, tensor<fp32, [2]> u, ") + place,
        std::string("tensor<fp32, [3]> y = ") +
            (nd ? "scatter_nd(" : "scatter_along_axis(axis = int32(0), ") +
            "data = x, indices = i, updates = u, mode = string(\"add\"))[name = string(\"n\")];",
        "y"));
    ASSERT_TRUE(planned.ok()) << planned.message();
    auto bad = run(**planned, {{1, 2, 3}, {10, 20}, {0, -4}});
    ASSERT_FALSE(bad.ok());
    EXPECT_NE(bad.message().find("index -4 is outside of an axis of extent 3"), std::string::npos);
    auto good = run(**planned, {{1, 2, 3}, {10, 20}, {-1, 2}});
    ASSERT_TRUE(good.ok());
    EXPECT_EQ((*good)[0], (Values{1, 2, 33}));
  }
  expectError(one("tensor<bool, [2]>",
                  "scatter_nd(data = p, indices = tensor<int32, [1, 1]>([[0]]), updates = "
                  "tensor<bool, [1]>([true]), mode = string(\"mul\"))",
                  "tensor<bool, [2]> p"),
              "expected floats or int32 for a mode other than update");
}

// A division that a processor would trap on is defined.
TEST(Checking, ScattersDivideIntegersByZero) {
  EXPECT_EQ(evaluate(program("tensor<int32, [2]> x, tensor<int32, [3]> u",
                             "tensor<int32, [2]> y = scatter_along_axis(data = x, indices = "
                             "tensor<int32, [3]>([0, 1, 1]), updates = u, axis = int32(0), mode = "
                             "string(\"div\"))[name = string(\"n\")];",
                             "y"),
                     {{-2147483648.0, 7}, {-1, 2, 0}})[0],
            (Values{-2147483648.0, 0}));
}

TEST(Checking, WrongNumberOfBuffersFailsTheRun) {
  auto planned = plan(one("tensor<fp32, [1, 4, 6, 6]>", "relu(x = x)"));
  ASSERT_TRUE(planned.ok());
  EXPECT_FALSE((*planned)->run({}, {}).ok());
}

TEST(Checking, TypesThatAreNotComputedWith) {
  expectError(program("tensor<bf16, [2]> x", "", "x"), "element type bf16 is not computed with");
  expectError(program("tensor<int64, [2]> x", "", "x"), "element type int64 is not computed with");
}

} // namespace
} // namespace anemone::test
