//===- Pipeline.cpp - The pipeline of the compiler ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Compiler/Pipeline.h"

#include "dialects/ANE/IR/ANEProgram.h"
#include "dialects/ANE/Transforms/Passes.h"
#include "dialects/ONNX/Transforms/Passes.h"
#include "lib/Compiler/Passes.h"
#include "lib/Compiler/PipelineRegistration.h"
#include "lib/Conversion/ONNXToANE/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace anemone;

/// Functions and programs see nothing of each other, so each is cleaned by itself, several at a time.
static void addCleanup(OpPassManager &manager) {
  OpPassManager &each = manager.nestAny();
  each.addPass(createCanonicalizerPass());
  each.addPass(createCSEPass());
}

static void addPasses(OpPassManager &manager, Phase phase, const CompilerOptions &options) {
  switch (phase) {
  case Phase::Import:
    return manager.addPass(createCheckImport());
  case Phase::Shapes:
    manager.addPass(onnx::createONNXNormalize()); // of use to IR of other stacks only
    manager.addPass(onnx::createONNXInferShapes());
    manager.addPass(onnx::createONNXDecompose());
    addCleanup(manager);
    return manager.addPass(createCheckShapes());
  case Phase::Gradients:
    return manager.addPass(createCheckGradients());
  case Phase::Partition:
    manager.addPass(createSetTarget({options.target}));
    manager.addPass(createANEPlaceOperations(
        {options.noHost, llvm::to_vector(options.keepOnHost), options.explainHost}));
    return manager.addPass(createCheckPartition());
  case Phase::Lower:
    manager.addPass(createConvertONNXToANE());
    addCleanup(manager);
    return manager.addPass(createCheckLower());
  case Phase::Legalize:
    manager.addNestedPass<ane::ProgramOp>(createANEFoldAffine());
    manager.addPass(createANEOutlinePrepare());
    addCleanup(manager);
    return manager.addPass(createCheckLegalize());
  case Phase::Optimize:
    manager.addNestedPass<ane::ProgramOp>(ane::createANEEliminateIdentities());
    manager.addPass(ane::createANEFuseCasts());
    manager.addPass(ane::createANEEliminateDeadCode());
    manager.addPass(ane::createANEFormPrograms(
        {.cut = true, .merge = false, .blocksPerProgram = options.blocksPerProgram}));
    manager.addPass(ane::createANEPadSurfaces());
    addCleanup(manager);
    return manager.addPass(createCheckOptimize());
  case Phase::Bind:
    manager.addPass(ane::createANEFormPrograms({.cut = false, .merge = true}));
    return manager.addPass(createCheckBind());
  case Phase::Verify:
    if (options.noHost && options.keepOnHost.empty())
      manager.addPass(createCheckPlacement());
    return manager.addPass(ane::createANEVerifyConstraints());
  case Phase::Emit:
    return;
  }
}

void anemone::buildPhase(OpPassManager &manager, Phase phase, const CompilerOptions &options) {
  addPasses(manager, phase, options);
  if (phase != Phase::Emit)
    manager.addPass(createMarkPhase({phaseName(phase).str()}));
}

void anemone::buildPipeline(OpPassManager &manager, Phase reached, Phase last,
                            const CompilerOptions &options) {
  for (Phase phase : allPhases())
    if (phase > reached && phase <= last)
      buildPhase(manager, phase, options);
}

namespace {

struct PipelineOptions : PassPipelineOptions<PipelineOptions> {
  Option<std::string> target{*this, "target", llvm::cl::desc("Name of a target profile")};
  Option<bool> noHost{*this, "no-host", llvm::cl::desc("Nothing may run on the host"),
                      llvm::cl::init(false)};
  ListOption<std::string> keepOnHost{
      *this, "keep-on-host", llvm::cl::desc("Nodes or operators that run on the host in any case")};
  Option<unsigned> blocksPerProgram{*this, "blocks-per-program",
                                    llvm::cl::desc("Blocks of the network in a program; 0: as many "
                                                   "as fit"),
                                    llvm::cl::init(0)};
  Option<std::string> from{*this, "from", llvm::cl::desc("The phase that the input went through"),
                           llvm::cl::init("import")};
  Option<std::string> to{*this, "to", llvm::cl::desc("The last phase to run"),
                         llvm::cl::init("verify")};
};

} // namespace

/// The phase that an option names; an unknown one is reported by ane-mark-phase, which names them
/// all.
static void buildNamedPipeline(OpPassManager &manager, const PipelineOptions &options) {
  CompilerOptions compiler;
  compiler.target = options.target;
  compiler.noHost = options.noHost;
  compiler.keepOnHost.assign(options.keepOnHost.begin(), options.keepOnHost.end());
  compiler.blocksPerProgram = options.blocksPerProgram;
  std::optional<Phase> from = findPhase(options.from), to = findPhase(options.to);
  if (!from || !to)
    return manager.addPass(createMarkPhase({from ? options.to : options.from}));
  buildPipeline(manager, *from, *to, compiler);
}

void anemone::registerPipeline() {
  PassPipelineRegistration<PipelineOptions>(
      "ane-pipeline", "Compile an imported module as far as before its emission",
      buildNamedPipeline);
}
