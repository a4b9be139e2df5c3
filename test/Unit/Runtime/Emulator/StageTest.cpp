//===- StageTest.cpp - Compile, load, evaluate, unload --------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramText.h"

using namespace anemone;
using namespace anemone::runtime;

namespace {

const std::string kSubtract = programText(
    kTile + " a, " + kTile + " b", kTile + " y = sub(x = a, y = b)[name = string(\"y\")];", "y");

/// y = x + w, w a constant of four channels.
const std::string kAddWeight = programText(kTile + " x",
                                           weightLine("tensor<fp16, [1, 4, 1, 1]>", "w") + kTile +
                                               " y = add(x = x, y = w)[name = string(\"y\")];",
                                           "y");

std::string reluOf(int number) {
  std::string name = "y" + std::to_string(number);
  return programText(kTile + " x", kTile + " " + name + " = relu(x = x)[name = string(\"y\")];",
                     name);
}

TEST(EmulatorStages, RunsAProgram) {
  Emulator engine{{}};
  auto model = engine.model(kSubtract, {});
  ASSERT_SUCCEEDS(model->compile());
  ASSERT_SUCCEEDS(model->load());
  Outcome run =
      evaluate(*model, {surface(ramp(kTileElements, 100, 2)), surface(ramp(kTileElements, 100, 1))},
               {kAllocation});
  ASSERT_SUCCEEDS(run.status);
  EXPECT_EQ(halves(run.outputs[0], kTileElements), halves(ramp(kTileElements, 0, 1)));
  // What lies behind the last row is not the program's to write.
  EXPECT_EQ(run.outputs[0][2 * kTileElements], 0xab);
}

TEST(EmulatorStages, RoundsToFp16) {
  // 2048 + 1 lies between two numbers of fp16; to nearest even gives 2048. In f32 it would be 2049.
  Emulator engine{{}};
  auto model = engine.model(kSubtract, {});
  ASSERT_SUCCEEDS(model->compile());
  ASSERT_SUCCEEDS(model->load());
  Outcome run =
      evaluate(*model, {surface(ramp(kTileElements, 2048, 0)), surface(ramp(kTileElements, -1, 0))},
               {kAllocation});
  ASSERT_SUCCEEDS(run.status);
  EXPECT_EQ(halves(run.outputs[0], kTileElements), halves(ramp(kTileElements, 2048, 0)));
}

TEST(EmulatorStages, ModelsAreNotCheckedBeforeTheyAreCompiled) {
  Emulator engine{{}};
  auto model = engine.model("no program", {});
  ASSERT_NE(model, nullptr);
  EmulatorStatus status = model->compile();
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().stage, EngineStage::Compile);
  EXPECT_EQ(status.error().code, 1u);
  EXPECT_TRUE(contains(status.error().reported, "_ANECompiler : ANECCompile() FAILED"));
  EXPECT_TRUE(contains(status.error().reported, "InvalidMILProgram"));
  EXPECT_TRUE(contains(status.error().explanation, "1:1: expected 'program'"));
}

TEST(EmulatorStages, LoadNeedsACompiledProgram) {
  Emulator engine{{}};
  auto model = engine.model(kSubtract, {});
  EmulatorStatus status = model->load();
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().stage, EngineStage::Load);
}

TEST(EmulatorStages, EvaluateNeedsALoadedProgram) {
  Emulator engine{{}};
  auto model = engine.model(reluOf(0), {});
  ASSERT_SUCCEEDS(model->compile());
  std::vector<std::vector<uint8_t>> inputs = {surface(ramp(kTileElements, 0))};
  Outcome before = evaluate(*model, inputs, {kAllocation});
  ASSERT_FALSE(before.status.ok());
  EXPECT_EQ(before.status.error().stage, EngineStage::Evaluate);
  EXPECT_EQ(before.status.error().code, 0x0eu);
  ASSERT_SUCCEEDS(model->load());
  ASSERT_SUCCEEDS(evaluate(*model, inputs, {kAllocation}).status);
  model->unload();
  EXPECT_EQ(evaluate(*model, inputs, {kAllocation}).status.error().code, 0x0eu);
}

