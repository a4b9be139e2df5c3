//===- SurfaceTest.cpp - Order, strides and sizes of surfaces -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramText.h"
#include <cstring>

using namespace anemone;
using namespace anemone::runtime;

namespace {

/// x + x and x - x, the outputs under the given names and in this order.
std::string twoOutputs(const std::string &sum, const std::string &difference,
                       const std::string &type = kTile) {
  return programText(type + " x",
                     type + " " + sum + " = add(x = x, y = x)[name = string(\"a\")];\n" + type +
                         " " + difference + " = sub(x = x, y = x)[name = string(\"b\")];",
                     sum + ", " + difference);
}

class EmulatorSurfaces : public testing::Test {
protected:
  /// Compiles and loads `text`.
  void prepare(const std::string &text, const EmulatorOptions &options = {}) {
    model = Emulator(options).model(text, {});
    ASSERT_SUCCEEDS(model->compile());
    ASSERT_SUCCEEDS(model->load());
  }

  /// Expects that a request with surfaces of these sizes fails with `code`, for a reason that names
  /// `part`.
  void expectRefused(const std::vector<size_t> &inputSizes, const std::vector<size_t> &outputSizes,
                     uint32_t code, const std::string &part) {
    std::vector<std::vector<uint8_t>> inputs;
    for (size_t size : inputSizes)
      inputs.emplace_back(size);
    Outcome run = evaluate(*model, inputs, outputSizes);
    ASSERT_FALSE(run.status.ok());
    EXPECT_EQ(run.status.error().stage, EngineStage::Evaluate);
    EXPECT_EQ(run.status.error().code, code);
    EXPECT_TRUE(contains(run.status.error().explanation, part));
  }

