//===- UpdateEntry.cpp - @update ------------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The norm of all gradients decides, with the count of those that were not
// finite, whether the step applies; then each parameter moves, in a program of
// its own.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/TrainStep.h"

using namespace mlir;
using namespace anemone::onnx;

namespace {

constexpr StringLiteral kUpdateReason = "parameters are updated in f32";

class UpdateEntry {
public:
  UpdateEntry(func::FuncOp forward, const TrainSettings &settings, const TrainGlobals &globals)
      : forward(forward), settings(settings), globals(globals), builder(forward) {}

  void build();

private:
  HostBuilder host(const Twine &group) {
    return HostBuilder(builder, forward.getLoc(), kUpdateReason, group.str());
  }
  void begin();
  Value sumOfSquares();
  void decide(Value squares);
  void advanceState(Value applies, HostBuilder &build);
  Value correction(double beta, Value count, HostBuilder &build);
  void update(const TrainedParameter &parameter);
  void finish();

  func::FuncOp forward, entry;
  const TrainSettings &settings;
  const TrainGlobals &globals;
  OpBuilder builder;
  llvm::SmallDenseMap<Operation *, Value> gradients;
  StepValues step;
  Value norm, skipped, lossScale;
};

} // namespace

void UpdateEntry::begin() {
  auto scalar = RankedTensorType::get({}, builder.getF32Type());
  entry = func::FuncOp::create(builder, forward.getLoc(), "update",
                               builder.getFunctionType({scalar, scalar}, {scalar, scalar, scalar}));
  entry.setArgAttrs(0, named(builder.getContext(), "learning_rate"));
  entry.setArgAttrs(1, named(builder.getContext(), "microbatches"));
  builder.setInsertionPointToEnd(entry.addEntryBlock());
  step.learningRate = entry.getArgument(0);
}

Value UpdateEntry::sumOfSquares() {
  SmallVector<Value> squares;
  for (const TrainedParameter &parameter : globals.parameters) {
    HostBuilder build = host(parameter.name() + ".norm");
    Value gradient = build.load(parameter.gradient);
    gradients[parameter.value] = gradient;
    squares.push_back(build.total(build.mul(gradient, gradient)));
  }
  HostBuilder build = host("state");
  Value sum = squares.front();
  for (Value square : ArrayRef(squares).drop_front())
    sum = build.add(sum, square);
  return sum;
}

/// 1 - beta ^ count
Value UpdateEntry::correction(double beta, Value count, HostBuilder &build) {
  Value power = build.exp(build.mul(count, std::log(beta)));
  return build.sub(build.scalar(1, count), power);
}

/// The counters after this step, and the loss scale of the next.
void UpdateEntry::advanceState(Value applies, HostBuilder &build) {
  const TrainState &state = globals.state;
  Value one = build.toFloat(applies);
  Value count = build.add(build.load(state.step), one);
  build.store(state.step, count);
  // A step that is skipped has corrections too, of which nothing is seen.
  Value atLeastOne = build.max(count, 1);
  step.correction1 = correction(settings.optimizer.beta1, atLeastOne, build);
  step.correction2 = correction(settings.optimizer.beta2, atLeastOne, build);
  build.store(state.keep, build.mul(one, 0));
  if (!settings.dynamicScale)
    return;
  Value good = build.mul(build.add(build.load(state.goodSteps), one), one);
  Value grows = build.greaterOrEqual(good, double(settings.growthInterval));
  Value zero = build.scalar(0, good);
  build.store(state.goodSteps, build.where(grows, zero, good));
  Value changed = build.where(grows, build.min(build.mul(lossScale, 2), 0x1p24), lossScale);
  Value halved = build.max(build.mul(lossScale, 0.5), 1);
  build.store(state.lossScale, build.where(applies, changed, halved));
}

void UpdateEntry::decide(Value squares) {
  HostBuilder build = host("state");
  lossScale = build.load(globals.state.lossScale);
  Value inverse = build.div(build.scalar(1, lossScale), build.mul(lossScale, entry.getArgument(1)));
  norm = build.mul(build.sqrt(squares), inverse);
  Value sanitized = build.load(globals.state.sanitized);
  // A comparison with what is no number does not hold.
  step.applies = build.conjunction(build.lessOrEqual(sanitized, 0), build.lessOrEqual(norm, 3e38));
  step.factor = inverse;
  if (settings.clipNorm > 0) {
    Value limit = build.scalar(settings.clipNorm, norm);
    step.factor = build.mul(inverse, build.min(build.div(limit, build.add(norm, 1e-6)), 1));
  }
  skipped = build.sub(build.scalar(1, norm), build.toFloat(step.applies));
  advanceState(step.applies, build);
}

void UpdateEntry::update(const TrainedParameter &parameter) {
  HostBuilder build = host(parameter.name() + ".update");
  SmallVector<ml_program::GlobalOp> places{parameter.value};
  llvm::append_range(places, parameter.state);
  SmallVector<Value> current;
  for (ml_program::GlobalOp place : places)
    current.push_back(build.load(place));
  SmallVector<Value> next = buildUpdate(settings.optimizer, parameter.decay, current,
                                        gradients.lookup(parameter.value), step, build);
  for (auto [place, value] : llvm::zip_equal(places, next))
    build.store(place, value);
}

void UpdateEntry::finish() {
  func::ReturnOp::create(builder, forward.getLoc(), ValueRange{norm, skipped, lossScale});
  for (auto [index, name] :
       llvm::enumerate(ArrayRef<StringRef>{"grad_norm", "skipped", "loss_scale"}))
    entry.setResultAttrs(index, named(builder.getContext(), name));
}

void UpdateEntry::build() {
  begin();
  decide(sumOfSquares());
  for (const TrainedParameter &parameter : globals.parameters)
    update(parameter);
  finish();
}

void anemone::onnx::buildUpdateEntry(func::FuncOp forward, const TrainSettings &settings,
                                     const TrainGlobals &globals) {
  UpdateEntry(forward, settings, globals).build();
}
