//===- Trainer.cpp - Steps of training ------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/Trainer.h"
#include <chrono>

using namespace anemone;
using namespace anemone::run;

static constexpr size_t kHeldOutBatches = 8;

Result<Trainer> Trainer::create(State &state, TrainEntries entries, TokenSource tokens) {
  Result<Session> step = state.createSession(entries.step.index);
  if (!step.ok())
    return step.status();
  Result<Session> update = state.createSession(entries.update.index);
  if (!update.ok())
    return update.status();
  Trainer trainer(std::move(entries), std::move(tokens), std::move(*step), std::move(*update));
  trainer.heldOut = trainer.tokens.heldOutBatches(trainer.entries.rows(), kHeldOutBatches);
  if (trainer.heldOut.empty())
    return trainer;
  if (!trainer.entries.evaluate)
    return Status::failure("it has no entry @evaluate, which --held-out needs");
  Result<Session> evaluate = state.createSession(trainer.entries.evaluate->index);
  if (!evaluate.ok())
    return evaluate.status();
  trainer.evaluateSession.emplace(std::move(*evaluate));
  return trainer;
}

std::vector<std::string> Trainer::counters() const {
  std::vector<std::string> names;
  for (const auto *list : {&entries.stepCounters, &entries.updateCounters})
    for (const TensorInfo &counter : *list)
      names.push_back(counter.name);
  return names;
}

static std::span<const uint8_t> bytesOf(const std::vector<int32_t> &tokens) {
  return {reinterpret_cast<const uint8_t *>(tokens.data()), tokens.size() * sizeof(int32_t)};
}

Result<double> Trainer::lossOf(Session &session, const FoundEntry &entry, const Batch &batch) {
  if (entries.vocabulary)
    if (Status status = tokens.check(batch, *entries.vocabulary); !status.ok())
      return status;
  TensorInfo ids{entries.ids.name, ANEMONE_INT32, entries.ids.shape};
  TensorInfo targets{entries.targets.name, ANEMONE_INT32, entries.targets.shape};
  Status status = session.setInput(ids, bytesOf(batch.ids));
  if (status.ok())
    status = session.setInput(targets, bytesOf(batch.targets));
  if (status.ok())
    status = session.run();
  if (!status.ok())
    return status;
  for (const TensorInfo &output : entry.outputs)
    if (output.name == "loss")
      return readNumber(session, output);
  return Status::failure("the entry has no output 'loss'");
}

Status Trainer::setRate(const char *name, double value) {
  for (const TensorInfo &input : entries.update.inputs)
    if (input.name == name) {
      auto *bytes = reinterpret_cast<const uint8_t *>(&value);
      return updateSession.setInput({name, ANEMONE_FLOAT64, input.shape}, {bytes, sizeof(value)});
    }
  return Status::success();
}

/// Adds the numbers that an entry gave, beside the loss, from `place` on.
static Status addCounters(Session &session, const std::vector<TensorInfo> &counters,
                          std::vector<double> &sums, size_t place) {
  for (const TensorInfo &counter : counters) {
    Result<double> value = readNumber(session, counter);
    if (!value.ok())
      return value.status();
    sums[place++] += *value;
  }
  return Status::success();
}

Result<Row> Trainer::step(double rate, uint64_t microbatches, uint64_t &generator) {
  Row row;
  row.rate = rate;
  row.counters.resize(counters().size());
  for (uint64_t i = 0; i < microbatches; ++i) {
    Result<double> loss =
        lossOf(stepSession, entries.step, tokens.sample(entries.rows(), generator));
    if (!loss.ok())
      return loss.status();
    row.loss += *loss / double(microbatches);
    Status status = addCounters(stepSession, entries.stepCounters, row.counters, 0);
    if (!status.ok())
      return status;
  }
  Status status = setRate("learning_rate", rate);
  if (status.ok())
    status = setRate("microbatches", double(microbatches));
  auto begin = std::chrono::steady_clock::now();
  if (status.ok())
    status = updateSession.run();
  secondsOfUpdates +=
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (status.ok())
    status = addCounters(updateSession, entries.updateCounters, row.counters,
                         entries.stepCounters.size());
  return status.ok() ? Result<Row>(std::move(row)) : status;
}

Result<double> Trainer::evaluate() {
  double sum = 0;
  for (const Batch &batch : heldOut) {
    Result<double> loss = lossOf(*evaluateSession, *entries.evaluate, batch);
    if (!loss.ok())
      return loss;
    sum += *loss;
  }
  return sum / double(heldOut.size());
}
