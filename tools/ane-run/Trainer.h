//===- Trainer.h - Steps of training ----------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_TRAINER_H
#define ANEMONE_TOOLS_ANE_RUN_TRAINER_H

#include "tools/ane-run/History.h"
#include "tools/ane-run/TokenSource.h"
#include "tools/ane-run/TrainEntries.h"

namespace anemone::run {

/// The entries of a bundle in one state, and the tokens that they are run on.
class Trainer {
public:
  static Result<Trainer> create(State &state, TrainEntries entries, TokenSource tokens);

  /// Learns from `microbatches` microbatches and updates the model: the mean loss before the
  /// update, and the counters (those of microbatches summed).
  Result<Row> step(double rate, uint64_t microbatches, uint64_t &generator);
  /// The mean loss of the tokens that are held out.
  Result<double> evaluate();
  /// Names of the counters of a row.
  std::vector<std::string> counters() const;
  /// Seconds that the updates have taken so far.
  double updateSeconds() const { return secondsOfUpdates; }
  uint64_t tokensOfMicrobatch() const { return entries.rows() * entries.length(); }

private:
  Trainer(TrainEntries entries, TokenSource tokens, Session step, Session update)
      : entries(std::move(entries)), tokens(std::move(tokens)), stepSession(std::move(step)),
        updateSession(std::move(update)) {}
  /// Runs an entry on a batch and returns its loss.
  Result<double> lossOf(Session &session, const FoundEntry &entry, const Batch &batch);
  Status setRate(const char *name, double value);

  TrainEntries entries;
  TokenSource tokens;
  Session stepSession, updateSession;
  std::optional<Session> evaluateSession;
  std::vector<Batch> heldOut;
  double secondsOfUpdates = 0;
};

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_TRAINER_H
