//===- CApiTest.cpp - The C interface and its C++ face --------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Samples.h"
#include "anemone/Runtime/Runtime.h"

using namespace anemone;
using namespace anemone::test;

/// A bundle with one program, whose text is a sample.
static std::string writeBundle(const std::string &description) {
  static const std::map<std::string, std::string> texts = sampleTexts();
  std::string path = testing::TempDir() + "anemone-capi-" + std::to_string(getpid()) + ".anebin";
  Status status = makeTestBundle(
      description, [](const std::string &file) -> Result<std::string> { return texts.at(file); },
      path);
  EXPECT_TRUE(status.ok()) << status.message();
  return path;
}

static std::string writeSample() {
  return writeBundle("program p engine twice\nsource s Add_0\nentry forward forward\n"
                     "input in fp32 [192]\ncall p 0\noutput out fp32 [192] 1\n");
}

TEST(Face, OpensDescribesAndRuns) {
  auto model = Model::open(writeSample());
  ASSERT_TRUE(model.ok()) << model.message();
  EXPECT_EQ(model->entryCount(), 1u);
  EXPECT_EQ(model->entryName(0), "forward");
  auto inputs = model->inputs(0), outputs = model->outputs(0);
  ASSERT_TRUE(inputs.ok() && outputs.ok());
  EXPECT_EQ((*inputs)[0].name, "in");
  EXPECT_EQ((*inputs)[0].dtype, ANEMONE_FLOAT32);
  EXPECT_EQ((*outputs)[0].shape, std::vector<int64_t>{192});
  EXPECT_EQ(*model->findEntry("", *inputs), 0u);

  anemone_session_options traced = {};
  traced.threads = traced.trace = 1;
  auto session = model->createSession(0, "emulator", traced);
  ASSERT_TRUE(session.ok()) << session.message();
  std::vector<float> in(192, 2), out(192);
  ASSERT_TRUE(session->setInput((*inputs)[0], bytesOf(in)).ok());
  std::vector<std::string> seen;
  ASSERT_TRUE(session
                  ->setTrace([&](const anemone_traced_value &value) {
                    seen.push_back(std::string(value.program) + "/" + value.tensor.name + "/" +
                                   value.node);
                  })
                  .ok());
  ASSERT_TRUE(session->run().ok());
  ASSERT_TRUE(session->getOutput("out", bytesOf(out)).ok());
  EXPECT_EQ(out[191], 4.0f);
  EXPECT_EQ(seen, (std::vector<std::string>{"p/s/Add_0", "p/y/"}));
}

TEST(CApi, SessionsOutliveTheirBundle) {
  anemone_bundle *bundle = nullptr;
  anemone_session *session = nullptr;
  ASSERT_EQ(anemone_bundle_open(writeSample().c_str(), &bundle), nullptr);
  ASSERT_EQ(anemone_session_create(bundle, 0, "host", nullptr, &session), nullptr);
  anemone_bundle_close(bundle);
  std::vector<float> in(192, 2), out(192);
  int64_t shape = 192;
  anemone_tensor tensor = {"in", ANEMONE_FLOAT32, 1, &shape};
  EXPECT_EQ(anemone_session_set_input(session, &tensor, in.data(), 768), nullptr);
  EXPECT_EQ(anemone_session_run(session), nullptr);
  EXPECT_EQ(anemone_session_get_output(session, "out", out.data(), 768), nullptr);
  EXPECT_EQ(out[0], 4.0f);
  anemone_session_free(session);
}

// What makes the engine unusable until the process ends (ANE-C28) does so for every session of the
// bundle, whoever does it; another bundle has another engine.
TEST(Face, C28SessionsOfABundleShareTheEngine) {
  std::string path = writeBundle("program p engine tile\nentry forward forward\n"
                                 "input in fp32 [192]\ncall p 0\noutput out fp32 [960] 1\n");
  auto model = Model::open(path), other = Model::open(path);
  ASSERT_TRUE(model.ok() && other.ok());
  anemone_session_options silicon = {};
  silicon.fidelity = ANEMONE_FIDELITY_SILICON;
  auto runOnce = [&](const Model &opened) {
    auto session = opened.createSession(0, "emulator", silicon);
    if (!session.ok())
      return session.status();
    std::vector<float> in(192, 2);
    Status given = session->setInput((*opened.inputs(0))[0], bytesOf(in));
    return given.ok() ? session->run() : given;
  };
  EXPECT_TRUE(runOnce(*model).ok()) << "the one that does the damage succeeds itself";
  Status after = runOnce(*model);
  EXPECT_NE(after.message().find("[ANE-C28]"), std::string::npos) << after.message();
  EXPECT_TRUE(runOnce(*other).ok());
}

static std::string take(anemone_status *status) {
  std::string message = anemone_status_message(status);
  anemone_status_free(status);
  return message;
}

// What one entry stores, the other loads; the state may go before its sessions.
TEST(Face, StatesAreShared) {
  static const std::map<std::string, std::string> texts = sampleTexts();
  std::string path = testing::TempDir() + "anemone-state-" + std::to_string(getpid()) + ".anebin";
  Status made = makeTestBundle(
      "program h host twice\nglobal w fp32 [192] 1 0\nentry update update\nload w\ncall h 0\n"
      "store w 1\nentry forward forward\nload w\ncall h 0\noutput out fp32 [192] 1\n",
      [](const std::string &file) -> Result<std::string> { return texts.at(file); }, path);
  ASSERT_TRUE(made.ok()) << made.message();
  auto model = Model::open(path);
  ASSERT_TRUE(model.ok());
  std::optional<State> state;
  state.emplace(std::move(*model->createState("host")));
  auto globals = state->globals();
  ASSERT_TRUE(globals.ok() && globals->size() == 1);
  auto update = state->createSession(0), forward = state->createSession(1);
  ASSERT_TRUE(update.ok() && forward.ok());
  std::vector<float> values(192, 3);
  ASSERT_TRUE(state->write((*globals)[0], bytesOf(values)).ok());
  ASSERT_TRUE(update->run().ok());
  ASSERT_TRUE(state->read("w", bytesOf(values)).ok());
  EXPECT_EQ(values[0], 6.0f);
  state.reset();
  ASSERT_TRUE(forward->run().ok());
  ASSERT_TRUE(forward->getOutput("out", bytesOf(values)).ok());
  EXPECT_EQ(values[191], 12.0f);
}

