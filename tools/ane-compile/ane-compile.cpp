//===- ane-compile.cpp - From a model to a bundle -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thin driver: reads the command line, imports or parses, runs the phases,
// and writes what they left.
//
//===----------------------------------------------------------------------===//

#include "anemone/Compiler/Pipeline.h"
#include "anemone/Compiler/Registration.h"
#include "anemone/Target/Profile.h"
#include "lib/Emission/Emission.h"
#include "lib/Import/ONNX/ImportONNX.h"
#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Support/FileUtilities.h"
#include "tools/ane-compile/Summary.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/ToolOutputFile.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;
using namespace anemone;
namespace cl = llvm::cl;

namespace {

/// The options. An object and no globals: LLVM's library registers options of its own before main,
/// some under the same names, and they must be gone before these come.
struct CommandLine {
  cl::OptionCategory category{"Options of ane-compile"};
  cl::opt<std::string> model{cl::Positional, cl::desc("MODEL.{onnx,mlir,mlirbc}"), cl::Required,
                             cl::cat(category)};
  cl::opt<std::string> output{
      "o", cl::desc("The bundle, or the IR with --stop-after (- is the standard output)"),
      cl::value_desc("FILE"), cl::cat(category)};
  cl::opt<std::string> target{"target", cl::desc("The target profile; default: strict"),
                              cl::value_desc("NAME"), cl::cat(category)};
  cl::list<std::string> dims{"dim",
                             cl::desc("The extent of a dynamic axis; several of one make buckets"),
                             cl::value_desc("NAME=N"), cl::cat(category)};
  cl::list<std::string> pinnedInputs{"pin-input", cl::desc("Make an input a constant"),
                                     cl::value_desc("NAME=FILE"), cl::cat(category)};
  cl::opt<std::string> stopAfter{"stop-after", cl::desc("Stop after a phase and write the IR"),
                                 cl::value_desc("PHASE"), cl::cat(category)};
  cl::opt<bool> emitBytecode{"emit-bytecode", cl::desc("Write the IR as bytecode"),
                             cl::cat(category)};
  cl::opt<bool> noHost{"no-host", cl::desc("Refuse what would run on the host"), cl::cat(category)};
  cl::list<std::string> keepOnHost{"keep-on-host",
                                   cl::desc("Run a node, or an operator, on the host"),
                                   cl::value_desc("NAME"), cl::cat(category)};
  cl::opt<bool> whyHost{"why-host", cl::desc("Say of each node on the host why it is there"),
                        cl::cat(category)};
  cl::opt<std::string> train{
      "train",
      cl::desc("Compile the training of the model; OPTIONS are those of onnx-build-train-step"),
      cl::value_desc("OPTIONS"), cl::ValueOptional, cl::cat(category)};
  cl::list<std::string> weights{
      "weights",
      cl::desc("Weights that change: streamed, packed, baked, reloaded or auto, or one by NAME=KIND"),
      cl::value_desc("KIND"), cl::CommaSeparated, cl::cat(category)};
  cl::opt<unsigned> blocksPerProgram{
      "blocks-per-program", cl::desc("Blocks of the network in a program; default: as many as fit"),
      cl::value_desc("N"), cl::init(0), cl::cat(category)};
  cl::opt<int64_t> sramBudget{"sram-budget",
                              cl::desc("Bytes of memory for a program; default: the target's"),
                              cl::value_desc("BYTES"), cl::init(0), cl::cat(category)};
  cl::list<std::string> disabledPasses{"disable-pass", cl::desc("Leave a pass out, to compare"),
                                       cl::value_desc("NAME"), cl::cat(category)};
  cl::opt<std::string> weightsFolder{
      "weights-dir", cl::desc("Where parameter files lie; default: the folder of MODEL"),
      cl::value_desc("FOLDER"), cl::cat(category)};
  cl::opt<bool> verifyEach{
      "verify-each", cl::desc("Verify the module after each pass instead of after each phase"),
      cl::cat(category)};
  cl::opt<bool> verbose{"verbose", cl::desc("Print a summary of the programs"), cl::cat(category)};

