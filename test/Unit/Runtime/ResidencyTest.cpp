//===- ResidencyTest.cpp - Which programs give up their places ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Residency.h"
#include "Samples.h"
#include "lib/Runtime/Drivers/Emulator.h"
#include "lib/Runtime/SurfaceIO.h"
#include <algorithm>

using namespace anemone;
using namespace anemone::runtime;
using namespace anemone::test;

namespace {

/// An engine of three places; what happened on it.
struct SmallEngine {
  size_t places = 3;
  std::vector<std::string> resident, unloaded;
};

class Numbered final : public DeviceProgram {
public:
  Numbered(SmallEngine &engine, std::string name) : engine(engine), name(std::move(name)) {}

  Status load() override {
    isCrowdedOut = false;
    if (isDamaged)
      return Status::failure(name + " is damaged");
    isCrowdedOut = engine.resident.size() >= engine.places;
    if (isCrowdedOut)
      return Status::failure("no place for " + name);
    engine.resident.push_back(name);
    return Status::success();
  }
  bool lacksPlace() const override { return isCrowdedOut; }
  Status bind(std::span<Memory *const>, std::span<Memory *const>) override {
    return Status::success();
  }
  Status evaluate(const ValueTrace &) override { return Status::success(); }
  Status updateWeights(const NewWeights &) override {
    std::erase(engine.resident, name);
    return load();
  }
  void unload() override {
    if (std::erase(engine.resident, name) != 0)
      engine.unloaded.push_back(name);
  }

  bool isDamaged = false;

private:
  SmallEngine &engine;
  std::string name;
  bool isCrowdedOut = false;
};

class SmallResidency : public testing::Test {
protected:
  using Names = std::vector<std::string>;

  void use(Numbered &program) {
    Status status = residency.use(program);
    ASSERT_TRUE(status.ok()) << status.message();
  }

  SmallEngine engine;
  Numbered a{engine, "a"}, b{engine, "b"}, c{engine, "c"}, d{engine, "d"};
  Residency residency;
};

} // namespace

TEST_F(SmallResidency, C05OneProgramGivesUpItsPlaceTheOneUsedLast) {
  use(a);
  use(b);
  use(c);
  use(a); // now a was used last
  use(d);
  EXPECT_EQ(engine.unloaded, Names({"a"}));
  use(b);
  use(a);
  EXPECT_EQ(engine.unloaded, Names({"a", "b"}));
}

// One program too many, used in turn, costs one load a round: the others stay where they are.
TEST_F(SmallResidency, C05RoundsLoadFewPrograms) {
  for (int round = 0; round < 10; ++round)
    for (Numbered *program : {&a, &b, &c, &d})
      use(*program);
  EXPECT_LE(engine.unloaded.size(), 20u);
}

// Unloading others would not mend it, and costs each of them a load.
TEST_F(SmallResidency, OtherFailuresUnloadNothing) {
  use(a);
  use(b);
  use(c);
  d.isDamaged = true;
  EXPECT_EQ(residency.use(d).message(), "d is damaged");
  EXPECT_EQ(residency.keep(d, d.updateWeights({})).message(), "d is damaged");
  EXPECT_EQ(engine.unloaded, Names());
  EXPECT_EQ(engine.resident, Names({"a", "b", "c"}));
}

// Places that others hold are theirs: when all that can be unloaded is, the failure is reported.
TEST_F(SmallResidency, C05AFullEngineOfOthersIsAnError) {
  engine.resident = {"x", "y"};
  use(a);
  engine.resident.push_back("z");
  EXPECT_EQ(residency.use(b).message(), "no place for b");
  EXPECT_EQ(engine.unloaded, Names({"a"}));
}

// What the program is compiled to with other weights finds its place taken.
TEST_F(SmallResidency, C05NewWeightsFindAPlace) {
  use(a);
  use(b);
  use(c);
  engine.places = 2; // another process took one
  Status status = residency.keep(c, c.updateWeights({}));
  EXPECT_TRUE(status.ok()) << status.message();
  EXPECT_EQ(engine.unloaded, Names({"b"}));
  EXPECT_EQ(engine.resident, Names({"a", "c"}));
}

// It has none then, and the next use asks again.
TEST_F(SmallResidency, C05NewWeightsThatFindNoPlaceAreLoadedLater) {
  use(a);
  engine.places = 0;
  EXPECT_EQ(residency.keep(a, a.updateWeights({})).message(), "no place for a");
  engine.places = 1;
  use(a);
  EXPECT_EQ(engine.resident, Names({"a"}));
}

