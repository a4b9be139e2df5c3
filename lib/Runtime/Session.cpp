//===- Session.cpp - Making a session -------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Session.h"
#include "lib/Runtime/SurfaceIO.h"
#include "lib/Runtime/TensorChecks.h"
#include <algorithm>

using namespace anemone;
using namespace anemone::runtime;
using bundle::StepKind;

/// The entry as the device of `state` runs it: one that computes in f32 reads and stores no copies
/// in fp16.
static bundle::Entry stepsFor(const State &state, bundle::Entry entry) {
  if (!state.readsMasters())
    return entry;
  const std::vector<bundle::Global> &globals = state.file().bundle().globals;
  auto isOfCopy = [&](const bundle::Step &step) {
    return (step.kind == StepKind::LoadGlobal || step.kind == StepKind::StoreGlobal) &&
           globals[step.target].copyOf;
  };
  std::erase_if(entry.steps, [&](const bundle::Step &step) {
    return step.kind == StepKind::StoreGlobal && isOfCopy(step);
  });
  for (bundle::Step &step : entry.steps)
    if (isOfCopy(step))
      step.target = *globals[step.target].copyOf;
  return entry;
}

Result<std::unique_ptr<Session>> Session::create(std::shared_ptr<State> state, size_t entry) {
  const std::vector<bundle::Entry> &entries = state->file().bundle().entries;
  if (entry >= entries.size())
    return Status::failure("there is no entry " + std::to_string(entry) + ": the bundle has " +
                           std::to_string(entries.size()));
  std::unique_ptr<Session> session(new Session(state, stepsFor(*state, entries[entry])));
  if (Status status = session->plan(); !status.ok())
    return Status::failure("entry '" + session->entry().name + "': " + status.message());
  return session;
}

Result<std::unique_ptr<Session>> Session::create(std::shared_ptr<const bundle::File> file,
                                                 size_t entry, std::string_view device,
                                                 const DriverOptions &options) {
  const std::vector<bundle::Entry> &entries = file->bundle().entries;
  std::string name = entry < entries.size() ? "entry '" + entries[entry].name + "': " : "";
  Result<std::shared_ptr<State>> state = State::create(std::move(file), device, options);
  if (!state.ok())
    return Status::failure(name + state.message());
  return create(std::move(*state), entry);
}

Status Session::plan() {
  isSet.resize(description.inputs.size());
  for (const bundle::Tensor &input : description.inputs)
    defineValue(nullptr, flatSurface(input.dtype, countElements(input)));
  int time = 0;
  for (const bundle::Step &step : description.steps)
    if (Status status = planStep(step, time++); !status.ok())
      return status;
  return memory.assign(homes, state->scratch());
}

Home &Session::defineValue(Driver *driver, const bundle::Surface &layout) {
  Value &value = values.emplace_back(Value{uses[uint32_t(values.size())]});
  Home &home = homes.emplace_back(Home{driver, layout});
  home.first = home.last = value.uses.definition;
  if (value.uses.origin == ValueUses::Origin::Input || value.uses.isOutput)
    home.last = kForever;
  value.homes.push_back(&home);
  return home;
}

Result<Home *> Session::homeFor(uint32_t number, Driver *driver, const bundle::Surface &layout,
                                int time) {
  Value &value = values[number];
  for (Home *home : value.homes)
    if (home->serves(driver, layout)) {
      home->last = std::max(home->last, time);
      return home;
    }
  Home &home = homes.emplace_back(Home{driver, layout});
  home.first = value.uses.definition;
  home.last = value.uses.origin == ValueUses::Origin::Input ? kForever : time;
  value.homes.push_back(&home);
  if (!value.cell)
    return &home;
  Result<GlobalCell::Copy *> copy = state->copyOf(*value.cell, driver, layout);
  if (!copy.ok())
    return copy.status();
  home.copy = *copy;
  home.slot = &home.copy->slot;
  return &home;
}

Status Session::planCall(const bundle::Step &step, int time) {
  Result<DeviceProgram *> program = state->program(step.target);
  if (!program.ok())
    return program.status();
  const bundle::Program &description = state->file().bundle().programs[step.target];
  Driver *driver = state->driverOf(description);
  Call call{*program, &description, {}, {}};
  for (size_t i = 0; i < step.operands.size(); ++i) {
    Result<Home *> home =
        homeFor(step.operands[i], driver, driver->layout(description.inputs[i]), time);
    if (!home.ok())
      return home.status();
    call.inputs.push_back(*home);
  }
  for (const bundle::Surface &output : description.outputs) {
    call.outputs.push_back(&defineValue(driver, driver->layout(output)));
    call.outputs.back()->fromProgram = true;
  }
  planOverwriting(step, call);
  calls.push_back(std::move(call));
  return Status::success();
}

void Session::planOverwriting(const bundle::Step &step, Call &call) {
  for (size_t output = 0; output < call.outputs.size(); ++output) {
    uint32_t result = step.results[output];
    if (!uses.mayBeginInGlobal(result))
      continue;
    auto found = globals.find(*uses.endsInGlobal(result));
    Home &home = *call.outputs[output];
    if (found == globals.end() || !home.serves(nullptr, found->second->slot->layout()))
      continue;
    // Of the operands that lie in the global, there is at least one.
    Slot *slot = &found->second->slot;
    bool reads = false, allows = true;
    for (size_t input = 0; input < call.inputs.size(); ++input)
      if (call.inputs[input]->slot == slot) {
        reads = true;
        allows = allows && call.program->mayOverwrite(input, output);
      }
    if (!reads || !allows)
      continue;
    home.slot = slot;
    call.overwritten.push_back(found->second);
  }
}

Status Session::planLoad(const bundle::Step &step) {
  GlobalCell *cell = globals[step.target];
  Home &home = defineValue(nullptr, cell->slot->layout());
  if (!uses.staysInGlobal(step.results[0]))
    return Status::success();
  home.slot = &cell->slot;
  values.back().cell = cell;
  return Status::success();
}

/// A result that nobody reads after it was stored needs no copy: it and the global change places.
Status Session::planStore(const bundle::Step &step, int time) {
  Home &home = values[step.operands[0]].first();
  home.last = std::max(home.last, time);
  home.handedOver = !home.slot && uses.endsInGlobal(step.operands[0]) == step.target &&
                    values[step.operands[0]].uses.last() == time &&
                    home.serves(nullptr, globals[step.target]->slot->layout());
  return Status::success();
}

Status Session::planStep(const bundle::Step &step, int time) {
  if (step.kind == StepKind::Call)
    return planCall(step, time);
  if (step.kind == StepKind::Reload)
    return Status::success();
  Result<GlobalCell *> cell = state->global(step.target);
  if (!cell.ok())
    return cell.status();
  globals[step.target] = *cell;
  return step.kind == StepKind::LoadGlobal ? planLoad(step) : planStore(step, time);
}
