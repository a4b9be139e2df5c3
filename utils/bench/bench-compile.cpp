//===- bench-compile.cpp - How long compilation takes ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two questions: how long do the programs of a Llama-shaped network take from
// the onnx dialect in memory to MIL text, phase by phase, and does the time
// grow with the number of operations as it should.
//
//===----------------------------------------------------------------------===//

#include "anemone/Compiler/Registration.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"
#include "utils/bench/Networks.h"
#include "utils/bench/Report.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;
using namespace anemone;
using namespace anemone::bench;
namespace cl = llvm::cl;

namespace {

struct Options {
  cl::OptionCategory category{"Options of bench-compile"};
  cl::opt<int64_t> layers{"layers", cl::desc("Layers of the network"), cl::init(12),
                          cl::cat(category)};
  cl::opt<int64_t> dim{"dim", cl::desc("Channels"), cl::init(768), cl::cat(category)};
  cl::opt<int64_t> hidden{"hidden", cl::desc("Channels of the feed-forward part"), cl::init(2048),
                          cl::cat(category)};
  cl::opt<int64_t> heads{"heads", cl::desc("Attention heads"), cl::init(12), cl::cat(category)};
  cl::opt<int64_t> length{"length", cl::desc("Tokens"), cl::init(256), cl::cat(category)};
  cl::opt<unsigned> runs{"runs", cl::desc("Runs, of which the median is taken"), cl::init(11),
                         cl::cat(category)};
  cl::opt<unsigned> chain{"chain", cl::desc("Operations of the short chains; 0: no chains"),
                          cl::init(10000), cl::cat(category)};
  cl::opt<std::string> only{"only", cl::desc("Only this kind of chain"), cl::cat(category)};
  cl::opt<bool> singleThread{"single-thread", cl::desc("Compile with one thread"),
                             cl::cat(category)};
  cl::opt<bool> timing{"timing", cl::desc("Print MLIR's times of each pass, too"),
                       cl::cat(category)};
  cl::opt<bool> statistics{"statistics", cl::desc("Print the statistics of each pass, too"),
                           cl::cat(category)};
  cl::opt<double> most{"most", cl::desc("Fail where the network takes more milliseconds"),
                       cl::init(0), cl::cat(category)};
  cl::opt<double> growth{"growth",
                         cl::desc("Fail where ten times the operations take more times the time"),
                         cl::init(0), cl::cat(category)};
};

LogicalResult fail(const llvm::Twine &message) {
  llvm::WithColor::error(llvm::errs(), "bench-compile") << message << "\n";
  return failure();
}

/// The median of --runs compilations of copies of `module`, after one that warms up.
FailureOr<Run> compileOften(const Options &options, ModuleOp module) {
  std::vector<Run> runs;
  for (unsigned i = 0; i <= options.runs; ++i) {
    FailureOr<Run> run = compile(module.clone());
    if (failed(run))
      return failure();
    if (i > 0 || options.runs == 0)
      runs.push_back(std::move(*run));
  }
  return medianOf(runs);
}

/// What was asked of the result.
LogicalResult checkNetwork(const Options &options, const Run &run) {
  if (run.texts.size() < size_t(6 * options.layers) || run.distinctTexts() != run.texts.size())
    return fail("the functions are not as many programs of different texts");
  if (options.most > 0 && run.milliseconds() > options.most)
    return fail("compilation takes longer than --most allows");
  return success();
}

LogicalResult measureNetwork(const Options &options, MLIRContext &context) {
  LlamaSizes sizes{options.layers, options.dim, options.hidden, options.heads, options.length};
  if (sizes.layers < 1 || sizes.heads < 1 || sizes.dim < 1 || sizes.dim % sizes.heads != 0)
    return fail("the channels must be a multiple of the heads, and there must be layers");
  OwningOpRef<ModuleOp> module = buildLlama(&context, sizes);
  if (failed(verify(*module)))
    return failure();
  FailureOr<Run> run = compileOften(options, *module);
  if (failed(run))
    return failure();
  llvm::outs() << "A Llama-shaped network of " << sizes.layers
               << " layers, forward and backward, as " << 6 * sizes.layers
               << " functions; median of " << options.runs << " runs\n";
  printRun(*run, countOperations(*module), llvm::outs());
  llvm::outs().flush();
  if (options.timing && failed(compile(module->clone(), Details::Timing)))
    return failure();
  if (options.statistics && failed(compile(module->clone(), Details::Statistics)))
    return failure();
  return checkNetwork(options, *run);
}

/// A context as a tool starts with.
std::unique_ptr<MLIRContext> makeContext(const Options &options) {
  DialectRegistry registry;
  if (Status status = registerAllDialects(registry); !status.ok())
    return (void)fail(status.message()), nullptr;
  return std::make_unique<MLIRContext>(registry, options.singleThread
                                                     ? MLIRContext::Threading::DISABLED
                                                     : MLIRContext::Threading::ENABLED);
}

/// The median of `count` compilations, each in a context of its own: a chain that has been compiled
/// before would be in the caches if it is short, and not if it is long.
FailureOr<Run> compileChain(const Options &options, const Chain &chain, size_t operations,
                            unsigned count) {
  std::vector<Run> runs;
  for (unsigned i = 0; i < count; ++i) {
    std::unique_ptr<MLIRContext> context = makeContext(options);
    if (!context)
      return failure();
    OwningOpRef<ModuleOp> module = chain.build(context.get(), operations);
    bool isLast = i + 1 == count;
    FailureOr<Run> run =
        compile(std::move(module), isLast && options.timing ? Details::Timing : Details::None);
    if (failed(run))
      return failure();
    runs.push_back(std::move(*run));
  }
  return medianOf(runs);
}

LogicalResult measureChain(const Options &options, const Chain &chain) {
  FailureOr<Run> brief = compileChain(options, chain, options.chain, 5);
  FailureOr<Run> extended = compileChain(options, chain, 10 * options.chain, 3);
  if (failed(brief) || failed(extended))
    return failure();
  printChain(chain.name, chain.what, *brief, *extended, llvm::outs());
  llvm::outs().flush();
  if (options.growth > 0 && extended->cpuMilliseconds() > options.growth * brief->cpuMilliseconds())
    return fail("compilation grows faster than --growth allows");
  return success();
}

LogicalResult run(const Options &options) {
  std::unique_ptr<MLIRContext> context = makeContext(options);
  if (!context)
    return failure();
  if (failed(measureNetwork(options, *context)))
    return failure();
  context.reset();
  if (options.chain == 0)
    return success();
  llvm::outs() << "\nChains of " << options.chain << " and " << 10 * options.chain
               << " operations, in ms of CPU; phases beyond 5 % of the time\n"
               << "                  short       long   ratio\n";
  LogicalResult result = success();
  for (const Chain &chain : chains())
    if (options.only.empty() || options.only == chain.name)
      if (failed(measureChain(options, chain)))
        result = failure();
  return result;
}

} // namespace

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  llvm::setBugReportMsg("bench-compile crashed; please report this with the command line\n");
  cl::ResetCommandLineParser();
  registerMLIRContextCLOptions();
  Options options;
  cl::HideUnrelatedOptions(options.category);
  cl::ParseCommandLineOptions(argc, argv, "Measures compilation from onnx to MIL text\n");
  return failed(run(options));
}
