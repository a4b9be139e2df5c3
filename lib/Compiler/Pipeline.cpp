//===- Pipeline.cpp - The pipeline of the compiler ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Compiler/Pipeline.h"

#include "dialects/ANE/IR/ANEProgram.h"
#include "dialects/ANE/Transforms/Passes.h"
#include "dialects/ONNX/Gradients/Passes.h"
#include "dialects/ONNX/Transforms/Passes.h"
#include "lib/Compiler/Passes.h"
#include "lib/Compiler/PipelineRegistration.h"
#include "lib/Conversion/ONNXToANE/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/PassRegistry.h"

using namespace mlir;
using namespace anemone;

namespace {

/// Adds the passes of a phase but for those that the options disable.
class PhaseBuilder {
public:
  PhaseBuilder(OpPassManager &manager, const CompilerOptions &options)
      : manager(manager), options(options) {}

  void addPasses(Phase phase);

private:
  void shapes();
  void gradients();
  void partition();
  void legalize();
  void optimize();
  void verify();

  bool isDisabled(const Pass &pass) const {
    return llvm::is_contained(options.disabledPasses, pass.getArgument().str());
  }
  void add(std::unique_ptr<Pass> pass) {
    if (!isDisabled(*pass))
      manager.addPass(std::move(pass));
  }
  void addToPrograms(std::unique_ptr<Pass> pass) {
    if (!isDisabled(*pass))
      manager.addNestedPass<ane::ProgramOp>(std::move(pass));
  }
  /// Functions and programs see nothing of each other, so each is cleaned by itself, several at a
  /// time, and goes through the passes next to it meanwhile.
  void cleanUp() {
    manager.addNestedPass<func::FuncOp>(createCleanUp());
    manager.addNestedPass<ane::ProgramOp>(createCleanUp());
  }

  OpPassManager &manager;
  const CompilerOptions &options;
};

} // namespace

void PhaseBuilder::shapes() {
  add(onnx::createONNXNormalize()); // of use to IR of other stacks only
  add(createRecordNodes());
  add(onnx::createONNXInferShapes());
  add(onnx::createONNXDecompose());
  cleanUp();
  add(createCheckShapes());
}

namespace {

/// Stands where options of training cannot be read: a pipeline is built without a way to fail.
struct RefuseTrainOptions : PassWrapper<RefuseTrainOptions, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(RefuseTrainOptions)
  explicit RefuseTrainOptions(std::string problem) : problem(std::move(problem)) {}
  StringRef getArgument() const override { return "ane-refuse-train-options"; }

  void runOnOperation() override {
    getOperation().emitError("cannot be trained as 'train' says: ") << problem;
    signalPassFailure();
  }

  std::string problem;
};

} // namespace

/// The pass that `text` describes; null, with what is wrong in `problem`, where it is not valid.
static std::unique_ptr<Pass> createTrainStep(StringRef text, std::string &problem) {
  std::unique_ptr<Pass> pass = onnx::createONNXBuildTrainStep();
  auto note = [&](const Twine &message) {
    problem = message.str();
    return failure();
  };
  if (succeeded(pass->initializeOptions(text, note)))
    return pass;
  if (problem.empty()) // MLIR has said it already
    problem = "an option cannot be read";
  return nullptr;
}

Status anemone::checkTrainOptions(StringRef text) {
  std::string problem;
  return createTrainStep(text, problem) ? Status::success() : Status::failure(problem);
}

void PhaseBuilder::gradients() {
  if (options.train) {
    std::string problem;
    std::unique_ptr<Pass> pass = createTrainStep(*options.train, problem);
    add(pass ? std::move(pass) : std::make_unique<RefuseTrainOptions>(problem));
    cleanUp();
  }
  add(createCheckGradients());
}

void PhaseBuilder::partition() {
  add(createSetTarget({options.target}));
  if (!options.noHost) // which has to put the parts together
    add(createANESplitProducts());
  add(createANEPlaceOperations(
      {options.noHost, llvm::to_vector(options.keepOnHost), options.explainHost}));
  add(createANECopyParameters());
  add(createCheckPartition());
}

