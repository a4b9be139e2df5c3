//===- TrainedParameters.cpp - What training keeps ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Gradients.h"
#include "dialects/ONNX/Gradients/TrainStep.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace anemone::onnx;
using ml_program::GlobalLoadConstOp;
using ml_program::GlobalLoadOp;
using ml_program::GlobalOp;

/// Whether a value is among the statistics of a normalization, which are measured, not trained.
static bool isStatistic(Value value) {
  return llvm::any_of(value.getUses(), [](OpOperand &use) {
    return isa<BatchNormalizationOp>(use.getOwner()) && use.getOperandNumber() >= 3;
  });
}

/// The mutable globals that the model reads. A model that has none, as models come, is trained as a
/// whole.
SmallVector<GlobalOp> TrainGlobals::chooseParameters() {
  llvm::SetVector<GlobalOp> mutables, others;
  for (Operation &op : forward.front()) {
    if (auto load = dyn_cast<GlobalLoadOp>(op))
      if (isDifferentiable(load.getResult()))
        mutables.insert(symbols.lookup<GlobalOp>(load.getGlobal().getLeafReference()));
    auto load = dyn_cast<GlobalLoadConstOp>(op);
    if (load && isDifferentiable(load.getResult()) && rankOf(load.getResult()) > 0 &&
        !isStatistic(load.getResult()))
      others.insert(symbols.lookup<GlobalOp>(load.getGlobal().getLeafReference()));
  }
  return mutables.empty() ? others.takeVector() : mutables.takeVector();
}

LogicalResult TrainGlobals::checkNames(ArrayRef<GlobalOp> known) {
  bool sound = true;
  auto check = [&](StringRef option, ArrayRef<std::string> names) {
    for (const std::string &name : names) {
      if (llvm::any_of(known, [&](GlobalOp global) { return global.getSymName() == name; }))
        continue;
      forward.emitOpError("has no parameter '")
          << name << "', which '" << option
          << "' names; parameters are globals of floats that it reads";
      sound = false;
    }
  };
  check("freeze", settings.freeze);
  check("no-decay", settings.noDecay);
  return success(sound);
}

/// Reads of a global by one operation become reads by another.
template <typename From, typename To>
static void replaceLoads(func::FuncOp forward, GlobalOp global) {
  for (auto load : llvm::make_early_inc_range(forward.getOps<From>())) {
    if (load.getGlobal().getLeafReference() != global.getSymName())
      continue;
    OpBuilder builder(load);
    auto changed = To::create(builder, load.getLoc(), load.getType(), load.getGlobal());
    load.replaceAllUsesWith(changed.getResult());
    load.erase();
  }
}

void TrainGlobals::makeMutable(GlobalOp global) {
  if (global.getIsMutable())
    return;
  global.setIsMutable(true);
  replaceLoads<GlobalLoadConstOp, GlobalLoadOp>(forward, global);
}

/// What is not trained does not change: it is a constant of the programs that read it.
void TrainGlobals::makeConstant(GlobalOp global) {
  if (!global.getIsMutable() || !global.getValue())
    return;
  global.setIsMutable(false);
  replaceLoads<GlobalLoadOp, GlobalLoadConstOp>(forward, global);
}

GlobalOp TrainGlobals::createGlobal(StringRef name, RankedTensorType type, double value,
                                    Location loc) {
  OpBuilder builder(forward);
  auto global =
      GlobalOp::create(builder, loc, name, type, /*is_mutable=*/true,
                       DenseElementsAttr::get(type, FloatAttr::get(type.getElementType(), value)),
                       builder.getStringAttr("private"));
  symbols.insert(global, Block::iterator(forward));
  return global;
}

void TrainGlobals::createState(GlobalOp global) {
  auto type = cast<RankedTensorType>(global.getType());
  auto name = [&](StringRef suffix) { return (global.getSymName() + suffix).str(); };
  TrainedParameter parameter;
  parameter.value = global;
  parameter.gradient = createGlobal(name(".grad"), type, 0, global.getLoc());
  for (StringRef suffix : stateSuffixes(settings.optimizer.kind, settings.optimizer.momentum))
    parameter.state.push_back(createGlobal(name(suffix), type, 0, global.getLoc()));
  bool decays = type.getRank() > 1 && !llvm::is_contained(settings.noDecay, global.getSymName());
  parameter.decay = decays ? settings.optimizer.weightDecay : 0;
  parameters.push_back(std::move(parameter));
}

LogicalResult TrainGlobals::create() {
  SmallVector<GlobalOp> chosen = chooseParameters();
  if (failed(checkNames(chosen)))
    return failure();
  auto isFrozen = [&](GlobalOp global) {
    return llvm::is_contained(settings.freeze, global.getSymName());
  };
  for (GlobalOp global : llvm::make_filter_range(chosen, isFrozen))
    makeConstant(global);
  llvm::erase_if(chosen, isFrozen);
  if (chosen.empty())
    return forward.emitOpError("reads no parameter of floats that could be trained");
  for (GlobalOp global : chosen) {
    makeMutable(global);
    createState(global);
  }
  auto scalar = RankedTensorType::get({}, Float32Type::get(forward->getContext()));
  auto create = [&](StringRef name, double value) {
    return createGlobal(("train." + name).str(), scalar, value, forward.getLoc());
  };
  state = {create("step", 0), create("loss_scale", settings.scale), create("good_steps", 0),
           create("keep", 0), create("sanitized", 0)};
  return success();
}
