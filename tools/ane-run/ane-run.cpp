//===- ane-run.cpp - Runs bundles -----------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Runtime/anemone.h"
#include "tools/ane-run/Commands.h"
#include <CLI/CLI.hpp>
#include <cmath>
#include <exception>
#include <iostream>
#include <map>

using namespace anemone;

/// An option that takes one of a few names.
static void addNamed(CLI::App &command, const std::string &name, int &value,
                     const std::map<std::string, int> &choices, const std::string &help) {
  command.add_option(name, value, help)->transform(CLI::CheckedTransformer(choices));
}

static void addDeviceOptions(CLI::App &command, run::DeviceOptions &options) {
  command.add_option("--threads", options.threads, "Threads; 0 for as many as the machine has")
      ->capture_default_str()
      ->check(CLI::Range(0, 1024));
  addNamed(command, "--fidelity", options.fidelity,
           {{"strict", ANEMONE_FIDELITY_STRICT}, {"silicon", ANEMONE_FIDELITY_SILICON}},
           "What the emulator does about mistakes that the engine does not notice: strict (an "
           "error) or silicon (wrong data, as reported)");
  addNamed(
      command, "--numerics", options.numerics,
      {{"f16", ANEMONE_NUMERICS_F16}, {"f16-mac", ANEMONE_NUMERICS_F16_MAC}},
      "How the emulator computes: f16, or f16-mac with the reported cliffs of sums of products");
  command.add_option("--without-rule", options.withoutRules,
                     "Constraints that the emulator does not enforce, as ANE-C04,ANE-C18");
}

static void addRunOptions(CLI::App &command, run::RunOptions &options) {
  command.add_option("bundle", options.bundle, "The bundle (.anebin)")->required();
  command.add_option("--entry", options.entry,
                     "The entry, or a group of entries of which the inputs' shapes choose one");
  command.add_option("--input", options.inputs, "Data for an input, as NAME=FILE.npy")
      ->allow_extra_args(false);
  command.add_option("--random", options.random,
                     "Seed of random data for the inputs that are not given");
  command.add_option("--expect", options.expected, "What an output should be, as NAME=FILE.npy")
      ->allow_extra_args(false);
  command.add_option("--rtol", options.relative, "Relative tolerance")->capture_default_str();
  command.add_option("--atol", options.absolute, "Absolute tolerance")->capture_default_str();
  addDeviceOptions(command, options);
}

static void addDevice(CLI::App &command, std::string &device) {
  command.add_option("--device", device, "emulator, host or apple")->capture_default_str();
}

static void addTrainOptions(CLI::App &command, run::TrainOptions &options) {
  command.add_option("bundle", options.bundle, "The bundle (.anebin)")->required();
  command.add_option("--text", options.text, "A file to learn from, of which each byte is a token");
  command.add_option("--tokens", options.tokens, "A file of tokens of 16 bits, little-endian");
  command.add_option("--steps", options.steps, "Updates, those before --resume included")
      ->capture_default_str();
  command.add_option("--stop-after", options.stopAfter,
                     "Stop after this step, under the schedule of --steps");
  command.add_option("--batch-accumulation", options.accumulation, "Microbatches of an update")
      ->capture_default_str()
      ->check(CLI::Range(1, 1 << 20));
  command.add_option("--learning-rate", options.learningRate, "After the warm-up")
      ->capture_default_str();
  command.add_option("--warmup", options.warmup, "Steps in which the learning rate rises")
      ->capture_default_str();
  command.add_option("--min-learning-rate", options.minLearningRate,
                     "Where the learning rate falls to, as a cosine; without it, it does not fall");
  command.add_option("--seed", options.seed, "Seed of the choice of batches (0)");
  command.add_option("--held-out", options.heldOut,
                     "Fraction of the tokens, at the end of the file, that is only evaluated");
  command.add_option("--evaluate-every", options.evaluateEvery,
                     "Steps between evaluations; the last step is evaluated anyway");
  command.add_option("--checkpoint", options.checkpoint,
                     "File for the weights and all that continues the run (safetensors)");
  command.add_option("--checkpoint-every", options.checkpointEvery,
                     "Steps between checkpoints; the last step makes one anyway");
  command.add_option("--resume", options.resume, "Checkpoint to continue from");
  command.add_option("--csv", options.csv, "File for the numbers of each step");
  command.add_option("--svg", options.svg, "File for their curves");
  addDevice(command, options.device);
  addDeviceOptions(command, options);
}

