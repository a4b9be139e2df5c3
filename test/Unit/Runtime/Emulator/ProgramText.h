//===- ProgramText.h - What the emulator's tests feed it --------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Texts and surfaces are written by hand: the emulator must not be tested with
// what our emitter makes of its rules.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TEST_UNIT_RUNTIME_EMULATOR_PROGRAMTEXT_H
#define ANEMONE_TEST_UNIT_RUNTIME_EMULATOR_PROGRAMTEXT_H

#include "lib/Runtime/Drivers/Emulator.h"
#include "gtest/gtest.h"

namespace anemone::runtime {

/// The allocation that the strict rules ask for.
inline constexpr size_t kAllocation = 49152;
/// A path of the weight dictionary.
inline const std::string kWeightPath = "@model_path/weights/weight.bin";

/// A program of one function `main`.
std::string programText(const std::string &inputs, const std::string &lines,
                        const std::string &outputs);

/// "tensor<fp16, [1, 4, 1, 32]>": four rows of 64 bytes.
inline const std::string kTile = "tensor<fp16, [1, 4, 1, 32]>";
inline constexpr size_t kTileElements = 128;

/// A constant of `type` in the weight file at `offset`.
std::string weightLine(const std::string &type, const std::string &name, uint64_t offset = 64);

/// A weight file of one record, bytes written here and not by the project's writer. `code` 1 is
/// fp16.
std::vector<uint8_t> weightFile(const std::vector<uint16_t> &halves, uint32_t code = 1);

/// The bits of a number that fp16 holds exactly.
uint16_t half(float value);

/// A surface of `allocation` bytes whose fp16 elements from `offset` on are `values`.
std::vector<uint8_t> surface(const std::vector<float> &values, size_t allocation = kAllocation);
/// `count` values: first, first + step, ...
std::vector<float> ramp(size_t count, float first, float step = 1);
/// The bits of the first `count` elements of a surface.
std::vector<uint16_t> halves(const std::vector<uint8_t> &surface, size_t count);
std::vector<uint16_t> halves(const std::vector<float> &values);

/// A program with the input x, a kTile, that defines y by `lines`.
std::string around(const std::string &lines);
/// The same of one operation, whose result is a kTile.
std::string oneOperation(const std::string &operation);

/// The explanation and the reported text of a compilation that must fail; "compiled" where it does
/// not.
std::string failure(const std::string &text, const mil::WeightDictionary &weights = {},
                    const EmulatorOptions &options = {});

/// Whether `part` stands in `text`; the failure shows both.
testing::AssertionResult contains(const std::string &text, const std::string &part);

/// Fails with the message of a status that is not ok.
#define ASSERT_SUCCEEDS(expression)                                                                \
  do {                                                                                             \
    EmulatorStatus status = (expression);                                                          \
    ASSERT_TRUE(status.ok()) << status.error().message();                                          \
  } while (false)

/// A compiled and loaded model with its surfaces, inputs given and outputs allocated in symbol
/// order.
struct Outcome {
  EmulatorStatus status;
  std::vector<std::vector<uint8_t>> outputs;
};
Outcome evaluate(EmulatedModel &model, const std::vector<std::vector<uint8_t>> &inputs,
                 const std::vector<size_t> &outputSizes);
/// Compiles and loads first; outputs have the size that the strict rules ask for, or what they
/// need.
Outcome compileAndRun(EmulatedModel &model, const std::vector<std::vector<uint8_t>> &inputs);

} // namespace anemone::runtime

#endif // ANEMONE_TEST_UNIT_RUNTIME_EMULATOR_PROGRAMTEXT_H
