//===- Checkpoint.cpp - A training run in a file --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/Checkpoint.h"
#include "lib/Runtime/TensorChecks.h"
#include "tools/ane-run/SafeTensors.h"
#include "tools/ane-run/Types.h"
#include <charconv>

using namespace anemone;
using namespace anemone::run;

static constexpr std::pair<const char *, uint64_t Position::*> kFields[] = {
    {"step", &Position::step}, {"sampler", &Position::sampler}, {"seed", &Position::seed}};

Status run::saveCheckpoint(State &state, const Position &position, const std::string &path) {
  Result<std::vector<TensorInfo>> globals = state.globals();
  if (!globals.ok())
    return globals.status();
  std::vector<StoredTensor> tensors;
  for (const TensorInfo &global : *globals)
    tensors.push_back({global.name, fromC(global.dtype), global.shape, {}});
  Metadata metadata;
  for (auto [name, field] : kFields)
    metadata[name] = std::to_string(position.*field);
  auto reader = [&](const StoredTensor &tensor, std::span<uint8_t> data) {
    return state.read(tensor.name, data);
  };
  return writeSafeTensors(tensors, metadata, reader, path);
}

static Result<Position> parsePosition(const Metadata &metadata) {
  Position position;
  for (auto [name, field] : kFields) {
    auto found = metadata.find(name);
    if (found == metadata.end())
      return Status::failure(std::string("its metadata lack '") + name + "'");
    const std::string &text = found->second;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position.*field);
    if (error != std::errc() || end != text.data() + text.size())
      return Status::failure(std::string("its metadata '") + name + "' are '" + text +
                             "', expected a whole number");
  }
  return position;
}

/// What is wrong with the tensor of a global; empty if nothing.
static std::string compare(const TensorInfo &global, const StoredTensor *stored) {
  std::string expected = runtime::typeText(fromC(global.dtype), global.shape);
  if (!stored)
    return "'" + global.name + "' (" + expected + ") is missing";
  if (stored->dtype == fromC(global.dtype) && stored->shape == global.shape)
    return "";
  return "'" + global.name + "' is " + runtime::typeText(stored->dtype, stored->shape) +
         ", expected " + expected;
}

static Status checkTensors(const std::vector<TensorInfo> &globals, const SafeTensors &file) {
  std::string problems;
  auto add = [&](const std::string &problem) {
    if (!problem.empty())
      problems += (problems.empty() ? "" : "; ") + problem;
  };
  for (const TensorInfo &global : globals)
    add(compare(global, file.find(global.name)));
  for (const StoredTensor &tensor : file.tensors())
    if (std::none_of(globals.begin(), globals.end(),
                     [&](const TensorInfo &global) { return global.name == tensor.name; }))
      add("'" + tensor.name + "' is no mutable global of the bundle");
  return problems.empty() ? Status::success() : Status::failure(problems);
}

Result<Position> run::loadCheckpoint(State &state, const std::string &path) {
  Result<SafeTensors> file = SafeTensors::open(path);
  if (!file.ok())
    return Status::failure("checkpoint " + file.message());
  auto refuse = [&](const Status &status) {
    return Status::failure("checkpoint '" + path + "' does not fit: " + status.message());
  };
  Result<std::vector<TensorInfo>> globals = state.globals();
  if (!globals.ok())
    return globals.status();
  Result<Position> position = parsePosition(file->metadata());
  if (!position.ok())
    return refuse(position.status());
  if (Status status = checkTensors(*globals, *file); !status.ok())
    return refuse(status);
  for (const TensorInfo &global : *globals)
    if (Status status = state.write(global, file->find(global.name)->data); !status.ok())
      return refuse(status);
  return position;
}
