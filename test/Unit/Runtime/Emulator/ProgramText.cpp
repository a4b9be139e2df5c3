//===- ProgramText.cpp - What the emulator's tests feed it ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramText.h"
#include <algorithm>
#include <bit>
#include <cstring>

namespace anemone::runtime {

std::string programText(const std::string &inputs, const std::string &lines,
                        const std::string &outputs) {
  return "program(1.3)\n[buildInfo = dict<string, string>({{\"coremlc-version\", \"3505.4.1\"}})]\n"
         "{\n    func main<ios18>(" +
         inputs + ") {\n" + lines + "\n    } -> (" + outputs + ");\n}\n";
}

std::string around(const std::string &lines) { return programText(kTile + " x", lines, "y"); }

std::string oneOperation(const std::string &operation) {
  return around(kTile + " y = " + operation + "[name = string(\"y\")];");
}

std::string failure(const std::string &text, const mil::WeightDictionary &weights,
                    const EmulatorOptions &options) {
  EmulatorStatus status = Emulator(options).model(text, weights)->compile();
  if (status.ok())
    return "compiled";
  EXPECT_EQ(status.error().stage, EngineStage::Compile);
  return status.error().message();
}

std::string weightLine(const std::string &type, const std::string &name, uint64_t offset) {
  return type + " " + name + " = const()[name = string(\"" + name + "\"), val = " + type +
         "(BLOBFILE(path = string(\"" + kWeightPath + "\"), offset = uint64(" +
         std::to_string(offset) + ")))];\n";
}

std::vector<uint8_t> weightFile(const std::vector<uint16_t> &halves, uint32_t code) {
  std::vector<uint8_t> file(128 + halves.size() * 2);
  auto put = [&](size_t offset, uint32_t value) {
    for (int i = 0; i < 4; ++i)
      file[offset + i] = static_cast<uint8_t>(value >> (8 * i));
  };
  put(0, 1);
  put(4, 2);
  put(64, 0xDEADBEEF);
  put(68, code);
  put(72, static_cast<uint32_t>(halves.size() * 2));
  put(80, 128);
  if (!halves.empty())
    std::memcpy(&file[128], halves.data(), halves.size() * 2);
  return file;
}

uint16_t half(float value) {
  if (value == 0)
    return 0;
  auto bits = std::bit_cast<uint32_t>(value);
  uint32_t sign = bits >> 16 & 0x8000, exponent = (bits >> 23 & 0xff) - 112;
  return static_cast<uint16_t>(sign | exponent << 10 | (bits >> 13 & 0x3ff));
}

std::vector<uint8_t> surface(const std::vector<float> &values, size_t allocation) {
  std::vector<uint8_t> bytes(allocation);
  for (size_t i = 0; i < values.size() && 2 * i + 1 < allocation; ++i) {
    uint16_t bits = half(values[i]);
    std::memcpy(&bytes[2 * i], &bits, 2);
  }
  return bytes;
}

std::vector<float> ramp(size_t count, float first, float step) {
  std::vector<float> values(count);
  for (size_t i = 0; i < count; ++i)
    values[i] = first + step * static_cast<float>(i);
  return values;
}

std::vector<uint16_t> halves(const std::vector<uint8_t> &surface, size_t count) {
  std::vector<uint16_t> bits(count);
  std::memcpy(bits.data(), surface.data(), count * 2);
  return bits;
}

std::vector<uint16_t> halves(const std::vector<float> &values) {
  std::vector<uint16_t> bits;
  for (float value : values)
    bits.push_back(half(value));
  return bits;
}

testing::AssertionResult contains(const std::string &text, const std::string &part) {
  if (text.find(part) != std::string::npos)
    return testing::AssertionSuccess();
  return testing::AssertionFailure() << "expected '" << part << "' in:\n" << text;
}

Outcome evaluate(EmulatedModel &model, const std::vector<std::vector<uint8_t>> &inputs,
                 const std::vector<size_t> &outputSizes) {
  Outcome run;
  std::vector<std::span<const uint8_t>> in(inputs.begin(), inputs.end());
  std::vector<std::span<uint8_t>> out;
  for (size_t size : outputSizes)
    run.outputs.emplace_back(size, uint8_t(0xab));
  for (std::vector<uint8_t> &output : run.outputs)
    out.push_back(output);
  run.status = model.evaluate({in, out});
  return run;
}

Outcome compileAndRun(EmulatedModel &model, const std::vector<std::vector<uint8_t>> &inputs) {
  Outcome run;
  run.status = model.compile();
  if (run.status.ok())
    run.status = model.load();
  if (!run.status.ok())
    return run;
  size_t size = kAllocation;
  for (const EmulatorSurface &surface : model.outputs())
    size = std::max<size_t>(size, surface.bytes);
  return evaluate(model, inputs, std::vector<size_t>(model.outputs().size(), size));
}

} // namespace anemone::runtime
