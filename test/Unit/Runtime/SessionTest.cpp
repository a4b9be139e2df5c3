//===- SessionTest.cpp - Steps, values, globals and conversions -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The operations are additions and products of numbers that fp16 holds
// exactly: what is tested is where data goes, and both devices must agree.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"
#include <numeric>

using namespace anemone;
using namespace anemone::runtime;
using namespace anemone::test;

static std::unique_ptr<Session> open(std::shared_ptr<const bundle::File> file,
                                     const std::string &device, DriverOptions options = {}) {
  auto session = Session::create(std::move(file), 0, device, options);
  EXPECT_TRUE(session.ok()) << session.status().message();
  return session.ok() ? std::move(*session) : nullptr;
}

static std::vector<float> ramp(size_t count) {
  std::vector<float> values(count);
  std::iota(values.begin(), values.end(), -2.0f);
  return values;
}

static std::vector<float> output(Session &session, const std::string &name, size_t count) {
  std::vector<float> values(count);
  Status status = session.getOutput(name, bytesOf(values));
  EXPECT_TRUE(status.ok()) << status.message();
  return values;
}

static void set(Session &session, const std::string &name, const std::vector<float> &values,
                std::vector<int64_t> shape) {
  Status status = session.setInput(name, mil::DType::Fp32, shape, bytesOf(values));
  ASSERT_TRUE(status.ok()) << status.message();
}

static void run(Session &session) {
  Status status = session.run();
  ASSERT_TRUE(status.ok()) << status.message();
}

class OnDevice : public testing::TestWithParam<const char *> {};
INSTANTIATE_TEST_SUITE_P(Session, OnDevice, testing::Values("host", "emulator"));

static const char *kChain =
    "program p engine twice\nvalid x 1 3 2 5\nvalid y 1 3 2 5\n"
    "entry forward forward\ninput in fp32 [30]\ncall p 0\ncall p 1\n"
    "output out fp32 [5,6] 2\noutput mid fp32 [30] 1\noutput same fp32 [30] 0\n";

// Two calls of one program, the second on the first one's result, with padding around the valid
// elements.
TEST_P(OnDevice, ChainsProgramsThroughPaddedSurfaces) {
  auto session = open(openSample(kChain), GetParam());
  std::vector<float> in = ramp(30);
  set(*session, "in", in, {30});
  run(*session);
  std::vector<float> out = output(*session, "out", 30), mid = output(*session, "mid", 30);
  for (size_t i = 0; i < 30; ++i) {
    EXPECT_EQ(mid[i], std::max(0.0f, 2 * in[i]));
    EXPECT_EQ(out[i], std::max(0.0f, 4 * in[i]));
  }
  EXPECT_EQ(output(*session, "same", 30), in);
}

TEST_P(OnDevice, RunsAgainWithOtherData) {
  auto session = open(openSample(kChain), GetParam());
  for (float factor : {1.0f, 3.0f}) {
    set(*session, "in", std::vector<float>(30, factor), {30});
    run(*session);
    EXPECT_EQ(output(*session, "out", 30), std::vector<float>(30, 4 * factor));
  }
}

// The order in which surfaces are handed over is not the declared one, neither for inputs nor for
// outputs.
TEST_P(OnDevice, BindsSurfacesBySymbol) {
  auto session = open(openSample("program p engine order\nentry e e\ninput first fp32 [192]\n"
                                 "input second fp32 [192]\ncall p 0 1\n"
                                 "output sum fp32 [192] 2\noutput product fp32 [192] 3\n"),
                      GetParam());
  set(*session, "first", std::vector<float>(192, 3), {192});
  set(*session, "second", std::vector<float>(192, 5), {192});
  run(*session);
  EXPECT_EQ(output(*session, "sum", 192)[191], 6.0f);
  EXPECT_EQ(output(*session, "product", 192)[191], 15.0f);
}

