//===- RunMil.cpp - A MIL text on the emulator ----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// run-mil TEXT.mil FOLDER [TARGET [strict|silicon [f16|f16-mac]]] [--without-rule ANE-Cnn]
//         [--call CALL]
//
// For texts that this project did not write: no bundle and no compiler takes
// part. FOLDER stands for @model_path; it has the weight files that the text
// names and NAME.npy for each input, and gets NAME.npy for each output.
// Surfaces are bound by the symbols that the loaded model reports. --call makes a
// mistake that no text can make: see kCalls.
//
//===----------------------------------------------------------------------===//

#include "anemone/MIL/Text.h"
#include "anemone/Target/Constraints.h"
#include "lib/Runtime/Drivers/Emulator.h"
#include "lib/Runtime/Drivers/EmulatorFunction.h"
#include "lib/Runtime/Drivers/EmulatorWithoutRules.h"
#include "tools/ane-run/Npy.h"
#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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

/// A file in memory, of which only what is read takes any: one of a case has 2 GiB and holes.
class MappedFile {
public:
  MappedFile() = default;
  MappedFile(MappedFile &&other) noexcept : bytes(std::exchange(other.bytes, {})) {}
  MappedFile &operator=(MappedFile &&other) noexcept {
    std::swap(bytes, other.bytes);
    return *this;
  }
  ~MappedFile() {
    if (!bytes.empty())
      munmap(const_cast<uint8_t *>(bytes.data()), bytes.size());
  }

  static Result<MappedFile> open(const std::string &path) {
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat info = {};
    void *pages = MAP_FAILED;
    if (file >= 0 && fstat(file, &info) == 0 && info.st_size > 0)
      pages = mmap(nullptr, size_t(info.st_size), PROT_READ, MAP_PRIVATE, file, 0);
    if (file >= 0)
      close(file);
    if (pages == MAP_FAILED)
      return Status::failure("cannot read '" + path + "'");
    MappedFile mapped;
    mapped.bytes = {static_cast<const uint8_t *>(pages), size_t(info.st_size)};
    return mapped;
  }

  std::span<const uint8_t> bytes;
};
using WeightFiles = std::map<std::string, MappedFile>;

mil::WeightDictionary dictionaryOf(const WeightFiles &files) {
  mil::WeightDictionary dictionary;
  for (const auto &[path, file] : files)
    dictionary[path] = file.bytes;
  return dictionary;
}

