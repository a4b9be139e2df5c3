//===- PlanTest.cpp - Memory, traces, constants ---------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/Text.h"
#include "test/Unit/Executor/Support.h"
#include <gtest/gtest.h>

namespace anemone::test {
namespace {

/// A chain of `count` softmaxes (which do not fuse) over 1,000 fp32.
std::string chain(int count) {
  std::string body;
  for (int i = 0; i < count; ++i)
    body += "tensor<fp32, [10, 100]> v" + std::to_string(i + 1) + " = softmax(x = v" +
            std::to_string(i) + ", axis = int32(-1))[name = string(\"n\")];\n";
  return program("tensor<fp32, [10, 100]> v0", body, "v" + std::to_string(count));
}

// Two buffers of 4,000 bytes are enough for a chain of any length; the last result is the caller's
// buffer.
TEST(Plan, ReusesMemoryByLifetime) {
  auto planned = plan(chain(30));
  ASSERT_TRUE(planned.ok()) << planned.message();
  EXPECT_LE((*planned)->peakBytes(), 2u * 4096u);
  EXPECT_GE((*planned)->peakBytes(), 4000u);
}

TEST(Plan, KeepsEveryValueWithATrace) {
  exec::Options options;
  options.trace = true;
  auto planned = plan(chain(30), options);
  ASSERT_TRUE(planned.ok()) << planned.message();
  EXPECT_GE((*planned)->peakBytes(), 29u * 4000u);
}

// A value that is read again much later keeps its memory until then.
TEST(Plan, KeepsWhatIsReadLater) {
  std::string body =
      "tensor<fp32, [64]> kept = softmax(x = x, axis = int32(0))[name = string(\"n\")];\n"
      "tensor<fp32, [64]> v0 = cumsum(x = x, axis = int32(0), exclusive = bool(false), reverse = "
      "bool(false))[name = string(\"n\")];\n";
  for (int i = 0; i < 6; ++i)
    body += "tensor<fp32, [64]> v" + std::to_string(i + 1) + " = softmax(x = v" +
            std::to_string(i) + ", axis = int32(0))[name = string(\"n\")];\n";
  body += "tensor<fp32, [64]> y = add(x = v6, y = kept)[name = string(\"n\")];";
  std::string text = program("tensor<fp32, [64]> x", body, "y");
  exec::Options traced;
  traced.trace = true;
  EXPECT_EQ(evaluate(text, {pattern(64)}), evaluate(text, {pattern(64)}, traced));
}

const char *const kScatter =
    "tensor<fp32, [1000, 48]> y = scatter_nd(data = d, indices = i, updates = u, mode = "
    "string(\"add\"), validate_indices = bool(false))[name = string(\"n\")];\n";

// What a scatter begins with is written over when nothing else reads it; what is read a second time
// is kept.
TEST(Plan, ScattersInPlace) {
  std::string arguments =
      "tensor<fp32, [1000, 48]> x, tensor<int32, [64, 1]> i, tensor<fp32, [64, 48]> u";
  std::string data = "tensor<fp32, [1000, 48]> d = softmax(x = x, axis = int32(-1))[name = "
                     "string(\"n\")];\n";
  std::string after = "tensor<fp32, [1000, 48]> z = softmax(x = y, axis = int32(0))[name = "
                      "string(\"n\")];\n";
  auto once = plan(program(arguments, data + kScatter + after, "z"));
  ASSERT_TRUE(once.ok()) << once.message();
  EXPECT_LE((*once)->peakBytes(), 192064u + 4096u);
  std::string again = "tensor<fp32, [1000, 48]> w = sub(x = y, y = d)[name = string(\"n\")];\n";
  std::string text = program(arguments, data + kScatter + again, "w");
  Values indices(64, 3), ones(64 * 48, 1);
  Values found = evaluate(text, {pattern(48000), indices, ones})[0];
  EXPECT_NEAR(found[3 * 48], 64, 1e-4) << "the data was there after the scatter";
  EXPECT_EQ(found[4 * 48], 0);
}

// Many updates of one row: each element adds them up in their order, whoever computes it.
TEST(Plan, ScattersTheSameBitsWithAnyNumberOfThreads) {
  std::string text = program(
      "tensor<fp32, [1000, 48]> d, tensor<int32, [32768, 1]> i, tensor<fp32, [32768, 48]> u",
      kScatter, "y");
  Values indices(32768);
  for (size_t place = 0; place < indices.size(); ++place)
    indices[place] = static_cast<double>(place % 5);
  std::vector<Values> inputs = {pattern(48000), indices, pattern(32768 * 48, 7)};
  exec::Options alone, many;
  alone.threads = 1;
  many.threads = 5;
  EXPECT_EQ(evaluate(text, inputs, alone), evaluate(text, inputs, many));
}

TEST(Plan, TraceSeesEveryValueInOrder) {
  std::string text =
      program("tensor<fp32, [2]> x",
              "tensor<fp32, [2]> a = add(x = x, y = fp32(1))[name = string(\"n\")];\n"
              "tensor<fp32, [1, 2]> b = reshape(x = a, shape = tensor<int32, [2]>([1, 2]))[name = "
              "string(\"n\")];\n"
              "fp32 k = add(x = fp32(2), y = fp32(3))[name = string(\"n\")];\n"
              "tensor<bool, [1, 2]> c = greater(x = b, y = k)[name = string(\"n\")];",
              "c");
  exec::Options options;
  options.trace = true;
  auto planned = plan(text, options);
  ASSERT_TRUE(planned.ok()) << planned.message();
  std::map<std::string, Values> seen;
  auto found = run(**planned, {{1, 9}}, &seen);
  ASSERT_TRUE(found.ok()) << found.message();
  EXPECT_EQ(seen, (std::map<std::string, Values>{
                      {"a", {2, 10}}, {"b", {2, 10}}, {"k", {5}}, {"c", {0, 1}}}));
}

TEST(Plan, RefusesATraceThatWasNotPlanned) {
  auto planned = plan(chain(1));
  ASSERT_TRUE(planned.ok());
  std::map<std::string, Values> seen;
  auto found = run(**planned, {pattern(1000)}, &seen);
  ASSERT_FALSE(found.ok());
  EXPECT_NE(found.message().find("Options::trace"), std::string::npos) << found.message();
}

// Inputs that are outputs, one value given twice, and constants as outputs all have to be copied
// out.
TEST(Plan, GivesInputsConstantsAndRepeatedValues) {
  std::string text = program(
      "tensor<fp32, [2]> x, tensor<bool, [2]> p",
      "tensor<fp32, [2]> k = const()[name = string(\"k\"), val = tensor<fp32, [2]>([5, 6])];\n"
      "tensor<fp32, [2]> y = neg(x = x)[name = string(\"n\")];\n"
      "tensor<fp32, [2, 1]> z = expand_dims(x = y, axes = tensor<int32, [1]>([1]))[name = "
      "string(\"n\")];",
      "x, k, y, z, p");
  auto found = evaluate(text, {{1, 2}, {0, 1}});
  ASSERT_EQ(found.size(), 5u);
  EXPECT_EQ(found[0], (Values{1, 2}));
  EXPECT_EQ(found[1], (Values{5, 6}));
  EXPECT_EQ(found[2], (Values{-1, -2}));
  EXPECT_EQ(found[3], (Values{-1, -2}));
  EXPECT_EQ(found[4], (Values{0, 1}));
}

// A plan holds no state between runs.
TEST(Plan, RunsAgainWithOtherInputs) {
  auto planned = plan(chain(3));
  ASSERT_TRUE(planned.ok());
  auto first = run(**planned, {pattern(1000, 1)}), second = run(**planned, {pattern(1000, 2)});
  auto again = run(**planned, {pattern(1000, 1)});
  ASSERT_TRUE(first.ok() && second.ok() && again.ok());
  EXPECT_EQ(*first, *again);
  EXPECT_NE(*first, *second);
}

TEST(Plan, ReportsStorageByNumerics) {
  std::string text = program("tensor<fp16, [2]> x, tensor<int32, [2]> i",
                             "tensor<fp16, [2]> y = relu(x = x)[name = string(\"n\")];", "y, i");
  struct {
    exec::Numerics numerics;
    mil::DType storage;
  } expected[] = {{exec::Numerics::F32, mil::DType::Fp32},
                  {exec::Numerics::F16, mil::DType::Fp16},
                  {exec::Numerics::F64, mil::DType::Fp64}};
  for (const auto &each : expected) {
    auto planned = plan(text, {each.numerics});
    ASSERT_TRUE(planned.ok()) << planned.message();
    EXPECT_EQ((*planned)->inputs()[0].storage, each.storage);
    EXPECT_EQ((*planned)->outputs()[0].storage, each.storage);
    EXPECT_EQ((*planned)->outputs()[0].type, mil::Type::tensor(mil::DType::Fp16, {2}));
    EXPECT_EQ((*planned)->inputs()[1].storage, mil::DType::Int32);
  }
}

/// y = x + BLOBFILE, with `view` as what the file holds.
Result<std::unique_ptr<exec::Executable>> planWithWeights(exec::WeightView view,
                                                          exec::Options options = {}) {
  auto parsed = mil::parse(
      program("tensor<fp16, [2]> x",
              "tensor<fp16, [2]> w = const()[name = string(\"w\"), val = tensor<fp16, "
              "[2]>(BLOBFILE(path = string(\"@model_path/w.bin\"), offset = uint64(64)))];\n"
              "tensor<fp16, [2]> y = add(x = x, y = w)[name = string(\"n\")];",
              "y"));
  EXPECT_TRUE(parsed.ok());
  auto resolve = [view](const mil::BlobFile &blob) -> Result<exec::WeightView> {
    EXPECT_EQ(blob.offset, 64u);
    return view;
  };
  return exec::Executable::plan(parsed->functions[0], resolve, options);
}

TEST(Weights, MayBeWiderThanDeclared) {
  float wide[] = {0.1f, 2049.f};
  exec::WeightView view{mil::DType::Fp32, {reinterpret_cast<const uint8_t *>(wide), sizeof(wide)}};
  auto inF32 = planWithWeights(view);
  ASSERT_TRUE(inF32.ok()) << inF32.message();
  EXPECT_EQ((*run(**inF32, {{0, 0}}))[0], (Values{0.1f, 2049}));
  auto inF16 = planWithWeights(view, {exec::Numerics::F16});
  ASSERT_TRUE(inF16.ok()) << inF16.message();
  EXPECT_EQ((*run(**inF16, {{0, 0}}))[0][1], 2048) << "fp16 numerics round the weight";
}

TEST(Weights, OfAnotherSizeAreRefused) {
  float wide[] = {1, 2, 3};
  exec::WeightView view{mil::DType::Fp32, {reinterpret_cast<const uint8_t *>(wide), sizeof(wide)}};
  auto planned = planWithWeights(view);
  ASSERT_FALSE(planned.ok());
  EXPECT_NE(planned.message().find("has 12 bytes, expected 8"), std::string::npos)
      << planned.message();
}

TEST(Weights, ResolverFailuresAreReported) {
  auto parsed =
      mil::parse(program("",
                         "tensor<fp16, [2]> w = const()[name = string(\"w\"), val = tensor<fp16, "
                         "[2]>(BLOBFILE(path = string(\"w.bin\"), offset = uint64(64)))];",
                         "w"));
  ASSERT_TRUE(parsed.ok());
  auto resolve = [](const mil::BlobFile &) -> Result<exec::WeightView> {
    return Status::failure("no such record");
  };
  auto planned = exec::Executable::plan(parsed->functions[0], resolve, {});
  ASSERT_FALSE(planned.ok());
  EXPECT_NE(planned.message().find("no such record"), std::string::npos);
  EXPECT_FALSE(exec::Executable::plan(parsed->functions[0], {}, {}).ok()) << "no resolver at all";
}

} // namespace
} // namespace anemone::test