// A host program computes in f32 on every device: 1 + 2^-20 survives it, and not the engine.
TEST_P(OnDevice, HostProgramsComputeInF32BesideTheEngine) {
  auto session = open(openSample("program h host twice\nprogram p engine twice\nentry e e\n"
                                 "input in fp32 [192]\ncall h 0\ncall p 1\ncall h 2\n"
                                 "output exact fp32 [192] 1\noutput out fp32 [192] 3\n"),
                      GetParam());
  set(*session, "in", std::vector<float>(192, 1 + 0x1p-20f), {192});
  run(*session);
  EXPECT_EQ(output(*session, "exact", 192)[7], 2 + 0x1p-19f);
  bool isHost = std::string(GetParam()) == "host";
  EXPECT_EQ(output(*session, "out", 192)[7], isHost ? 8 + 0x1p-17f : 8.0f);
}

// A store is seen by the loads after it, in this run and in the next; the value loaded before keeps
// its own.
TEST_P(OnDevice, GlobalsKeepTheirValueBetweenRuns) {
  auto session = open(openSample("program p engine twice\nglobal state fp32 [192] 1 0\nentry e e\n"
                                 "load state\ncall p 0\nstore state 1\nload state\n"
                                 "output before fp32 [192] 0\noutput after fp32 [192] 2\n"),
                      GetParam());
  for (float before : {1.0f, 2.0f, 4.0f}) {
    run(*session);
    EXPECT_EQ(output(*session, "before", 192)[0], before);
    EXPECT_EQ(output(*session, "after", 192)[191], 2 * before);
  }
}

// The f32 reference of a weight is what the host computes with; the engine has the weight file and
// nothing else.
TEST(Session, OnlyTheHostReadsReferences) {
  auto file = openSample("program p engine scaled\nweight w fp16 [1,3,2,32] 2 0\nreference 1.5\n"
                         "entry e e\ninput in fp32 [192]\ncall p 0\noutput out fp32 [192] 1\n");
  for (auto [device, expected] : {std::pair("host", 3.0f), std::pair("emulator", 2.0f)}) {
    auto session = open(file, device);
    set(*session, "in", std::vector<float>(192, 1), {192});
    run(*session);
    EXPECT_EQ(output(*session, "out", 192)[100], expected) << device;
  }
}

TEST(Session, InputsOfEveryTypeOfTheirKind) {
  auto session = open(openSample(kChain), "host");
  std::vector<double> doubles(30, 1.5);
  ASSERT_TRUE(
      session->setInput("in", mil::DType::Fp64, std::vector<int64_t>{30}, bytesOf(doubles)).ok());
  run(*session);
  EXPECT_EQ(output(*session, "out", 30)[3], 6.0f);
  std::vector<uint16_t> halves(30, 0x4000); // 2
  ASSERT_TRUE(
      session->setInput("in", mil::DType::Fp16, std::vector<int64_t>{30}, bytesOf(halves)).ok());
  run(*session);
  EXPECT_EQ(output(*session, "out", 30)[3], 8.0f);
}

// The source model has int64 where the device has int32.
TEST(Session, Int64NarrowsWithARangeCheck) {
  auto session =
      open(openSample("program p host copy32\nentry e e\ninput ids int64 [16]\ncall p 0\n"
                      "output out int64 [16] 1\n"),
           "host");
  std::vector<int64_t> ids(16, -7), out(16), shape = {16};
  ASSERT_TRUE(session->setInput("ids", mil::DType::Int64, shape, bytesOf(ids)).ok());
  run(*session);
  ASSERT_TRUE(session->getOutput("out", bytesOf(out)).ok());
  EXPECT_EQ(out[15], -14);
  ids[9] = int64_t(1) << 31;
  EXPECT_EQ(session->setInput("ids", mil::DType::Int64, shape, bytesOf(ids)).message(),
            "input 'ids': element 9 is 2147483648, which int32 cannot hold");
  EXPECT_NE(session->run().message().find("no data was given for input 'ids' (int64 [16])"),
            std::string::npos);
}