/// The files that the text names, by the path that it gives them.
Status readWeights(const std::string &text, const std::string &folder, WeightFiles &files) {
  Result<mil::Program> program = mil::parse(text);
  if (!program.ok())
    return Status::success(); // the emulator says what is wrong with it
  Status status = Status::success();
  auto read = [&](const mil::Operation &, const mil::Value &value) {
    const mil::BlobFile *blob = value.blob();
    if (!blob || !blob->path.starts_with(kModelPath) || !status.ok() || files.contains(blob->path))
      return;
    auto file = MappedFile::open(folder + "/" + blob->path.substr(kModelPath.size()));
    status = file.status();
    if (file.ok())
      files[blob->path] = std::move(*file);
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

/// The mistakes of a caller.
const std::string kSwapInputs = "swap-inputs", kSwapOutputs = "swap-outputs",
                  kString = "text-as-string", kNil = "nil-dictionary",
                  kCrowd = "crowd",   // 127 other programs are resident
    kOverwrite = "overwrite-weights", // and load again
    kTwice = "twice";                 // a second request
const std::vector<std::string> kCalls = {"",   kSwapInputs, kSwapOutputs, kString,
                                         kNil, kCrowd,      kOverwrite,   kTwice};

struct Call {
  std::string text, folder, mistake;
};

/// Loads programs until one more than the engine takes would be resident.
EmulatorStatus crowd(const Emulator &engine, const std::string &text,
                     const mil::WeightDictionary &weights,
                     std::vector<std::unique_ptr<EmulatedModel>> &others) {
  constexpr int kReportedLimit = 127;
  for (int i = 0; i < kReportedLimit; ++i) {
    others.push_back(engine.model({text + std::string(i + 1, '\n'), &weights}));
    if (EmulatorStatus status = others.back()->compile(); !status.ok())
      return status;
    if (EmulatorStatus status = others.back()->load(); !status.ok())
      return status;
  }
  return {};
}

/// Flips a bit of each weight's bytes and loads anew.
EmulatorStatus overwrite(EmulatedModel &model, const WeightFiles &files) {
  std::map<std::string, Bytes> changed;
  for (const auto &[path, file] : files) {
    changed[path] = {file.bytes.begin(), file.bytes.end()};
    changed[path].back() ^= 1;
  }
  return model.reload({changed.begin(), changed.end()});
}

std::vector<std::string> symbolsOf(std::span<const EmulatorSurface> surfaces, bool swapped) {
  std::vector<std::string> symbols;
  for (const EmulatorSurface &surface : surfaces)
    symbols.push_back(surface.symbol);
  if (swapped)
    std::reverse(symbols.begin(), symbols.end());
  return symbols;
}

Status run(const Call &call, const EmulatorOptions &options) {
  const auto &[text, folder, mistake] = call;
  WeightFiles files;
  if (Status status = readWeights(text, folder, files); !status.ok())
    return status;
  mil::WeightDictionary weights = dictionaryOf(files);
  Emulator engine(options);
  auto model = engine.model({text, mistake == kNil ? nullptr : &weights, {}, mistake == kString});
  if (EmulatorStatus status = model->compile(); !status.ok())
    return status.status();
  std::vector<std::unique_ptr<EmulatedModel>> others;
  if (mistake == kCrowd)
    if (EmulatorStatus status = crowd(engine, text, weights, others); !status.ok())
      return status.status();
  if (EmulatorStatus status = model->load(); !status.ok())
    return status.status();
  if (mistake == kOverwrite)
    if (EmulatorStatus status = overwrite(*model, files); !status.ok())
      return status.status();
  std::vector<Bytes> inputs = allocate(model->inputs(), options);
  std::vector<Bytes> outputs = allocate(model->outputs(), options);
  if (Status status = readInputs(model->inputs(), folder, inputs); !status.ok())
    return status;
  std::vector<std::span<const uint8_t>> in(inputs.begin(), inputs.end());
  std::vector<std::span<uint8_t>> out(outputs.begin(), outputs.end());
  // What the caller takes each surface for.
  auto inSymbols = symbolsOf(model->inputs(), mistake == kSwapInputs);
  auto outSymbols = symbolsOf(model->outputs(), mistake == kSwapOutputs);
  if (mistake == kSwapInputs)
    std::reverse(in.begin(), in.end());
  if (mistake == kSwapOutputs)
    std::reverse(out.begin(), out.end());
  for (int i = 0; i < (mistake == kTwice ? 2 : 1); ++i)
    if (EmulatorStatus status = model->evaluate({in, out, inSymbols, outSymbols}); !status.ok())
      return status.status();
  return writeOutputs(model->outputs(), outputs, folder);
}

} // namespace

/// Takes "--name VALUE" out of the words; empty where it is not there.
static std::string takeOption(std::vector<std::string> &words, const std::string &name) {
  auto found = std::find(words.begin(), words.end(), name);
  if (found == words.end() || found + 1 == words.end())
    return "";
  std::string value = found[1];
  words.erase(found, found + 2);
  return value;
}

int main(int argc, char **argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  std::string without = takeOption(words, "--without-rule"), mistake = takeOption(words, "--call");
  if (words.size() < 2 || words.size() > 5) {
    std::cerr << "usage: run-mil TEXT.mil FOLDER [TARGET [strict|silicon [f16|f16-mac]]] "
                 "[--without-rule ANE-Cnn] [--call CALL]\n";
    return 1;
  }
  words.resize(5);
  const target::Profile *profile = target::findProfile(words[2].empty() ? "strict" : words[2]);
  Result<Bytes> text = readFile(words[0]);
  Status status = text.status();
  if (!profile)
    status = Status::failure("there is no target '" + words[2] + "'");
  std::optional<unsigned> lifted = target::parseLabel(without);
  if (!without.empty() && !lifted)
    status = Status::failure("there is no constraint '" + without + "'");
  if (std::find(kCalls.begin(), kCalls.end(), mistake) == kCalls.end())
    status = Status::failure("there is no call '" + mistake + "'");
  if (status.ok()) {
    EmulatorOptions options = EmulatorOptions::of(*profile);
    options.fidelity = words[3] == "silicon" ? Fidelity::Silicon : Fidelity::Strict;
    options.numerics = words[4] == "f16-mac" ? EngineNumerics::F16Mac : EngineNumerics::F16;
    if (lifted)
      status = liftRules(options, {&*lifted, 1});
    if (status.ok())
      status = run({{text->begin(), text->end()}, words[1], mistake}, options);
  }
  if (status.ok())
    return 0;
  std::cerr << "run-mil: error: " << status.message() << "\n";
  return 1;
}
