//===- Reload.cpp - New weights for compiled programs ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Reload.h"
#include "lib/Runtime/SurfaceIO.h"

using namespace anemone;
using namespace anemone::runtime;

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

PresentWeights::PresentWeights(const bundle::File &file, const bundle::Program &program) {
  for (const bundle::WeightFile &weights : program.weightFiles) {
    std::span<const uint8_t> bytes = file.bytes(weights.bytes);
    files[weights.path].assign(bytes.begin(), bytes.end());
  }
}

Status PresentWeights::replace(const bundle::Weight &weight, Memory &global) {
  std::vector<uint8_t> &file = files.at(weight.path);
  Result<mil::WeightRecord> record = mil::WeightFile::recordAt(file, weight.metadataOffset);
  if (!record.ok())
    return Status::failure("weight file '" + weight.path + "': " + record.message());
  size_t elements = validElements(global.layout());
  if (record->dtype != weight.dtype ||
      record->byteSize * 8 != elements * size_t(mil::bitWidth(weight.dtype)))
    return Status::failure("global '" + weight.global + "' has " + std::to_string(elements) +
                           " elements, and its place in the weight file " +
                           std::to_string(record->byteSize) + " bytes of another type or number");
  values.push_back({weight.path, weight.metadataOffset, global.layout().dtype, global.bytes()});
  return readSurface(global, weight.dtype, file.data() + record->dataOffset);
}

NewWeights PresentWeights::weights() const {
  NewWeights weights;
  for (const auto &[path, bytes] : files)
    weights.files[path] = bytes;
  weights.values = values;
  return weights;
}

//===----------------------------------------------------------------------===//
// The test
//===----------------------------------------------------------------------===//

namespace {

using Memories = std::vector<std::unique_ptr<Memory>>;

/// A program with made-up inputs.
class Trial {
public:
  Trial(DeviceProgram &device, Driver &driver, const bundle::Program &program)
      : device(device), driver(driver), program(program) {}

  Status prepare();
  /// The bytes of all results.
  Result<std::vector<uint8_t>> evaluate();

private:
  Status allocate(const std::vector<bundle::Surface> &surfaces, Memories &memories);

  DeviceProgram &device;
  Driver &driver;
  const bundle::Program &program;
  Memories inputs;
};

} // namespace

Status Trial::allocate(const std::vector<bundle::Surface> &surfaces, Memories &memories) {
  for (const bundle::Surface &surface : surfaces) {
    auto memory = driver.allocate(driver.layout(surface));
    if (!memory.ok())
      return memory.status();
    memories.push_back(std::move(*memory));
  }
  return Status::success();
}

/// Numbers in [-1, 1) without a pattern, so that no weight goes unseen.
static std::vector<float> madeUp(size_t count, uint32_t &state) {
  std::vector<float> numbers(count);
  for (float &number : numbers) {
    state = state * 1664525u + 1013904223u;
    number = float(state >> 8) / float(1 << 23) - 1;
  }
  return numbers;
}

Status Trial::prepare() {
  if (Status status = allocate(program.inputs, inputs); !status.ok())
    return status;
  uint32_t state = 1;
  for (const auto &memory : inputs) {
    std::vector<float> numbers = madeUp(validElements(memory->layout()), state);
    if (Status status = writeSurface(*memory, mil::DType::Fp32, numbers.data()); !status.ok())
      return status;
  }
  return Status::success();
}

static std::vector<Memory *> pointers(const Memories &memories) {
  std::vector<Memory *> list;
  for (const auto &memory : memories)
    list.push_back(memory.get());
  return list;
}

Result<std::vector<uint8_t>> Trial::evaluate() {
  Memories outputs;
  Status status = allocate(program.outputs, outputs);
  if (status.ok())
    status = device.bind(pointers(inputs), pointers(outputs));
  if (status.ok())
    status = device.evaluate({});
  if (!status.ok())
    return status;
  std::vector<uint8_t> bytes;
  for (const auto &memory : outputs) {
    std::span<uint8_t> result = memory->bytes();
    bytes.insert(bytes.end(), result.begin(), result.end());
  }
  return bytes;
}

//===----------------------------------------------------------------------===//
// Reloading
//===----------------------------------------------------------------------===//

Status Reloader::recompile(DeviceProgram &device, const NewWeights &weights) {
  ++counted.recompilations;
  return residency.keep(device, device.updateWeights(weights));
}

/// A reload that gives what a new compilation gives, and not what the old weights gave, is trusted
/// from then on. Weights that change no result prove nothing; the next reload is tested as well.
Status Reloader::test(DeviceProgram &device, Driver &driver, const bundle::Program &program,
                      const NewWeights &weights) {
  Trial trial(device, driver, program);
  if (Status status = trial.prepare(); !status.ok())
    return status;
  Result<std::vector<uint8_t>> before = trial.evaluate();
  if (!before.ok())
    return before.status();
  Result<std::vector<uint8_t>> reloaded =
      Status::failure("the weights could not be reloaded"); // which compiling mends
  if (residency.keep(device, device.reloadWeights(weights)).ok())
    reloaded = trial.evaluate();
  if (Status status = recompile(device, weights); !status.ok())
    return status;
  Result<std::vector<uint8_t>> expected = trial.evaluate();
  if (!expected.ok())
    return expected.status();
  if (!reloaded.ok() || *reloaded != *expected) {
    trust = Trust::Fails;
    ++counted.withoutEffect;
  } else if (*expected != *before) {
    trust = Trust::Works;
    ++counted.reloads;
  }
  return Status::success();
}

Status Reloader::run(DeviceProgram &device, Driver &driver, const bundle::Program &program,
                     const NewWeights &weights, bundle::ReloadStrategy strategy) {
  if (strategy == bundle::ReloadStrategy::Recompile || trust == Trust::Fails)
    return recompile(device, weights);
  if (trust == Trust::Untested)
    return test(device, driver, program, weights);
  if (residency.keep(device, device.reloadWeights(weights)).ok()) {
    ++counted.reloads;
    return Status::success();
  }
  ++counted.withoutEffect;
  return recompile(device, weights);
}
