//===- DriverTest.cpp - What every driver must do -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One suite for all drivers: compile, load, bind, evaluate, update weights,
// unload.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"
#include "lib/Runtime/SurfaceIO.h"

using namespace anemone;
using namespace anemone::runtime;
using namespace anemone::test;

namespace {

/// The driver, its program `scaled`, and memory for its two surfaces.
struct Loaded {
  std::unique_ptr<Driver> driver;
  std::unique_ptr<DeviceProgram> program;
  std::unique_ptr<Memory> in, out;
};

class Driven : public testing::TestWithParam<const char *> {};

} // namespace

static Loaded load(const char *device, const bundle::File &file) {
  Loaded loaded;
  auto driver = createDriver(device, {});
  EXPECT_TRUE(driver.ok());
  loaded.driver = std::move(*driver);
  const bundle::Program &program = file.bundle().programs[0];
  auto compiled = loaded.driver->compile(file, program);
  EXPECT_TRUE(compiled.ok()) << compiled.status().message();
  loaded.program = std::move(*compiled);
  loaded.in = std::move(*loaded.driver->allocate(loaded.driver->layout(program.inputs[0])));
  loaded.out = std::move(*loaded.driver->allocate(loaded.driver->layout(program.outputs[0])));
  return loaded;
}

static Status bind(Loaded &loaded) {
  Memory *in = loaded.in.get(), *out = loaded.out.get();
  return loaded.program->bind(std::span(&in, 1), std::span(&out, 1));
}

static float evaluate(Loaded &loaded, float value) {
  std::vector<float> in(192, value), out(192);
  EXPECT_TRUE(writeSurface(*loaded.in, mil::DType::Fp32, in.data()).ok());
  Status status = loaded.program->evaluate({});
  EXPECT_TRUE(status.ok()) << status.message();
  EXPECT_TRUE(readSurface(*loaded.out, mil::DType::Fp32, out.data()).ok());
  return out[191];
}

/// The weight file of a bundle that differs in its weights only.
static std::vector<uint8_t> otherWeights(const std::string &first) {
  auto other = openSample("program p engine scaled\nweight w fp16 [1,3,2,32] " + first + " 0\n");
  auto bytes = other->bytes(other->bundle().programs[0].weightFiles[0].bytes);
  return {bytes.begin(), bytes.end()};
}

static std::shared_ptr<const bundle::File> scaled() {
  return openSample("program p engine scaled\nweight w fp16 [1,3,2,32] 2 0\n");
}

INSTANTIATE_TEST_SUITE_P(Drivers, Driven, testing::Values("host", "emulator"));

TEST_P(Driven, EvaluatesWhatIsLoadedAndBound) {
  auto file = scaled();
  Loaded loaded = load(GetParam(), *file);
  ASSERT_TRUE(loaded.program->load().ok());
  ASSERT_TRUE(bind(loaded).ok());
  EXPECT_EQ(evaluate(loaded, 3), 6.0f);
  EXPECT_EQ(evaluate(loaded, -1), -2.0f);
}

TEST_P(Driven, RefusesToEvaluateWhatIsNotLoaded) {
  auto file = scaled();
  Loaded loaded = load(GetParam(), *file);
  ASSERT_TRUE(bind(loaded).ok());
  EXPECT_FALSE(loaded.program->evaluate({}).ok());
  ASSERT_TRUE(loaded.program->load().ok());
  EXPECT_EQ(evaluate(loaded, 1), 2.0f);
  loaded.program->unload();
  EXPECT_FALSE(loaded.program->evaluate({}).ok());
  ASSERT_TRUE(loaded.program->load().ok());
  EXPECT_EQ(evaluate(loaded, 1), 2.0f);
}

TEST_P(Driven, RefusesTheWrongNumberOfSurfaces) {
  auto file = scaled();
  Loaded loaded = load(GetParam(), *file);
  ASSERT_TRUE(loaded.program->load().ok());
  Memory *out = loaded.out.get();
  EXPECT_EQ(loaded.program->bind({}, std::span(&out, 1)).message(),
            "the program is bound to 0 inputs and 1 outputs, but has 1 and 1");
}

TEST_P(Driven, UpdatesWeights) {
  auto file = scaled();
  Loaded loaded = load(GetParam(), *file);
  ASSERT_TRUE(loaded.program->load().ok());
  ASSERT_TRUE(bind(loaded).ok());
  {
    std::vector<uint8_t> weights = otherWeights("5");
    Status status =
        loaded.program->updateWeights({{{"@model_path/weights/weight.bin", weights}}, {}});
    ASSERT_TRUE(status.ok()) << status.message();
  } // the driver keeps what it needs
  EXPECT_EQ(evaluate(loaded, 3), 15.0f);
}

// A failed update leaves the program as it was.
TEST_P(Driven, RefusesDamagedWeights) {
  auto file = scaled();
  Loaded loaded = load(GetParam(), *file);
  ASSERT_TRUE(loaded.program->load().ok());
  ASSERT_TRUE(bind(loaded).ok());
  std::vector<uint8_t> damaged(448);
  EXPECT_FALSE(
      loaded.program->updateWeights({{{"@model_path/weights/weight.bin", damaged}}, {}}).ok());
  EXPECT_EQ(evaluate(loaded, 3), 6.0f);
}
