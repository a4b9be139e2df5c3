//===- EmulatorDriver.cpp - Programs on the emulator ----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The order of surfaces is computed here from the names in the bundle, as it
// would be for the engine, and not asked of the emulator: if the two differ,
// the results are wrong, and tests see it.
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorDriver.h"
#include "anemone/Target/Profile.h"
#include "lib/Runtime/Drivers/Emulator.h"
#include "lib/Runtime/Drivers/EmulatorWithoutRules.h"
#include <algorithm>
#include <numeric>

using namespace anemone;
using namespace anemone::runtime;

namespace {

/// Places of a program's surfaces in the order of their decorated symbols.
using SymbolOrder = std::vector<size_t>;

class EmulatorProgram final : public DeviceProgram {
public:
  EmulatorProgram(const Emulator &emulator, const bundle::Program &program,
                  const DriverOptions &options);

  /// Compiles with these weight files, and replaces the model only when that succeeds.
  Status compile(const mil::WeightDictionary &files);
  Status load() override { return loaded(model->load()); }
  bool lacksPlace() const override { return isCrowdedOut; }
  Status bind(std::span<Memory *const> inputs, std::span<Memory *const> outputs) override;
  Status evaluate(const ValueTrace &trace) override;
  Status updateWeights(const NewWeights &weights) override;
  Status reloadWeights(const NewWeights &weights) override;
  void unload() override { model->unload(); }

private:
  Status loaded(const EmulatorStatus &status);

  const Emulator &emulator;
  const bundle::Program &program;
  bool overwritesToReload;
  SymbolOrder inputOrder, outputOrder;
  std::unique_ptr<EmulatedModel> model;
  bool isCrowdedOut = false;
  // In symbol order, and what each is taken for.
  std::vector<std::span<const uint8_t>> inputs;
  std::vector<std::span<uint8_t>> outputs;
  std::vector<std::string> inputSymbols, outputSymbols;
};

class EmulatorDriver final : public Driver {
public:
  explicit EmulatorDriver(const DriverOptions &given) : options(given) {
    if (!options.engine)
      options.engine = createEngine();
  }

  bundle::Surface layout(const bundle::Surface &surface) const override { return surface; }
  Result<std::unique_ptr<Memory>> allocate(const bundle::Surface &layout) override {
    return allocateHostMemory(layout);
  }
  bool usesProcessMemory() const override { return true; }
  Result<std::unique_ptr<DeviceProgram>> compile(const bundle::File &file,
                                                 const bundle::Program &program) override;

private:
  DriverOptions options;
  // The rules of each target, of which a session has one. Programs refer to theirs.
  std::map<std::string, Emulator> emulators;
};

} // namespace

static SymbolOrder symbolOrder(const std::vector<bundle::Surface> &surfaces,
                               std::string_view decoration) {
  SymbolOrder order(surfaces.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::vector<std::string> symbols;
  for (const bundle::Surface &surface : surfaces)
    symbols.push_back(surface.symbol + std::string(decoration));
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return symbols[a] < symbols[b]; });
  return order;
}

EmulatorProgram::EmulatorProgram(const Emulator &emulator, const bundle::Program &program,
                                 const DriverOptions &options)
    : emulator(emulator), program(program), overwritesToReload(options.overwritesToReload),
      inputOrder(symbolOrder(program.inputs, "")),
      outputOrder(symbolOrder(program.outputs, "@output")) {
  for (size_t index : inputOrder)
    inputSymbols.push_back(program.inputs[index].symbol);
  for (size_t index : outputOrder)
    outputSymbols.push_back(program.outputs[index].symbol + "@output");
}

Status EmulatorProgram::compile(const mil::WeightDictionary &files) {
  std::unique_ptr<EmulatedModel> compiled = emulator.model(program.mil, files);
  Status status = compiled->compile().status();
  if (status.ok())
    model = std::move(compiled);
  return status;
}

Status EmulatorProgram::loaded(const EmulatorStatus &status) {
  isCrowdedOut = !status.ok() && status.error().saysEngineIsFull();
  return status.status();
}

Status EmulatorProgram::bind(std::span<Memory *const> ins, std::span<Memory *const> outs) {
  if (ins.size() != inputOrder.size() || outs.size() != outputOrder.size())
    return Status::failure("the program is bound to " + std::to_string(ins.size()) +
                           " inputs and " + std::to_string(outs.size()) + " outputs, but has " +
                           std::to_string(inputOrder.size()) + " and " +
                           std::to_string(outputOrder.size()));
  inputs.clear();
  outputs.clear();
  for (size_t index : inputOrder)
    inputs.push_back(ins[index]->bytes());
  for (size_t index : outputOrder)
    outputs.push_back(outs[index]->bytes());
  return Status::success();
}

Status EmulatorProgram::evaluate(const ValueTrace &trace) {
  exec::Trace forward;
  if (trace)
    forward = [&trace](const exec::TensorSpec &value, const void *data) {
      trace(value.name, value.storage, value.type.shape, data);
    };
  return model->evaluate({inputs, outputs, inputSymbols, outputSymbols}, forward).status();
}

Status EmulatorProgram::updateWeights(const NewWeights &weights) {
  // The engine bakes weights in when it compiles: other weights are another program, which needs a
  // place of its own where the old one shared that of an equal program or had none.
  isCrowdedOut = false;
  if (Status status = compile(weights.files); !status.ok())
    return status;
  return load();
}

/// The engine chooses what it loads by the identity of a program, which its weights are part of. So
/// new weights make a new program, and it takes the form of the one that was compiled.
Status EmulatorProgram::reloadWeights(const NewWeights &weights) {
  isCrowdedOut = false;
  if (overwritesToReload)
    return loaded(model->reload(weights.files));
  std::unique_ptr<EmulatedModel> renewed = emulator.model(program.mil, weights.files);
  if (Status status = renewed->takeForm(*model).status(); !status.ok())
    return status;
  model = std::move(renewed);
  return load();
}

Result<std::unique_ptr<DeviceProgram>> EmulatorDriver::compile(const bundle::File &file,
                                                               const bundle::Program &program) {
  const std::string &target = file.bundle().target;
  const target::Profile *profile = target::findProfile(target);
  if (!profile)
    return Status::failure("the bundle is for target '" + target +
                           "', which this emulator does not know; it knows " +
                           target::profileNames());
  EmulatorOptions rules = EmulatorOptions::of(*profile);
  rules.threads = options.threads;
  rules.workspace = options.workspace;
  rules.trace = options.trace;
  rules.fidelity = options.fidelity;
  rules.numerics = options.numerics;
  if (Status lifted = liftRules(rules, options.withoutRules); !lifted.ok())
    return lifted;
  const Emulator &emulator = emulators.try_emplace(target, rules, options.engine).first->second;
  mil::WeightDictionary files;
  for (const bundle::WeightFile &weights : program.weightFiles)
    files[weights.path] = file.bytes(weights.bytes);
  auto compiled = std::make_unique<EmulatorProgram>(emulator, program, options);
  if (Status status = compiled->compile(files); !status.ok())
    return status;
  return std::unique_ptr<DeviceProgram>(std::move(compiled));
}

std::shared_ptr<EngineState> anemone::runtime::createEngine() {
  return std::make_shared<EngineState>();
}

std::unique_ptr<Driver> anemone::runtime::createEmulatorDriver(const DriverOptions &options) {
  return std::make_unique<EmulatorDriver>(options);
}
