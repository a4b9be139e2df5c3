//===- StateTest.cpp - Globals and programs that sessions share -----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Samples.h"
#include "lib/Runtime/SurfaceIO.h"

using namespace anemone;
using namespace anemone::runtime;
using namespace anemone::test;

// Doubles a weight; reads it as an engine program's argument; reads it before and after a store.
static const char *kTraining = "program p engine twice\nprogram h host twice\n"
                               "global w fp32 [192] 1 0\nglobal other fp32 [2,96] 0 1\n"
                               "entry update update\nload w\ncall h 0\nstore w 1\n"
                               "entry forward forward\nload w\ncall p 0\noutput out fp32 [192] 1\n"
                               "entry both both\nload w\ncall h 0\nstore w 1\ncall p 0\n"
                               "output out fp32 [192] 2\n";

namespace {

class SharedState : public testing::TestWithParam<const char *> {
protected:
  void open(const std::string &description) {
    auto made = State::create(openSample(description), GetParam(), {});
    ASSERT_TRUE(made.ok()) << made.message();
    state = std::move(*made);
  }
  std::unique_ptr<Session> session(size_t entry) {
    auto made = Session::create(state, entry);
    EXPECT_TRUE(made.ok()) << made.message();
    return made.ok() ? std::move(*made) : nullptr;
  }
  static void run(Session &session) {
    Status status = session.run();
    ASSERT_TRUE(status.ok()) << status.message();
  }
  static float output(Session &session) {
    std::vector<float> values(192);
    EXPECT_TRUE(session.getOutput("out", bytesOf(values)).ok());
    return values[191];
  }
  float global(const char *name) {
    std::vector<float> values(192);
    EXPECT_TRUE(state->read(name, bytesOf(values)).ok());
    return values[191];
  }
  void write(float value) {
    std::vector<float> values(192, value);
    std::vector<int64_t> shape = {192};
    EXPECT_TRUE(state->write("w", mil::DType::Fp32, shape, bytesOf(values)).ok());
  }

  std::shared_ptr<State> state;
};

} // namespace

INSTANTIATE_TEST_SUITE_P(State, SharedState, testing::Values("host", "emulator"));

TEST_P(SharedState, SessionsSeeEachOthersStores) {
  open(kTraining);
  auto update = session(0), forward = session(1);
  for (float expected : {2.0f, 4.0f, 8.0f}) {
    run(*forward);
    EXPECT_EQ(output(*forward), expected);
    run(*update);
    EXPECT_EQ(global("w"), expected);
  }
}

TEST_P(SharedState, StatesDoNotSeeEachOther) {
  open(kTraining);
  auto first = state;
  run(*session(0));
  open(kTraining);
  EXPECT_EQ(global("w"), 1);
  state = first;
  EXPECT_EQ(global("w"), 2);
}

// What was loaded stays what it was when the global is stored to.
TEST_P(SharedState, LoadedValuesOutliveAStore) {
  open(kTraining);
  auto both = session(2);
  for (float expected : {2.0f, 4.0f}) {
    run(*both);
    EXPECT_EQ(output(*both), expected);
    EXPECT_EQ(global("w"), expected);
  }
}

// Between runs, and whoever wrote.
TEST_P(SharedState, WrittenGlobalsAreRead) {
  open(kTraining);
  auto forward = session(1);
  run(*forward);
  write(5);
  EXPECT_EQ(global("w"), 5);
  run(*forward);
  EXPECT_EQ(output(*forward), 10);
}

// What is computed element by element from the global alone is written over it.
TEST_P(SharedState, ElementwiseResultsOverwriteTheGlobal) {
  open(kTraining);
  auto update = session(0);
  const void *first = (*state->global(0))->slot->bytes().data();
  EXPECT_EQ(update->memoryBytes(), 0u);
  run(*update);
  run(*update);
  EXPECT_EQ((*state->global(0))->slot->bytes().data(), first);
  EXPECT_EQ(global("w"), 4);
}

// y = b + b, y2 = a * b with a = b = w: y2 is computed after y, from what y would have overwritten.
static const char *kExchange = "program h host order\nglobal w fp32 [192] 1 0\n"
                               "entry update update\nload w\ncall h 0 0\nstore w 1\n";

