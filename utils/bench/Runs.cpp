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
#include <ctime>
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

double Run::cpuMilliseconds() const {
  double sum = 0;
  for (const PhaseRun &phase : phases)
    sum += phase.cpuMilliseconds;
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
  /// What the phase took until now.
  PhaseRun read(StringRef phase) const {
    std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
    return {phase.str(), wall.count(), 1e3 * double(std::clock() - cpu) / CLOCKS_PER_SEC, 0};
  }

private:
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  std::clock_t cpu = std::clock();
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
  size_t operations = 0;
  Watch watch;
  Parameters parameters(module, ".");
  for (ane::ProgramOp program : enginePrograms(module)) {
    FailureOr<EmittedProgram> emitted = emitProgram(program, parameters);
    if (failed(emitted))
      return failure();
    run.texts.push_back(mil::toString(emitted->mil));
    for (const bundle::OperationCount &count : emitted->operations)
      operations += count.count;
  }
  run.phases.push_back(watch.read(phaseName(Phase::Emit)));
  run.phases.back().operations = operations;
  return success();
}

/// The median of one number of the runs' phases `index`.
double median(ArrayRef<Run> runs, size_t index, double PhaseRun::*member) {
  std::vector<double> values;
  for (const Run &run : runs)
    values.push_back(run.phases[index].*member);
  auto middle = values.begin() + values.size() / 2;
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

} // namespace

FailureOr<Run> anemone::bench::compile(OwningOpRef<ModuleOp> module, Details details) {
  Run run;
  for (Phase phase : allPhases()) {
    if (phase == Phase::Emit)
      continue;
    Watch watch;
    PassManager manager(module->getContext());
    manager.enableVerifier(false);
    CompilerOptions options;
    options.verifyPhases = true; // as ane-compile does
    buildPhase(manager, phase, options);
    if (details == Details::Timing)
      manager.enableTiming();
    if (details == Details::Statistics)
      manager.enableStatistics();
    if (failed(manager.run(*module)))
      return failure();
    run.phases.push_back(watch.read(phaseName(phase)));
    run.phases.back().operations = countOperations(*module);
  }
  if (failed(emitTexts(*module, run)))
    return failure();
  return run;
}

Run anemone::bench::medianOf(ArrayRef<Run> runs) {
  Run result = runs.back();
  for (auto [index, phase] : llvm::enumerate(result.phases)) {
    phase.milliseconds = median(runs, index, &PhaseRun::milliseconds);
    phase.cpuMilliseconds = median(runs, index, &PhaseRun::cpuMilliseconds);
  }
  return result;
}
