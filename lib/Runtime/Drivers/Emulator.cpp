//===- Emulator.cpp - The stand-in for the engine -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/Emulator.h"
#include "anemone/MIL/Text.h"
#include "lib/Runtime/Drivers/EmulatorRules.h"

// As a header: nothing to link, nothing to install beside the runtime.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace anemone::runtime {
namespace {

std::string hexHash(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  std::string text;
  for (uint64_t half : {hash.high64, hash.low64})
    for (int shift = 60; shift >= 0; shift -= 4)
      text += digits[half >> shift & 15];
  return text;
}

/// Of a dictionary: each path, its end, and the hash of its bytes.
std::string hashOf(const mil::WeightDictionary &weights) {
  std::string summary;
  for (const auto &[path, bytes] : weights)
    ((summary += path) += '\0') +=
        hexHash({reinterpret_cast<const char *>(bytes.data()), bytes.size()});
  return hexHash(summary);
}

} // namespace

//===----------------------------------------------------------------------===//
// The engine
//===----------------------------------------------------------------------===//

bool EngineState::countCompilation(const std::string &identity, int64_t limit) {
  std::lock_guard lock(mutex);
  if (limit > 0 && !compiled.contains(identity) && compiled.size() >= static_cast<size_t>(limit))
    return false;
  compiled.insert(identity);
  return true;
}

bool EngineState::occupy(const std::string &identity, int64_t limit) {
  std::lock_guard lock(mutex);
  if (!residents.contains(identity) && residents.size() >= static_cast<size_t>(limit))
    return false;
  ++residents[identity];
  return true;
}

void EngineState::release(const std::string &identity) {
  std::lock_guard lock(mutex);
  auto resident = residents.find(identity);
  if (resident != residents.end() && --resident->second == 0)
    residents.erase(resident);
}

void EngineState::poison() {
  std::lock_guard lock(mutex);
  poisoned = true;
}

bool EngineState::isPoisoned() const {
  std::lock_guard lock(mutex);
  return poisoned;
}

size_t EngineState::residentPrograms() const {
  std::lock_guard lock(mutex);
  return residents.size();
}

size_t EngineState::compilations() const {
  std::lock_guard lock(mutex);
  return compiled.size();
}

std::unique_ptr<EmulatedModel> Emulator::model(const ModelDescription &description) const {
  return std::unique_ptr<EmulatedModel>(new EmulatedModel(description, options, state));
}

// Apple's software uses SHA-256 for the three parts; any strong hash serves here.
EmulatedModel::EmulatedModel(const ModelDescription &description, const EmulatorOptions &options,
                             std::shared_ptr<EngineState> engine)
    : milText(description.milText), isString(description.isString),
      hasDictionary(description.weights != nullptr), options(options), engine(std::move(engine)) {
  if (hasDictionary)
    dictionary = *description.weights;
  weightsHash = hashOf(dictionary);
  id = hexHash(milText) + "_" + hexHash(description.options) + "_" + weightsHash;
}

//===----------------------------------------------------------------------===//
// Compile
//===----------------------------------------------------------------------===//

/// A crash of the process was reported for both; here it is an error.
EmulatorStatus EmulatedModel::checkDescription() const {
  if (isString && !options.acceptsTextAsString)
    return EmulatorError::silent(EngineStage::Compile,
                                 "the text came as a string: pass its UTF-8 bytes as data "
                                 "[ANE-C09]");
  if (!hasDictionary && !options.acceptsNilDictionary)
    return EmulatorError::silent(EngineStage::Compile,
                                 "the weight dictionary is nil: pass an empty one [ANE-C11]");
  return {};
}

EmulatorStatus EmulatedModel::countCompilation() {
  if (engine->countCompilation(id, options.maxCompiles))
    return {};
  return EmulatorError::compile("", "the process has compiled " +
                                        std::to_string(engine->compilations()) +
                                        " programs, which is the limit [ANE-C05]");
}

EmulatorStatus EmulatedModel::compile() {
  if (!procedures.empty())
    return {};
  if (EmulatorStatus described = checkDescription(); !described.ok())
    return described;
  if (EmulatorStatus counted = countCompilation(); !counted.ok())
    return counted;
  return bakeAndPlan(nullptr);
}

EmulatorStatus EmulatedModel::takeForm(const EmulatedModel &donor) {
  if (donor.procedures.empty())
    return EmulatorError::load("the donor was not compiled");
  if (donor.milText != milText)
    return EmulatorError::load("the donor was compiled from another text");
  if (EmulatorStatus described = checkDescription(); !described.ok())
    return described;
  return bakeAndPlan(&donor);
}

