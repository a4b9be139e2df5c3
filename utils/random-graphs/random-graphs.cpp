//===- random-graphs.cpp - Graphs that nobody has seen --------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Draws graphs, compiles each for one target after the other, and compares what
// the devices compute. docs/RandomGraphs.md says what it found.
//
//===----------------------------------------------------------------------===//

#include "anemone/Compiler/Registration.h"
#include "anemone/Target/Profile.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Parser/Parser.h"
#include "utils/random-graphs/Graph.h"
#include "utils/random-graphs/Oracle.h"
#include "utils/random-graphs/Reducer.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/WithColor.h"
#include <atomic>
#include <mutex>
#include <thread>

using namespace mlir;
using namespace anemone;
using namespace anemone::fuzz;
namespace cl = llvm::cl;

namespace {

struct Options {
  cl::OptionCategory category{"Options of random-graphs"};
  cl::list<std::string> files{cl::Positional, cl::desc("[FILE.mlir...: these graphs instead]"),
                              cl::cat(category)};
  cl::opt<uint64_t> seed{"seed", cl::desc("The first graph"), cl::init(1), cl::cat(category)};
  cl::opt<uint64_t> graphs{"graphs", cl::desc("How many"), cl::init(100), cl::cat(category)};
  cl::opt<unsigned> operations{"operations", cl::desc("Operations of a graph at most"),
                               cl::init(60), cl::cat(category)};
  cl::opt<std::string> target{"target", cl::desc("A target profile; default: one after the other"),
                              cl::cat(category)};
  cl::opt<int64_t> sramBudget{
      "sram-budget", cl::desc("Bytes of memory for a program; default: drawn, or the target's"),
      cl::init(-1), cl::cat(category)};
  cl::opt<int> blocksPerProgram{"blocks-per-program",
                                cl::desc("Blocks in a program; default: drawn, or as many as fit"),
                                cl::init(-1), cl::cat(category)};
  cl::opt<std::string> weights{"weights",
                               cl::desc("How programs get weights that change; default: drawn"),
                               cl::cat(category)};
  cl::opt<bool> backward{"backward", cl::desc("Differentiate the graphs"), cl::cat(category)};
  cl::opt<std::string> reduce{"reduce", cl::desc("Write what fails, made small, to this folder"),
                              cl::value_desc("DIR"), cl::cat(category)};
  cl::opt<unsigned> jobs{"jobs", cl::desc("Graphs at a time"), cl::init(1), cl::cat(category)};
  cl::opt<unsigned> least{"least",
                          cl::desc("Fail where an operation or a pass has fewer graphs; 0: print"),
                          cl::init(0), cl::cat(category)};
  cl::opt<bool> isolate{"isolate",
                        cl::desc("Check each graph in a process of its own, which may crash"),
                        cl::cat(category)};
  cl::opt<bool> print{"print", cl::desc("Print the graphs, and compile nothing"),
                      cl::cat(category)};
  cl::opt<bool> quiet{"quiet", cl::desc("Print no table"), cl::cat(category)};
  cl::list<std::string> disabledPasses{"disable-pass", cl::desc("Leave a pass out"),
                                       cl::cat(category)};
};

class Run {
public:
  Run(const Options &options, const DialectRegistry &registry)
      : options(options), registry(registry) {}

  int run();

private:
  void work();
  /// The graph of a seed, or of a file; null where it was reported that there is none.
  OwningOpRef<ModuleOp> graphOf(uint64_t index, MLIRContext &context);
  std::string nameOf(uint64_t index) const;
  uint64_t seedOf(uint64_t index) const { return options.seed + index; }
  uint64_t size() const { return options.files.empty() ? options.graphs : options.files.size(); }
  OracleOptions oracleOptions(uint64_t index) const;
  void check(uint64_t index, Counts &counts);
  void report(uint64_t index, const OracleOptions &oracle, const Verdict &verdict);

  const Options &options;
  const DialectRegistry &registry;
  std::atomic<uint64_t> next = 0;
  std::mutex mutex; // guards what follows, and the output
  Counts counts;
};

} // namespace

std::string Run::nameOf(uint64_t index) const {
  return options.files.empty() ? "seed " + std::to_string(seedOf(index)) : options.files[index];
}