TEST(EmulatorStages, C05CountsResidentPrograms) {
  EmulatorOptions options;
  options.maxResidentPrograms = 2;
  Emulator engine{options};
  std::vector<std::unique_ptr<EmulatedModel>> models;
  for (int i = 0; i < 3; ++i) {
    models.push_back(engine.model(reluOf(i), {}));
    ASSERT_SUCCEEDS(models.back()->compile());
  }
  ASSERT_SUCCEEDS(models[0]->load());
  ASSERT_SUCCEEDS(models[1]->load());
  EmulatorStatus full = models[2]->load();
  ASSERT_FALSE(full.ok());
  EXPECT_EQ(full.error().code, 0x50004u);
  EXPECT_TRUE(contains(full.error().reported, "Program load failure (0x50004)"));
  EXPECT_TRUE(contains(full.error().explanation, "ANE-C05"));

  // A program of an identity that is resident needs no place.
  auto twin = engine.model(reluOf(0), {});
  ASSERT_SUCCEEDS(twin->compile());
  ASSERT_SUCCEEDS(twin->load());
  EXPECT_EQ(engine.residentPrograms(), 2u);
  // A place is free when the last of its models is unloaded or gone.
  twin->unload();
  EXPECT_FALSE(models[2]->load().ok());
  models[0].reset();
  ASSERT_SUCCEEDS(models[2]->load());
  EXPECT_EQ(engine.residentPrograms(), 2u);
}

TEST(EmulatorStages, C05LimitIs127) {
  EXPECT_EQ(EmulatorOptions::of(*target::findProfile("strict")).maxResidentPrograms, 127);
}

TEST(EmulatorStages, IdentityIsThatOfTextAndWeights) {
  Emulator engine{{}};
  std::vector<uint8_t> one = weightFile(halves(ramp(4, 1))), two = weightFile(halves(ramp(4, 2)));
  auto first = engine.model(kAddWeight, {{kWeightPath, one}});
  EXPECT_EQ(first->identity(), engine.model(kAddWeight, {{kWeightPath, one}})->identity());
  EXPECT_NE(first->identity(), engine.model(kAddWeight, {{kWeightPath, two}})->identity());
  EXPECT_NE(first->identity(),
            engine.model(kAddWeight, {{"@model_path/other.bin", one}})->identity());
  EXPECT_NE(first->identity(),
            engine.model(kAddWeight + "// more", {{kWeightPath, one}})->identity());
}

TEST(EmulatorStages, C07BakesWeightsWhenItCompiles) {
  Emulator engine{{}};
  std::vector<uint8_t> weights = weightFile({half(1), half(2), half(3), half(4)});
  auto model = engine.model(kAddWeight, {{kWeightPath, weights}});
  ASSERT_SUCCEEDS(model->compile());
  std::fill(weights.begin() + 128, weights.end(), uint8_t(0)); // too late
  ASSERT_SUCCEEDS(model->load());
  std::vector<std::vector<uint8_t>> inputs = {surface(ramp(kTileElements, 0, 0))};
  Outcome stale = evaluate(*model, inputs, {kAllocation});
  ASSERT_SUCCEEDS(stale.status);
  EXPECT_EQ(halves(stale.outputs[0], kTileElements)[32], half(2));

  auto renewed = engine.model(kAddWeight, {{kWeightPath, weights}});
  ASSERT_SUCCEEDS(renewed->compile());
  ASSERT_SUCCEEDS(renewed->load());
  Outcome fresh = evaluate(*renewed, inputs, {kAllocation});
  ASSERT_SUCCEEDS(fresh.status);
  EXPECT_EQ(halves(fresh.outputs[0], kTileElements)[32], half(0));
}

TEST(EmulatorStages, SaysWhatTheEngineWasReportedToSay) {
  EmulatorError error = EmulatorError::evaluate(0x1d, "too small");
  EXPECT_TRUE(contains(error.message(), "failed to evaluate: too small"));
  EXPECT_TRUE(contains(error.message(),
                       "ANEProgramProcessRequestDirect() Failed with status=0x1d : "
                       "statusType=0x9: Program Inference error"));
}

} // namespace
