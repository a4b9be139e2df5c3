//===- Oracle.cpp - Three computations of one graph -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "utils/random-graphs/Oracle.h"

#include "anemone/Compiler/Pipeline.h"
#include "dialects/ONNX/Gradients/Passes.h"
#include "lib/Emission/Emission.h"
#include "utils/random-graphs/Devices.h"
#include "utils/random-graphs/Graph.h"
#include "utils/random-graphs/Reference.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Format.h"
#include <sys/wait.h>
#include <unistd.h>

using namespace mlir;
using namespace anemone;
using namespace anemone::fuzz;

/// How exact f32 is, relative to the largest element of a tensor.
static constexpr double kHost = 1e-4;

std::string Verdict::kind() const {
  std::string kind = stage + ": ";
  bool quoted = false;
  for (char letter : message) {
    quoted ^= letter == '\'';
    if (!quoted && !std::isdigit(static_cast<unsigned char>(letter)) && letter != 'x' &&
        letter != '-' && letter != '.')
      kind += letter;
  }
  return kind.substr(0, 160);
}

namespace {

/// One graph on its way.
class Check {
public:
  Check(ModuleOp graph, const OracleOptions &options, Counts &counts)
      : graph(graph), options(options), counts(counts), module(graph.clone()) {}

  Verdict run();

private:
  bool compileFront();
  bool compileBack();
  bool compareEntry(StringRef name);
  bool compare(StringRef what, StringRef entry, const Named &got, const Named &expected,
               double relative, double absolute);
  bool fail(StringRef stage, const Twine &message) {
    verdict = {stage.str(), message.str()};
    return false;
  }
  /// Runs passes, and fails with what they say.
  bool runPasses(StringRef stage, llvm::function_ref<void(PassManager &)> add);

  ModuleOp graph;
  const OracleOptions &options;
  Counts &counts;
  OwningOpRef<ModuleOp> module;
  std::unique_ptr<Reference> reference;
  std::unique_ptr<Devices> devices;
  std::map<std::string, double> errors; // of results, as the generator knows them
  Named values;                         // of inputs and of forward results, by name
  std::string said;                     // diagnostics
  std::map<std::string, bool> changed;
  Verdict verdict;
};

} // namespace

bool Check::runPasses(StringRef stage, llvm::function_ref<void(PassManager &)> add) {
  PassManager manager(module->getContext());
  add(manager);
  observePasses(manager, changed);
  said.clear();
  return succeeded(manager.run(*module)) || fail(stage, said);
}

bool Check::compileFront() {
  return runPasses("shapes",
                   [&](PassManager &manager) {
                     buildPhase(manager, Phase::Import, {});
                     buildPhase(manager, Phase::Shapes, {});
                   }) &&
         (!options.backward || runPasses("gradients", [&](PassManager &manager) {
           manager.addPass(onnx::createONNXDifferentiate());
         }));
}

bool Check::compileBack() {
  CompilerOptions compiler;
  compiler.target = options.target;
  compiler.sramBudget = options.sramBudget;
  compiler.blocksPerProgram = options.blocksPerProgram;
  if (!options.weights.empty())
    compiler.weights = {options.weights};
  compiler.disabledPasses = options.disabledPasses;
  if (!runPasses("compile", [&](PassManager &manager) {
        buildPipeline(manager, Phase::Shapes, Phase::Emit, compiler);
      }))
    return false;
  SmallString<128> path;
  if (std::error_code error = llvm::sys::fs::createTemporaryFile("graph", "anebin", path))
    return fail("emit", error.message());
  llvm::FileRemover remover(path);
  said.clear();
  if (failed(emitBundle(*module, {}, path)))
    return fail("emit", said);
  devices = std::make_unique<Devices>();
  Status opened = devices->open(path.str().str());
  return opened.ok() || fail("open", opened.message());
}

