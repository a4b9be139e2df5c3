//===- CheckpointTest.cpp - Checkpoints of other models -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/Checkpoint.h"
#include "Support.h"
#include "test/Unit/Runtime/TestBundle.h"
#include "tools/ane-run/SafeTensors.h"
#include <cstring>

using namespace anemone;
using namespace anemone::run;
using namespace anemone::test;

static State stateOf(const std::string &globals) {
  std::string path = pathOf("bundle");
  std::string t = "tensor<fp32, [1, 1, 1, 4]> ";
  std::string text = milText(t + "x", t + "y = relu(x = x)[name = string(\"y\")];", "y");
  Status made = makeTestBundle(
      "program p host p\n" + globals +
          "entry e e\ninput x fp32 [4]\ncall p 0\noutput y fp32 [4] 1\n",
      [&](const std::string &) -> Result<std::string> { return text; }, path);
  EXPECT_TRUE(made.ok()) << made.message();
  auto model = Model::open(path);
  EXPECT_TRUE(model.ok()) << model.message();
  unlink(path.c_str());
  return std::move(*model->createState("host"));
}

static std::vector<float> read(State &state, const std::string &name, size_t count) {
  std::vector<float> values(count);
  auto *bytes = reinterpret_cast<uint8_t *>(values.data());
  EXPECT_TRUE(state.read(name, {bytes, count * sizeof(float)}).ok());
  return values;
}

TEST(Checkpoint, GivesBackGlobalsAndPosition) {
  std::string path = pathOf("checkpoint");
  State first = stateOf("global w fp32 [3] 1 1\nglobal n fp32 [] 7 0\n");
  ASSERT_TRUE(saveCheckpoint(first, {5, ~uint64_t(0), 9}, path).ok());
  State second = stateOf("global n fp32 [] 0 0\nglobal w fp32 [3] 0 0\n");
  auto position = loadCheckpoint(second, path);
  ASSERT_TRUE(position.ok()) << position.message();
  EXPECT_EQ(position->step, 5u);
  EXPECT_EQ(position->sampler, ~uint64_t(0));
  EXPECT_EQ(position->seed, 9u);
  EXPECT_EQ(read(second, "w", 3), (std::vector<float>{1, 2, 3}));
  EXPECT_EQ(read(second, "n", 1), std::vector<float>{7});
}

// All that does not fit is said at once, and nothing was changed.
TEST(Checkpoint, OtherModelsAreRefused) {
  std::string path = pathOf("checkpoint");
  State first = stateOf("global w fp32 [3] 1 1\nglobal v fp16 [2] 1 1\nglobal u fp32 [1] 1 1\n"
                        "global same fp32 [2] 1 1\n");
  ASSERT_TRUE(saveCheckpoint(first, {}, path).ok());
  State second =
      stateOf("global w fp32 [1,3] 0 0\nglobal v fp32 [2] 0 0\nglobal same fp32 [2] 8 0\n"
              "global missing fp32 [] 0 0\n");
  EXPECT_EQ(loadCheckpoint(second, path).status().message(),
            "checkpoint '" + path +
                "' does not fit: 'w' is fp32 [3], expected fp32 [1, 3]; 'v' is fp16 [2], expected "
                "fp32 [2]; 'missing' (fp32 []) is missing; 'u' is no mutable global of the bundle");
  EXPECT_EQ(read(second, "same", 2), (std::vector<float>{8, 8}));
}

TEST(Checkpoint, PositionsThatAreNone) {
  State state = stateOf("global n fp32 [] 7 0\n");
  std::string path = pathOf("checkpoint");
  auto refusal = [&](const Metadata &metadata) {
    Status written = writeSafeTensors(
        {{"n", mil::DType::Fp32, {}, {}}}, metadata,
        [](const StoredTensor &, std::span<uint8_t> data) {
          std::memset(data.data(), 0, data.size());
          return Status::success();
        },
        path);
    EXPECT_TRUE(written.ok());
    std::string message = loadCheckpoint(state, path).status().message();
    return message.empty() ? message : message.substr(message.find("fit: ") + 5);
  };
  EXPECT_EQ(refusal({}), "its metadata lack 'step'");
  EXPECT_EQ(refusal({{"step", "1"}, {"sampler", "2"}}), "its metadata lack 'seed'");
  for (const char *wrong : {"", "-1", "1x", "99999999999999999999"})
    EXPECT_EQ(refusal({{"step", wrong}, {"sampler", "2"}, {"seed", "0"}}),
              "its metadata 'step' are '" + std::string(wrong) + "', expected a whole number");
  EXPECT_EQ(refusal({{"step", "1"}, {"sampler", "2"}, {"seed", "0"}}), "");
}
