//===- WeightsTest.cpp - New weights for a compiled program ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Weights are part of the compiled program (ANE-C07). Two ways around a new
// compilation were published: to overwrite the files and load again, which
// leaves the weights as they were, and to give a new model the compiled form
// of an old one, which works.
//
//===----------------------------------------------------------------------===//

#include "ProgramText.h"

using namespace anemone;
using namespace anemone::runtime;

namespace {

const std::string kOther = "@model_path/weights/other.bin";

/// y = x + w, or x + w + v with v in a second file.
std::string addWeights(bool two = false) {
  std::string second = weightLine("tensor<fp16, [1, 4, 1, 1]>", "v");
  second.replace(second.find(kWeightPath), kWeightPath.size(), kOther);
  std::string sum = kTile + " t = add(x = x, y = w)[name = string(\"t\")];\n";
  return programText(kTile + " x",
                     weightLine("tensor<fp16, [1, 4, 1, 1]>", "w") + (two ? second : "") + sum +
                         kTile + " y = " + (two ? "add(x = t, y = v)" : "add(x = t, y = fp16(0))") +
                         "[name = string(\"y\")];",
                     "y");
}

std::vector<uint8_t> fileOf(float value) { return weightFile(halves(ramp(4, value, 0))); }

class EmulatorWeights : public testing::TestWithParam<Fidelity> {
protected:
  void SetUp() override { options.fidelity = GetParam(); }
  bool isStrict() const { return GetParam() == Fidelity::Strict; }

  /// What the program gives for x = 0.
  uint16_t resultOf(EmulatedModel &model) {
    Outcome run = evaluate(model, {surface({})}, {kAllocation});
    EXPECT_TRUE(run.status.ok()) << run.status.error().message();
    return halves(run.outputs[0], 1)[0];
  }