TEST(Session, WrongInputsAndOutputs) {
  auto session = open(openSample(kChain), "host");
  std::vector<float> values(30);
  auto set = [&](const char *name, mil::DType dtype, std::vector<int64_t> shape, size_t bytes) {
    return session->setInput(name, dtype, shape, bytesOf(values).first(bytes)).message();
  };
  EXPECT_EQ(set("image", mil::DType::Fp32, {30}, 120),
            "entry 'forward' has no input 'image'; its inputs are 'in' (fp32 [30])");
  EXPECT_EQ(set("in", mil::DType::Fp32, {5, 6}, 120),
            "input 'in' is fp32 [5, 6], but the entry takes fp32 [30]");
  EXPECT_EQ(set("in", mil::DType::Int32, {30}, 120),
            "input 'in' is int32 [30], but the entry takes fp32 [30]");
  EXPECT_EQ(set("in", mil::DType::Fp32, {30}, 119),
            "input 'in' has 119 bytes of data, but fp32 [30] needs 120");
  EXPECT_EQ(session->run().message(),
            "entry 'forward' cannot run: no data was given for input 'in' (fp32 [30])");
  EXPECT_EQ(session->getOutput("out", bytesOf(values)).message(),
            "output 'out' has no value: the entry was not run");
  EXPECT_EQ(set("in", mil::DType::Fp32, {30}, 120), "");
  run(*session);
  EXPECT_EQ(session->getOutput("logits", bytesOf(values)).message(),
            "entry 'forward' has no output 'logits'; its outputs are 'out' (fp32 [5, 6]), 'mid' "
            "(fp32 [30]), 'same' (fp32 [30])");
  EXPECT_EQ(session->getOutput("out", bytesOf(values).first(60)).message(),
            "output 'out' needs a buffer of 120 bytes and got one of 60");
}

static std::string failure(const std::string &description, const std::string &device) {
  return Session::create(openSample(description), 0, device, {}).status().message();
}

TEST(Session, FailuresOfProgramsNameThem) {
  for (const char *device : {"host", "emulator"}) {
    std::string message = failure("program p engine unknown\nentry e e\n"
                                  "input in fp32 [192]\ncall p 0\noutput out fp32 [192] 1\n",
                                  device);
    EXPECT_EQ(message.find("entry 'e': program 'p': "), 0u) << message;
    EXPECT_NE(message.find("frobnicate"), std::string::npos) << message;
  }
}

TEST(Session, DevicesThatDoNotExist) {
  EXPECT_NE(failure(kChain, "apple").find("this build has no device 'apple'"), std::string::npos);
  EXPECT_NE(failure(kChain, "gpu").find("the devices are 'emulator', 'host' and 'apple'"),
            std::string::npos);
}

TEST(Session, TargetsThatTheEmulatorDoesNotKnow) {
  std::string message = failure("target m99\n" + std::string(kChain), "emulator");
  EXPECT_NE(message.find("target 'm99', which this emulator does not know; it knows strict"),
            std::string::npos)
      << message;
}

TEST_P(OnDevice, TracesEveryValueWithItsNode) {
  DriverOptions traced;
  traced.trace = true;
  auto session =
      open(openSample("program p engine twice\nsource s Add_0\nsource y Relu_1\nentry e e\n"
                      "input in fp32 [192]\ncall p 0\noutput out fp32 [192] 1\n"),
           GetParam(), traced);
  set(*session, "in", std::vector<float>(192, 1), {192});
  std::vector<std::string> seen;
  Status status = session->run([&](const TracedValue &value) {
    if (!value.node.empty())
      seen.push_back(value.program->name + " " + std::string(value.name) + " " +
                     std::string(value.node) + " " + typeText(value.dtype, value.shape));
  });
  ASSERT_TRUE(status.ok()) << status.message();
  std::string type =
      std::string(GetParam()) == "host" ? "fp32 [1, 3, 2, 32]" : "fp16 [1, 3, 2, 32]";
  EXPECT_EQ(seen, (std::vector<std::string>{"p s Add_0 " + type, "p y Relu_1 " + type}));
}