bool Check::compare(StringRef what, StringRef entry, const Named &got, const Named &expected,
                    double relative, double absolute) {
  for (const auto &[name, numbers] : got) {
    auto found = expected.find(name);
    if (found == expected.end() || found->second.size() != numbers.size())
      return fail(what, "output '" + name + "' of @" + entry + " has another size");
    double largest = 0;
    for (double number : found->second) {
      if (!std::isfinite(number))
        return fail("generator", "output '" + name + "' of @" + entry + " is not finite");
      largest = std::max(largest, std::abs(number));
    }
    auto error = errors.find(name);
    double least = error == errors.end() ? 0 : 4 * error->second;
    double most = relative * largest + std::max(absolute, relative > kHost ? least : 0);
    for (auto [index, pair] : llvm::enumerate(llvm::zip_equal(numbers, found->second))) {
      auto [left, right] = pair;
      if (std::abs(left - right) <= most)
        continue;
      std::string text;
      llvm::raw_string_ostream(text)
          << "output '" << name << "' of @" << entry << " is " << llvm::format("%.9g", left)
          << " at " << index << ", expected " << llvm::format("%.9g", right)
          << "; the largest element is " << llvm::format("%.9g", largest);
      return fail(what, text);
    }
    ++counts.outputs;
  }
  return true;
}

bool Check::compareEntry(StringRef name) {
  FailureOr<Named> expected = reference->run(name, values);
  if (failed(expected))
    return fail("reference", said);
  Result<Named> host = devices->run(name.str(), "host", values);
  if (!host.ok())
    return fail("host", host.message());
  if (!compare("host and reference part", name, *host, *expected, kHost, 1e-5))
    return false;
  Result<Named> emulator = devices->run(name.str(), "emulator", values);
  if (!emulator.ok())
    return fail("emulator", emulator.message());
  if (!compare("emulator and host part", name, *emulator, *host, 1e-2, 2e-3))
    return false;
  for (auto &[output, numbers] : *expected)
    values[output] = std::move(numbers); // residuals of the backward function
  return true;
}

Verdict Check::run() {
  ScopedDiagnosticHandler handler(module->getContext(), [&](Diagnostic &diagnostic) {
    if (diagnostic.getSeverity() == DiagnosticSeverity::Error)
      said += diagnostic.str() + "\n";
  });
  if (!compileFront())
    return verdict;
  values = drawInputs(*module);
  auto forward = module->lookupSymbol<func::FuncOp>("forward");
  for (unsigned i = 0; i < forward.getNumResults(); ++i)
    if (auto error = forward.getResultAttrOfType<FloatAttr>(i, kErrorAttr))
      errors[forward.getResultAttrOfType<StringAttr>(i, "onnx.name").str()] =
          error.getValueAsDouble();
  reference = std::make_unique<Reference>(*module);
  if (failed(reference->prepare()))
    return {"reference", said};
  bool sound =
      compileBack() && compareEntry("forward") && (!options.backward || compareEntry("backward"));
  (void)sound;
  for (const auto &[name, did] : changed)
    counts.graphsChangedBy[name] += did;
  return verdict;
}

std::string OracleOptions::commandLine() const {
  std::string text = "--target " + target;
  if (backward)
    text += " --backward";
  if (sramBudget != 0)
    text += " --sram-budget " + std::to_string(sramBudget);
  if (!weights.empty())
    text += " --weights " + weights;
  if (blocksPerProgram != 0)
    text += " --blocks-per-program " + std::to_string(blocksPerProgram);
  return text;
}

Verdict anemone::fuzz::checkGraph(ModuleOp graph, const OracleOptions &options, Counts &counts) {
  counts.addGraph(graph);
  counts.backward += options.backward;
  ++counts.targets[options.target];
  Verdict verdict = Check(graph, options, counts).run();
  counts.failures += !verdict.fine();
  return verdict;
}

//===--- In a process of its own ---===//

static void writeAll(int file, StringRef text) {
  while (!text.empty()) {
    ssize_t written = write(file, text.data(), text.size());
    if (written <= 0)
      return;
    text = text.drop_front(size_t(written));
  }
}

static std::string readAll(int file) {
  std::string text;
  char buffer[4096];
  for (ssize_t count; (count = read(file, buffer, sizeof buffer)) > 0;)
    text.append(buffer, size_t(count));
  return text;
}

Verdict anemone::fuzz::checkInChild(ModuleOp graph, const OracleOptions &options) {
  int ends[2];
  if (pipe(ends) != 0)
    return {"child", "no pipe can be made"};
  pid_t child = fork();
  if (child < 0)
    return {"child", "no process can be made"};
  if (child == 0) {
    Counts unused;
    Verdict verdict = checkGraph(graph, options, unused);
    writeAll(ends[1], verdict.stage + "\n" + verdict.message);
    _exit(0);
  }
  close(ends[1]);
  std::string text = readAll(ends[0]);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return {"crash", "the process ends with status " + std::to_string(status)};
  auto [stage, message] = StringRef(text).split('\n');
  return {stage.str(), message.str()};
}
