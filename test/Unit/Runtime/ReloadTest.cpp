//===- ReloadTest.cpp - New weights for compiled programs -----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program whose weight is a global that an entry doubles. That it computes
// with the new value is what each test asks; that a reload which leaves the old
// one in place is noticed, is the reason for the test that the runtime makes.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

using namespace anemone;
using namespace anemone::runtime;
using namespace anemone::test;

namespace {

/// `how` is the step behind the store.
std::string training(const std::string &how) {
  return "program p engine scaled\nweight w fp16 [1,3,2,32] 2 0\nprogram h host twice\n"
         "global w fp32 [192] 2 0\n"
         "entry update update\nload w\ncall h 0\nstore w 1\n" +
         how + "entry forward forward\ninput x fp32 [192]\ncall p 0\noutput out fp32 [192] 1\n";
}

class Reloading : public testing::TestWithParam<const char *> {
protected:
  void open(const std::string &how, DriverOptions options = {}) {
    auto made = State::create(openSample(training(how)), GetParam(), options);
    ASSERT_TRUE(made.ok()) << made.message();
    state = std::move(*made);
    auto updating = Session::create(state, 0), computing = Session::create(state, 1);
    ASSERT_TRUE(updating.ok()) << updating.message();
    ASSERT_TRUE(computing.ok()) << computing.message();
    update = std::move(*updating);
    forward = std::move(*computing);
  }
  void step() {
    Status status = update->run();
    ASSERT_TRUE(status.ok()) << status.message();
  }
  /// What the program gives for 1: its weight.
  float weight() {
    std::vector<float> values(192, 1);
    std::vector<int64_t> shape = {192};
    EXPECT_TRUE(forward->setInput("x", mil::DType::Fp32, shape, bytesOf(values)).ok());
    Status status = forward->run();
    EXPECT_TRUE(status.ok()) << status.message();
    EXPECT_TRUE(forward->getOutput("out", bytesOf(values)).ok());
    return values[191];
  }

  std::shared_ptr<State> state;
  std::unique_ptr<Session> update, forward;
};

} // namespace

INSTANTIATE_TEST_SUITE_P(Reload, Reloading, testing::Values("host", "emulator"));

TEST_P(Reloading, CompilesAnew) {
  open("recompile p\n");
  for (float expected : {2.0f, 4.0f, 8.0f}) {
    EXPECT_EQ(weight(), expected);
    step();
  }
  EXPECT_EQ(state->reloadCounts().recompilations, 3u);
}

// The first reload is tested against a compilation, and the others are trusted.
TEST_P(Reloading, TakesTheCompiledForm) {
  open("reload p\n");
  for (float expected : {2.0f, 4.0f, 8.0f}) {
    EXPECT_EQ(weight(), expected);
    step();
  }
  EXPECT_EQ(state->reloadCounts().reloads, 3u);
  EXPECT_EQ(state->reloadCounts().recompilations, 1u);
  EXPECT_EQ(state->reloadCounts().withoutEffect, 0u);
}

// Without the step the program keeps what it was compiled with (ANE-C07).
TEST_P(Reloading, IsNotDoneByAStore) {
  open("");
  EXPECT_EQ(weight(), 2);
  step();
  EXPECT_EQ(weight(), 2);
}

// A checkpoint is written from outside, whatever was compiled before.
TEST_P(Reloading, FollowsWhatIsWritten) {
  open("reload p\n");
  EXPECT_EQ(weight(), 2);
  std::vector<float> values(192, 5);
  std::vector<int64_t> shape = {192};
  ASSERT_TRUE(state->write("w", mil::DType::Fp32, shape, bytesOf(values)).ok());
  EXPECT_EQ(weight(), 5);
  step();
  EXPECT_EQ(weight(), 10);
}

// Overwritten files are not read again: on silicon the old weights stay and nothing says so, in
// strict mode it is an error. Both are noticed, and programs are compiled from then on.
TEST(ReloadTrust, NoticesOldWeights) {
  for (Fidelity fidelity : {Fidelity::Silicon, Fidelity::Strict}) {
    DriverOptions options;
    options.fidelity = fidelity;
    options.overwritesToReload = true;
    auto made = State::create(openSample(training("reload p\n")), "emulator", options);
    ASSERT_TRUE(made.ok()) << made.message();
    auto update = Session::create(*made, 0), forward = Session::create(*made, 1);
    ASSERT_TRUE(update.ok() && forward.ok());
    for (float expected : {4.0f, 8.0f}) {
      ASSERT_TRUE((*update)->run().ok());
      std::vector<float> values(192, 1);
      std::vector<int64_t> shape = {192};
      ASSERT_TRUE((*forward)->setInput("x", mil::DType::Fp32, shape, bytesOf(values)).ok());
      ASSERT_TRUE((*forward)->run().ok());
      ASSERT_TRUE((*forward)->getOutput("out", bytesOf(values)).ok());
      EXPECT_EQ(values[191], expected);
    }
    EXPECT_EQ((*made)->reloadCounts().reloads, 0u);
    EXPECT_EQ((*made)->reloadCounts().withoutEffect, 1u);
    EXPECT_EQ((*made)->reloadCounts().recompilations, 2u);
  }
}
