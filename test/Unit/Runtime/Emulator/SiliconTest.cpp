//===- SiliconTest.cpp - Failures that nobody announces -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the engine was reported to compute wrongly without a word: under strict
// fidelity an error that names the constraint, under silicon fidelity the
// wrong data.
//
//===----------------------------------------------------------------------===//

#include "ProgramText.h"
#include <cmath>

using namespace anemone;
using namespace anemone::runtime;

namespace {

EmulatorOptions silicon() {
  EmulatorOptions options;
  options.fidelity = Fidelity::Silicon;
  return options;
}

/// The first output of a program; `weights` may be empty.
std::vector<uint16_t> outputOf(const EmulatorOptions &options, const std::string &text,
                               const std::vector<std::vector<uint8_t>> &inputs,
                               const mil::WeightDictionary &weights = {},
                               size_t elements = kTileElements) {
  auto model = Emulator(options).model(text, weights);
  Outcome run = compileAndRun(*model, inputs);
  EXPECT_TRUE(run.status.ok()) << run.status.error().message();
  return run.status.ok() ? halves(run.outputs[0], elements) : std::vector<uint16_t>();
}

/// What a program says that must fail at some stage.
std::string failureOf(const EmulatorOptions &options, const std::string &text,
                      const std::vector<std::vector<uint8_t>> &inputs) {
  Outcome run = compileAndRun(*Emulator(options).model(text, {}), inputs);
  return run.status.ok() ? "succeeded" : run.status.error().message();
}

std::vector<uint8_t> filled(float value) { return surface(ramp(kTileElements, value, 0)); }

//===----------------------------------------------------------------------===//
// Order of surfaces
//===----------------------------------------------------------------------===//

class SymbolOrder : public testing::TestWithParam<Fidelity> {
protected:
  /// x - w and x + w, with the surfaces as declared, which is not the order of their symbols.
  EmulatorStatus runAsDeclared() {
    EmulatorOptions options;
    options.fidelity = GetParam();
    model = Emulator(options).model(
        programText(kTile + " x, " + kTile + " w",
                    kTile + " y = sub(x = x, y = w)[name = string(\"y\")];\n" + kTile +
                        " y2 = add(x = x, y = w)[name = string(\"y2\")];",
                    "y, y2"),
        {});
    EXPECT_TRUE(model->compile().ok() && model->load().ok());
    std::vector<std::span<const uint8_t>> in{x, w};
    std::vector<std::span<uint8_t>> out{y, y2};
    std::vector<std::string> inputSymbols{"x", "w"}, outputSymbols{"y@output", "y2@output"};
    return model->evaluate({in, out, inputSymbols, outputSymbols});
  }

