//===- State.cpp - What sessions of a bundle share ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/State.h"
#include "lib/Executor/Workspace.h"
#include "lib/Runtime/SurfaceIO.h"
#include "lib/Runtime/TensorChecks.h"
#include <algorithm>

using namespace anemone;
using namespace anemone::runtime;

namespace {

/// A value that nobody stores to, where it lies in the bundle.
class MappedMemory final : public Memory {
public:
  MappedMemory(bundle::Surface layout, std::span<const uint8_t> data)
      : Memory(std::move(layout)), data(data) {}
  std::span<uint8_t> bytes() override {
    return {const_cast<uint8_t *>(data.data()), data.size()}; // read only
  }

private:
  std::span<const uint8_t> data;
};

} // namespace

Result<std::shared_ptr<State>> State::create(std::shared_ptr<const bundle::File> file,
                                             std::string_view device, const DriverOptions &given) {
  DriverOptions options = given;
  options.workspace = std::make_shared<exec::Workspace>();
  std::shared_ptr<State> state(new State(std::move(file), options.threads));
  Result<std::unique_ptr<Driver>> made = createDriver(device, options);
  if (!made.ok())
    return made.status();
  state->device = std::move(*made);
  if (device == "host")
    return state;
  Result<std::unique_ptr<Driver>> forHost = createDriver("host", options);
  if (!forHost.ok())
    return forHost.status();
  state->host = std::move(*forHost);
  return state;
}

Result<DeviceProgram *> State::program(uint32_t index) {
  std::unique_ptr<DeviceProgram> &slot = programs[index];
  if (slot)
    return slot.get();
  const bundle::Program &program = source->bundle().programs[index];
  Result<std::unique_ptr<DeviceProgram>> compiled = driverOf(program)->compile(*source, program);
  Status status = compiled.status();
  if (status.ok())
    status =
        driverOf(program) == device.get() ? makeResident(**compiled, program) : (*compiled)->load();
  if (!status.ok())
    return Status::failure("program '" + program.name + "': " + status.message());
  slot = std::move(*compiled);
  outdated.erase(index);
  status = takePresentWeights(program, *slot);
  return status.ok() ? Result<DeviceProgram *>(slot.get()) : status;
}

Status State::makeResident(DeviceProgram &program, const bundle::Program &description) {
  return driverOf(description) == device.get() ? residency.use(program)
                                               : Status::success(); // the host has room for all
}

Result<GlobalCell *> State::global(uint32_t index) {
  GlobalCell &cell = globals[index];
  if (cell.slot)
    return &cell;
  const bundle::Global &global = source->bundle().globals[index];
  cell.description = &global;
  bundle::Surface layout = flatSurface(global.tensor.dtype, countElements(global.tensor));
  std::span<const uint8_t> initial;
  if (global.initial.size != 0)
    initial = source->bytes(global.initial);
  if (!global.isMutable && initial.size() == layout.allocation) {
    cell.slot = std::make_unique<MappedMemory>(layout, initial);
    return &cell;
  }
  auto memory = allocateHostMemory(layout);
  if (!memory.ok())
    return Status::failure("global '" + global.tensor.name + "': " + memory.message());
  cell.slot = std::move(*memory);
  if (Status status = initialize(cell); !status.ok())
    return status;
  return &cell;
}

/// A global without an initial value is zero, and a copy has that of its master.
Status State::initialize(GlobalCell &cell) {
  const bundle::Global &global = *cell.description;
  if (global.copyOf) {
    Result<GlobalCell *> master = this->global(*global.copyOf);
    return master.ok() ? copySurface(*(*master)->slot, *cell.slot) : master.status();
  }
  return global.initial.size == 0
             ? Status::success()
             : writeSurface(*cell.slot, global.tensor.dtype, source->bytes(global.initial).data());
}

/// A program that stores a global stores its copies; who writes it from outside writes it alone.
Status State::updateCopiesOf(const GlobalCell &master) {
  const bundle::Global *first = source->bundle().globals.data();
  for (auto &[index, cell] : globals) {
    if (!cell.slot || !cell.description->copyOf ||
        first + *cell.description->copyOf != master.description)
      continue;
    ++cell.version;
    if (Status status = copySurface(*master.slot, *cell.slot); !status.ok())
      return status;
  }
  return Status::success();
}

Result<GlobalCell::Copy *> State::copyOf(GlobalCell &cell, Driver *driver,
                                         const bundle::Surface &layout) {
  for (GlobalCell::Copy &copy : cell.copies)
    if (copy.driver == driver && sameLayout(copy.slot->layout(), layout))
      return &copy;
  auto memory = driver->allocate(layout);
  if (!memory.ok())
    return memory.status();
  return &cell.copies.emplace_back(GlobalCell::Copy{driver, std::move(*memory), 0});
}

Status State::refresh(GlobalCell &cell, GlobalCell::Copy &copy) {
  if (copy.version == cell.version)
    return Status::success();
  copy.version = 0; // whatever a failure leaves
  Status status = copySurface(*cell.slot, *copy.slot);
  if (status.ok())
    copy.version = cell.version;
  return status.ok() ? status
                     : Status::failure("global '" + cell.description->tensor.name +
                                       "': " + status.message());
}

std::vector<const bundle::Tensor *> State::mutableGlobals() const {
  std::vector<const bundle::Tensor *> tensors;
  for (const bundle::Global &global : source->bundle().globals)
    if (global.isMutable && !global.copyOf)
      tensors.push_back(&global.tensor);
  return tensors;
}

Result<GlobalCell *> State::find(std::string_view name) {
  const std::vector<bundle::Global> &all = source->bundle().globals;
  for (uint32_t index = 0; index < all.size(); ++index)
    if (all[index].isMutable && !all[index].copyOf && all[index].tensor.name == name)
      return global(index);
  std::vector<bundle::Tensor> tensors;
  for (const bundle::Tensor *tensor : mutableGlobals())
    tensors.push_back(*tensor);
  return Status::failure("the bundle has no mutable global '" + std::string(name) +
                         "'; its mutable globals are " + listTensors(tensors));
}

Status State::read(std::string_view name, std::span<uint8_t> data) {
  Result<GlobalCell *> cell = find(name);
  if (!cell.ok())
    return cell.status();
  const bundle::Tensor &tensor = (*cell)->description->tensor;
  std::string what = "global '" + tensor.name + "'";
  if (Status status = checkBuffer(tensor, data.size(), what); !status.ok())
    return status;
  return readSurface(*(*cell)->slot, tensor.dtype, data.data());
}

Status State::write(std::string_view name, mil::DType dtype, std::span<const int64_t> shape,
                    std::span<const uint8_t> data) {
  Result<GlobalCell *> cell = find(name);
  if (!cell.ok())
    return cell.status();
  const bundle::Tensor &tensor = (*cell)->description->tensor;
  std::string what = "global '" + tensor.name + "'";
  if (Status status = checkData(tensor, dtype, shape, data.size(), what, "the bundle has");
      !status.ok())
    return status;
  Status status = writeSurface(*(*cell)->slot, dtype, data.data());
  ++(*cell)->version;
  markOutdated(tensor.name);
  if (status.ok())
    status = updateCopiesOf(**cell);
  return status.ok() ? status : Status::failure(what + ": " + status.message());
}
