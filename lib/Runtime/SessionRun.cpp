//===- SessionRun.cpp - Data in, steps, data out --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/Parallel.h"
#include "lib/Runtime/Session.h"
#include "lib/Runtime/SurfaceIO.h"
#include "lib/Runtime/TensorChecks.h"
#include <algorithm>
#include <unordered_map>

using namespace anemone;
using namespace anemone::runtime;
using bundle::StepKind;
using bundle::Tensor;

/// The index of the tensor called `name`, or a failure that lists the others.
static Result<size_t> find(const std::vector<Tensor> &tensors, std::string_view name,
                           const std::string &what, const bundle::Entry &entry) {
  auto it = std::find_if(tensors.begin(), tensors.end(),
                         [&](const Tensor &tensor) { return tensor.name == name; });
  if (it != tensors.end())
    return size_t(it - tensors.begin());
  return Status::failure("entry '" + entry.name + "' has no " + what + " '" + std::string(name) +
                         "'; its " + what + "s are " + listTensors(tensors));
}

Status Session::setInput(std::string_view name, mil::DType dtype, std::span<const int64_t> shape,
                         std::span<const uint8_t> data) {
  Result<size_t> index = find(description.inputs, name, "input", description);
  if (!index.ok())
    return index.status();
  const Tensor &tensor = description.inputs[*index];
  std::string what = "input '" + tensor.name + "'";
  if (Status status = checkData(tensor, dtype, shape, data.size(), what, "the entry takes");
      !status.ok())
    return status;
  Status status = writeSurface(values[*index].first().memory(), dtype, data.data());
  if (status.ok())
    status = propagate(values[*index]);
  isSet[*index] = status.ok();
  return status.ok() ? status : Status::failure(what + ": " + status.message());
}

Status Session::propagate(const Value &value) {
  for (Home *home : value.homes) {
    if (home == &value.first())
      continue;
    Status status = home->copy ? state->refresh(*value.cell, *home->copy)
                               : copySurface(value.first().memory(), home->memory());
    if (!status.ok())
      return status;
  }
  return Status::success();
}

/// Adds to each traced value which program and which node of the model it belongs to.
static ValueTrace attribute(const bundle::Program &program, const SessionTrace &trace) {
  auto nodes = std::make_shared<std::unordered_map<std::string_view, std::string_view>>();
  for (const bundle::SourceName &source : program.sources)
    nodes->emplace(source.value, source.node);
  return [=, &program, &trace](const std::string &name, mil::DType dtype,
                               std::span<const int64_t> shape, const void *data) {
    auto node = nodes->find(name);
    trace({&program, name, node == nodes->end() ? std::string_view() : node->second, dtype, shape,
           data});
  };
}

Status Session::evaluate(const Call &call, const SessionTrace &trace) {
  auto memoryOf = [](const std::vector<Home *> &homes) {
    std::vector<Memory *> memory;
    for (const Home *home : homes)
      memory.push_back(&home->memory());
    return memory;
  };
  for (GlobalCell *cell : call.overwritten)
    ++cell->version; // even if the call fails
  Status status = state->renew(*call.description);
  if (status.ok())
    status = call.program->bind(memoryOf(call.inputs), memoryOf(call.outputs));
  if (status.ok())
    status = state->makeResident(*call.program, *call.description);
  if (status.ok())
    status = call.program->evaluate(trace ? attribute(*call.description, trace) : ValueTrace());
  return status.ok() ? status
                     : Status::failure("entry '" + description.name + "', program '" +
                                       call.description->name + "': " + status.message());
}

Status Session::load(const bundle::Step &step) {
  const Value &value = values[step.results[0]];
  if (value.cell)
    return Status::success(); // it is read where the global lies
  return copySurface(*globals.at(step.target)->slot, value.first().memory());
}

Status Session::store(const bundle::Step &step) {
  GlobalCell &cell = *globals.at(step.target);
  Home &home = values[step.operands[0]].first();
  ++cell.version;
  if (home.slot == &cell.slot)
    return Status::success();
  bool isLast = home.handedOver && &step == &description.steps[size_t(home.last)];
  if (!isLast)
    return copySurface(home.memory(), *cell.slot);
  std::swap(*home.slot, cell.slot);
  return Status::success();
}

Status Session::execute(const bundle::Step &step, const Call *call, const SessionTrace &trace) {
  if (step.kind == StepKind::StoreGlobal)
    return store(step);
  if (step.kind == StepKind::Reload)
    return state->reload(step.target, step.strategy);
  Status status = step.kind == StepKind::Call ? evaluate(*call, trace) : load(step);
  for (uint32_t result : step.results)
    if (status.ok())
      status = propagate(values[result]);
  return status;
}

Status Session::run(const SessionTrace &trace) {
  std::vector<Tensor> missing;
  for (size_t i = 0; i < isSet.size(); ++i)
    if (!isSet[i])
      missing.push_back(description.inputs[i]);
  if (!missing.empty())
    return Status::failure("entry '" + description.name + "' cannot run: no data was given for " +
                           (missing.size() == 1 ? "input " : "inputs ") + listTensors(missing));
  hasRun = false;
  exec::ThreadScope threads(state->threads());
  auto call = calls.begin();
  for (const bundle::Step &step : description.steps) {
    const Call *current = step.kind == StepKind::Call ? &*call++ : nullptr;
    if (Status status = execute(step, current, trace); !status.ok())
      return status;
  }
  hasRun = true;
  return Status::success();
}

Status Session::getOutput(std::string_view name, std::span<uint8_t> data) {
  Result<size_t> index = find(description.outputs, name, "output", description);
  if (!index.ok())
    return index.status();
  const Tensor &tensor = description.outputs[*index];
  Memory &memory = values[description.outputValues[*index]].first().memory();
  if (!hasRun)
    return Status::failure("output '" + tensor.name + "' has no value: the entry was not run");
  std::string what = "output '" + tensor.name + "'";
  if (Status status = checkBuffer(tensor, data.size(), what); !status.ok())
    return status;
  Status status = readSurface(memory, tensor.dtype, data.data());
  return status.ok() ? status : Status::failure(what + ": " + status.message());
}
