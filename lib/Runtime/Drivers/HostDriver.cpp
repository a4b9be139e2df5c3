//===- HostDriver.cpp - Programs on the CPU, in f32 -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/HostDriver.h"
#include "anemone/MIL/Text.h"
#include "lib/Executor/Executor.h"
#include "lib/Runtime/SurfaceIO.h"
#include <cstdlib>

using namespace anemone;
using namespace anemone::runtime;

namespace {

/// Zeroed, and aligned for vector instructions. Pages that nobody touches cost nothing, so that a
/// bundle cannot claim memory by naming a size.
class HostMemory final : public Memory {
public:
  explicit HostMemory(const bundle::Surface &layout)
      : Memory(layout), block(std::calloc(size_t(layout.allocation) + kAlignment, 1)) {}
  bool isValid() const { return block != nullptr; }
  std::span<uint8_t> bytes() override {
    auto address = (reinterpret_cast<uintptr_t>(block.get()) + kAlignment - 1) / kAlignment;
    return {reinterpret_cast<uint8_t *>(address * kAlignment), size_t(layout().allocation)};
  }

private:
  static constexpr size_t kAlignment = 64;
  struct Free {
    void operator()(void *memory) const { std::free(memory); }
  };
  std::unique_ptr<void, Free> block;
};

/// What updateWeights() has given: values, or whole files.
struct Replacement {
  struct Value {
    mil::DType dtype;
    std::vector<uint8_t> elements;
  };

  std::map<std::pair<std::string, uint64_t>, Value, std::less<>> values; // by path and offset
  std::map<std::string, std::vector<uint8_t>> files;
};

class HostProgram final : public DeviceProgram {
public:
  HostProgram(const bundle::File &file, const bundle::Program &program, mil::Program text,
              const DriverOptions &options)
      : file(file), program(program), text(std::move(text)), options(options) {}

  Status load() override;
  Status bind(std::span<Memory *const> inputs, std::span<Memory *const> outputs) override;
  bool mayOverwrite(size_t input, size_t output) const override {
    return executable && executable->mayOverwrite(input, output);
  }
  Status evaluate(const ValueTrace &trace) override;
  Status updateWeights(const NewWeights &weights) override;
  void unload() override { executable.reset(); }

private:
  Result<exec::WeightView> resolve(const mil::BlobFile &blob) const;
  Status checkInterface(const exec::Executable &planned) const;

  const bundle::File &file;
  const bundle::Program &program;
  mil::Program text;
  DriverOptions options;
  Replacement replaced;
  std::unique_ptr<exec::Executable> executable;
  std::vector<const void *> inputs;
  std::vector<void *> outputs;
};

class HostDriver final : public Driver {
public:
  explicit HostDriver(const DriverOptions &options) : options(options) {}

  bundle::Surface layout(const bundle::Surface &surface) const override {
    return denseSurface(surface,
                        surface.dtype == mil::DType::Fp16 ? mil::DType::Fp32 : surface.dtype);
  }
  Result<std::unique_ptr<Memory>> allocate(const bundle::Surface &layout) override {
    return allocateHostMemory(layout);
  }
  bool usesProcessMemory() const override { return true; }
  Result<std::unique_ptr<DeviceProgram>> compile(const bundle::File &file,
                                                 const bundle::Program &program) override {
    Result<mil::Program> text = mil::parse(program.mil);
    if (!text.ok())
      return Status::failure("MIL text: " + text.message());
    if (text->functions.size() != 1)
      return Status::failure("MIL text has " + std::to_string(text->functions.size()) +
                             " functions, and exactly one is expected");
    return std::unique_ptr<DeviceProgram>(
        std::make_unique<HostProgram>(file, program, std::move(*text), options));
  }

private:
  DriverOptions options;
};

} // namespace

Result<std::unique_ptr<Memory>>
anemone::runtime::allocateHostMemory(const bundle::Surface &layout) {
  constexpr uint64_t kLargest = uint64_t(1) << 47; // an address space
  if (layout.allocation < kLargest)
    if (auto memory = std::make_unique<HostMemory>(layout); memory->isValid())
      return std::unique_ptr<Memory>(std::move(memory));
  return Status::failure("there is no memory for a value of " + std::to_string(layout.allocation) +
                         " bytes");
}

