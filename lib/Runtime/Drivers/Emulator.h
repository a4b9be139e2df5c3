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

#include "anemone/MIL/WeightFile.h"
#include "lib/Executor/Executor.h"
#include "lib/Runtime/Drivers/EmulatorError.h"
#include "lib/Runtime/Drivers/EmulatorSurfaces.h"

namespace anemone::runtime {

/// The programs that occupy the engine, by identity, and how many loaded models share each.
using ResidentPrograms = std::map<std::string, size_t>;

/// What _ANEInMemoryModel is: made from a text and a dictionary, then compiled, loaded, evaluated
/// and unloaded.
class EmulatedModel {
public:
  ~EmulatedModel() { unload(); }
  EmulatedModel(const EmulatedModel &) = delete;
  EmulatedModel &operator=(const EmulatedModel &) = delete;

  /// Hash of the text and of the weights. The engine keeps one program for equal identities.
  const std::string &identity() const { return id; }

  /// Parses and checks the text, and copies the weights that it names: what happens to the caller's
  /// bytes afterwards has no effect (ANE-C07). The bytes of the dictionary must live until this
  /// returns.
  EmulatorStatus compile();

  /// Occupies a place on the engine, unless a program of this identity has one. Loading twice is
  /// loading once.
  EmulatorStatus load();

  /// The surfaces in the order in which evaluate() takes them; empty before the program is
  /// compiled.
  std::span<const EmulatorSurface> inputs() const { return inputSurfaces; }
  std::span<const EmulatorSurface> outputs() const { return outputSurfaces; }

  /// Runs once. Surfaces are raw bytes in the byte order of their symbols: whoever gives them in
  /// another order gets wrong results, as on the engine. Padding of outputs is not written. `trace`
  /// observes and changes nothing; it needs EmulatorOptions::trace.
  EmulatorStatus evaluate(std::span<const std::span<const uint8_t>> inputs,
                          std::span<const std::span<uint8_t>> outputs,
                          const exec::Trace &trace = {});

  void unload();

private:
  friend class Emulator;
  struct Baked {
    mil::DType dtype;
    std::vector<uint8_t> bytes;
  };
  using BlobKey = std::pair<std::string, uint64_t>; // path, offset of the metadata

  EmulatedModel(std::string_view milText, const mil::WeightDictionary &weights,
                const EmulatorOptions &options, std::shared_ptr<ResidentPrograms> residents);
  std::string bakeWeights(const mil::Function &function);
  std::string bakeWeight(const mil::Value &value, const mil::BlobFile &blob);
  EmulatorStatus plan(const mil::Function &function);
  void layOut(const mil::Function &function);
  EmulatorStatus checkRequest(std::span<const size_t> inputs,
                              std::span<const size_t> outputs) const;

  std::string milText, id;
  mil::WeightDictionary dictionary; // emptied once compiled
  EmulatorOptions options;
  std::shared_ptr<ResidentPrograms> residents;
  bool isLoaded = false;

  std::map<BlobKey, Baked> baked; // outlives the executable
  std::unique_ptr<exec::Executable> executable;
  std::vector<EmulatorSurface> inputSurfaces, outputSurfaces;
  // Dense copies of the surfaces that have padding, in the order of the surfaces.
  std::vector<std::vector<uint8_t>> inputStaging, outputStaging;
};

/// One engine. Its models may outlive it. Neither is safe to use from two threads at a time.
class Emulator {
public:
  explicit Emulator(EmulatorOptions options)
      : options(options), residents(std::make_shared<ResidentPrograms>()) {}

  /// Makes a model and checks nothing, as the descriptor's constructor does not: only compile()
  /// does.
  std::unique_ptr<EmulatedModel> model(std::string_view milText,
                                       const mil::WeightDictionary &weights) const;

  size_t residentPrograms() const { return residents->size(); }

private:
  EmulatorOptions options;
  std::shared_ptr<ResidentPrograms> residents;
};

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATOR_H