  std::unique_ptr<EmulatedModel> model;
};

TEST_F(EmulatorSurfaces, C03OutputsComeInByteOrderOfTheirSymbols) {
  prepare(twoOutputs("z", "b"));
  EXPECT_EQ(model->outputs()[0].symbol, "b@output");
  EXPECT_EQ(model->outputs()[1].symbol, "z@output");
  Outcome run = evaluate(*model, {surface(ramp(kTileElements, 3, 0))}, {kAllocation, kAllocation});
  ASSERT_SUCCEEDS(run.status);
  EXPECT_EQ(halves(run.outputs[0], 1)[0], half(0)); // the difference, declared second
  EXPECT_EQ(halves(run.outputs[1], 1)[0], half(6));
}

TEST_F(EmulatorSurfaces, C03TheDecorationTakesPartInTheOrder) {
  // '2' sorts before '@', so y2 comes before y although "y" is a prefix of "y2".
  prepare(twoOutputs("y", "y2"));
  EXPECT_EQ(model->outputs()[0].symbol, "y2@output");
  Outcome run = evaluate(*model, {surface(ramp(kTileElements, 3, 0))}, {kAllocation, kAllocation});
  ASSERT_SUCCEEDS(run.status);
  EXPECT_EQ(halves(run.outputs[0], 1)[0], half(0));
  EXPECT_EQ(halves(run.outputs[1], 1)[0], half(6));
}

TEST_F(EmulatorSurfaces, C19InputsComeInByteOrderOfTheirNames) {
  prepare(programText(kTile + " x, " + kTile + " wimg",
                      kTile + " y = sub(x = x, y = wimg)[name = string(\"y\")];", "y"));
  EXPECT_EQ(model->inputs()[0].symbol, "wimg");
  EXPECT_EQ(model->inputs()[0].declared, 1u);
  Outcome run =
      evaluate(*model, {surface(ramp(kTileElements, 1, 0)), surface(ramp(kTileElements, 5, 0))},
               {kAllocation});
  ASSERT_SUCCEEDS(run.status);
  EXPECT_EQ(halves(run.outputs[0], 1)[0], half(4)); // x - wimg = 5 - 1
}

TEST_F(EmulatorSurfaces, C19UpperCaseComesBeforeLowerCase) {
  prepare(programText(kTile + " a, " + kTile + " B",
                      kTile + " y = sub(x = a, y = B)[name = string(\"y\")];", "y"));
  EXPECT_EQ(model->inputs()[0].symbol, "B");
}

TEST_F(EmulatorSurfaces, C04SmallSurfacesAreRefused) {
  prepare(twoOutputs("a", "b"));
  // The data fit, yet the engine fails: 49,151 bytes are one too few.
  expectRefused({49151}, {kAllocation, kAllocation}, 0x1d, "ANE-C04");
  expectRefused({kAllocation}, {49151, 49151}, 0x1d, "ANE-C04");
  EmulatorOptions options;
  options.minSurfaceBytes = 0;
  prepare(twoOutputs("a", "b"), options);
  ASSERT_SUCCEEDS(evaluate(*model, {surface({}, 256)}, {256, 256}).status);
}

TEST_F(EmulatorSurfaces, SurfacesThatDoNotHoldTheirDataAreRefused) {
  prepare(twoOutputs("a", "b", "tensor<fp16, [1, 1024, 1, 32]>"));
  expectRefused({65535}, {65536, 65536}, 0x1d, "has 65535 bytes, expected at least 65536");
  expectRefused({65536}, {65536, 65535}, 0x1d, "'b@output', has 65535 bytes");
  // Whatever rules are off, nothing is read or written out of bounds.
  EmulatorOptions lax;
  lax.minSurfaceBytes = 0;
  lax.uniformInputs = lax.uniformOutputs = lax.wholeRows = false;
  prepare(twoOutputs("a", "b", "tensor<fp16, [1, 1024, 1, 32]>"), lax);
  expectRefused({0}, {65536, 65536}, 0x1d, "expected at least 65536");
}

TEST_F(EmulatorSurfaces, C02OutputsHaveOneSize) {
  prepare(twoOutputs("a", "b"));
  expectRefused({kAllocation}, {kAllocation, kAllocation + 64}, 0x1d, "ANE-C02");
  EmulatorOptions options;
  options.uniformOutputs = false;
  prepare(twoOutputs("a", "b"), options);
  ASSERT_SUCCEEDS(evaluate(*model, {surface({})}, {kAllocation, kAllocation + 64}).status);
}

TEST_F(EmulatorSurfaces, C18InputsHaveOneSize) {
  std::string text = programText(kTile + " a, " + kTile + " b",
                                 kTile + " y = sub(x = a, y = b)[name = string(\"y\")];", "y");
  prepare(text);
  expectRefused({kAllocation, 2 * kAllocation}, {kAllocation}, 0x1d, "ANE-C18");
  EmulatorOptions options;
  options.uniformInputs = false;
  prepare(text, options);
  ASSERT_SUCCEEDS(
      evaluate(*model, {surface({}), surface({}, 2 * kAllocation)}, {kAllocation}).status);
}

TEST_F(EmulatorSurfaces, C44RowsThatAreNoMultipleOf64BytesAreRefused) {
  prepare(twoOutputs("a", "b", "tensor<fp16, [1, 4, 2, 31]>"));
  expectRefused({kAllocation}, {kAllocation, kAllocation}, 0x1d,
                "'x', has rows of 62 bytes, expected a multiple of 64");
  expectRefused({kAllocation}, {kAllocation, kAllocation}, 0x1d, "[ANE-C44] [ANE-C20]");
}

TEST_F(EmulatorSurfaces, C20RowsAreReadByStrideWhereTheyMayBePadded) {
  EmulatorOptions options;
  options.wholeRows = false;
  prepare(twoOutputs("a", "b", "tensor<fp16, [2, 3, 4, 5]>"), options);
  const EmulatorSurface &x = model->inputs()[0];
  EXPECT_EQ(x.rowBytes, 10u);
  EXPECT_EQ(x.rowStride, 64u);
  EXPECT_EQ(x.planeStride, 256u);
  EXPECT_EQ(x.batchStride, 768u);
  EXPECT_EQ(x.bytes, 1536u);

  std::vector<uint8_t> input(kAllocation, 0x7e); // a NaN wherever padding is read
  for (int row = 0; row < 24; ++row)
    for (int column = 0; column < 5; ++column) {
      uint16_t bits = half(static_cast<float>(row * 8 + column));
      std::memcpy(&input[row * 64 + column * 2], &bits, 2);
    }
  Outcome run = evaluate(*model, {input}, {kAllocation, kAllocation});
  ASSERT_SUCCEEDS(run.status);
  for (int row = 0; row < 24; ++row) {
    std::vector<uint8_t> line(run.outputs[0].begin() + row * 64,
                              run.outputs[0].begin() + (row + 1) * 64);
    EXPECT_EQ(halves(line, 5), halves(ramp(5, static_cast<float>(row * 16), 2))) << row;
    EXPECT_EQ(line[10], 0xab) << "padding is not written";
  }
}

TEST_F(EmulatorSurfaces, C20RowsAreReadPackedWhereTheyWereSaidToBe) {
  EmulatorOptions options;
  options.fidelity = Fidelity::Silicon;
  prepare(twoOutputs("a", "b", "tensor<fp16, [1, 4, 1, 5]>"), options);
  EXPECT_EQ(model->inputs()[0].rowStride, 64u) << "the model reports rows with padding";
  // Laid out by the strides that are reported: the second row is found in the padding of the first.
  std::vector<uint8_t> input(kAllocation);
  for (int row = 0; row < 4; ++row)
    for (int column = 0; column < 5; ++column) {
      uint16_t bits = half(static_cast<float>(row * 8 + column + 1));
      std::memcpy(&input[row * 64 + column * 2], &bits, 2);
    }
  Outcome run = evaluate(*model, {input}, {kAllocation, kAllocation});
  ASSERT_SUCCEEDS(run.status);
  EXPECT_EQ(halves(run.outputs[0], 5), halves(ramp(5, 2, 2)));
  std::vector<uint8_t> rest(run.outputs[0].begin() + 10, run.outputs[0].begin() + 40);
  EXPECT_EQ(halves(rest, 15), std::vector<uint16_t>(15, 0)) << "written packed, too";
  EXPECT_EQ(run.outputs[0][40], 0xab);
}

TEST_F(EmulatorSurfaces, C44PaddingFailsWhereItWasSaidTo) {
  EmulatorOptions options;
  options.fidelity = Fidelity::Silicon;
  options.wholeRows = false;
  options.paddedRowsFail = true;
  prepare(twoOutputs("a", "b", "tensor<fp16, [1, 4, 1, 131]>"), options);
  expectRefused({kAllocation}, {kAllocation, kAllocation}, 0x1d, "[ANE-C44]");
  prepare(twoOutputs("a", "b", "tensor<fp16, [1, 4, 1, 160]>"), options);
  ASSERT_SUCCEEDS(evaluate(*model, {surface({})}, {kAllocation, kAllocation}).status);
}

TEST_F(EmulatorSurfaces, LowerRanksAreAlignedToTheRight) {
  prepare(twoOutputs("a", "b", "tensor<fp16, [4, 32]>"));
  EXPECT_EQ(model->inputs()[0].extents, (std::array<int64_t, 4>{1, 1, 4, 32}));
  EXPECT_EQ(model->inputs()[0].planeStride, 256u);
}

TEST_F(EmulatorSurfaces, Fp32RowsCountTwice) {
  prepare(programText("tensor<fp32, [1, 4, 1, 16]> x",
                      "tensor<fp16, [1, 4, 1, 16]> h = cast(dtype = string(\"fp16\"), x = x)"
                      "[name = string(\"h\")];\n"
                      "tensor<fp32, [1, 4, 1, 16]> y = cast(dtype = string(\"fp32\"), x = h)"
                      "[name = string(\"y\")];",
                      "y"));
  EXPECT_EQ(model->inputs()[0].rowStride, 64u);
  std::vector<uint8_t> input(kAllocation);
  float value = 0.1f, rounded = 0;
  std::memcpy(input.data(), &value, 4);
  Outcome run = evaluate(*model, {input}, {kAllocation});
  ASSERT_SUCCEEDS(run.status);
  std::memcpy(&rounded, run.outputs[0].data(), 4);
  EXPECT_EQ(rounded, 0.0999755859375f); // 0.1 in fp16
}

TEST_F(EmulatorSurfaces, WrongNumbersOfSurfacesAreRefused) {
  prepare(twoOutputs("a", "b"));
  expectRefused({}, {kAllocation, kAllocation}, 0x2, "the request has 0 inputs and 2 outputs");
  expectRefused({kAllocation, kAllocation}, {kAllocation, kAllocation}, 0x2, "has 2 inputs");
  expectRefused({kAllocation}, {kAllocation}, 0x2, "the program has 1 and 2");
}

TEST_F(EmulatorSurfaces, AllProblemsAreReported) {
  prepare(twoOutputs("a", "b", "tensor<fp16, [1, 4, 2, 31]>"));
  expectRefused({64}, {64, 128}, 0x1d, "ANE-C44");
  expectRefused({64}, {64, 128}, 0x1d, "ANE-C04");
  expectRefused({64}, {64, 128}, 0x1d, "ANE-C02");
}

} // namespace
