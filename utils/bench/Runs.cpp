//===- Runs.cpp - Compiling with a watch ----------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "utils/bench/Runs.h"
#include "anemone/Compiler/Pipeline.h"
#include "anemone/MIL/Text.h"
#include "lib/Emission/EmitProgram.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/MLProgram/IR/MLProgramAttributes.h"
#include "mlir/Pass/PassManager.h"
#include <chrono>
#include <set>

using namespace mlir;
using namespace anemone;
using namespace anemone::bench;

double Run::milliseconds() const {
  double sum = 0;
  for (const PhaseRun &phase : phases)
    sum += phase.milliseconds;
  return sum;
}

size_t Run::distinctTexts() const {
  return std::set<std::string>(texts.begin(), texts.end()).size();
}

size_t Run::textBytes() const {
  size_t bytes = 0;
  for (const std::string &text : texts)
    bytes += text.size();
  return bytes;
}

size_t anemone::bench::countOperations(ModuleOp module) {
  size_t count = 0;
  module.walk([&](Operation *op) {
    bool isConstant = op->hasTrait<OpTrait::ConstantLike>() || isa<ane::ConstantOp>(op);
    count += op->getNumRegions() == 0 && !isConstant && !op->hasTrait<OpTrait::IsTerminator>() &&
             op->getName().getDialectNamespace() != "ml_program";
  });
  return count;
}

namespace {

class Watch {
public:
  double milliseconds() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
  }

private:
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
};

/// Takes the parameters out, so that emission does not look for the bytes, which do not exist.
void forgetParameters(ModuleOp module) {
  for (auto global : module.getOps<ml_program::GlobalOp>())
    if (global.getValueAttr())
      global.setValueAttr(ml_program::ExternAttr::get(module.getContext(), global.getType()));
}

/// What entries call on the engine, in the order of the module.
SmallVector<ane::ProgramOp> enginePrograms(ModuleOp module) {
  SmallVector<ane::ProgramOp> programs;
  for (auto program : module.getOps<ane::ProgramOp>())
    if (!program.isHost())
      programs.push_back(program);
  return programs;
}

LogicalResult emitTexts(ModuleOp module, Run &run) {
  forgetParameters(module);
  Watch watch;
  Parameters parameters(module, ".");
  size_t operations = 0;
  for (ane::ProgramOp program : enginePrograms(module)) {
    FailureOr<EmittedProgram> emitted = emitProgram(program, parameters);
    if (failed(emitted))
      return failure();
    run.texts.push_back(mil::toString(emitted->mil));
    for (const bundle::OperationCount &count : emitted->operations)
      operations += count.count;
  }
  run.phases.push_back({"emit", watch.milliseconds(), operations});
  return success();
}

double median(std::vector<double> values) {
  auto middle = values.begin() + values.size() / 2;
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

} // namespace

FailureOr<Run> anemone::bench::compile(ModuleOp original, Details details) {
  OwningOpRef<ModuleOp> module = original.clone();
  Run run;
  for (Phase phase : allPhases()) {
    if (phase == Phase::Emit)
      continue;
    Watch watch;
    PassManager manager(module->getContext());
    buildPhase(manager, phase, {});
    if (details == Details::Timing)
      manager.enableTiming();
    if (details == Details::Statistics)
      manager.enableStatistics();
    if (failed(manager.run(*module)))
      return failure();
    double milliseconds = watch.milliseconds();
    run.phases.push_back({phaseName(phase).str(), milliseconds, countOperations(*module)});
  }
  if (failed(emitTexts(*module, run)))
    return failure();
  return run;
}

FailureOr<Run> anemone::bench::medianOf(ModuleOp module, unsigned count) {
  if (failed(compile(module)))
    return failure();
  std::vector<std::vector<double>> times;
  Run last;
  for (unsigned i = 0; i < count; ++i) {
    FailureOr<Run> run = compile(module);
    if (failed(run))
      return failure();
    times.resize(run->phases.size());
    for (auto [all, phase] : llvm::zip_equal(times, run->phases))
      all.push_back(phase.milliseconds);
    last = std::move(*run);
  }
  for (auto [all, phase] : llvm::zip_equal(times, last.phases))
    phase.milliseconds = median(all);
  return last;
}