  bool isONNX() const { return StringRef(model).ends_with(".onnx"); }
};

LogicalResult fail(const llvm::Twine &message) {
  llvm::WithColor::error(llvm::errs(), "ane-compile") << message << "\n";
  return failure();
}

/// The nodes of the model that a location names: "'conv1', 'norm1'"; empty where it lies in a file
/// of text.
std::string nodesOf(Location location) {
  std::string names;
  location->walk([&](Location part) {
    auto name = dyn_cast<NameLoc>(part);
    if (!name)
      return WalkResult::advance();
    names += (names.empty() ? "'" : ", '") + name.getName().str() + "'";
    return WalkResult::advance();
  });
  return names;
}

/// Prints what is said about nodes of a model in one line, and only once what holds of every
/// bucket; the rest, with its line of source, is left to the handler of text.
LogicalResult printAboutNodes(Diagnostic &diagnostic, llvm::StringSet<> &said) {
  std::string nodes = nodesOf(diagnostic.getLocation());
  if (nodes.empty() && !isa<UnknownLoc>(diagnostic.getLocation()))
    return failure();
  std::string message = (nodes.empty() ? "" : nodes + ": ") + diagnostic.str();
  if (!said.insert(message).second)
    return success();
  switch (diagnostic.getSeverity()) {
  case DiagnosticSeverity::Error:
    (void)fail(message);
    break;
  case DiagnosticSeverity::Warning:
    llvm::WithColor::warning(llvm::errs(), "ane-compile") << message << "\n";
    break;
  default:
    llvm::WithColor::note(llvm::errs(), "ane-compile") << message << "\n";
  }
  for (Diagnostic &note : diagnostic.getNotes())
    llvm::WithColor::note(llvm::errs(), "ane-compile") << note.str() << "\n";
  return success();
}

/// Splits NAME=VALUE at its last '='.
FailureOr<std::pair<StringRef, StringRef>> splitPair(StringRef option, StringRef text) {
  auto [name, value] = text.rsplit('=');
  if (!name.empty() && !value.empty())
    return std::pair(name, value);
  return fail("--" + option + "=" + text + " is not of the form NAME=VALUE");
}

FailureOr<ImportOptions> importOptions(const CommandLine &line) {
  ImportOptions options;
  for (StringRef text : line.dims)
    if (Status added = options.addExtent(text); !added.ok())
      return fail(added.message());
  for (StringRef text : line.pinnedInputs) {
    auto pair = splitPair("pin-input", text);
    if (failed(pair))
      return failure();
    options.pinnedInputs[pair->first] = pair->second.str();
  }
  return options;
}

FailureOr<Phase> lastPhase(const CommandLine &line) {
  if (line.stopAfter.empty())
    return Phase::Emit;
  if (std::optional<Phase> phase = findPhase(line.stopAfter))
    return *phase;
  return fail("there is no phase '" + line.stopAfter + "'; the phases are " + phaseNames());
}

LogicalResult checkOptions(const CommandLine &line, Phase last) {
  if (!line.target.empty() && !target::findProfile(line.target.getValue()))
    return fail("there is no target '" + line.target + "'; the targets are " +
                target::profileNames());
  for (const std::string &name : line.disabledPasses)
    if (!PassInfo::lookup(name))
      return fail("there is no pass '" + name + "'; ane-opt --help lists them");
  if (Status valid = checkTrainOptions(line.train); !valid.ok())
    return fail("--train=" + line.train + ": " + valid.message() +
                "; ane-opt --help lists the options of onnx-build-train-step");
  if (last == Phase::Emit && line.output.empty())
    return fail("the name of the bundle is missing; give it with -o FILE");
  if (!line.isONNX() && (!line.dims.empty() || !line.pinnedInputs.empty()))
    return fail("--dim and --pin-input are for .onnx models, and '" + line.model +
                "' is not called so");
  return success();
}

/// Imports a model, or parses text or bytecode.
OwningOpRef<ModuleOp> readModule(const CommandLine &line, llvm::SourceMgr &sources,
                                 MLIRContext &context) {
  if (line.isONNX()) {
    auto options = importOptions(line);
    if (failed(options))
      return nullptr;
    OwningOpRef<ModuleOp> module = importONNX(line.model, *options, &context);
    if (!module)
      return nullptr;
    PassManager manager(&context);
    buildPhase(manager, Phase::Import, {});
    return succeeded(manager.run(*module)) ? std::move(module) : nullptr;
  }
  std::string message;
  auto file = openInputFile(line.model, &message);
  if (!file)
    return (void)fail(message), nullptr;
  sources.AddNewSourceBuffer(std::move(file), llvm::SMLoc());
  return parseSourceFile<ModuleOp>(sources, &context);
}

/// Locations are written too: they carry the names of the model's nodes.
LogicalResult writeModule(const CommandLine &line, ModuleOp module) {
  std::string message;
  auto file = openOutputFile(line.output.empty() ? "-" : line.output.getValue(), &message);
  if (!file)
    return fail(message);
  if (line.emitBytecode) {
    if (failed(writeBytecodeToFile(module, file->os())))
      return fail("the bytecode could not be written to '" + line.output + "'");
  } else {
    module->print(file->os(), OpPrintingFlags().enableDebugInfo());
    file->os() << "\n";
  }
  file->keep();
  return success();
}

CompilerOptions compilerOptions(const CommandLine &line) {
  CompilerOptions options;
  options.target = line.target;
  options.noHost = line.noHost;
  options.weights.assign(line.weights.begin(), line.weights.end());
  options.keepOnHost.assign(line.keepOnHost.begin(), line.keepOnHost.end());
  options.explainHost = line.whyHost;
  options.disabledPasses.assign(line.disabledPasses.begin(), line.disabledPasses.end());
  if (line.train.getNumOccurrences() > 0)
    options.train = line.train;
  options.sramBudget = line.sramBudget;
  options.verifyPhases = !line.verifyEach;
  options.blocksPerProgram = line.blocksPerProgram;
  return options;
}

LogicalResult compile(const CommandLine &line, ModuleOp module, Phase last) {
  FailureOr<Phase> reached = reachedPhase(module);
  if (failed(reached))
    return failure();
  if (*reached > last)
    return fail("'" + line.model + "' went through the phase " + phaseName(*reached) +
                " already, which is later than " + phaseName(last));
  PassManager manager(module.getContext());
  manager.enableVerifier(line.verifyEach);
  buildPipeline(manager, *reached, last, compilerOptions(line));
  if (failed(manager.run(module)))
    return failure();
  if (line.verbose)
    printSummary(module, llvm::errs());
  if (last != Phase::Emit)
    return writeModule(line, module);
  EmissionOptions options;
  options.weightsFolder = line.weightsFolder;
  if (line.weightsFolder.empty())
    options.weightsFolder = llvm::sys::path::parent_path(line.model.getValue()).str();
  if (options.weightsFolder.empty())
    options.weightsFolder = ".";
  return emitBundle(module, options, line.output);
}

std::string phaseTable() {
  std::string text = "\nPHASES, for --stop-after:\n\n";
  for (Phase phase : allPhases())
    text += llvm::formatv("  {0,-10} {1}\n", phaseName(phase), phaseHelp(phase)).str();
  return text;
}

LogicalResult run(const CommandLine &line) {
  registerAllPasses(); // --disable-pass knows them by name
  FailureOr<Phase> last = lastPhase(line);
  if (failed(last) || failed(checkOptions(line, *last)))
    return failure();
  DialectRegistry registry;
  if (Status status = registerAllDialects(registry); !status.ok())
    return fail(status.message());
  MLIRContext context(registry);
  llvm::SourceMgr sources;
  context.printOpOnDiagnostic(false);
  SourceMgrDiagnosticHandler onText(sources, &context);
  llvm::StringSet<> said;
  ScopedDiagnosticHandler onNodes(
      &context, [&](Diagnostic &diagnostic) { return printAboutNodes(diagnostic, said); });
  OwningOpRef<ModuleOp> module = readModule(line, sources, context);
  return module ? compile(line, *module, *last) : failure();
}

} // namespace

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  llvm::setBugReportMsg(
      "ane-compile crashed; please report this with the model and the command line\n");
  cl::ResetCommandLineParser();
  registerMLIRContextCLOptions();
  CommandLine line;
  std::string phases = phaseTable();
  cl::extrahelp help(phases);
  cl::ParseCommandLineOptions(argc, argv, "Compiles a model for Apple's Neural Engine\n");
  return failed(run(line));
}