TEST(CApi, NullPointersAreErrors) {
  anemone_bundle *bundle = nullptr;
  anemone_session *session = nullptr;
  size_t entry = 0;
  EXPECT_NE(take(anemone_bundle_open(nullptr, &bundle)), "");
  EXPECT_NE(take(anemone_bundle_open("x", nullptr)), "");
  EXPECT_EQ(anemone_bundle_entry_count(nullptr), 0u);
  EXPECT_EQ(anemone_bundle_entry_name(nullptr, 0), nullptr);
  EXPECT_EQ(anemone_bundle_input_count(nullptr, 0), 0u);
  EXPECT_EQ(anemone_bundle_output_count(nullptr, 0), 0u);
  EXPECT_NE(take(anemone_bundle_input(nullptr, 0, 0, nullptr)), "");
  EXPECT_NE(take(anemone_bundle_output(nullptr, 0, 0, nullptr)), "");
  EXPECT_NE(take(anemone_bundle_find_entry(nullptr, "x", nullptr, 0, &entry)), "");
  EXPECT_NE(take(anemone_session_create(nullptr, 0, "host", nullptr, &session)), "");
  EXPECT_NE(take(anemone_session_set_input(nullptr, nullptr, nullptr, 0)), "");
  EXPECT_NE(take(anemone_session_run(nullptr)), "");
  EXPECT_NE(take(anemone_session_get_output(nullptr, "x", nullptr, 0)), "");
  EXPECT_NE(take(anemone_session_set_trace(nullptr, nullptr, nullptr)), "");
  EXPECT_NE(take(anemone_state_create(nullptr, "host", nullptr, nullptr)), "");
  EXPECT_NE(take(anemone_session_create_in(nullptr, 0, &session)), "");
  EXPECT_EQ(anemone_state_global_count(nullptr), 0u);
  EXPECT_NE(take(anemone_state_global(nullptr, 0, nullptr)), "");
  EXPECT_NE(take(anemone_state_read(nullptr, "x", nullptr, 0)), "");
  EXPECT_NE(take(anemone_state_write(nullptr, nullptr, nullptr, 0)), "");
  anemone_state_free(nullptr);
  anemone_status_free(nullptr);
  anemone_session_free(nullptr);
  anemone_bundle_close(nullptr);
  EXPECT_STREQ(anemone_status_message(nullptr), "");
}

TEST(CApi, WhatDoesNotExistIsAnError) {
  anemone_bundle *bundle = nullptr;
  anemone_session *session = nullptr;
  EXPECT_NE(take(anemone_bundle_open("/nonexistent", &bundle)).find("No such file"),
            std::string::npos);
  ASSERT_EQ(anemone_bundle_open(writeSample().c_str(), &bundle), nullptr);
  anemone_tensor tensor;
  anemone_state *state = nullptr;
  ASSERT_EQ(anemone_state_create(bundle, "host", nullptr, &state), nullptr);
  EXPECT_EQ(take(anemone_state_global(state, 0, &tensor)),
            "there is no mutable global 0: the bundle has 0");
  EXPECT_EQ(take(anemone_session_create_in(state, 5, &session)),
            "there is no entry 5: the bundle has 1");
  anemone_state_free(state);
  EXPECT_EQ(anemone_bundle_entry_name(bundle, 1), nullptr);
  EXPECT_NE(take(anemone_bundle_input(bundle, 0, 1, &tensor)), "");
  EXPECT_NE(take(anemone_bundle_output(bundle, 1, 0, &tensor)), "");
  EXPECT_EQ(take(anemone_session_create(bundle, 5, "host", nullptr, &session)),
            "there is no entry 5: the bundle has 1");
  anemone_session_options options = {};
  options.fidelity = 2;
  EXPECT_EQ(take(anemone_session_create(bundle, 0, "emulator", &options, &session)),
            "the fidelity 2 does not exist: it is 0 (strict) or 1 (silicon)");
  options.fidelity = ANEMONE_FIDELITY_SILICON;
  options.numerics = -1;
  EXPECT_EQ(take(anemone_session_create(bundle, 0, "emulator", &options, &session)),
            "the numerics -1 do not exist: they are 0 (f16) or 1 (f16-mac)");
  ASSERT_EQ(anemone_session_create(bundle, 0, "host", nullptr, &session), nullptr);
  EXPECT_EQ(take(anemone_session_set_trace(
                session, [](void *, const anemone_traced_value *) {}, nullptr)),
            "the session was not created with the option 'trace'");
  int64_t shape = 192;
  float value = 0;
  anemone_tensor wrong = {"in", anemone_dtype(77), 1, &shape};
  EXPECT_NE(take(anemone_session_set_input(session, &wrong, &value, 4)).find("type 77"),
            std::string::npos);
  anemone_session_free(session);
  anemone_bundle_close(bundle);
}

TEST(CApi, Version) { EXPECT_STREQ(anemone_version(), "0.1.0"); }