static void addGenerateOptions(CLI::App &command, run::GenerateOptions &options) {
  command.add_option("bundle", options.bundle, "The bundle (.anebin)")->required();
  command.add_option("--checkpoint", options.checkpoint,
                     "Weights that `train` wrote; without it, those of the bundle");
  command.add_option("--prompt", options.prompt, "How the text begins")->required();
  command.add_option("--length", options.length, "Bytes to write")->capture_default_str();
  command
      .add_option("--temperature", options.temperature,
                  "Below 1 the likely is favoured; 0 takes the likeliest")
      ->capture_default_str();
  command.add_option("--seed", options.seed, "Seed of the choices")->capture_default_str();
  addDevice(command, options.device);
  addDeviceOptions(command, options);
}

static Status checkTolerance(const run::RunOptions &options) {
  if (options.relative >= 0 && options.absolute >= 0)
    return Status::success();
  return Status::failure("--rtol and --atol must be numbers that are not negative");
}

static int report(const Status &status) {
  std::cout.flush();
  if (status.ok() && std::cout)
    return 0;
  std::cerr << "ane-run: error: "
            << (status.ok() ? "cannot write to standard output" : status.message()) << "\n";
  return 1;
}

/// Of a command that a signal may have ended: 128 and the number of the signal, as shells have it.
static int report(const Result<int> &signal) {
  int status = report(signal.status());
  return status == 0 && *signal != 0 ? 128 + *signal : status;
}

static int runCommand(int argc, char **argv) {
  CLI::App app("Runs bundles that ane-compile made");
  app.require_subcommand(1);
  run::EvalOptions evalOptions;
  run::RunOptions compareOptions;
  run::TrainOptions trainOptions;
  run::GenerateOptions generateOptions;
  std::string infoPath;

  CLI::App *eval = app.add_subcommand("eval", "Runs an entry once and prints its outputs");
  addRunOptions(*eval, evalOptions);
  addDevice(*eval, evalOptions.device);
  eval->add_option("--output-dir", evalOptions.outputDir, "Folder for the outputs, as NAME.npy");
  eval->add_flag("--print", evalOptions.print, "Print every element of the outputs");
  CLI::App *compare = app.add_subcommand(
      "compare", "Runs an entry on the emulator and on the host and finds where they part");
  addRunOptions(*compare, compareOptions);
  CLI::App *train = app.add_subcommand("train", "Trains a model on the tokens of a file");
  addTrainOptions(*train, trainOptions);
  CLI::App *generate = app.add_subcommand("generate", "Prints text that a model of bytes writes");
  addGenerateOptions(*generate, generateOptions);
  CLI::App *info = app.add_subcommand("info", "Prints what is in a bundle");
  info->add_option("bundle", infoPath, "The bundle (.anebin)")->required();
  bool wantsCertificate = false;
  info->add_flag("--certificate", wantsCertificate,
                 "Print where each operation of the source model runs, and why");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    if (error.get_exit_code() == 0)
      return app.exit(error); // --help
    return report(Status::failure(std::string(error.what()) + "; see ane-run --help"));
  }
  if (info->parsed())
    return report(wantsCertificate ? run::certificate(infoPath) : run::info(infoPath));
  if (train->parsed())
    return report(run::train(trainOptions));
  if (generate->parsed())
    return report(run::generate(generateOptions));
  const run::RunOptions &options = eval->parsed() ? evalOptions : compareOptions;
  if (Status status = checkTolerance(options); !status.ok())
    return report(status);
  return report(eval->parsed() ? run::eval(evalOptions) : run::compare(compareOptions));
}

int main(int argc, char **argv) {
  try {
    return runCommand(argc, argv);
  } catch (const std::exception &error) {
    return report(Status::failure(error.what()));
  }
}
