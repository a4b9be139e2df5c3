//===- Train.cpp - The command that trains a model ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/Checkpoint.h"
#include "tools/ane-run/Commands.h"
#include "tools/ane-run/Plot.h"
#include "tools/ane-run/Progress.h"
#include "tools/ane-run/SafeTensors.h"
#include "tools/ane-run/Schedule.h"
#include "tools/ane-run/Table.h"
#include "tools/ane-run/Trainer.h"
#include <algorithm>
#include <csignal>
#include <iostream>

using namespace anemone;
using namespace anemone::run;

//===--- Being asked to stop ---===//

static volatile std::sig_atomic_t stopSignal = 0;

/// The step that runs is finished; a second signal ends the process at once.
static void watchSignals() {
  struct sigaction action = {};
  action.sa_handler = [](int signal) { stopSignal = signal; };
  action.sa_flags = int(SA_RESETHAND) | SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

//===--- Options ---===//

static Status checkOptions(const TrainOptions &options) {
  if (options.text.empty() == options.tokens.empty())
    return Status::failure("give one file to learn from, as --text FILE or as --tokens FILE");
  if (options.checkpointEvery != 0 && options.checkpoint.empty())
    return Status::failure("--checkpoint-every needs --checkpoint FILE");
  if (options.evaluateEvery != 0 && options.heldOut == 0)
    return Status::failure("--evaluate-every needs --held-out FRACTION");
  if (!(options.heldOut >= 0 && options.heldOut < 1))
    return Status::failure("--held-out must be a fraction between 0 and 1");
  if (options.seed && !options.resume.empty())
    return Status::failure("--seed and --resume exclude each other: a checkpoint has its seed");
  if (!options.svg.empty() && !std::ofstream(options.svg, std::ios::app))
    return Status::failure("cannot write '" + options.svg + "'");
  return options.checkpoint.empty() ? Status::success() : checkTarget(options.checkpoint);
}

static Schedule scheduleOf(const TrainOptions &options) {
  return {options.learningRate, options.minLearningRate.value_or(options.learningRate),
          options.warmup, options.steps};
}

//===--- The run ---===//

namespace {

/// A run from one position to a later one.
class Run {
public:
  Run(const TrainOptions &options, State &state, Trainer &trainer, Position position)
      : options(options), state(state), trainer(trainer), position(position),
        history(trainer.counters()) {}

  Status execute();
  void report() const;

private:
  uint64_t lastStep() const {
    return std::min(options.steps, options.stopAfter.value_or(options.steps));
  }
  Status step(Progress &progress);
  Status save(Progress &progress);

  const TrainOptions &options;
  State &state;
  Trainer &trainer;
  Position position;
  History history;
  size_t before = 0; // rows of the history that other runs wrote
  bool isSaved = false;
};

} // namespace

static bool isDue(uint64_t step, uint64_t every, uint64_t last) {
  return step == last || (every != 0 && step % every == 0);
}

Status Run::save(Progress &progress) {
  if (options.checkpoint.empty() || isSaved)
    return Status::success();
  Status status = saveCheckpoint(state, position, options.checkpoint);
  isSaved = status.ok();
  if (!status.ok())
    progress.finish();
  return status;
}

Status Run::step(Progress &progress) {
  double rate = scheduleOf(options).rate(position.step);
  Result<Row> row = trainer.step(rate, options.accumulation, position.sampler);
  if (!row.ok())
    return row.status();
  row->step = ++position.step;
  isSaved = false;
  if (options.heldOut > 0 && isDue(row->step, options.evaluateEvery, options.steps)) {
    Result<double> loss = trainer.evaluate();
    if (!loss.ok())
      return loss.status();
    row->heldOut = *loss;
  }
  progress.show(*row);
  if (Status status = history.add(std::move(*row)); !status.ok())
    return status;
  bool wantsCheckpoint = options.checkpointEvery && position.step % options.checkpointEvery == 0;
  return wantsCheckpoint ? save(progress) : Status::success();
}

Status Run::execute() {
  if (!options.csv.empty())
    if (Status status = history.openCsv(options.csv, position.step); !status.ok())
      return status;
  before = history.rows().size();
  watchSignals();
  Progress progress(position.step, lastStep(), trainer.tokensOfMicrobatch() * options.accumulation);
  while (position.step < lastStep() && !stopSignal)
    if (Status status = step(progress); !status.ok())
      return Status::failure("step " + std::to_string(position.step + 1) + ": " + status.message());
  if (Status status = save(progress); !status.ok())
    return status;
  return options.svg.empty() ? Status::success() : writePlot(history, options.svg);
}

/// Totals of the counters of this run, by their names.
static void printCounters(const std::vector<std::string> &names, std::span<const Row> rows) {
  std::vector<std::vector<std::string>> table = {{"counter", "total", "largest", "last"}};
  for (size_t i = 0; i < names.size(); ++i) {
    double total = 0, largest = rows[0].counters[i];
    for (const Row &row : rows) {
      total += row.counters[i];
      largest = std::max(largest, row.counters[i]);
    }
    table.push_back(
        {names[i], shortNumber(total), shortNumber(largest), shortNumber(rows.back().counters[i])});
  }
  if (!names.empty())
    printTable(table, 1);
}

/// What an update takes, and how the programs got its weights where they are not inputs.
static void printUpdates(double seconds, const anemone_reload_counts &counts, size_t updates) {
  std::cout << "update: " << shortNumber(seconds / double(updates) * 1000) << " ms a step\n";
  if (counts.reloads + counts.recompilations + counts.without_effect == 0)
    return;
  std::cout << "weights: " << counts.reloads << " reloads, " << counts.recompilations
            << " compilations, " << counts.without_effect << " reloads without effect; "
            << shortNumber(counts.seconds / double(updates) * 1000) << " ms of it\n";
}

void Run::report() const {
  std::span<const Row> rows = std::span(history.rows()).subspan(before);
  if (stopSignal)
    std::cout << "stopped by a signal after step " << position.step << " of " << options.steps
              << (options.checkpoint.empty()
                      ? "; nothing was saved: no --checkpoint was given\n"
                      : "; continue with --resume " + options.checkpoint + "\n");
  else if (position.step < options.steps)
    std::cout << "stopped after step " << position.step << " of " << options.steps << "\n";
  if (rows.empty()) {
    std::cout << "no step was made\n";
    return;
  }
  std::cout << "trained from step " << rows.front().step << " to step " << rows.back().step
            << ": loss " << shortNumber(rows.front().loss) << " to "
            << shortNumber(rows.back().loss);
  if (rows.back().heldOut)
    std::cout << ", held-out loss " << shortNumber(*rows.back().heldOut);
  std::cout << "\n";
  printCounters(history.names(), rows);
  printUpdates(trainer.updateSeconds(), state.reloadCounts(), rows.size());
  for (const std::string *path : {&options.checkpoint, &options.csv, &options.svg})
    if (!path->empty())
      std::cout << "wrote " << *path << "\n";
}

//===--- The command ---===//

static Result<Position> startPosition(const TrainOptions &options, State &state) {
  if (options.resume.empty()) {
    uint64_t seed = options.seed.value_or(0);
    return Position{0, seed, seed};
  }
  Result<Position> position = loadCheckpoint(state, options.resume);
  if (position.ok() && position->step > options.steps)
    return Status::failure("checkpoint '" + options.resume + "' was written after step " +
                           std::to_string(position->step) + ", but --steps is " +
                           std::to_string(options.steps));
  return position;
}

Result<int> run::train(const TrainOptions &options) {
  if (Status status = checkOptions(options); !status.ok())
    return status;
  auto inBundle = [&](const std::string &message) {
    return Status::failure("bundle '" + options.bundle + "': " + message);
  };
  Result<Model> model = Model::open(options.bundle);
  if (!model.ok())
    return model.status();
  Result<TrainEntries> entries = findTrainEntries(*model);
  if (!entries.ok())
    return inBundle(entries.message());
  Result<TokenSource> tokens =
      TokenSource::open(options.text.empty() ? options.tokens : options.text,
                        options.text.empty() ? TokenFormat::UInt16 : TokenFormat::Bytes,
                        entries->length(), options.heldOut);
  if (!tokens.ok())
    return tokens.status();
  Result<State> state = model->createState(options.device, options.forSession());
  if (!state.ok())
    return inBundle(state.message());
  // Programs are compiled after the weights are loaded.
  Result<Position> position = startPosition(options, *state);
  if (!position.ok())
    return position.status();
  Result<Trainer> trainer = Trainer::create(*state, std::move(*entries), std::move(*tokens));
  if (!trainer.ok())
    return inBundle(trainer.message());
  Run run(options, *state, *trainer, *position);
  if (Status status = run.execute(); !status.ok())
    return status;
  run.report();
  return int(stopSignal);
}
