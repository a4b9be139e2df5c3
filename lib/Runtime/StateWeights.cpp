//===- StateWeights.cpp - Globals that are weights of programs ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/State.h"
#include <algorithm>
#include <chrono>

using namespace anemone;
using namespace anemone::runtime;

std::optional<uint32_t> State::globalOf(const bundle::Weight &weight) const {
  const std::vector<bundle::Global> &all = source->bundle().globals;
  if (!weight.global.empty())
    for (uint32_t index = 0; index < all.size(); ++index)
      if (all[index].isMutable && all[index].tensor.name == weight.global)
        return index;
  return std::nullopt;
}

Result<PresentWeights> State::presentWeights(const bundle::Program &program) {
  PresentWeights present(*source, program);
  for (const bundle::Weight &weight : program.weights) {
    std::optional<uint32_t> index = globalOf(weight);
    if (!index)
      continue;
    Result<GlobalCell *> cell = global(*index);
    Status status = cell.ok() ? present.replace(weight, *(*cell)->slot) : cell.status();
    if (!status.ok())
      return status;
  }
  return present;
}

static Status describe(const bundle::Program &program, const Status &status) {
  return status.ok() ? status
                     : Status::failure("program '" + program.name +
                                       "' cannot take new weights: " + status.message());
}

/// The bundle has the first values of the globals, rounded: a device that computes in f32 reads the
/// globals themselves.
Status State::takePresentWeights(const bundle::Program &program, DeviceProgram &compiled) {
  bool differs = std::ranges::any_of(program.weights, [&](const bundle::Weight &weight) {
    std::optional<uint32_t> index = globalOf(weight);
    if (!index)
      return false;
    auto cell = globals.find(*index);
    return readsMasters() || (cell != globals.end() && cell->second.version > 1);
  });
  if (!differs)
    return Status::success();
  Result<PresentWeights> present = presentWeights(program);
  return describe(
      program, present.ok() ? residency.keep(compiled, compiled.updateWeights(present->weights()))
                            : present.status());
}

Status State::reload(uint32_t index, bundle::ReloadStrategy strategy) {
  auto found = programs.find(index);
  if (found == programs.end() || !found->second)
    return Status::success(); // it will be compiled with the present values
  auto begin = std::chrono::steady_clock::now();
  const bundle::Program &program = source->bundle().programs[index];
  Status status = makeResident(*found->second, program);
  Result<PresentWeights> present = presentWeights(program);
  if (status.ok())
    status = present.status();
  if (status.ok())
    status =
        reloader.run(*found->second, *driverOf(program), program, present->weights(), strategy);
  if (status.ok())
    outdated.erase(index);
  reloader.addSeconds(
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  return describe(program, status);
}

Status State::renew(const bundle::Program &program) {
  auto index = uint32_t(&program - source->bundle().programs.data());
  return outdated.contains(index) ? reload(index, bundle::ReloadStrategy::Recompile)
                                  : Status::success();
}

void State::markOutdated(const std::string &global) {
  for (const auto &[index, program] : programs)
    if (std::ranges::any_of(source->bundle().programs[index].weights,
                            [&](const bundle::Weight &weight) { return weight.global == global; }))
      outdated.insert(index);
}
