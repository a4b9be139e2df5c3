//===- TrainEntries.h - The entries of a bundle that train a model -*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_TRAINENTRIES_H
#define ANEMONE_TOOLS_ANE_RUN_TRAINENTRIES_H

#include "anemone/Runtime/Runtime.h"

namespace anemone::run {

/// An entry that was found, with the interface that was asked for.
struct FoundEntry {
  size_t index = 0;
  std::vector<TensorInfo> inputs, outputs;
};
/// Nothing where the bundle has no such entry.
Result<std::optional<FoundEntry>> findEntry(const Model &model, const std::string &name);

/// What `train` needs of a bundle: `@train_step(ids, targets)` gives the loss of a microbatch,
/// `@update(learning_rate, microbatches)` applies what was gathered, `@evaluate(ids, targets)`
/// gives a loss and changes nothing. Whatever else the first two give is a number to report.
struct TrainEntries {
  FoundEntry step, update;
  std::optional<FoundEntry> evaluate;
  TensorInfo ids, targets;                // of one shape, [rows, tokens in a row]
  std::optional<size_t> vocabulary;       // by the logits of @forward
  std::vector<TensorInfo> stepCounters;   // outputs of @train_step but for the loss
  std::vector<TensorInfo> updateCounters; // outputs of @update

  size_t rows() const { return size_t(ids.shape[0]); }
  size_t length() const { return size_t(ids.shape[1]); }
};

/// A failure lists all that does not fit.
Result<TrainEntries> findTrainEntries(const Model &model);

/// The input of integers of shape [rows, tokens] that is not called "targets".
const TensorInfo *findIds(const std::vector<TensorInfo> &inputs);
/// The output "logits" of shape [rows, tokens, vocabulary].
const TensorInfo *findLogits(const std::vector<TensorInfo> &outputs);

/// The only element of an output, as a number.
Result<double> readNumber(Session &session, const TensorInfo &output);

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_TRAINENTRIES_H