Result<exec::WeightView> HostProgram::resolve(const mil::BlobFile &blob) const {
  if (auto it = replaced.values.find({blob.path, blob.offset}); it != replaced.values.end())
    return exec::WeightView{it->second.dtype, it->second.elements};
  std::span<const uint8_t> bytes;
  if (auto it = replaced.files.find(blob.path); it != replaced.files.end()) {
    bytes = it->second;
  } else {
    for (const bundle::Weight &weight : program.weights)
      if (weight.path == blob.path && weight.metadataOffset == blob.offset &&
          weight.reference.size != 0)
        return exec::WeightView{mil::DType::Fp32, file.bytes(weight.reference)};
    for (const bundle::WeightFile &weights : program.weightFiles)
      if (weights.path == blob.path)
        bytes = file.bytes(weights.bytes);
  }
  if (bytes.empty())
    return Status::failure("the program has no weight file '" + blob.path + "'");
  Result<mil::WeightRecord> record = mil::WeightFile::recordAt(bytes, blob.offset);
  if (!record.ok())
    return Status::failure("weight file '" + blob.path + "': " + record.message());
  return exec::WeightView{record->dtype, bytes.subspan(record->dataOffset, record->byteSize)};
}

/// The memory that the session binds has the layout of the bundle's surfaces: the text must agree
/// with them.
static Status checkSpecs(std::span<const exec::TensorSpec> specs,
                         const std::vector<bundle::Surface> &surfaces, const char *what) {
  if (specs.size() != surfaces.size())
    return Status::failure("MIL text has " + std::to_string(specs.size()) + " " + what +
                           "s, but the bundle describes " + std::to_string(surfaces.size()));
  for (size_t i = 0; i < specs.size(); ++i) {
    const bundle::Surface &surface = surfaces[i];
    mil::Type type = mil::Type::tensor(surface.dtype, surface.shape);
    if (specs[i].name != surface.symbol || specs[i].type.dtype != surface.dtype ||
        specs[i].type.numElements() != type.numElements())
      return Status::failure(std::string(what) + " " + std::to_string(i) + " is '" + specs[i].name +
                             "' in MIL text, and its type or name is not that of " +
                             "the bundle's surface '" + surface.symbol + "'");
  }
  return Status::success();
}

Status HostProgram::checkInterface(const exec::Executable &planned) const {
  Status status = checkSpecs(planned.inputs(), program.inputs, "input");
  return status.ok() ? checkSpecs(planned.outputs(), program.outputs, "output") : status;
}

Status HostProgram::load() {
  exec::Options planning{
      exec::Numerics::F32, options.threads, options.trace, {}, options.workspace};
  auto resolver = [this](const mil::BlobFile &blob) { return resolve(blob); };
  Result<std::unique_ptr<exec::Executable>> planned =
      exec::Executable::plan(text.functions.front(), resolver, planning);
  if (!planned.ok())
    return planned.status();
  if (Status status = checkInterface(**planned); !status.ok())
    return status;
  executable = std::move(*planned);
  return Status::success();
}

Status HostProgram::bind(std::span<Memory *const> ins, std::span<Memory *const> outs) {
  if (ins.size() != program.inputs.size() || outs.size() != program.outputs.size())
    return Status::failure("the program is bound to " + std::to_string(ins.size()) +
                           " inputs and " + std::to_string(outs.size()) + " outputs, but has " +
                           std::to_string(program.inputs.size()) + " and " +
                           std::to_string(program.outputs.size()));
  inputs.clear();
  outputs.clear();
  for (Memory *memory : ins)
    inputs.push_back(memory->bytes().data());
  for (Memory *memory : outs)
    outputs.push_back(memory->bytes().data());
  return Status::success();
}

Status HostProgram::evaluate(const ValueTrace &trace) {
  if (!executable)
    return Status::failure("the program is not loaded");
  exec::Trace forward;
  if (trace)
    forward = [&trace](const exec::TensorSpec &value, const void *data) {
      trace(value.name, value.storage, value.type.shape, data);
    };
  return executable->run(inputs, outputs, forward);
}

Status HostProgram::updateWeights(const NewWeights &weights) {
  Replacement next;
  for (const NewWeights::Value &value : weights.values)
    next.values[{std::string(value.path), value.metadataOffset}] = {
        value.dtype, {value.elements.begin(), value.elements.end()}};
  if (weights.values.empty())
    for (const auto &[path, bytes] : weights.files)
      next.files[path].assign(bytes.begin(), bytes.end());
  std::swap(replaced, next); // `next` holds what the program reads until it is planned again
  Status status = load();
  if (!status.ok())
    std::swap(replaced, next);
  return status;
}

std::unique_ptr<Driver> anemone::runtime::createHostDriver(const DriverOptions &options) {
  return std::make_unique<HostDriver>(options);
}
