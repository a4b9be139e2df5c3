//===- CheckGradients.cpp - Gradients against finite differences ----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// check-gradients FILE.mlir [--only=FUNCTION] [--seed=N] [--recompute] [--print-ir]
//                 [--scale-gradient=INPUT=FACTOR] [--why-host]
//
// Each function of FILE is a case: it is differentiated with respect to all its
// inputs of floats and the mutable parameters that it reads, lowered to programs
// of the host together with its backward function, and run by the executor in
// fp64. Each gradient is compared with central differences of the function's
// results, weighted with gradients that are drawn: they agree where no element
// differs by more than 1e-6 of the largest, or of 1. Draw.h has what a case
// says about its inputs. --scale-gradient makes a gradient wrong, so that a test
// can see that this is noticed. --why-host compares nothing: it says which
// operations of the backward functions the engine does not run.
//
//===----------------------------------------------------------------------===//

#include "anemone/Compiler/Registration.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Support/FileUtilities.h"
#include "test/Unit/Gradients/GradientCase.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace anemone;

namespace {

struct CommandLine {
  std::string file, only;
  bool whyHost = false;
  CaseOptions options;
};

std::optional<CommandLine> parse(ArrayRef<char *> words) {
  CommandLine line;
  for (StringRef word : words) {
    StringRef value = word.split('=').second;
    if (word.starts_with("--only=")) {
      line.only = value.str();
    } else if (word.starts_with("--seed=")) {
      if (value.getAsInteger(10, line.options.seed))
        return std::nullopt;
    } else if (word.starts_with("--scale-gradient=")) {
      auto [name, factor] = value.rsplit('=');
      line.options.scaled = name.str();
      if (factor.getAsDouble(line.options.factor))
        return std::nullopt;
    } else if (word == "--recompute") {
      line.options.recompute = true;
    } else if (word == "--why-host") {
      line.whyHost = true;
    } else if (word == "--print-ir") {
      line.options.printIR = true;
    } else if (word.starts_with("-") || !line.file.empty()) {
      return std::nullopt;
    } else {
      line.file = word.str();
    }
  }
  return line.file.empty() ? std::nullopt : std::optional(line);
}

/// A copy of the module with one of its functions, as @forward.
OwningOpRef<ModuleOp> extract(ModuleOp module, StringRef name) {
  OwningOpRef<ModuleOp> copy = module.clone();
  for (auto function : llvm::make_early_inc_range(copy->getOps<func::FuncOp>())) {
    if (function.getSymName() == name)
      function.setSymName("forward");
    else
      function.erase();
  }
  return copy;
}

int run(const CommandLine &line) {
  DialectRegistry registry;
  if (!registerAllDialects(registry).ok())
    return 1;
  MLIRContext context(registry);
  llvm::SourceMgr sources;
  std::string problem;
  auto file = openInputFile(line.file, &problem);
  if (!file) {
    llvm::errs() << "check-gradients: error: " << problem << "\n";
    return 1;
  }
  sources.AddNewSourceBuffer(std::move(file), SMLoc());
  SourceMgrDiagnosticHandler handler(sources, &context);
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(sources, &context);
  if (!module)
    return 1;
  unsigned cases = 0, wrong = 0;
  for (auto function : module->getOps<func::FuncOp>()) {
    if (!line.only.empty() && function.getSymName() != line.only)
      continue;
    ++cases;
    llvm::outs() << "@" << function.getSymName() << "\n";
    OwningOpRef<ModuleOp> single = extract(*module, function.getSymName());
    GradientCase gradients(*single, line.options);
    if (line.whyHost)
      wrong += failed(gradients.explainHost());
    else
      wrong += failed(gradients.prepare()) || failed(gradients.compare(llvm::outs()));
  }
  llvm::outs() << cases << " cases, " << wrong << " wrong\n";
  return cases == 0 || wrong > 0;
}

} // namespace

int main(int argc, char **argv) {
  if (std::optional<CommandLine> line = parse({argv + 1, argv + argc}))
    return run(*line);
  llvm::errs() << "usage: check-gradients FILE.mlir [--only=FUNCTION] [--seed=N] [--recompute] "
                  "[--print-ir] [--scale-gradient=INPUT=FACTOR] [--why-host]\n";
  return 1;
}