  std::vector<uint8_t> x = filled(5), w = filled(1), y = filled(0), y2 = filled(0);
  std::unique_ptr<EmulatedModel> model;
};

TEST_P(SymbolOrder, C03C19) {
  EmulatorStatus status = runAsDeclared();
  if (GetParam() == Fidelity::Strict) {
    ASSERT_FALSE(status.ok());
    const std::string &text = status.error().explanation;
    EXPECT_TRUE(contains(text, "surface 0 is meant for 'x', but the engine takes it for 'w'"));
    EXPECT_TRUE(contains(text, "'y@output', but the engine takes it for 'y2@output'"));
    EXPECT_TRUE(contains(text, "[ANE-C19]"));
    EXPECT_TRUE(contains(text, "[ANE-C03]"));
    return;
  }
  // Both are swapped: the engine computes 1 - 5 and writes it where the sum should be.
  ASSERT_TRUE(status.ok()) << status.error().message();
  EXPECT_EQ(halves(y, 1)[0], half(6));
  EXPECT_EQ(halves(y2, 1)[0], half(-4));
}

INSTANTIATE_TEST_SUITE_P(EmulatorSilicon, SymbolOrder,
                         testing::Values(Fidelity::Strict, Fidelity::Silicon),
                         [](const auto &info) {
                           return info.param == Fidelity::Strict ? "Strict" : "Silicon";
                         });

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

TEST(EmulatorSilicon, C06AMaskHasNoEffect) {
  const std::string type = "tensor<fp16, [1, 4, 32]>";
  auto attention = [&](const std::string &mask) {
    return programText(type + " m, " + type + " x",
                       type + " z = mul(x = m, y = m)[name = string(\"z\")];\n" + type +
                           " y = scaled_dot_product_attention(" + mask +
                           "key = x, query = x, value = x)[name = string(\"y\")];",
                       "y");
  };
  // The mask of scores is [1, 4, 4].
  std::string masked = attention("attn_mask = k, ");
  masked.replace(masked.find(type + " y ="), 0,
                 "tensor<fp16, [1, 4, 4]> k = slice_by_size(begin = tensor<int32, [3]>([0, 0, 0]), "
                 "size = tensor<int32, [3]>([1, 4, 4]), x = m)[name = string(\"k\")];\n");
  std::vector<std::vector<uint8_t>> inputs{surface(ramp(kTileElements, 0, -2)),
                                           surface(ramp(kTileElements, 0, 0.0078125f))};
  EmulatorOptions obeys = silicon();
  obeys.allowsAttentionMask = true;
  EXPECT_EQ(outputOf(silicon(), masked, inputs), outputOf(silicon(), attention(""), inputs));
  EXPECT_NE(outputOf(obeys, masked, inputs), outputOf(obeys, attention(""), inputs));
  EXPECT_TRUE(contains(failureOf({}, masked, inputs), "[ANE-C06]"));
}

TEST(EmulatorSilicon, C08OtherOffsetsReadGarbage) {
  std::vector<uint8_t> file = weightFile(halves(ramp(4, 1)));
  auto at = [&](uint64_t offset) {
    std::string text = programText(kTile + " x",
                                   weightLine("tensor<fp16, [1, 4, 1, 1]>", "w", offset) + kTile +
                                       " y = mul(x = x, y = w)[name = string(\"y\")];",
                                   "y");
    std::vector<uint16_t> found = outputOf(silicon(), text, {filled(1)}, {{kWeightPath, file}});
    return std::vector<uint16_t>{found.at(0), found.at(32), found.at(64), found.at(96)};
  };
  EXPECT_EQ(at(64), halves(ramp(4, 1)));
  // Offset 0 takes the metadata for data: the sentinel 0xDEADBEEF, the type and half of the size.
  EXPECT_EQ(at(0), (std::vector<uint16_t>{0xbeef, 0xdead, 1, 0}));
  // That of the data, and any behind the file, reads what follows: zeros.
  EXPECT_EQ(at(128), (std::vector<uint16_t>{0, 0, 0, 0}));
  EXPECT_EQ(at(uint64_t(0) - 64), (std::vector<uint16_t>{0, 0, 0, 0}));
}

std::string tile(int factor) {
  std::string n = std::to_string(factor);
  return programText("tensor<fp16, [1, 1, 4, 32]> x",
                     "tensor<fp16, [1, " + n + ", 4, 32]> y = tile(reps = tensor<int32, [4]>([1, " +
                         n + ", 1, 1]), x = x)[name = string(\"y\")];",
                     "y");
}

TEST(EmulatorSilicon, C28ATileFailsWhateverFollowsInTheProcess) {
  for (int factor : {2, 5}) {
    Emulator engine{silicon()}, other{silicon()};
    auto bystander = engine.model(oneOperation("relu(x = x)"), {});
    ASSERT_SUCCEEDS(compileAndRun(*bystander, {filled(1)}).status);
    // The one that does the damage succeeds itself.
    ASSERT_SUCCEEDS(compileAndRun(*engine.model(tile(factor), {}), {filled(1)}).status);
    Outcome after = compileAndRun(*bystander, {filled(1)});
    ASSERT_FALSE(after.status.ok());
    EXPECT_EQ(after.status.error().code, 0x1du);
    EXPECT_TRUE(contains(after.status.error().explanation, "[ANE-C28]"));
    EXPECT_TRUE(contains(after.status.error().reported, "statusType=0x9: Program Inference error"));
    auto fresh = engine.model(oneOperation("abs(x = x)"), {});
    EXPECT_FALSE(compileAndRun(*fresh, {filled(1)}).status.ok()) << "reloading does not help";
    ASSERT_SUCCEEDS(
        compileAndRun(*other.model(oneOperation("abs(x = x)"), {}), {filled(1)}).status);
    EXPECT_TRUE(contains(failureOf({}, tile(factor), {filled(1)}), "[ANE-C28]"));
  }
}

// Where tiles are taken, the reported factors do no harm, and others are refused.
TEST(EmulatorSilicon, C71TilesOfSomeFactorsAreHarmlessOnAnM5) {
  EmulatorOptions m5 = EmulatorOptions::of(*target::findProfile("m5"));
  m5.fidelity = Fidelity::Silicon;
  Emulator engine{m5};
  auto bystander = engine.model(oneOperation("relu(x = x)"), {});
  for (int factor : {2, 3, 4, 8}) {
    ASSERT_SUCCEEDS(compileAndRun(*engine.model(tile(factor), {}), {filled(1)}).status);
    ASSERT_SUCCEEDS(compileAndRun(*bystander, {filled(1)}).status);
  }
  EXPECT_TRUE(contains(failureOf(m5, tile(5), {filled(1)}), "[ANE-C71]"));
}

TEST(EmulatorSilicon, C39SlicesBehindTheStartSaturateOnM1AndM2) {
  auto slice = [](int begin) {
    return programText("tensor<fp16, [1, 4, 1, 64]> x",
                       kTile + " y = slice_by_size(begin = tensor<int32, [4]>([0, 0, 0, " +
                           std::to_string(begin) +
                           "]), size = tensor<int32, [4]>([1, 4, 1, 32]), x = x)[name = "
                           "string(\"y\")];",
                       "y");
  };
  auto index = programText("tensor<fp16, [1, 4, 1, 64]> x",
                           kTile + " y = slice_by_index(begin = tensor<int32, [4]>([0, 0, 0, 32]), "
                                   "end = tensor<int32, [4]>([1, 4, 1, 64]), x = x)[name = "
                                   "string(\"y\")];",
                           "y");
  // The first row holds 4094, -4096 and 65504 behind its 32nd element.
  std::vector<float> row(64, 1);
  row[32] = 4094;
  row[33] = -4096;
  row[34] = 65504;
  std::vector<std::vector<uint8_t>> large{surface(row)},
      small{surface(std::vector<float>(64, 4094))};
  constexpr uint16_t infinity = 0x7c00;
  for (const std::string &text : {slice(32), index}) {
    std::vector<uint16_t> found = outputOf(silicon(), text, large);
    EXPECT_EQ(found.at(0), half(4094));
    EXPECT_EQ(found.at(1), infinity | 0x8000);
    EXPECT_EQ(found.at(2), infinity);
    EXPECT_EQ(found.at(3), half(1));
    EXPECT_TRUE(contains(failureOf({}, text, large), "[ANE-C39]"));
    EXPECT_EQ(failureOf({}, text, small), "succeeded");
    // M4 and later are exact.
    EmulatorOptions m4 = EmulatorOptions::of(*target::findProfile("m4-max"));
    m4.minSurfaceBytes = 0;
    EXPECT_EQ(outputOf(m4, text, large).at(1), half(-4096));
  }
  // From the start on it may be anything.
  row[1] = -4096;
  EXPECT_EQ(outputOf(silicon(), slice(0), {surface(row)}).at(1), half(-4096));
  EXPECT_EQ(failureOf({}, slice(0), {surface(row)}), "succeeded");
}

TEST(EmulatorSilicon, C39InfinitiesAreNoSurprise) {
  // They stay what they are, so that strict fidelity has nothing to say.
  std::string text = programText(
      "tensor<fp16, [1, 4, 1, 64]> x",
      "tensor<fp16, [1, 4, 1, 64]> t = mul(x = x, y = fp16(0x1p15))[name = string(\"t\")];\n" +
          kTile +
          " y = slice_by_size(begin = tensor<int32, [4]>([0, 0, 0, 32]), size = tensor<int32, [4]>"
          "([1, 4, 1, 32]), x = t)[name = string(\"y\")];",
      "y");
  std::vector<std::vector<uint8_t>> inputs{surface(std::vector<float>(256, 1024))};
  EXPECT_EQ(failureOf({}, text, inputs), "succeeded");
  EXPECT_EQ(outputOf(silicon(), text, inputs).at(0), 0x7c00);
}

TEST(EmulatorSilicon, C54MasksAreFinite) {
  auto masked = [](const std::string &line) {
    return programText(kTile + " x",
                       weightLine("tensor<fp16, [1, 1, 1, 32]>", "m") + line + kTile +
                           " y = softmax(axis = int32(-1), x = s)[name = string(\"y\")];",
                       "y");
  };
  std::string sum = masked(kTile + " s = add(x = x, y = m)[name = string(\"s\")];\n");
  std::string after =
      masked(kTile + " r = add(x = x, y = m)[name = string(\"r\")];\n" + kTile +
             " s = reshape(shape = tensor<int32, [4]>([1, 4, 1, 32]), x = r)[name = "
             "string(\"s\")];\n");
  auto strictly = [](const std::string &text, float mask) {
    std::vector<uint16_t> bits = halves(ramp(32, mask, 0));
    if (mask == 0)
      bits[5] = 0xfc00;
    std::vector<uint8_t> file = weightFile(bits);
    EmulatorStatus status = Emulator({}).model(text, {{kWeightPath, file}})->compile();
    return status.ok() ? "compiled" : status.error().message();
  };
  EXPECT_TRUE(contains(strictly(sum, 0), "gets -inf from 'm'"));
  EXPECT_TRUE(contains(strictly(after, 0), "[ANE-C54]"));
  EXPECT_EQ(strictly(sum, -40000), "compiled");
  // Multiplied into the scores it is no mask, and it may never get there.
  EXPECT_EQ(strictly(masked(kTile + " s = mul(x = x, y = m)[name = string(\"s\")];\n"), 0),
            "compiled");
}

TEST(EmulatorSilicon, C69ALoneIdentityGivesNaN) {
  std::vector<uint16_t> found = outputOf(silicon(), oneOperation("identity(x = x)"), {filled(1)});
  for (uint16_t bits : found)
    EXPECT_GT(bits & 0x7fff, 0x7c00);
  EXPECT_TRUE(contains(failureOf({}, oneOperation("identity(x = x)"), {filled(1)}), "[ANE-C69]"));
  // Not where there is another output.
  std::string two = programText(kTile + " x",
                                kTile + " y = identity(x = x)[name = string(\"y\")];\n" + kTile +
                                    " z = relu(x = x)[name = string(\"z\")];",
                                "y, z");
  EXPECT_EQ(outputOf(silicon(), two, {filled(1)}).at(0), half(1));
  EXPECT_EQ(failureOf({}, two, {filled(1)}), "succeeded");
}

} // namespace