//===----------------------------------------------------------------------===//
// On the emulated engine
//===----------------------------------------------------------------------===//

namespace {

/// `scaled`, `twice` and `scaled` again on an engine that has room for one; equal programs share
/// it.
class CrowdedEngine : public testing::Test {
protected:
  void SetUp() override {
    DriverOptions options;
    options.engine = createEngine();
    for (int i = 0; i < 126; ++i)
      ASSERT_TRUE(options.engine->occupy(std::to_string(i), 127));
    driver = std::move(*createDriver("emulator", options));
    for (const bundle::Program &program : file->bundle().programs) {
      auto compiled = driver->compile(*file, program);
      ASSERT_TRUE(compiled.ok()) << compiled.status().message();
      programs.push_back(std::move(*compiled));
    }
  }

  /// What `scaled` makes of 3 with the weights that it has.
  float evaluateScaled() {
    const bundle::Program &program = file->bundle().programs[0];
    auto in = std::move(*driver->allocate(program.inputs[0]));
    auto out = std::move(*driver->allocate(program.outputs[0]));
    std::vector<float> values(192, 3);
    EXPECT_TRUE(writeSurface(*in, mil::DType::Fp32, values.data()).ok());
    Memory *input = in.get(), *output = out.get();
    EXPECT_TRUE(programs[0]->bind({&input, 1}, {&output, 1}).ok());
    Status status = programs[0]->evaluate({});
    EXPECT_TRUE(status.ok()) << status.message();
    EXPECT_TRUE(readSurface(*out, mil::DType::Fp32, values.data()).ok());
    return values[0];
  }

  /// Two equal programs share a place; with other weights one of them needs a place of its own,
  /// which the other gives up.
  void giveOtherWeights(Status (DeviceProgram::*give)(const NewWeights &));

  std::shared_ptr<const bundle::File> file =
      openSample("program p engine scaled\nweight w fp16 [1,3,2,32] 2 0\nprogram q engine twice\n"
                 "program r engine scaled\nweight w fp16 [1,3,2,32] 2 0\n");
  std::unique_ptr<Driver> driver;
  std::vector<std::unique_ptr<DeviceProgram>> programs;
};

/// The weight file of `scaled` with another number in each place.
std::vector<uint8_t> weightsOf(const std::string &number) {
  auto other = openSample("program p engine scaled\nweight w fp16 [1,3,2,32] " + number + " 0\n");
  auto bytes = other->bytes(other->bundle().programs[0].weightFiles[0].bytes);
  return {bytes.begin(), bytes.end()};
}

} // namespace

TEST_F(CrowdedEngine, C05LacksAPlaceOnlyWhenItIsFull) {
  ASSERT_TRUE(programs[1]->load().ok());
  EXPECT_FALSE(programs[0]->load().ok());
  EXPECT_TRUE(programs[0]->lacksPlace());
  std::vector<uint8_t> damaged(448);
  EXPECT_FALSE(
      programs[0]->updateWeights({{{"@model_path/weights/weight.bin", damaged}}, {}}).ok());
  EXPECT_FALSE(programs[0]->lacksPlace());
  programs[1]->unload();
  EXPECT_TRUE(programs[0]->load().ok());
  EXPECT_FALSE(programs[0]->lacksPlace());
}

TEST_F(CrowdedEngine, C05ProgramsTakeTurns) {
  Residency residency;
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(residency.use(*programs[0]).ok());
    EXPECT_EQ(evaluateScaled(), 6.0f);
    ASSERT_TRUE(residency.use(*programs[1]).ok());
  }
}

void CrowdedEngine::giveOtherWeights(Status (DeviceProgram::*give)(const NewWeights &)) {
  Residency residency;
  ASSERT_TRUE(residency.use(*programs[2]).ok());
  ASSERT_TRUE(residency.use(*programs[0]).ok());
  std::vector<uint8_t> weights = weightsOf("5");
  Status status = (programs[0].get()->*give)({{{"@model_path/weights/weight.bin", weights}}, {}});
  EXPECT_TRUE(programs[0]->lacksPlace());
  status = residency.keep(*programs[0], status);
  ASSERT_TRUE(status.ok()) << status.message();
  EXPECT_EQ(evaluateScaled(), 15.0f);
}

TEST_F(CrowdedEngine, C05RecompiledWeightsFindAPlace) {
  giveOtherWeights(&DeviceProgram::updateWeights);
}
TEST_F(CrowdedEngine, C05ReloadedWeightsFindAPlace) {
  giveOtherWeights(&DeviceProgram::reloadWeights);
}