void Run::report(uint64_t index, const OracleOptions &oracle, const Verdict &verdict) {
  std::lock_guard<std::mutex> lock(mutex);
  llvm::errs() << llvm::formatv("{0} {1}: {2}: {3}\n", nameOf(index), oracle.commandLine(),
                                verdict.stage, StringRef(verdict.message).rtrim());
}

OwningOpRef<ModuleOp> Run::graphOf(uint64_t index, MLIRContext &context) {
  if (options.files.empty())
    return generateGraph(&context, {seedOf(index), options.operations, options.backward});
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(options.files[index], &context);
  if (module && module->lookupSymbol<func::FuncOp>("forward"))
    return module;
  llvm::WithColor::error(llvm::errs(), "random-graphs")
      << "'" << options.files[index] << "' has no function @forward\n";
  return nullptr;
}

/// The targets come one after the other; little memory and small programs are drawn.
OracleOptions Run::oracleOptions(uint64_t index) const {
  auto profiles = target::profiles();
  Random random(~seedOf(index));
  OracleOptions oracle;
  oracle.target = options.target;
  if (options.target.empty())
    oracle.target = profiles[seedOf(index) % profiles.size()].name;
  oracle.backward = options.backward;
  bool isDrawn = options.files.empty();
  if (isDrawn && random.chance(0.2))
    oracle.sramBudget = int64_t(1) << random.between(10, 16);
  if (isDrawn && random.chance(0.2))
    oracle.blocksPerProgram = unsigned(random.between(1, 2));
  if (isDrawn && random.chance(0.4))
    oracle.weights = random.oneOf({"baked", "reloaded"});
  if (!options.weights.empty())
    oracle.weights = options.weights;
  if (options.sramBudget >= 0)
    oracle.sramBudget = options.sramBudget;
  if (options.blocksPerProgram >= 0)
    oracle.blocksPerProgram = unsigned(options.blocksPerProgram);
  oracle.disabledPasses.assign(options.disabledPasses.begin(), options.disabledPasses.end());
  return oracle;
}

void Run::check(uint64_t index, Counts &counts) {
  // A context of its own: what one graph leaves there does not reach another.
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  OwningOpRef<ModuleOp> graph = graphOf(index, context);
  if (!graph)
    return void(++counts.failures);
  if (options.print) {
    std::lock_guard<std::mutex> lock(mutex);
    graph->print(llvm::outs());
    return;
  }
  OracleOptions oracle = oracleOptions(index);
  Verdict verdict =
      options.isolate ? checkInChild(*graph, oracle) : checkGraph(*graph, oracle, counts);
  if (verdict.fine())
    return;
  counts.failures += options.isolate;
  report(index, oracle, verdict);
  if (!options.reduce.empty())
    reduceGraph(*graph, oracle, verdict,
                options.reduce + "/seed-" + std::to_string(seedOf(index)) + ".mlir");
}

void Run::work() {
  Counts mine;
  while (true) {
    uint64_t index = next++;
    if (index >= size())
      break;
    std::string what = "checking the graph of " + nameOf(index);
    llvm::PrettyStackTraceString trace(what.c_str());
    check(index, mine);
  }
  std::lock_guard<std::mutex> lock(mutex);
  counts.add(mine);
}

int Run::run() {
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < options.jobs; ++i)
    threads.emplace_back([&] { work(); });
  work();
  for (std::thread &thread : threads)
    thread.join();
  if (options.print)
    return 0;
  if (!options.quiet)
    counts.print(llvm::outs());
  llvm::outs().flush();
  MLIRContext context(registry);
  bool enough =
      options.least == 0 || counts.check(lowerableOperations(context), options.least, llvm::errs());
  return counts.failures > 0 || !enough;
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  llvm::setBugReportMsg("random-graphs crashed; the seed above makes it crash again\n");
  cl::ResetCommandLineParser();
  Options options;
  cl::HideUnrelatedOptions(options.category);
  cl::ParseCommandLineOptions(argc, argv, "Compiles random graphs and compares the devices\n");
  if (!options.target.empty() && !target::findProfile(options.target.getValue())) {
    llvm::WithColor::error(llvm::errs(), "random-graphs")
        << "there is no target '" << options.target << "'; the targets are "
        << target::profileNames() << "\n";
    return 1;
  }
  DialectRegistry registry;
  if (Status status = registerAllDialects(registry); !status.ok()) {
    llvm::WithColor::error(llvm::errs(), "random-graphs") << status.message() << "\n";
    return 1;
  }
  return Run(options, registry).run();
}