EmulatorStatus EmulatedModel::bakeAndPlan(const EmulatedModel *donor) {
  Result<mil::Program> program = mil::parse(milText);
  if (!program.ok())
    return EmulatorError::compile("InvalidMILProgram", program.message());
  if (Violations violations = checkProgram(*program, options); !violations.empty())
    return EmulatorError::compile(violations.reason(), violations.text());
  if (std::string problems = weights.bake(*program, dictionary, options); !problems.empty())
    return EmulatorError::compile("", std::move(problems));
  Violations masks(options.fidelity);
  if (!options.allowsInfiniteMasks)
    checkMasks(*program, weights, masks);
  if (!masks.empty())
    return EmulatorError::silent(EngineStage::Compile, masks.text());
  if (donor)
    if (EmulatorStatus mixed = mixWithDonor(*donor); !mixed.ok())
      return mixed;
  functions = program->functions.size();
  std::vector<EmulatedProcedure> planned(options.runsEachFunction ? functions : 1);
  for (size_t i = 0; i < planned.size(); ++i)
    if (EmulatorStatus status = planned[i].plan(program->functions[i], weights, options);
        !status.ok())
      return status;
  procedures = std::move(planned);
  dictionary.clear();
  return {};
}

/// A donor's form is patched with the bytes of one file; those of others stay the donor's.
EmulatorStatus EmulatedModel::mixWithDonor(const EmulatedModel &donor) {
  if (dictionary.size() <= static_cast<size_t>(options.maxDonorFiles))
    return {};
  if (options.isStrict())
    return EmulatorError::silent(EngineStage::Load,
                                 "the program has " + std::to_string(dictionary.size()) +
                                     " weight files, of which a donor's form takes " +
                                     std::to_string(options.maxDonorFiles) +
                                     ": put its constants into one file or compile it [ANE-C07]");
  weights.keepAllBut(dictionary.begin()->first, donor.weights);
  return {};
}

//===----------------------------------------------------------------------===//
// Load and unload
//===----------------------------------------------------------------------===//

EmulatorStatus EmulatedModel::load() {
  if (isLoaded)
    return {};
  if (procedures.empty())
    return EmulatorError::load("the program was not compiled");
  if (!engine->occupy(id, options.maxResidentPrograms))
    return EmulatorError::engineIsFull(
        std::to_string(engine->residentPrograms()) +
        " programs are resident, which is the limit: unload one [ANE-C05]");
  isLoaded = true;
  return {};
}

EmulatorStatus EmulatedModel::reload(const mil::WeightDictionary &overwritten) {
  unload();
  if (options.isStrict() && options.checksReloads && hashOf(overwritten) != weightsHash)
    return EmulatorError::silent(EngineStage::Load,
                                 "the weight files differ from those that were compiled, which "
                                 "loading does not read: describe a new model, and compile it or "
                                 "give it this one's form [ANE-C07]");
  return load();
}

void EmulatedModel::unload() {
  if (!isLoaded)
    return;
  isLoaded = false;
  engine->release(id);
}

//===----------------------------------------------------------------------===//
// Evaluate
//===----------------------------------------------------------------------===//

std::span<const EmulatorSurface> EmulatedModel::inputs(size_t procedure) const {
  return procedure < procedures.size() ? procedures[procedure].inputs()
                                       : std::span<const EmulatorSurface>();
}

std::span<const EmulatorSurface> EmulatedModel::outputs(size_t procedure) const {
  return procedure < procedures.size() ? procedures[procedure].outputs()
                                       : std::span<const EmulatorSurface>();
}

EmulatorStatus EmulatedModel::evaluate(const EmulatorRequest &request, const exec::Trace &trace) {
  constexpr uint32_t programNotFound = 0x0e, wrongProcedure = 0x2, poisoned = 0x1d;
  if (!isLoaded)
    return EmulatorError::evaluate(programNotFound, "the program is not loaded");
  if (request.procedure >= functions)
    return EmulatorError::evaluate(
        wrongProcedure, "there is no function " + std::to_string(request.procedure) +
                            ", the program has " + std::to_string(functions) + " [ANE-C45]");
  if (engine->isPoisoned())
    return EmulatorError::evaluate(poisoned,
                                   "a tile that was evaluated before made the engine unusable "
                                   "until this process ends [ANE-C28]");
  EmulatedProcedure &procedure = procedures[options.runsEachFunction ? request.procedure : 0];
  EmulatorStatus status = procedure.evaluate(request, options, trace);
  if (status.ok() && procedure.poisons())
    engine->poison();
  return status;
}

} // namespace anemone::runtime