  EmulatorOptions options;
  std::vector<uint8_t> one = fileOf(1), two = fileOf(2), ten = fileOf(10);
};

TEST_P(EmulatorWeights, C07OverwrittenFilesAreNotReadAgain) {
  auto model = Emulator(options).model(addWeights(), {{kWeightPath, one}});
  ASSERT_SUCCEEDS(model->compile());
  ASSERT_SUCCEEDS(model->load());
  EmulatorStatus reloaded = model->reload({{kWeightPath, two}});
  if (isStrict()) {
    ASSERT_FALSE(reloaded.ok());
    EXPECT_EQ(reloaded.error().stage, EngineStage::Load);
    EXPECT_TRUE(contains(reloaded.error().explanation, "[ANE-C07]"));
    // What is in the files already is no surprise.
    ASSERT_SUCCEEDS(model->reload({{kWeightPath, one}}));
  } else {
    ASSERT_SUCCEEDS(reloaded);
  }
  EXPECT_EQ(resultOf(*model), half(1)) << "the old weights";
}

TEST_P(EmulatorWeights, C07ADonorsFormTakesNewWeightsWithoutCompiling) {
  Emulator engine{options};
  auto donor = engine.model(addWeights(), {{kWeightPath, one}});
  ASSERT_SUCCEEDS(donor->compile());
  ASSERT_SUCCEEDS(donor->load());
  for (float value : {2.f, 3.f, 4.f}) {
    std::vector<uint8_t> file = fileOf(value);
    auto renewed = engine.model(addWeights(), {{kWeightPath, file}});
    EXPECT_NE(renewed->identity(), donor->identity());
    ASSERT_SUCCEEDS(renewed->takeForm(*donor));
    ASSERT_SUCCEEDS(renewed->load());
    EXPECT_EQ(resultOf(*renewed), half(value));
  }
  EXPECT_EQ(engine.compilations(), 1u);
  EXPECT_EQ(resultOf(*donor), half(1));
}

TEST_P(EmulatorWeights, C07ADonorsFormTakesOneFile) {
  Emulator engine{options};
  auto donor = engine.model(addWeights(true), {{kWeightPath, one}, {kOther, one}});
  ASSERT_SUCCEEDS(donor->compile());
  auto renewed = engine.model(addWeights(true), {{kWeightPath, two}, {kOther, ten}});
  EmulatorStatus taken = renewed->takeForm(*donor);
  if (isStrict()) {
    ASSERT_FALSE(taken.ok());
    EXPECT_TRUE(
        contains(taken.error().explanation, "2 weight files, of which a donor's form takes 1"));
    return;
  }
  // ".../other.bin" comes first; the weights of the second file are still the donor's.
  ASSERT_SUCCEEDS(taken);
  ASSERT_SUCCEEDS(renewed->load());
  EXPECT_EQ(resultOf(*renewed), half(11));
}

TEST_P(EmulatorWeights, ADonorHasToBeCompiledFromTheSameText) {
  Emulator engine{options};
  auto donor = engine.model(addWeights(), {{kWeightPath, one}});
  auto renewed = engine.model(addWeights(), {{kWeightPath, two}});
  EXPECT_TRUE(contains(renewed->takeForm(*donor).error().explanation, "was not compiled"));
  ASSERT_SUCCEEDS(donor->compile());
  auto other = engine.model(addWeights() + "// another", {{kWeightPath, two}});
  EXPECT_TRUE(contains(other->takeForm(*donor).error().explanation, "from another text"));
  std::vector<uint8_t> cut = two;
  cut.pop_back();
  auto malformed = engine.model(addWeights(), {{kWeightPath, cut}});
  EXPECT_FALSE(malformed->takeForm(*donor).ok());
}

INSTANTIATE_TEST_SUITE_P(Both, EmulatorWeights,
                         testing::Values(Fidelity::Strict, Fidelity::Silicon),
                         [](const auto &info) {
                           return info.param == Fidelity::Strict ? "Strict" : "Silicon";
                         });

//===----------------------------------------------------------------------===//
// Convolutions with weights that are no constants
//===----------------------------------------------------------------------===//

class RuntimeWeight : public testing::Test {
protected:
  /// w is the kernel of a convolution of x, after a reshape or as it comes.
  std::string conv(int batch, bool reshaped = true) {
    std::string image = "tensor<fp16, [" + std::to_string(batch) + ", 32, 1, 32]>";
    std::string kernel = "tensor<fp16, [4, 32, 1, 1]>";
    std::string reshape = kernel + " k = reshape(shape = tensor<int32, [4]>([4, 32, 1, 1]), x = "
                                   "w)[name = string(\"k\")];\n";
    return programText((reshaped ? "tensor<fp16, [1, 1, 4, 32]>" : kernel) + " w, " + image + " x",
                       (reshaped ? reshape : "") + "tensor<fp16, [" + std::to_string(batch) +
                           ", 4, 1, 32]> y = conv(pad_type = string(\"valid\"), weight = " +
                           (reshaped ? "k" : "w") + ", x = x)[name = string(\"y\")];",
                       "y");
  }
  Outcome run(const EmulatorOptions &options, const std::string &text) {
    auto model = Emulator(options).model(text, {});
    return compileAndRun(*model, {surface(ramp(128, 1, 0)), surface(ramp(1024, 1, 0))});
  }
  std::string failure(const EmulatorOptions &options, const std::string &text) {
    Outcome found = run(options, text);
    return found.status.ok() ? "succeeded" : found.status.error().message();
  }
  static EmulatorOptions with(Fidelity fidelity, bool ignored = false) {
    EmulatorOptions options;
    options.fidelity = fidelity;
    options.wholeRows = false; // the kernel's rows have one element
    options.ignoresRuntimeConvWeights = ignored;
    return options;
  }
};

TEST_F(RuntimeWeight, C27WorksThroughAReshape) {
  for (Fidelity fidelity : {Fidelity::Strict, Fidelity::Silicon}) {
    Outcome found = run(with(fidelity), conv(1));
    ASSERT_SUCCEEDS(found.status);
    EXPECT_EQ(halves(found.outputs[0], 1)[0], half(32));
  }
}

TEST_F(RuntimeWeight, C27IsIgnoredOtherwise) {
  for (bool ignored : {false, true}) {
    EXPECT_TRUE(contains(failure(with(Fidelity::Strict, ignored), conv(1, ignored)), "[ANE-C27]"));
    Outcome found = run(with(Fidelity::Silicon, ignored), conv(1, ignored));
    ASSERT_SUCCEEDS(found.status);
    EXPECT_EQ(halves(found.outputs[0], 1)[0], half(0));
  }
}

TEST_F(RuntimeWeight, C27CrashesTheCompilerAtBatch2) {
  for (Fidelity fidelity : {Fidelity::Strict, Fidelity::Silicon})
    for (bool ignored : {false, true}) {
      std::string text = failure(with(fidelity, ignored), conv(2));
      EXPECT_TRUE(contains(text, "crash the compiler's service"));
      EXPECT_TRUE(contains(text, "ANECCompile() FAILED"));
    }
}

} // namespace
