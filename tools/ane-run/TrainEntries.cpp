//===- TrainEntries.cpp - The entries of a bundle that train a model ------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/TrainEntries.h"
#include "lib/Runtime/Elements.h"
#include "lib/Runtime/TensorChecks.h"
#include "tools/ane-run/Types.h"
#include <algorithm>

using namespace anemone;
using namespace anemone::run;

static size_t countElements(const TensorInfo &tensor) {
  size_t count = 1;
  for (int64_t extent : tensor.shape)
    count *= size_t(extent);
  return count;
}

static std::string describe(const TensorInfo &tensor) {
  return "'" + tensor.name + "' (" + runtime::typeText(fromC(tensor.dtype), tensor.shape) + ")";
}

Result<std::optional<FoundEntry>> run::findEntry(const Model &model, const std::string &name) {
  for (size_t i = 0; i < model.entryCount(); ++i) {
    if (model.entryName(i) != name)
      continue;
    Result<std::vector<TensorInfo>> inputs = model.inputs(i), outputs = model.outputs(i);
    if (!inputs.ok() || !outputs.ok())
      return inputs.ok() ? outputs.status() : inputs.status();
    return std::optional(FoundEntry{i, std::move(*inputs), std::move(*outputs)});
  }
  return std::optional<FoundEntry>();
}

static const TensorInfo *find(const std::vector<TensorInfo> &tensors, const std::string &name) {
  auto found = std::find_if(tensors.begin(), tensors.end(),
                            [&](const TensorInfo &tensor) { return tensor.name == name; });
  return found == tensors.end() ? nullptr : &*found;
}

static bool isTokens(const TensorInfo &tensor) {
  return mil::isInteger(fromC(tensor.dtype)) && tensor.shape.size() == 2;
}

const TensorInfo *run::findIds(const std::vector<TensorInfo> &inputs) {
  auto found = std::find_if(inputs.begin(), inputs.end(), [](const TensorInfo &input) {
    return input.name != "targets" && isTokens(input);
  });
  return found == inputs.end() ? nullptr : &*found;
}

const TensorInfo *run::findLogits(const std::vector<TensorInfo> &outputs) {
  const TensorInfo *logits = find(outputs, "logits");
  return logits && logits->shape.size() == 3 && mil::isFloat(fromC(logits->dtype)) ? logits
                                                                                   : nullptr;
}

Result<double> run::readNumber(Session &session, const TensorInfo &output) {
  std::vector<uint8_t> data(runtime::elementSize(fromC(output.dtype)));
  if (Status status = session.getOutput(output.name, data); !status.ok())
    return status;
  double value = 0;
  Status status =
      runtime::convertElements(fromC(output.dtype), data.data(), mil::DType::Fp64, &value, 1);
  return status.ok() ? Result<double>(value) : status;
}

namespace {

/// Collects what does not fit.
class Finder {
public:
  explicit Finder(const Model &model) : model(model) {}
  Result<TrainEntries> run();

private:
  Status findAll();
  void problem(const std::string &text) { problems += (problems.empty() ? "" : "; ") + text; }
  void checkInputs(const std::string &entry, const std::vector<TensorInfo> &inputs,
                   const std::vector<std::string> &expected);
  void checkTokens();
  /// All outputs but for the loss, which must be numbers.
  std::vector<TensorInfo> numbers(const std::string &entry, const std::vector<TensorInfo> &outputs,
                                  bool hasLoss);

  const Model &model;
  TrainEntries entries;
  std::string problems;
};

} // namespace

void Finder::checkInputs(const std::string &entry, const std::vector<TensorInfo> &inputs,
                         const std::vector<std::string> &expected) {
  for (const std::string &name : expected)
    if (!find(inputs, name))
      problem("@" + entry + " has no input '" + name + "'");
  for (const TensorInfo &input : inputs)
    if (std::find(expected.begin(), expected.end(), input.name) == expected.end())
      problem("@" + entry + " takes " + describe(input) + ", for which there is no data");
}

void Finder::checkTokens() {
  const TensorInfo *ids = findIds(entries.step.inputs);
  if (!ids)
    return problem("@train_step has no input of integers of shape [rows, tokens]");
  entries.ids = *ids;
  checkInputs("train_step", entries.step.inputs, {ids->name, "targets"});
  if (entries.evaluate)
    checkInputs("evaluate", entries.evaluate->inputs, {ids->name, "targets"});
  const TensorInfo *targets = find(entries.step.inputs, "targets");
  if (!targets)
    return;
  entries.targets = *targets;
  if (targets->shape != ids->shape || !isTokens(*targets))
    problem("@train_step takes " + describe(*ids) + " and " + describe(*targets) +
            ", expected two of integers and of one shape");
  for (const FoundEntry *entry : {entries.evaluate ? &*entries.evaluate : nullptr})
    for (const TensorInfo &input : entry ? entry->inputs : std::vector<TensorInfo>())
      if (input.shape != ids->shape)
        problem("@evaluate takes " + describe(input) + ", expected the shape of " + describe(*ids));
}

std::vector<TensorInfo> Finder::numbers(const std::string &entry,
                                        const std::vector<TensorInfo> &outputs, bool hasLoss) {
  std::vector<TensorInfo> others;
  if (hasLoss && !find(outputs, "loss"))
    problem("@" + entry + " has no output 'loss'");
  for (const TensorInfo &output : outputs) {
    if (countElements(output) != 1)
      problem("@" + entry + " gives " + describe(output) + ", expected single numbers");
    if (!hasLoss || output.name != "loss")
      others.push_back(output);
  }
  return others;
}

Status Finder::findAll() {
  Result<std::optional<FoundEntry>> step = findEntry(model, "train_step"),
                                    update = findEntry(model, "update"),
                                    evaluate = findEntry(model, "evaluate"),
                                    forward = findEntry(model, "forward");
  for (const auto *found : {&step, &update, &evaluate, &forward})
    if (!found->ok())
      return found->status();
  if (!*step || !*update) {
    problem(std::string("it has no entry ") + (*step ? "@update" : "@train_step") +
            ": compile the model for training");
    return Status::success();
  }
  entries.step = **step;
  entries.update = **update;
  entries.evaluate = *evaluate;
  const TensorInfo *logits = *forward ? findLogits((*forward)->outputs) : nullptr;
  if (logits)
    entries.vocabulary = size_t(logits->shape[2]);
  checkTokens();
  checkInputs("update", entries.update.inputs, {"learning_rate", "microbatches"});
  entries.stepCounters = numbers("train_step", entries.step.outputs, true);
  entries.updateCounters = numbers("update", entries.update.outputs, false);
  if (entries.evaluate)
    numbers("evaluate", entries.evaluate->outputs, true);
  return Status::success();
}

Result<TrainEntries> Finder::run() {
  if (Status status = findAll(); !status.ok())
    return status;
  return problems.empty() ? Result<TrainEntries>(std::move(entries)) : Status::failure(problems);
}

Result<TrainEntries> run::findTrainEntries(const Model &model) { return Finder(model).run(); }
