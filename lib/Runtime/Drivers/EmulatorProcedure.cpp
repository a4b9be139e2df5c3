//===- EmulatorProcedure.cpp - One function of a compiled program ---------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorProcedure.h"
#include "lib/Runtime/Drivers/EmulatorQuirks.h"

namespace anemone::runtime {
namespace {

constexpr uint32_t kWrongSymbolIndex = 0x2, kBadSurface = 0x1d;

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

/// The surfaces in the wrong places, if the caller says what it takes them for.
std::string checkOrder(std::span<const EmulatorSurface> surfaces,
                       std::span<const std::string> symbols, const char *rule) {
  std::string problems;
  for (size_t i = 0; i < std::min(surfaces.size(), symbols.size()); ++i)
    if (symbols[i] != surfaces[i].symbol)
      addLine(problems, "surface " + std::to_string(i) + " is meant for '" + symbols[i] +
                            "', but the engine takes it for '" + surfaces[i].symbol +
                            "': give surfaces in the byte order of their symbols " + rule);
  return problems;
}

} // namespace

EmulatorStatus EmulatedProcedure::plan(const mil::Function &function, const BakedWeights &weights,
                                       const EmulatorOptions &options) {
  FunctionView view(function);
  std::vector<mil::NamedType> results;
  for (const std::string &name : function.outputs)
    results.push_back({name, *view.typeOf(name)});
  inputSurfaces = surfacesOf(function.inputs, Direction::Input, options);
  outputSurfaces = surfacesOf(results, Direction::Output, options);
  inputStaging = stagingFor(inputSurfaces);
  outputStaging = stagingFor(outputSurfaces);

  Execution execution = executionOf(view, options);
  isPoisonous = execution.poisons;
  guards = std::move(execution.guards);
  guardValues.resize(guards.size());
  exec::Options planning{options.numerics == EngineNumerics::F16Mac ? exec::Numerics::F16Mac
                                                                    : exec::Numerics::F16,
                         options.threads, options.trace, options.mac, options.workspace};
  auto resolve = [&weights](const mil::BlobFile &blob) { return weights.find(blob); };
  Result<std::unique_ptr<exec::Executable>> planned =
      exec::Executable::plan(execution.function, resolve, planning);
  if (!planned.ok())
    return EmulatorError::compile("InvalidMILProgram", planned.message());
  executable = std::move(*planned);
  return {};
}

EmulatorStatus EmulatedProcedure::check(const EmulatorRequest &request,
                                        const EmulatorOptions &options) const {
  if (request.inputs.size() != inputSurfaces.size() ||
      request.outputs.size() != outputSurfaces.size())
    return EmulatorError::evaluate(
        kWrongSymbolIndex, "the request has " + std::to_string(request.inputs.size()) +
                               " inputs and " + std::to_string(request.outputs.size()) +
                               " outputs, the program has " + std::to_string(inputSurfaces.size()) +
                               " and " + std::to_string(outputSurfaces.size()));
  std::string problems;
  addLine(problems,
          checkSurfaces(inputSurfaces, sizesOf(request.inputs), Direction::Input, options));
  addLine(problems,
          checkSurfaces(outputSurfaces, sizesOf(request.outputs), Direction::Output, options));
  if (!problems.empty())
    return EmulatorError::evaluate(kBadSurface, std::move(problems));
  if (options.isStrict() && options.checksInputOrder)
    addLine(problems, checkOrder(inputSurfaces, request.inputSymbols, "[ANE-C19]"));
  if (options.isStrict() && options.checksOutputOrder)
    addLine(problems, checkOrder(outputSurfaces, request.outputSymbols, "[ANE-C03]"));
  if (!problems.empty())
    return EmulatorError::silent(EngineStage::Evaluate, std::move(problems));
  return {};
}

EmulatorStatus EmulatedProcedure::checkGuards() const {
  std::string problems;
  for (size_t i = 0; i < guards.size(); ++i)
    if ((guardValues[i] & 0x7fff) != 0)
      addLine(problems, guards[i]);
  if (!problems.empty())
    return EmulatorError::silent(EngineStage::Evaluate, std::move(problems));
  return {};
}

EmulatorStatus EmulatedProcedure::evaluate(const EmulatorRequest &request,
                                           const EmulatorOptions &options,
                                           const exec::Trace &trace) {
  if (EmulatorStatus checked = check(request, options); !checked.ok())
    return checked;
  // Surfaces come by symbol, the executor takes them as declared. A surface without padding is used
  // where it lies.
  std::vector<const void *> arguments(inputSurfaces.size());
  for (size_t i = 0; i < inputSurfaces.size(); ++i) {
    bool isDense = inputSurfaces[i].isDense();
    if (!isDense)
      gather(inputSurfaces[i], request.inputs[i].data(), inputStaging[i].data());
    arguments[inputSurfaces[i].declared] =
        isDense ? request.inputs[i].data() : inputStaging[i].data();
  }
  std::vector<void *> results(outputSurfaces.size());
  for (size_t i = 0; i < outputSurfaces.size(); ++i)
    results[outputSurfaces[i].declared] =
        outputSurfaces[i].isDense() ? request.outputs[i].data() : outputStaging[i].data();
  for (uint16_t &value : guardValues)
    results.push_back(&value);
  exec::Trace visible;
  if (trace)
    visible = [&](const exec::TensorSpec &value, const void *data) {
      if (!isHidden(value.name))
        trace(value, data);
    };
  if (Status ran = executable->run(arguments, results, visible); !ran.ok())
    return EmulatorError::evaluate(kBadSurface, ran.message());
  for (size_t i = 0; i < outputSurfaces.size(); ++i)
    if (!outputSurfaces[i].isDense())
      scatter(outputSurfaces[i], outputStaging[i].data(), request.outputs[i].data());
  return checkGuards();
}

} // namespace anemone::runtime
