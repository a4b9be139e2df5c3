//===- Session.cpp - Making a session -------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Session.h"
#include "lib/Runtime/Elements.h"
#include "lib/Runtime/SurfaceIO.h"

using namespace anemone;
using namespace anemone::runtime;
using bundle::StepKind;

static size_t countElements(const bundle::Tensor &tensor) {
  size_t count = 1;
  for (int64_t extent : tensor.shape)
    count *= size_t(extent);
  return count;
}

Result<std::unique_ptr<Session>> Session::create(std::shared_ptr<const bundle::File> file,
                                                 size_t entry, std::string_view device,
                                                 const DriverOptions &options) {
  const std::vector<bundle::Entry> &entries = file->bundle().entries;
  if (entry >= entries.size())
    return Status::failure("there is no entry " + std::to_string(entry) + ": the bundle has " +
                           std::to_string(entries.size()));
  std::unique_ptr<Session> session(new Session(std::move(file), entries[entry]));
  if (Status status = session->prepare(device, options); !status.ok())
    return Status::failure("entry '" + session->entry().name + "': " + status.message());
  return session;
}

Status Session::prepare(std::string_view name, const DriverOptions &options) {
  Result<std::unique_ptr<Driver>> made = createDriver(name, options);
  if (!made.ok())
    return made.status();
  device = std::move(*made);
  if (name != "host") {
    Result<std::unique_ptr<Driver>> forHost = createDriver("host", options);
    if (!forHost.ok())
      return forHost.status();
    host = std::move(*forHost);
  }
  isSet.resize(description->inputs.size());
  for (const bundle::Tensor &input : description->inputs) {
    Result<Memory *> memory = defineValue(nullptr, flatSurface(input.dtype, countElements(input)));
    if (!memory.ok())
      return memory.status();
  }
  for (const bundle::Step &step : description->steps)
    if (Status status = planStep(step); !status.ok())
      return status;
  return Status::success();
}

Result<Memory *> Session::defineValue(Driver *driver, const bundle::Surface &layout) {
  auto memory = driver ? driver->allocate(layout) : allocateHostMemory(layout);
  if (!memory.ok())
    return memory.status();
  values.emplace_back();
  values.back().emplace_back(driver, std::move(*memory));
  return values.back().front().second.get();
}

Result<Memory *> Session::homeFor(uint32_t value, Driver *driver, const bundle::Surface &layout) {
  for (auto &[owner, memory] : values[value])
    if (owner == driver && sameLayout(memory->layout(), layout))
      return memory.get();
  auto memory = driver->allocate(layout);
  if (!memory.ok())
    return memory.status();
  values[value].emplace_back(driver, std::move(*memory));
  return values[value].back().second.get();
}

Status Session::loadProgram(uint32_t index) {
  std::unique_ptr<DeviceProgram> &slot = programs[index];
  if (slot)
    return Status::success();
  const bundle::Program &program = file->bundle().programs[index];
  Result<std::unique_ptr<DeviceProgram>> compiled = driverOf(program)->compile(*file, program);
  Status status = compiled.ok() ? (*compiled)->load() : compiled.status();
  if (!status.ok())
    return Status::failure("program '" + program.name + "': " + status.message());
  slot = std::move(*compiled);
  return Status::success();
}

Status Session::planGlobal(uint32_t index) {
  std::unique_ptr<Memory> &slot = globals[index];
  if (slot)
    return Status::success();
  const bundle::Global &global = file->bundle().globals[index];
  auto memory = allocateHostMemory(flatSurface(global.tensor.dtype, countElements(global.tensor)));
  if (!memory.ok())
    return memory.status();
  slot = std::move(*memory);
  // A global without an initial value is zero.
  return global.initial.size == 0
             ? Status::success()
             : writeSurface(*slot, global.tensor.dtype, file->bytes(global.initial).data());
}

Status Session::planCall(const bundle::Step &step) {
  if (Status status = loadProgram(step.target); !status.ok())
    return status;
  const bundle::Program &program = file->bundle().programs[step.target];
  Driver *driver = driverOf(program);
  Call call{programs[step.target].get(), &program, {}, {}};
  for (size_t i = 0; i < step.operands.size(); ++i) {
    Result<Memory *> memory = homeFor(step.operands[i], driver, driver->layout(program.inputs[i]));
    if (!memory.ok())
      return memory.status();
    call.inputs.push_back(*memory);
  }
  for (const bundle::Surface &output : program.outputs) {
    Result<Memory *> memory = defineValue(driver, driver->layout(output));
    if (!memory.ok())
      return memory.status();
    call.outputs.push_back(*memory);
  }
  calls.push_back(std::move(call));
  return Status::success();
}

Status Session::planStep(const bundle::Step &step) {
  if (step.kind == StepKind::Call)
    return planCall(step);
  if (Status status = planGlobal(step.target); !status.ok())
    return status;
  if (step.kind == StepKind::LoadGlobal)
    return defineValue(nullptr, globals[step.target]->layout()).status();
  return Status::success();
}
