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

LogicalResult measureNetwork(const Options &options, MLIRContext &context) {
  LlamaSizes sizes{options.layers, options.dim, options.hidden, options.heads, options.length};
  if (sizes.layers < 1 || sizes.heads < 1 || sizes.dim < 1 || sizes.dim % sizes.heads != 0)
    return fail("the channels must be a multiple of the heads, and there must be layers");
  OwningOpRef<ModuleOp> module = buildLlama(&context, sizes);
  if (failed(verify(*module)))
    return failure();
  FailureOr<Run> run = medianOf(*module, options.runs);
  if (failed(run))
    return failure();
  llvm::outs() << "A Llama-shaped network of " << sizes.layers
               << " layers, forward and backward, as " << 6 * sizes.layers
               << " functions; median of " << options.runs << " runs\n";
  printRun(*run, countOperations(*module), llvm::outs());
  llvm::outs().flush();
  if (options.timing && failed(compile(*module, Details::Timing)))
    return failure();
  if (options.statistics && failed(compile(*module, Details::Statistics)))
    return failure();
  if (run->texts.size() < size_t(6 * sizes.layers) || run->distinctTexts() != run->texts.size())
    return fail("the functions are not as many programs of different texts");
  if (options.most > 0 && run->milliseconds() > options.most)
    return fail("compilation takes longer than --most allows");
  return success();
}

LogicalResult measureChain(const Options &options, const Chain &chain, MLIRContext &context) {
  OwningOpRef<ModuleOp> brief = chain.build(&context, options.chain);
  OwningOpRef<ModuleOp> extended = chain.build(&context, 10 * options.chain);
  FailureOr<Run> first = medianOf(*brief, 3), second = medianOf(*extended, 1);
  if (failed(first) || failed(second))
    return failure();
  printChain(chain.name, chain.what, *first, *second, llvm::outs());
  llvm::outs().flush();
  if (options.timing && failed(compile(*extended, Details::Timing)))
    return failure();
  if (options.growth > 0 && second->milliseconds() > options.growth * first->milliseconds())
    return fail("compilation grows faster than --growth allows");
  return success();
}

LogicalResult run(const Options &options) {
  DialectRegistry registry;
  if (Status status = registerAllDialects(registry); !status.ok())
    return fail(status.message());
  MLIRContext context(registry, options.singleThread ? MLIRContext::Threading::DISABLED
                                                     : MLIRContext::Threading::ENABLED);
  LogicalResult result = measureNetwork(options, context);
  if (options.chain == 0)
    return result;
  llvm::outs() << "\nChains of " << options.chain << " and " << 10 * options.chain
               << " operations, in ms; phases beyond 5 % of the time\n"
               << "                  short       long   ratio\n";
  for (const Chain &chain : chains())
    if (options.only.empty() || options.only == chain.name)
      if (failed(measureChain(options, chain, context)))
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
