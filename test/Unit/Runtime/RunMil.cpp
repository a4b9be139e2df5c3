//===- RunMil.cpp - A MIL text on the emulator ----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// run-mil TEXT.mil FOLDER [TARGET [strict|silicon [f16|f16-mac]]]
//
// For texts that this project did not write: no bundle and no compiler takes
// part. FOLDER stands for @model_path; it has the weight files that the text
// names and NAME.npy for each input, and gets NAME.npy for each output.
// Surfaces are bound by the symbols that the loaded model reports.
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/Text.h"
#include "lib/Runtime/Drivers/Emulator.h"
#include "lib/Runtime/Drivers/EmulatorFunction.h"
#include "tools/ane-run/Npy.h"
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

using namespace anemone;
using namespace anemone::runtime;

namespace {

const std::string kModelPath = "@model_path/";

using Bytes = std::vector<uint8_t>;

Result<Bytes> readFile(const std::string &path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return Status::failure("cannot read '" + path + "'");
  return Bytes(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

/// The files that the text names, by the path that it gives them.
Status readWeights(const std::string &text, const std::string &folder,
                   std::map<std::string, Bytes> &files) {
  Result<mil::Program> program = mil::parse(text);
  if (!program.ok())
    return program.status();
  Status status = Status::success();
  auto read = [&](const mil::Operation &, const mil::Value &value) {
    const mil::BlobFile *blob = value.blob();
    if (!blob || !blob->path.starts_with(kModelPath) || !status.ok())
      return;
    Result<Bytes> bytes = readFile(folder + "/" + blob->path.substr(kModelPath.size()));
    status = bytes.status();
    if (bytes.ok())
      files[blob->path] = std::move(*bytes);
  };
  for (const mil::Function &function : program->functions)
    forEachLiteral(function, read);
  return status;
}

/// Memory for each surface, all of one size.
std::vector<Bytes> allocate(std::span<const EmulatorSurface> surfaces,
                            const EmulatorOptions &options) {
  auto size = static_cast<uint64_t>(options.minSurfaceBytes);
  for (const EmulatorSurface &surface : surfaces)
    size = std::max(size, surface.bytes);
  return std::vector<Bytes>(surfaces.size(), Bytes(size));
}

Status readInputs(std::span<const EmulatorSurface> surfaces, const std::string &folder,
                  std::vector<Bytes> &memory) {
  for (size_t i = 0; i < surfaces.size(); ++i) {
    Result<npy::Array> array = npy::read(folder + "/" + surfaces[i].symbol + ".npy");
    if (!array.ok())
      return array.status();
    if (array->dtype != surfaces[i].type.dtype || array->shape != surfaces[i].type.shape)
      return Status::failure("'" + surfaces[i].symbol + "' has another type in the text");
    scatter(surfaces[i], array->data.data(), memory[i].data());
  }
  return Status::success();
}

Status writeOutputs(std::span<const EmulatorSurface> surfaces, const std::vector<Bytes> &memory,
                    const std::string &folder) {
  for (size_t i = 0; i < surfaces.size(); ++i) {
    const EmulatorSurface &surface = surfaces[i];
    npy::Array array{surface.type.dtype, surface.type.shape, {}};
    array.data.resize(surface.type.byteSize());
    gather(surface, memory[i].data(), array.data.data());
    std::string name = surface.symbol.substr(0, surface.symbol.find('@'));
    if (Status status = npy::write(array, folder + "/" + name + ".npy"); !status.ok())
      return status;
  }
  return Status::success();
}

Status run(const std::string &text, const std::string &folder, const EmulatorOptions &options) {
  std::map<std::string, Bytes> files;
  if (Status status = readWeights(text, folder, files); !status.ok())
    return status;
  mil::WeightDictionary weights(files.begin(), files.end());
  auto model = Emulator(options).model(text, weights);
  if (EmulatorStatus status = model->compile(); !status.ok())
    return status.status();
  if (EmulatorStatus status = model->load(); !status.ok())
    return status.status();
  std::vector<Bytes> inputs = allocate(model->inputs(), options);
  std::vector<Bytes> outputs = allocate(model->outputs(), options);
  if (Status status = readInputs(model->inputs(), folder, inputs); !status.ok())
    return status;
  std::vector<std::span<const uint8_t>> in(inputs.begin(), inputs.end());
  std::vector<std::span<uint8_t>> out(outputs.begin(), outputs.end());
  if (EmulatorStatus status = model->evaluate({in, out}); !status.ok())
    return status.status();
  return writeOutputs(model->outputs(), outputs, folder);
}

} // namespace

int main(int argc, char **argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() < 2 || words.size() > 5) {
    std::cerr << "usage: run-mil TEXT.mil FOLDER [TARGET [strict|silicon [f16|f16-mac]]]\n";
    return 1;
  }
  words.resize(5);
  const target::Profile *profile = target::findProfile(words[2].empty() ? "strict" : words[2]);
  Result<Bytes> text = readFile(words[0]);
  Status status = text.status();
  if (!profile)
    status = Status::failure("there is no target '" + words[2] + "'");
  if (status.ok()) {
    EmulatorOptions options = EmulatorOptions::of(*profile);
    options.fidelity = words[3] == "silicon" ? Fidelity::Silicon : Fidelity::Strict;
    options.numerics = words[4] == "f16-mac" ? EngineNumerics::F16Mac : EngineNumerics::F16;
    status = run({text->begin(), text->end()}, words[1], options);
  }
  if (status.ok())
    return 0;
  std::cerr << "run-mil: error: " << status.message() << "\n";
  return 1;
}
