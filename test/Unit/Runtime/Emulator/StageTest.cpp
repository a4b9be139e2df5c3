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

TEST(EmulatorStages, IdentityHasThreeParts) {
  Emulator engine{{}};
  const mil::WeightDictionary none;
  auto parts = [&](const ModelDescription &description) {
    std::string id = engine.model(description)->identity();
    size_t first = id.find('_'), second = id.find('_', first + 1);
    return std::vector<std::string>{id.substr(0, first), id.substr(first + 1, second - first - 1),
                                    id.substr(second + 1)};
  };
  std::vector<uint8_t> one = weightFile(halves(ramp(4, 1)));
  const mil::WeightDictionary weights{{kWeightPath, one}};
  auto plain = parts({kSubtract, &none}), optioned = parts({kSubtract, &none, "<plist/>"});
  auto other = parts({kAddWeight, &none}), weighted = parts({kSubtract, &weights});
  EXPECT_NE(plain[0], other[0]);
  EXPECT_NE(plain[1], optioned[1]);
  EXPECT_NE(plain[2], weighted[2]);
  // Text, options, weights: each leaves the other parts alone.
  EXPECT_EQ(plain[1] + plain[2], other[1] + other[2]);
  EXPECT_EQ(plain[0] + plain[2], optioned[0] + optioned[2]);
  EXPECT_EQ(plain[0] + plain[1], weighted[0] + weighted[1]);
}

TEST(EmulatorStages, C05CompilationsCountWhereTheyAreSaidTo) {
  EmulatorOptions options;
  options.maxCompiles = 2;
  Emulator engine{options};
  for (int i = 0; i < 2; ++i)
    ASSERT_SUCCEEDS(engine.model(reluOf(i), {})->compile());
  // What was compiled before is found again.
  ASSERT_SUCCEEDS(engine.model(reluOf(0), {})->compile());
  EmulatorStatus status = engine.model(reluOf(2), {})->compile();
  ASSERT_FALSE(status.ok());
  EXPECT_TRUE(
      contains(status.error().explanation, "compiled 2 programs, which is the limit [ANE-C05]"));
  EXPECT_EQ(EmulatorOptions().maxCompiles, 0);
}

TEST(EmulatorStages, C09TheTextComesAsBytes) {
  const mil::WeightDictionary none;
  ModelDescription description{kSubtract, &none};
  description.isString = true;
  EmulatorStatus status = Emulator({}).model(description)->compile();
  ASSERT_FALSE(status.ok());
  EXPECT_TRUE(contains(status.error().explanation, "[ANE-C09]"));
  EmulatorOptions options;
  options.acceptsTextAsString = true;
  ASSERT_SUCCEEDS(Emulator(options).model(description)->compile());
}

TEST(EmulatorStages, C11TheDictionaryIsNotNil) {
  EmulatorStatus status = Emulator({}).model({kSubtract, nullptr})->compile();
  ASSERT_FALSE(status.ok());
  EXPECT_TRUE(contains(status.error().explanation, "pass an empty one [ANE-C11]"));
  EmulatorOptions options;
  options.acceptsNilDictionary = true;
  ASSERT_SUCCEEDS(Emulator(options).model({kSubtract, nullptr})->compile());
}

/// Functions that multiply by 8 and by 16.
const std::string kTwoFunctions = [] {
  auto function = [](const std::string &name, const std::string &factor) {
    return "    func " + name + "<ios18>(" + kTile + " x) {\n" + kTile +
           " y = mul(x = x, y = fp16(" + factor + "))[name = string(\"y\")];\n    } -> (y);\n";
  };
  return "program(1.3)\n[buildInfo = dict<string, string>({{\"coremlc-version\", "
         "\"3505.4.1\"}})]\n{\n" +
         function("first", "8") + function("second", "16") + "}\n";
}();

/// The result for x = 1 of function `procedure`, or the status' code.
int runFunction(const EmulatorOptions &options, size_t procedure) {
  auto model = Emulator(options).model(kTwoFunctions, {});
  EmulatorStatus compiled = model->compile();
  if (!compiled.ok()) {
    EXPECT_TRUE(contains(compiled.error().message(), "[ANE-C45]"));
    return -1;
  }
  EXPECT_TRUE(model->load().ok());
  std::vector<uint8_t> x = surface(ramp(kTileElements, 1, 0)), y = x;
  std::vector<std::span<const uint8_t>> in{x};
  std::vector<std::span<uint8_t>> out{y};
  EmulatorStatus status = model->evaluate({in, out, {}, {}, procedure});
  if (!status.ok())
    return static_cast<int>(status.error().code);
  uint16_t first = halves(y, 1)[0];
  return first == half(8) ? 8 : first == half(16) ? 16 : 0;
}

TEST(EmulatorStages, C45FunctionsBehindTheFirst) {
  EmulatorOptions strict, silicon, each;
  silicon.fidelity = Fidelity::Silicon;
  each.runsEachFunction = true;
  EXPECT_EQ(runFunction(strict, 0), -1);
  EXPECT_EQ(runFunction(silicon, 0), 8);
  EXPECT_EQ(runFunction(silicon, 1), 8) << "the first, whatever is asked for";
  EXPECT_EQ(runFunction(each, 0), 8);
  EXPECT_EQ(runFunction(each, 1), 16);
  EXPECT_EQ(runFunction(each, 2), 0x2);
  EXPECT_EQ(runFunction(silicon, 2), 0x2);
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
