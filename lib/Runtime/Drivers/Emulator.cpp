//===- Emulator.cpp - The stand-in for the engine -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/Emulator.h"
#include "anemone/MIL/Text.h"
#include "lib/Runtime/Drivers/EmulatorRules.h"
#include <algorithm>

// As a header: nothing to link, nothing to install beside the runtime.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace anemone::runtime {
namespace {

std::string hexHash(const XXH128_hash_t &hash) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (uint64_t half : {hash.high64, hash.low64})
    for (int shift = 60; shift >= 0; shift -= 4)
      text += digits[half >> shift & 15];
  return text;
}

/// The identity that Apple's software gives a model is a hash of its text and one of its weights,
/// with one of options, which are none, between them. Any strong hash serves here.
std::string identityOf(std::string_view milText, const mil::WeightDictionary &weights) {
  std::string summary; // of the dictionary: each path, its end, and the hash of its bytes
  for (const auto &[path, bytes] : weights)
    ((summary += path) += '\0') += hexHash(XXH3_128bits(bytes.data(), bytes.size()));
  return hexHash(XXH3_128bits(milText.data(), milText.size())) + "_" +
         hexHash(XXH3_128bits(summary.data(), summary.size()));
}

void addLine(std::string &text, const std::string &line) {
  if (!line.empty())
    text += (text.empty() ? "" : "\n") + line;
}

std::vector<std::vector<uint8_t>> stagingFor(std::span<const EmulatorSurface> surfaces) {
  std::vector<std::vector<uint8_t>> staging(surfaces.size());
  for (size_t i = 0; i < surfaces.size(); ++i)
    if (!surfaces[i].isDense())
      staging[i].resize(surfaces[i].type.byteSize());
  return staging;
}

template <typename Spans> std::vector<size_t> sizesOf(const Spans &spans) {
  std::vector<size_t> sizes;
  for (const auto &span : spans)
    sizes.push_back(span.size());
  return sizes;
}

} // namespace

EmulatorOptions EmulatorOptions::of(const target::Profile &profile) {
  EmulatorOptions options;
  options.allowsConcat = profile.allowsConcat;
  options.allowsGelu = profile.allowsGelu;
  options.allowsConvBias = profile.allowsConvBias;
  options.maxConvInputChannels = profile.maxConvInputChannels;
  options.maxConvOutputChannels = profile.maxConvOutputChannels;
  options.maxWeightFiles = profile.maxWeightFiles;
  options.maxWeightFileBytes = profile.maxWeightFileBytes;
  options.maxRank = profile.maxRank;
  options.maxExtent = profile.maxExtent;
  options.maxChannels = profile.maxChannels;
  options.maxResidentPrograms = profile.maxResidentPrograms;
  options.rowAlignment = profile.rowAlignment;
  options.minSurfaceBytes = profile.minSurfaceBytes;
  options.uniformInputs = options.uniformOutputs = profile.uniformSurfaces;
  options.wholeRows = profile.packedRows;
  return options;
}

std::unique_ptr<EmulatedModel> Emulator::model(std::string_view milText,
                                               const mil::WeightDictionary &weights) const {
  return std::unique_ptr<EmulatedModel>(new EmulatedModel(milText, weights, options, residents));
}

EmulatedModel::EmulatedModel(std::string_view milText, const mil::WeightDictionary &weights,
                             const EmulatorOptions &options,
                             std::shared_ptr<ResidentPrograms> residents)
    : milText(milText), id(identityOf(milText, weights)), dictionary(weights), options(options),
      residents(std::move(residents)) {}

//===----------------------------------------------------------------------===//
// Compile
//===----------------------------------------------------------------------===//

