//===- ane-translate.cpp - Across the borders of MLIR ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thin driver: one translation per run, each a call of a library.
//
//===----------------------------------------------------------------------===//

#include "anemone/Bundle/Bundle.h"
#include "anemone/Compiler/Registration.h"
#include "lib/Emission/Emission.h"
#include "lib/Import/ONNX/ImportONNX.h"
#include "lib/Models/BuildModel.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Support/FileUtilities.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/ToolOutputFile.h"
#include "llvm/Support/WithColor.h"
#include <sstream>

using namespace mlir;
using namespace anemone;
namespace cl = llvm::cl;

namespace {

enum class Translation {
  ImportONNX,
  BuildLlama,
  BuildGPT2,
  AneToMIL,
  AneToBundle,
  MILToAne,
  BundleToText,
  BundleToMIL
};

cl::OptionCategory category("Options of ane-translate");
cl::opt<Translation> translation(
    cl::desc("The translation:"), cl::Required, cl::cat(category),
    cl::values(
        clEnumValN(Translation::ImportONNX, "import-onnx", "An .onnx model to the onnx dialect"),
        clEnumValN(Translation::BuildLlama, "build-llama",
                   "A config.json to a model like Llama with initial values"),
        clEnumValN(Translation::BuildGPT2, "build-gpt2",
                   "A config.json to a model like GPT-2 with initial values"),
        clEnumValN(Translation::AneToMIL, "ane-to-mil", "Programs of the ane dialect to MIL text"),
        clEnumValN(Translation::AneToBundle, "ane-to-bundle",
                   "Entries and programs of the ane dialect to a bundle"),
        clEnumValN(Translation::MILToAne, "mil-to-ane", "MIL text to programs of the ane dialect"),
        clEnumValN(Translation::BundleToText, "bundle-to-text",
                   "A bundle to text, without its weights"),
        clEnumValN(Translation::BundleToMIL, "bundle-to-mil",
                   "A bundle to the folders that Apple's compiler reads")));
cl::opt<std::string> input(cl::Positional, cl::desc("FILE"), cl::init("-"), cl::cat(category));
cl::opt<std::string>
    output("o", cl::desc("Where to write; a folder for --bundle-to-mil (- is the standard output)"),
           cl::value_desc("FILE"), cl::init("-"), cl::cat(category));
cl::list<std::string>
    dims("dim", cl::desc("import-onnx: the extent of a dynamic axis; several of one make buckets"),
         cl::value_desc("NAME=N"), cl::cat(category));
cl::list<std::string> pinnedInputs("pin-input", cl::desc("import-onnx: make an input a constant"),
                                   cl::value_desc("NAME=FILE"), cl::cat(category));
cl::opt<bool> frozen("frozen", cl::desc("build-...: the parameters are not to be trained"),
                     cl::cat(category));
cl::opt<std::string> milFolder("mil-folder",
                               cl::desc("ane-to-mil: write model.mil and the weight file there"),
                               cl::value_desc("FOLDER"), cl::cat(category));
cl::opt<std::string>
    weightsFolder("weights-dir",
                  cl::desc("Where weight files lie; default for --ane-to-...: the folder of FILE"),
                  cl::value_desc("FOLDER"), cl::cat(category));
cl::opt<bool> debugInfo("print-locations", cl::desc("Print the locations of operations"),
                        cl::cat(category));

LogicalResult fail(const llvm::Twine &message) {
  llvm::WithColor::error(llvm::errs(), "ane-translate") << message << "\n";
  return failure();
}

//===--- Input and output ---===//

/// Writes through `write` to the output, which stays only when that succeeded.
LogicalResult writeOutput(llvm::function_ref<LogicalResult(raw_ostream &)> write) {
  std::string message;
  std::unique_ptr<llvm::ToolOutputFile> file = openOutputFile(output, &message);
  if (!file)
    return fail(message);
  if (failed(write(file->os())))
    return failure();
  file->keep();
  return success();
}

LogicalResult printModule(OwningOpRef<ModuleOp> module) {
  if (!module)
    return failure();
  return writeOutput([&](raw_ostream &out) {
    module->print(out, OpPrintingFlags().enableDebugInfo(debugInfo));
    out << "\n";
    return success();
  });
}

std::unique_ptr<llvm::MemoryBuffer> readInput() {
  std::string message;
  std::unique_ptr<llvm::MemoryBuffer> file = openInputFile(input, &message);
  if (!file)
    (void)fail(message);
  return file;
}

std::string folderOfInput() {
  StringRef folder = llvm::sys::path::parent_path(input);
  return folder.empty() ? "." : folder.str();
}

//===--- Translations ---===//

/// Splits NAME=VALUE at its last '='.
FailureOr<std::pair<StringRef, StringRef>> splitPair(StringRef option, StringRef text) {
  auto [name, value] = text.rsplit('=');
  if (!name.empty() && !value.empty())
    return std::pair(name, value);
  return fail("--" + option + "=" + text + " is not of the form NAME=VALUE");
}

LogicalResult importModel(MLIRContext &context) {
  ImportOptions options;
  for (StringRef text : dims)
    if (Status added = options.addExtent(text); !added.ok())
      return fail(added.message());
  for (StringRef text : pinnedInputs) {
    auto pair = splitPair("pin-input", text);
    if (failed(pair))
      return failure();
    options.pinnedInputs[pair->first] = pair->second.str();
  }
  return printModule(importONNX(input, options, &context));
}

LogicalResult buildModel(MLIRContext &context) {
  if (!StringRef(output).ends_with(".mlir"))
    return fail("the model and its parameters are two files beside each other; name the first "
                "with -o FILE.mlir");
  std::unique_ptr<llvm::MemoryBuffer> file = readInput();
  if (!file)
    return failure();
  Architecture architecture =
      translation == Translation::BuildLlama ? Architecture::Llama : Architecture::GPT2;
  return buildModelFiles(architecture, *file, output, frozen, &context);
}

LogicalResult emit(llvm::SourceMgr &sources, MLIRContext &context) {
  std::unique_ptr<llvm::MemoryBuffer> file = readInput();
  if (!file)
    return failure();
  sources.AddNewSourceBuffer(std::move(file), llvm::SMLoc());
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(sources, &context);
  if (!module)
    return failure();
  EmissionOptions options;
  options.weightsFolder = weightsFolder.empty() ? folderOfInput() : weightsFolder;
  if (translation == Translation::AneToBundle)
    return output == "-" ? fail("--ane-to-bundle writes a file; name one with -o FILE")
                         : emitBundle(*module, options, output);
  if (!milFolder.empty())
    return emitMILFolder(*module, options, milFolder);
  return writeOutput([&](raw_ostream &out) { return emitMIL(*module, options, out); });
}

LogicalResult milToAne(llvm::SourceMgr &sources, MLIRContext &context) {
  std::unique_ptr<llvm::MemoryBuffer> file = readInput();
  if (!file)
    return failure();
  ParseMILOptions options;
  options.weightsFolder = weightsFolder;
  options.fileName = input == "-" ? "<stdin>" : input.getValue();
  StringRef text = file->getBuffer();
  sources.AddNewSourceBuffer(std::move(file), llvm::SMLoc());
  return printModule(parseMIL(text, options, &context));
}

LogicalResult translateBundle() {
  Result<std::unique_ptr<bundle::File>> file = bundle::File::open(input);
  if (!file.ok())
    return fail(file.message());
  if (translation == Translation::BundleToText)
    return writeOutput([&](raw_ostream &out) {
      std::ostringstream text;
      bundle::printText((*file)->bundle(), text);
      out << text.str();
      return success();
    });
  if (output == "-")
    return fail("--bundle-to-mil writes folders; name one with -o FOLDER");
  Status unpacked = bundle::unpack(**file, output);
  return unpacked.ok() ? success() : fail(unpacked.message());
}

LogicalResult run() {
  if (translation == Translation::BundleToText || translation == Translation::BundleToMIL)
    return translateBundle();
  DialectRegistry registry;
  if (Status status = registerAllDialects(registry); !status.ok())
    return fail(status.message());
  MLIRContext context(registry);
  llvm::SourceMgr sources;
  SourceMgrDiagnosticHandler diagnostics(sources, &context);
  if (translation == Translation::ImportONNX)
    return importModel(context);
  if (translation == Translation::BuildLlama || translation == Translation::BuildGPT2)
    return buildModel(context);
  return translation == Translation::MILToAne ? milToAne(sources, context) : emit(sources, context);
}

} // namespace

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  llvm::setBugReportMsg(
      "ane-translate crashed; please report this with the input and the command line\n");
  registerMLIRContextCLOptions();
  cl::ParseCommandLineOptions(argc, argv,
                              "Translates between models, the ane dialect, MIL and bundles\n");
  return failed(run());
}
