//===- Emulator.h - The stand-in for the engine -----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes what Apple's private API takes, in the same stages, and nothing else:
// MIL text as bytes, a dictionary of weight files, surfaces as raw bytes in the
// order of their symbols. It is written from published descriptions of that
// API and of the engine, not from what this project emits, so that the two can
// disagree. It parses, compiles, loads and evaluates with the failures that
// were reported, at the stages where they were reported.
//
// It checks what is known. That a program runs here does not prove that it
// runs on the engine; that it fails here means that somebody met the failure.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_EMULATOR_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_EMULATOR_H

#include "lib/Runtime/Drivers/EmulatorProcedure.h"
#include <mutex>
#include <set>

namespace anemone::runtime {

/// What the models of one engine have in common. Safe to use from several threads.
class EngineState {
public:
  /// Counts a compilation unless there were `limit`; 0: any number. Compiling an identity again
  /// costs nothing.
  bool countCompilation(const std::string &identity, int64_t limit);
  /// Takes a place, or shares that of a program of the same identity; false where all `limit` are
  /// taken (ANE-C05).
  bool occupy(const std::string &identity, int64_t limit);
  void release(const std::string &identity);
  /// Nothing is evaluated any more until the process ends (ANE-C28).
  void poison();
  bool isPoisoned() const;

  size_t residentPrograms() const;
  size_t compilations() const;

private:
  mutable std::mutex mutex;
  /// How many loaded models share each place.
  std::map<std::string, size_t> residents;
  std::set<std::string> compiled;
  bool poisoned = false;
};

/// What the constructor of the private API's descriptor is given.
struct ModelDescription {
  std::string_view milText;
  /// Null stands for nil.
  const mil::WeightDictionary *weights = nullptr;
  std::string_view options = {}; // a property list
  /// The text came as NSString instead of NSData.
  bool isString = false;
};

/// What _ANEInMemoryModel is: made from a text and a dictionary, then compiled, loaded, evaluated
/// and unloaded.
class EmulatedModel {
public:
  ~EmulatedModel() { unload(); }
  EmulatedModel(const EmulatedModel &) = delete;
  EmulatedModel &operator=(const EmulatedModel &) = delete;

  /// Hashes of the text, of the options and of the weights, joined by '_'. The engine keeps one
  /// program for equal identities.
  const std::string &identity() const { return id; }

  /// Parses and checks the text, and copies the weights that it names: what happens to the caller's
  /// bytes afterwards has no effect (ANE-C07). The bytes of the dictionary must live until this
  /// returns.
  EmulatorStatus compile();
  /// Takes the compiled form of a model of the same text instead of compiling, with this model's
  /// weights: those are read when it is loaded, so that they are the new ones.
  EmulatorStatus takeForm(const EmulatedModel &donor);

  /// Occupies a place on the engine, unless a program of this identity has one. Loading twice is
  /// loading once.
  EmulatorStatus load();
  /// Unloads, overwrites the weight files in the model's folder and loads. The identity selects
  /// what is loaded and stays, and so do the weights.
  EmulatorStatus reload(const mil::WeightDictionary &overwritten);

  /// The surfaces of a function in the order in which evaluate() takes them; empty before the
  /// program is compiled and for a function that it does not have.
  std::span<const EmulatorSurface> inputs(size_t procedure = 0) const;
  std::span<const EmulatorSurface> outputs(size_t procedure = 0) const;

  /// Runs once. Whoever gives surfaces in another order gets wrong results, as on the engine.
  /// `trace` observes and changes nothing; it needs EmulatorOptions::trace.
  EmulatorStatus evaluate(const EmulatorRequest &request, const exec::Trace &trace = {});

  void unload();

private:
  friend class Emulator;
  EmulatedModel(const ModelDescription &description, const EmulatorOptions &options,
                std::shared_ptr<EngineState> engine);
  EmulatorStatus checkDescription() const;
  EmulatorStatus countCompilation();
  EmulatorStatus bakeAndPlan(const EmulatedModel *donor);
  EmulatorStatus mixWithDonor(const EmulatedModel &donor);

  std::string milText, weightsHash, id;
  bool isString, hasDictionary;
  mil::WeightDictionary dictionary; // emptied once compiled
  EmulatorOptions options;
  std::shared_ptr<EngineState> engine;
  bool isLoaded = false;

  BakedWeights weights;
  std::vector<EmulatedProcedure> procedures;
  size_t functions = 0; // of the text, of which not all need be planned
};

/// The rules of a target on an engine, which several may share. Its models may outlive it. A model
/// is not safe to use from two threads at a time.
class Emulator {
public:
  explicit Emulator(EmulatorOptions options,
                    std::shared_ptr<EngineState> engine = std::make_shared<EngineState>())
      : options(std::move(options)), state(std::move(engine)) {}

  /// Makes a model and checks nothing, as the descriptor's constructor does not: only compile()
  /// does.
  std::unique_ptr<EmulatedModel> model(const ModelDescription &description) const;
  std::unique_ptr<EmulatedModel> model(std::string_view milText,
                                       const mil::WeightDictionary &weights) const {
    return model({milText, &weights});
  }

  size_t residentPrograms() const { return state->residentPrograms(); }
  size_t compilations() const { return state->compilations(); }

private:
  EmulatorOptions options;
  std::shared_ptr<EngineState> state;
};

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATOR_H