// A result that is stored and not read again becomes the global's memory; nothing is copied.
TEST_P(SharedState, StoresExchangeMemory) {
  open(kExchange);
  auto update = session(0);
  const void *first = (*state->global(0))->slot->bytes().data();
  run(*update);
  const void *second = (*state->global(0))->slot->bytes().data();
  EXPECT_NE(first, second);
  run(*update);
  EXPECT_EQ((*state->global(0))->slot->bytes().data(), first);
  EXPECT_EQ(global("w"), 4);
}

// The old value is an output, is loaded once more, or is read by a later call: it must not be
// overwritten, and every run doubles once.
TEST_P(SharedState, OldValuesThatAreStillNeededAreKept) {
  std::string begin = "program h host twice\nglobal w fp32 [192] 1 0\nentry e e\nload w\n";
  for (const char *rest : {"call h 0\nstore w 1\noutput out fp32 [192] 0\n",
                           "call h 0\nload w\nstore w 1\ncall h 2\noutput out fp32 [192] 2\n",
                           "call h 0\ncall h 0\nstore w 1\noutput out fp32 [192] 0\n"}) {
    open(begin + rest);
    auto update = session(0);
    for (float before : {1.0f, 2.0f, 4.0f}) {
      run(*update);
      EXPECT_EQ(output(*update), before) << rest;
      EXPECT_EQ(global("w"), 2 * before) << rest;
    }
  }
}

// The global's memory must not be given back with the session that wrote it.
TEST_P(SharedState, GlobalsOutliveTheSessionThatStored) {
  open(kTraining);
  run(*session(0));
  EXPECT_EQ(global("w"), 2);
}

TEST_P(SharedState, ProgramsAreCompiledOnce) {
  open(kTraining);
  auto forward = session(1), both = session(2);
  auto program = state->program(0);
  ASSERT_TRUE(program.ok());
  EXPECT_EQ(*program, *state->program(0));
}

// The fp16 surface of a weight is made when the weight changed, and not for each run: spoiled, it
// stays spoiled until then. Sessions share it.
TEST(State, CopiesAreMadeWhenTheGlobalChanged) {
  auto made = State::create(openSample(kTraining), "emulator", {});
  ASSERT_TRUE(made.ok());
  State &state = **made;
  auto update = Session::create(*made, 0), forward = Session::create(*made, 1),
       again = Session::create(*made, 1);
  ASSERT_TRUE((*forward)->run().ok());
  GlobalCell &cell = **state.global(0);
  ASSERT_EQ(cell.copies.size(), 1u);
  std::vector<float> spoiled(192, 7), out(192);
  ASSERT_TRUE(writeSurface(*cell.copies[0].slot, mil::DType::Fp32, spoiled.data()).ok());
  ASSERT_TRUE((*again)->run().ok());
  ASSERT_TRUE((*again)->getOutput("out", bytesOf(out)).ok());
  EXPECT_EQ(out[0], 14);
  ASSERT_TRUE((*update)->run().ok());
  ASSERT_TRUE((*again)->run().ok());
  ASSERT_TRUE((*again)->getOutput("out", bytesOf(out)).ok());
  EXPECT_EQ(out[0], 4);
}

TEST(State, ListsAndChecksItsGlobals) {
  auto made = State::create(openSample(kTraining), "host", {});
  ASSERT_TRUE(made.ok());
  State &state = **made;
  ASSERT_EQ(state.mutableGlobals().size(), 2u);
  EXPECT_EQ(state.mutableGlobals()[1]->name, "other");
  std::vector<float> values(192);
  std::vector<int64_t> flat = {192}, shape = {2, 96};
  auto write = [&](const char *name, mil::DType dtype, std::span<const int64_t> shape,
                   size_t bytes) {
    return state.write(name, dtype, shape, bytesOf(values).first(bytes)).message();
  };
  EXPECT_EQ(write("v", mil::DType::Fp32, flat, 768),
            "the bundle has no mutable global 'v'; its mutable globals are 'w' (fp32 [192]), "
            "'other' (fp32 [2, 96])");
  EXPECT_EQ(write("other", mil::DType::Fp32, flat, 768),
            "global 'other' is fp32 [192], but the bundle has fp32 [2, 96]");
  EXPECT_EQ(write("other", mil::DType::Int32, shape, 768),
            "global 'other' is int32 [2, 96], but the bundle has fp32 [2, 96]");
  EXPECT_EQ(write("other", mil::DType::Fp32, shape, 760),
            "global 'other' has 760 bytes of data, but fp32 [2, 96] needs 768");
  EXPECT_EQ(state.read("other", bytesOf(values).first(4)).message(),
            "global 'other' needs a buffer of 768 bytes and got one of 4");
  EXPECT_TRUE(state.read("other", bytesOf(values)).ok());
  EXPECT_EQ(values[191], 191);
}