EmulatorStatus EmulatedModel::compile() {
  if (executable)
    return {};
  Result<mil::Program> program = mil::parse(milText);
  if (!program.ok())
    return EmulatorError::compile("InvalidMILProgram", program.message());
  if (Violations violations = checkProgram(*program, options); !violations.empty())
    return EmulatorError::compile(violations.invalid.empty() ? "" : "InvalidMILProgram",
                                  violations.text());
  const mil::Function &main = program->functions.front();
  if (std::string problems = bakeWeights(main); !problems.empty())
    return EmulatorError::compile("", std::move(problems));
  layOut(main);
  if (EmulatorStatus planned = plan(main); !planned.ok())
    return planned;
  dictionary.clear();
  return {};
}

std::string EmulatedModel::bakeWeights(const mil::Function &function) {
  std::string problems;
  baked.clear();
  for (const auto &[path, bytes] : dictionary)
    if (bytes.size() > static_cast<uint64_t>(options.maxWeightFileBytes))
      addLine(problems, "'" + path + "': Weight file size (" + std::to_string(bytes.size()) +
                            " bytes) exceeds the maximum (" +
                            std::to_string(options.maxWeightFileBytes) + " bytes)");
  if (!problems.empty())
    return problems;
  forEachLiteral(function, [&](const mil::Operation &operation, const mil::Value &value) {
    if (const mil::BlobFile *blob = value.blob())
      if (std::string problem = bakeWeight(value, *blob); !problem.empty())
        addLine(problems, "line " + std::to_string(operation.location.line) + ": '" +
                              operation.results[0].name + "': " + problem);
  });
  return problems;
}

/// Copies one record; returns what is wrong with it.
std::string EmulatedModel::bakeWeight(const mil::Value &value, const mil::BlobFile &blob) {
  auto file = dictionary.find(blob.path);
  if (file == dictionary.end())
    return "the weight dictionary has no '" + blob.path + "'";
  Result<mil::WeightRecord> record = mil::WeightFile::recordAt(file->second, blob.offset);
  if (!record.ok())
    return "'" + blob.path + "': Cannot retrieve file blob properties: " + record.message();
  if (record->dtype != value.type.dtype)
    return "'" + blob.path + "': Metadata data type does not match requested type: the record at " +
           std::to_string(blob.offset) + " holds " + std::string(mil::spelling(record->dtype)) +
           ", the text says " + std::string(mil::spelling(value.type.dtype));
  if (record->byteSize != static_cast<uint64_t>(value.type.byteSize()))
    return "'" + blob.path + "': the record at " + std::to_string(blob.offset) + " has " +
           std::to_string(record->byteSize) + " bytes, expected " +
           std::to_string(value.type.byteSize()) + " for its type";
  std::span<const uint8_t> data = file->second.subspan(record->dataOffset, record->byteSize);
  if (BlobKey key{blob.path, blob.offset}; !baked.contains(key))
    baked[key] = {record->dtype, std::vector<uint8_t>(data.begin(), data.end())};
  return {};
}

void EmulatedModel::layOut(const mil::Function &function) {
  std::map<std::string_view, const mil::Type *> types;
  for (const mil::NamedType &input : function.inputs)
    types[input.name] = &input.type;
  for (const mil::Operation &operation : function.operations)
    for (const mil::NamedType &result : operation.results)
      types[result.name] = &result.type;
  std::vector<mil::NamedType> outputs;
  for (const std::string &name : function.outputs)
    outputs.push_back({name, *types.at(name)});
  inputSurfaces = surfacesOf(function.inputs, Direction::Input, options.rowAlignment);
  outputSurfaces = surfacesOf(outputs, Direction::Output, options.rowAlignment);
  inputStaging = stagingFor(inputSurfaces);
  outputStaging = stagingFor(outputSurfaces);
}