void PhaseBuilder::legalize() {
  addToPrograms(ane::createANELinearToConv());
  addToPrograms(createCleanUp()); // so that layouts see each row and each transpose once
  addToPrograms(ane::createANEAssignLayouts());
  addToPrograms(createANEFoldAffine());
  add(createANEOutlinePrepare());
  cleanUp();
  add(createCheckLegalize());
}

void PhaseBuilder::optimize() {
  addToPrograms(ane::createANEEliminateIdentities());
  add(ane::createANEFuseCasts());
  add(ane::createANEEliminateDeadCode());
  add(ane::createANEFormPrograms(
      {.cut = true, .merge = false, .blocksPerProgram = options.blocksPerProgram}));
  addToPrograms(ane::createANEPlanSram({.budget = options.sramBudget}));
  add(createANEOutlinePrepare()); // slices of weights
  // Behind what computes with constants: these will have other values. Before surfaces: weights
  // that are constants have none.
  SmallVector<std::string> weights(options.weights.begin(), options.weights.end());
  add(ane::createANEBindWeights({weights}));
  add(ane::createANEPadSurfaces());
  cleanUp();
  addToPrograms(ane::createANEPlanSram({.recordOnly = true})); // surfaces count as well
  add(createCheckOptimize());
}

void PhaseBuilder::verify() {
  if (options.noHost && options.keepOnHost.empty())
    add(createCheckPlacement());
  add(ane::createANEVerifyConstraints());
}

void PhaseBuilder::addPasses(Phase phase) {
  switch (phase) {
  case Phase::Import:
    return add(createCheckImport());
  case Phase::Shapes:
    return shapes();
  case Phase::Gradients:
    return gradients();
  case Phase::Partition:
    return partition();
  case Phase::Lower:
    add(createConvertONNXToANE());
    cleanUp();
    return add(createCheckLower());
  case Phase::Legalize:
    return legalize();
  case Phase::Optimize:
    return optimize();
  case Phase::Bind:
    add(ane::createANEFormPrograms({.cut = false, .merge = true}));
    return add(createCheckBind());
  case Phase::Verify:
    return verify();
  case Phase::Emit:
    return;
  }
}

/// Whether a phase does more than to check.
static bool transforms(Phase phase, const CompilerOptions &options) {
  bool onlyChecks = phase == Phase::Import || phase == Phase::Verify ||
                    (phase == Phase::Gradients && !options.train);
  return !onlyChecks;
}

void anemone::buildPhase(OpPassManager &manager, Phase phase, const CompilerOptions &options) {
  PhaseBuilder(manager, options).addPasses(phase);
  if (phase != Phase::Emit)
    manager.addPass(createMarkPhase(
        {phaseName(phase).str(), options.verifyPhases && transforms(phase, options)}));
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
  ListOption<std::string> disabledPasses{*this, "disable-pass",
                                         llvm::cl::desc("Passes that are left out")};
  ListOption<std::string> weights{*this, "weights",
                                  llvm::cl::desc("How programs get weights that change")};
  ListOption<std::string> keepOnHost{
      *this, "keep-on-host", llvm::cl::desc("Nodes or operators that run on the host in any case")};
  Option<std::string> train{
      *this, "train",
      llvm::cl::desc("Options of onnx-build-train-step; none, and nothing is trained"),
      llvm::cl::init("none")};
  Option<unsigned> blocksPerProgram{*this, "blocks-per-program",
                                    llvm::cl::desc("Blocks of the network in a program; 0: as many "
                                                   "as fit"),
                                    llvm::cl::init(0)};
  Option<int64_t> sramBudget{*this, "sram-budget",
                             llvm::cl::desc("Bytes of memory for a program; 0: the target's"),
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
  compiler.weights.assign(options.weights.begin(), options.weights.end());
  compiler.disabledPasses.assign(options.disabledPasses.begin(), options.disabledPasses.end());
  if (options.train != "none")
    compiler.train = options.train;
  compiler.blocksPerProgram = options.blocksPerProgram;
  compiler.sramBudget = options.sramBudget;
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
