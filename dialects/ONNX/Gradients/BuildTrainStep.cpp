//===- BuildTrainStep.cpp - From a model to its training ------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   @forward(%x) -> %y      =>      @forward(%x) -> %y
//                                   @evaluate(%x, %targets) -> %loss
//                                   @train_step(%x, %targets) -> %loss, counters
//                                   @update(%learning_rate, %microbatches) -> ...
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/DifferentiableOpInterface.h"
#include "dialects/ONNX/Gradients/Gradients.h"
#include "dialects/ONNX/Gradients/Passes.h"
#include "dialects/ONNX/Gradients/TrainStep.h"
#include "dialects/ONNX/IR/ONNX.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>

namespace anemone::onnx {
#define GEN_PASS_DEF_ONNXBUILDTRAINSTEP
#include "dialects/ONNX/Gradients/Passes.h.inc"
} // namespace anemone::onnx

using namespace mlir;
using namespace anemone::onnx;

namespace {

struct ONNXBuildTrainStepPass
    : anemone::onnx::impl::ONNXBuildTrainStepBase<ONNXBuildTrainStepPass> {
  using ONNXBuildTrainStepBase::ONNXBuildTrainStepBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    ONNXBuildTrainStepBase::getDependentDialects(registry);
    registerAdjoints(registry);
  }

  void runOnOperation() override {
    std::optional<TrainSettings> settings = readSettings();
    auto forward = getOperation().lookupSymbol<func::FuncOp>("forward");
    if (!settings || failed(checkModel(forward, *settings)))
      return signalPassFailure();
    TrainGlobals globals(forward, *settings);
    if (failed(globals.create()))
      return signalPassFailure();
    FailureOr<unsigned> clamped = buildTrainEntries(forward, *settings, globals);
    if (failed(clamped))
      return signalPassFailure();
    buildUpdateEntry(forward, *settings, globals);
    numTrained += globals.parameters.size();
    numClamped += *clamped;
  }

private:
  std::optional<TrainSettings> readSettings();
  bool readScale(TrainSettings &settings);
  bool checkNumbers();
  LogicalResult checkModel(func::FuncOp forward, const TrainSettings &settings);
};

} // namespace

bool ONNXBuildTrainStepPass::readScale(TrainSettings &settings) {
  settings.dynamicScale = lossScale == "dynamic";
  settings.scale = initialScale;
  if (settings.dynamicScale || (llvm::to_float(lossScale, settings.scale) && settings.scale > 0))
    return true;
  getOperation().emitError("has no loss scale '")
      << lossScale << "': expected dynamic or a positive number";
  return false;
}

/// Reports each number that no training could use.
bool ONNXBuildTrainStepPass::checkNumbers() {
  bool sound = true;
  auto require = [&](bool holds, StringRef name, double value, StringRef expected) {
    if (!holds)
      getOperation().emitError("has ") << name << "=" << value << ", expected " << expected;
    sound &= holds;
  };
  auto isShare = [](double value) { return value >= 0 && value < 1; };
  auto isAmount = [](double value) { return value >= 0 && std::isfinite(value); };
  require(isShare(momentum), "momentum", momentum, "at least 0 and less than 1");
  require(isShare(beta1), "beta1", beta1, "at least 0 and less than 1");
  require(isShare(beta2), "beta2", beta2, "at least 0 and less than 1");
  require(epsilon > 0 && epsilon < 1, "epsilon", epsilon, "more than 0 and less than 1");
  require(isAmount(weightDecay), "weight-decay", weightDecay, "at least 0");
  require(isAmount(clipNorm), "clip-norm", clipNorm, "at least 0");
  require(initialScale > 0 && isAmount(initialScale), "initial-scale", initialScale, "more than 0");
  require(growthInterval > 0, "growth-interval", double(growthInterval), "at least 1");
  return sound;
}

/// All that is wrong is said at once.
std::optional<TrainSettings> ONNXBuildTrainStepPass::readSettings() {
  TrainSettings settings;
  std::optional<LossKind> foundLoss = findLoss(loss);
  std::optional<OptimizerKind> foundOptimizer = findOptimizer(optimizer);
  if (!foundLoss)
    getOperation().emitError("knows no loss '") << loss << "'; the losses are " << lossNames();
  if (!foundOptimizer)
    getOperation().emitError("knows no optimizer '")
        << optimizer << "'; the optimizers are " << optimizerNames();
  bool isSound = readScale(settings) & checkNumbers();
  if (!isSound || !foundLoss || !foundOptimizer)
    return std::nullopt;
  settings.loss = *foundLoss;
  settings.optimizer = {*foundOptimizer, momentum, beta1, beta2, epsilon, weightDecay};
  settings.noDecay = llvm::to_vector_of<std::string>(noDecay);
  settings.freeze = llvm::to_vector_of<std::string>(freeze);
  settings.clipNorm = clipNorm;
  settings.growthInterval = growthInterval;
  settings.clamp = clamp;
  return settings;
}

LogicalResult ONNXBuildTrainStepPass::checkModel(func::FuncOp forward,
                                                 const TrainSettings &settings) {
  if (!forward || forward.isExternal() || !forward.getBody().hasOneBlock())
    return getOperation().emitError("has no function @forward with a body of one block to train");
  for (StringRef name : {"evaluate", "train_step", "update"})
    if (getOperation().lookupSymbol(name))
      return getOperation().emitError("has a symbol @")
             << name << " already: it is a training step, or the name is taken";
  Operation *end = forward.front().getTerminator();
  if (end->getNumOperands() == 0 || !isDifferentiable(end->getOperand(0)))
    return forward.emitOpError("has no first result of floats, from which the loss is computed");
  auto type = cast<RankedTensorType>(end->getOperand(0).getType());
  if (settings.loss == LossKind::ModelOutput && type.getNumElements() != 1)
    return forward.emitOpError("gives ")
           << type
           << " where loss=output expects one number: name another loss, or let the model give it";
  if (settings.loss == LossKind::SoftmaxCrossEntropy && type.getRank() < 2)
    return forward.emitOpError("gives ")
           << type << ", and softmax-cross-entropy expects scores of the classes along a last axis";
  return success();
}