TEST(SelectEntry, ByNameOrByShapes) {
  std::string program = "program p engine twice\n";
  auto entry = [](const std::string &name, const std::string &group, const std::string &shape) {
    return "entry " + name + " " + group + "\ninput ids fp32 " + shape +
           "\ncall p 0\noutput out fp32 " + shape + " 1\n";
  };
  auto file = openSample(program + entry("f1", "forward", "[192]") +
                         entry("f2", "forward", "[2,96]") + entry("other", "other", "[192]"));
  const bundle::Bundle &bundle = file->bundle();
  std::vector<int64_t> flat = {192}, two = {2, 96}, three = {3, 64};
  auto select = [&](const char *name, const std::vector<int64_t> &shape) {
    NamedShape given{"ids", shape};
    return selectEntry(bundle, name, std::span(&given, 1));
  };
  EXPECT_EQ(*select("forward", flat), 0u);
  EXPECT_EQ(*select("forward", two), 1u);
  EXPECT_EQ(*select("f2", flat), 1u);
  EXPECT_EQ(*select("other", three), 2u);
  EXPECT_EQ(
      select("forward", three).message(),
      "no entry of group 'forward' takes inputs of these shapes: 'f1' takes 'ids' (fp32 [192]); "
      "'f2' takes 'ids' (fp32 [2, 96])");
  EXPECT_EQ(select("", flat).message(), "the bundle has several entries, and none was named; its "
                                        "entries are 'f1', 'f2', 'other'");
  EXPECT_EQ(select("backward", flat).message(),
            "the bundle has no entry 'backward'; its entries are 'f1', 'f2', 'other'");
}

// The engine holds 127 programs (ANE-C05): a session of more unloads some of its own, in each run.
TEST(Session, C05OfMoreProgramsThanTheEngineHolds) {
  constexpr int kPrograms = 130;
  std::string description, calls;
  for (int i = 0; i < kPrograms; ++i) {
    std::string number = std::to_string(i);
    description += "program p" + number + " engine " + number + "\n";
    calls += "call p" + number + " " + number + "\n";
  }
  description += "entry forward forward\ninput in fp32 [192]\n" + calls + "output out fp32 [192] " +
                 std::to_string(kPrograms) + "\n";
  const std::string type = "tensor<fp16, [1, 3, 2, 32]> ";
  auto addOne = [&](const std::string &number) -> Result<std::string> { // each has another text
    return milText(type + "x",
                   type + "y = add(x = x, y = fp16(0x1p+0))[name = string(\"y" + number + "\")];",
                   "y");
  };
  std::string path = testing::TempDir() + "anemone-many-" + std::to_string(getpid()) + ".anebin";
  ASSERT_TRUE(makeTestBundle(description, addOne, path).ok());
  auto file = bundle::File::open(path);
  unlink(path.c_str());
  ASSERT_TRUE(file.ok()) << file.status().message();
  std::shared_ptr<const bundle::File> shared = std::move(*file);
  DriverOptions options;
  options.engine = createEngine();
  auto session = open(shared, "emulator", options);
  ASSERT_TRUE(session);
  for (int i = 0; i < 3; ++i) {
    set(*session, "in", std::vector<float>(192, float(i)), {192});
    run(*session);
    EXPECT_EQ(output(*session, "out", 192), std::vector<float>(192, float(i + kPrograms)));
  }
  // Another session of the process finds its programs resident, and may not unload any for others.
  auto other = Session::create(shared, 0, "emulator", options);
  ASSERT_FALSE(other.ok());
  EXPECT_NE(other.status().message().find("127 programs are resident"), std::string::npos);
  session.reset();
  EXPECT_TRUE(Session::create(shared, 0, "emulator", options).ok());
}
