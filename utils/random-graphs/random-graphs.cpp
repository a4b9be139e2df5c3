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
  cl::opt<uint64_t> seed{"seed", cl::desc("The first graph"), cl::init(1), cl::cat(category)};
  cl::opt<uint64_t> graphs{"graphs", cl::desc("How many"), cl::init(100), cl::cat(category)};
  cl::opt<unsigned> operations{"operations", cl::desc("Operations of a graph at most"),
                               cl::init(60), cl::cat(category)};
  cl::opt<std::string> target{"target", cl::desc("A target profile; default: one after the other"),
                              cl::cat(category)};
  cl::opt<bool> backward{"backward", cl::desc("Differentiate the graphs"), cl::cat(category)};
  cl::opt<std::string> reduce{"reduce", cl::desc("Write what fails, made small, to this folder"),
                              cl::value_desc("DIR"), cl::cat(category)};
  cl::opt<unsigned> jobs{"jobs", cl::desc("Graphs at a time"), cl::init(1), cl::cat(category)};
  cl::opt<unsigned> least{"least",
                          cl::desc("Fail where an operation or a pass has fewer graphs; 0: print"),
                          cl::init(0), cl::cat(category)};
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
  void check(uint64_t seed, Counts &counts);
  void report(uint64_t seed, const OracleOptions &oracle, const Verdict &verdict);

  const Options &options;
  const DialectRegistry &registry;
  std::atomic<uint64_t> next = 0;
  std::mutex mutex; // guards what follows, and the output
  Counts counts;
};

} // namespace

void Run::report(uint64_t seed, const OracleOptions &oracle, const Verdict &verdict) {
  std::lock_guard<std::mutex> lock(mutex);
  llvm::errs() << llvm::formatv("seed {0} for {1}{2}: {3}: {4}\n", seed, oracle.target,
                                oracle.backward ? ", differentiated" : "", verdict.stage,
                                StringRef(verdict.message).rtrim());
}

void Run::check(uint64_t seed, Counts &counts) {
  // A context of its own: what one graph leaves there does not reach another.
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  OwningOpRef<ModuleOp> graph =
      generateGraph(&context, {seed, options.operations, options.backward});
  if (options.print) {
    std::lock_guard<std::mutex> lock(mutex);
    graph->print(llvm::outs());
    return;
  }
  auto profiles = target::profiles();
  OracleOptions oracle;
  oracle.target = options.target;
  if (options.target.empty())
    oracle.target = profiles[seed % profiles.size()].name;
  oracle.backward = options.backward;
  oracle.disabledPasses.assign(options.disabledPasses.begin(), options.disabledPasses.end());
  Verdict verdict = checkGraph(*graph, oracle, counts);
  if (verdict.fine())
    return;
  report(seed, oracle, verdict);
  if (!options.reduce.empty())
    reduceGraph(*graph, oracle, verdict,
                options.reduce + "/seed-" + std::to_string(seed) + ".mlir");
}

void Run::work() {
  Counts mine;
  while (true) {
    uint64_t index = next++;
    if (index >= options.graphs)
      break;
    std::string what = "checking the graph of --seed=" + std::to_string(options.seed + index);
    llvm::PrettyStackTraceString trace(what.c_str());
    check(options.seed + index, mine);
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
  bool enough = options.least == 0 ||
                counts.check(lowerableOperations(context), options.least, llvm::errs());
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