EmulatorStatus EmulatedModel::plan(const mil::Function &function) {
  auto resolve = [this](const mil::BlobFile &blob) -> Result<exec::WeightView> {
    auto found = baked.find({blob.path, blob.offset});
    if (found == baked.end())
      return Status::failure("no weights were compiled for '" + blob.path + "'");
    return exec::WeightView{found->second.dtype, found->second.bytes};
  };
  exec::Options planning{exec::Numerics::F16, options.threads, options.trace};
  Result<std::unique_ptr<exec::Executable>> planned =
      exec::Executable::plan(function, resolve, planning);
  if (!planned.ok())
    return EmulatorError::compile("InvalidMILProgram", planned.message());
  executable = std::move(*planned);
  return {};
}

//===----------------------------------------------------------------------===//
// Load and unload
//===----------------------------------------------------------------------===//

EmulatorStatus EmulatedModel::load() {
  if (isLoaded)
    return {};
  if (!executable)
    return EmulatorError::load("the program was not compiled");
  bool isResident = residents->contains(id);
  if (!isResident && residents->size() >= static_cast<size_t>(options.maxResidentPrograms))
    return EmulatorError::load(std::to_string(residents->size()) +
                               " programs are resident, which is the limit: unload one (ANE-C05)");
  ++(*residents)[id];
  isLoaded = true;
  return {};
}

void EmulatedModel::unload() {
  if (!isLoaded)
    return;
  isLoaded = false;
  auto resident = residents->find(id);
  if (--resident->second == 0)
    residents->erase(resident);
}

//===----------------------------------------------------------------------===//
// Evaluate
//===----------------------------------------------------------------------===//

EmulatorStatus EmulatedModel::checkRequest(std::span<const size_t> inputs,
                                           std::span<const size_t> outputs) const {
  constexpr uint32_t programNotFound = 0x0e, wrongSymbolIndex = 0x2, badSurface = 0x1d;
  if (!isLoaded)
    return EmulatorError::evaluate(programNotFound, "the program is not loaded");
  if (inputs.size() != inputSurfaces.size() || outputs.size() != outputSurfaces.size())
    return EmulatorError::evaluate(
        wrongSymbolIndex, "the request has " + std::to_string(inputs.size()) + " inputs and " +
                              std::to_string(outputs.size()) + " outputs, the program has " +
                              std::to_string(inputSurfaces.size()) + " and " +
                              std::to_string(outputSurfaces.size()));
  std::string problems;
  addLine(problems, checkSurfaces(inputSurfaces, inputs, Direction::Input, options));
  addLine(problems, checkSurfaces(outputSurfaces, outputs, Direction::Output, options));
  if (!problems.empty())
    return EmulatorError::evaluate(badSurface, std::move(problems));
  return {};
}

EmulatorStatus EmulatedModel::evaluate(std::span<const std::span<const uint8_t>> inputs,
                                       std::span<const std::span<uint8_t>> outputs,
                                       const exec::Trace &trace) {
  if (EmulatorStatus checked = checkRequest(sizesOf(inputs), sizesOf(outputs)); !checked.ok())
    return checked;
  // Surfaces come by symbol, the executor takes them as declared. A surface without padding is used
  // where it lies.
  std::vector<const void *> arguments(inputs.size());
  for (size_t i = 0; i < inputs.size(); ++i) {
    bool isDense = inputSurfaces[i].isDense();
    if (!isDense)
      gather(inputSurfaces[i], inputs[i].data(), inputStaging[i].data());
    arguments[inputSurfaces[i].declared] = isDense ? inputs[i].data() : inputStaging[i].data();
  }
  std::vector<void *> results(outputs.size());
  for (size_t i = 0; i < outputs.size(); ++i)
    results[outputSurfaces[i].declared] =
        outputSurfaces[i].isDense() ? outputs[i].data() : outputStaging[i].data();
  if (Status ran = executable->run(arguments, results, trace); !ran.ok())
    return EmulatorError::evaluate(0x1d, ran.message());
  for (size_t i = 0; i < outputs.size(); ++i)
    if (!outputSurfaces[i].isDense())
      scatter(outputSurfaces[i], outputStaging[i].data(), outputs[i].data());
  return {};
}

} // namespace anemone::runtime