static size_t memoryOfChain(int calls, const char *device) {
  std::string text = "program p engine twice\nentry e e\ninput in fp32 [192]\n";
  for (int i = 0; i < calls; ++i)
    text += "call p " + std::to_string(i) + "\n";
  text += "output out fp32 [192] " + std::to_string(calls) + "\n";
  auto session = Session::create(openSample(text), 0, device, {});
  EXPECT_TRUE(session.ok()) << session.message();
  std::vector<float> in(192, 1), out(192);
  std::vector<int64_t> shape = {192};
  EXPECT_TRUE((*session)->setInput("in", mil::DType::Fp32, shape, bytesOf(in)).ok());
  EXPECT_TRUE((*session)->run().ok());
  EXPECT_TRUE((*session)->getOutput("out", bytesOf(out)).ok());
  EXPECT_EQ(out[191], float(1 << calls));
  return (*session)->memoryBytes();
}

// Of a chain only two links live at a time, however long it is.
TEST_P(SharedState, ValuesReuseMemory) {
  EXPECT_EQ(memoryOfChain(4, GetParam()), memoryOfChain(15, GetParam()));
}

// Sessions run in turn and use the same memory between steps. What was set before another one ran,
// and what is read after it, stays; and a session that needs more does not take anything from one
// that was made before it.
TEST_P(SharedState, SessionsUseMemoryInTurn) {
  std::string text = "program p engine twice\n";
  for (int calls : {2, 5}) {
    text += "entry e" + std::to_string(calls) + " e\ninput in fp32 [192]\n";
    for (int i = 0; i < calls; ++i)
      text += "call p " + std::to_string(i) + "\n";
    text += "output out fp32 [192] " + std::to_string(calls) + "\n";
  }
  open(text);
  std::vector<std::unique_ptr<Session>> sessions;
  std::vector<int64_t> shape = {192};
  for (size_t entry : {0, 1}) {
    sessions.push_back(session(entry));
    std::vector<float> in(192, float(entry + 1));
    ASSERT_TRUE(sessions[entry]->setInput("in", mil::DType::Fp32, shape, bytesOf(in)).ok());
  }
  for (int i = 0; i < 2; ++i) {
    run(*sessions[0]);
    run(*sessions[1]);
    EXPECT_EQ(output(*sessions[0]), 4);  // 1 x 2^2
    EXPECT_EQ(output(*sessions[1]), 64); // 2 x 2^5
  }
}

// Every fork keeps a value until the end: nothing that is still read may be overwritten.
TEST_P(SharedState, ValuesLiveUntilTheirLastUse) {
  std::string text = "program p engine order\nentry e e\ninput in fp32 [192]\ncall p 0 0\n";
  for (int i = 1; i < 6; ++i) // each call adds a value to the first one's sum
    text += "call p 1 " + std::to_string(2 * i - 1) + "\n";
  text += "call p 1 3\noutput out fp32 [192] 14\n";
  open(text);
  auto chain = session(0);
  std::vector<float> in(192, 3);
  std::vector<int64_t> shape = {192};
  ASSERT_TRUE(chain->setInput("in", mil::DType::Fp32, shape, bytesOf(in)).ok());
  for (int i = 0; i < 2; ++i) {
    run(*chain);
    EXPECT_EQ(output(*chain), 72); // of values 1 and 3: 6 x 12
  }
}
