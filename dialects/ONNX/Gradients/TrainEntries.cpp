//===- TrainEntries.cpp - @evaluate and @train_step -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Both begin with a copy of @forward. The loss follows; in @train_step also
// the gradients, which are added to the accumulators.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Gradients.h"
#include "dialects/ONNX/Gradients/TrainStep.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace anemone::onnx;
using ml_program::GlobalLoadOp;

namespace {

constexpr double kRootOfHalfMax = 256; // the smallest fp16 whose square is infinite

constexpr StringLiteral kLossReason = "the loss is computed in f32";
constexpr StringLiteral kAccumulateReason = "gradients are added up in f32";
constexpr StringLiteral kCountReason = "what guards the numbers is counted in f32";

/// One entry while it is built.
class TrainEntry {
public:
  TrainEntry(func::FuncOp forward, const TrainSettings &settings, const TrainGlobals &globals)
      : forward(forward), settings(settings), globals(globals) {}

  void begin(StringRef name);
  LogicalResult differentiate();
  void clampResiduals();
  void accumulate();
  void removeUnwantedGradients();
  void finish(ArrayRef<StringRef> names);
  void addLoss();

  SmallVector<Value> results;
  unsigned clamped = 0;

private:
  HostBuilder host(StringRef reason, const Twine &group) {
    return HostBuilder(builder, forward.getLoc(), reason, group.str());
  }
  Value countBeyondRange(Value gradient, HostBuilder &build) {
    return build.count(build.create<NotOp>(build.lessOrEqual(build.abs(gradient), kHalfMax)));
  }
  Value accumulateOne(const TrainedParameter &parameter, Value gradient, Value keep);
  Value clampOne(Value value, Value counted, double limit);

  func::FuncOp forward, entry;
  const TrainSettings &settings;
  const TrainGlobals &globals;
  OpBuilder builder{forward->getContext()};
  SmallVector<Operation *> operations; // of the forward pass
  Value output, targets;
  Value seedOverflow;           // elements of the loss's gradient that are beyond fp16
  SmallVector<Value> gradients; // of the parameters; null where nothing depends on one
};

} // namespace

/// Copies the forward pass; targets are one more argument.
void TrainEntry::begin(StringRef name) {
  builder.setInsertionPoint(forward);
  auto results = builder.getFunctionType(forward.getArgumentTypes(), {});
  entry = func::FuncOp::create(builder, forward.getLoc(), name, results);
  for (unsigned i = 0; i < forward.getNumArguments(); ++i)
    entry.setArgAttrs(i, forward.getArgAttrDict(i));
  Block *body = entry.addEntryBlock();
  builder.setInsertionPointToEnd(body);
  IRMapping mapping;
  mapping.map(forward.getArguments(), entry.getArguments());
  for (Operation &op : forward.front().without_terminator())
    operations.push_back(builder.clone(op, mapping));
  output = mapping.lookup(forward.front().getTerminator()->getOperand(0));
  auto type = cast<RankedTensorType>(output.getType());
  if (RankedTensorType wanted = targetType(settings.loss, type)) {
    (void)entry.insertArgument(entry.getNumArguments(), wanted,
                               named(forward->getContext(), "targets"), forward.getLoc());
    targets = entry.getArguments().back();
  }
}

void TrainEntry::addLoss() {
  HostBuilder build = host(kLossReason, "loss");
  results.push_back(buildLoss(settings.loss, output, targets, build));
}

/// What the host passes on to the engine stays in the range of fp16, so that a gradient of the loss
/// which leaves it could not be seen in what is made of it: it is counted here.
LogicalResult TrainEntry::differentiate() {
  Value seed;
  {
    HostBuilder build = host(kLossReason, "loss");
    seed = buildLossGradient(settings.loss, output, targets, build.load(globals.state.lossScale),
                             build);
    seedOverflow = countBeyondRange(seed, build);
  }
  SmallVector<Value> parameters;
  llvm::DenseMap<StringAttr, Value> loaded;
  for (Operation *op : operations)
    if (auto load = dyn_cast<GlobalLoadOp>(op))
      loaded.insert({load.getGlobal().getLeafReference(), load.getResult()});
  for (const TrainedParameter &parameter : globals.parameters)
    parameters.push_back(loaded.lookup(StringAttr::get(forward->getContext(), parameter.name())));
  FailureOr<SmallVector<Value>> built =
      buildGradients(builder, operations, Seed{output, seed}, parameters);
  if (failed(built))
    return failure();
  gradients = std::move(*built);
  return success();
}

/// Adjoints build the gradients of all operands; most of those of inputs nobody reads.
void TrainEntry::removeUnwantedGradients() {
  llvm::DenseSet<Operation *> isForward(operations.begin(), operations.end());
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(entry.front())))
    if (isOpTriviallyDead(&op) && !isForward.contains(&op) &&
        !llvm::is_contained(results, op.getResult(0)))
      op.erase();
}

/// Products and sums leave the range; what follows a product in a sum is looked at there.
static bool mayOverflow(Operation *op) {
  if (!isa<MatMulOp, GemmOp, ConvOp, ConvTransposeOp, AddOp>(op) ||
      !isDifferentiable(op->getResult(0)))
    return false;
  return !llvm::all_of(op->getUsers(), [](Operation *user) { return isa<AddOp>(user); });
}

/// Squares do from 256 on, long before what is squared does: a normalization would divide by an
/// infinity, and give zeros of which nothing is learned.
static bool isSquare(Operation *op) {
  auto product = dyn_cast<MulOp>(op);
  return product && product.getA() == product.getB() && isDifferentiable(product.getResult());
}

/// Clamps a value; counts the elements of `counted` whose magnitude is at least `limit`.
Value TrainEntry::clampOne(Value value, Value counted, double limit) {
  OpBuilder behind(value.getContext());
  behind.setInsertionPointAfterValue(value);
  PlainBuilder plain(behind, value.getLoc());
  Value least = plain.scalar(-kHalfMax, value), most = plain.scalar(kHalfMax, value);
  Value inside = plain.create<ClipOp>(value, least, most);
  value.replaceAllUsesExcept(inside, inside.getDefiningOp());
  HostBuilder build = host(kCountReason, "counters");
  ++clamped;
  return build.count(build.greaterOrEqual(build.abs(counted ? counted : inside), limit));
}

/// Clamps what the backward pass reads as well, and squares, of which it reads the root. Gradients
/// are left as they are: where a value was clamped, the derivative at the border serves.
void TrainEntry::clampResiduals() {
  llvm::DenseSet<Operation *> isForward(operations.begin(), operations.end());
  auto isResidual = [&](Operation *op) {
    return llvm::any_of(op->getUsers(), [&](Operation *user) { return !isForward.contains(user); });
  };
  SmallVector<Value> counts;
  for (Operation *op : operations)
    if (mayOverflow(op) && isResidual(op))
      counts.push_back(clampOne(op->getResult(0), {}, kHalfMax));
    else if (isSquare(op))
      counts.push_back(clampOne(op->getResult(0), op->getOperand(0), kRootOfHalfMax));
  HostBuilder build = host(kCountReason, "counters");
  Value sum = build.constant(DenseElementsAttr::get(RankedTensorType::get({}, builder.getF32Type()),
                                                    builder.getF32FloatAttr(0)));
  sum = build.create<IdentityOp>(sum);
  for (Value count : counts)
    sum = build.add(sum, count);
  results.push_back(sum);
}

/// Adds what is finite to the accumulator; gives the number of elements that were not.
Value TrainEntry::accumulateOne(const TrainedParameter &parameter, Value gradient, Value keep) {
  HostBuilder build = host(kAccumulateReason, parameter.name() + ".accumulate");
  Value isFinite = build.lessOrEqual(build.abs(gradient), kHalfMax);
  Value sound = build.where(isFinite, gradient, build.scalar(0, gradient));
  Value old = build.load(parameter.gradient);
  build.store(parameter.gradient, build.add(build.mul(old, keep), sound));
  return build.count(build.create<NotOp>(isFinite));
}

void TrainEntry::accumulate() {
  Value keep;
  {
    HostBuilder build = host(kAccumulateReason, "accumulate");
    keep = build.load(globals.state.keep);
  }
  SmallVector<Value> counts{seedOverflow};
  for (auto [parameter, gradient] : llvm::zip_equal(globals.parameters, gradients))
    if (gradient)
      counts.push_back(accumulateOne(parameter, gradient, keep));
  HostBuilder build = host(kAccumulateReason, "accumulate");
  Value sanitized = build.mul(build.load(globals.state.sanitized), keep);
  for (Value count : counts)
    sanitized = build.add(sanitized, count);
  build.store(globals.state.sanitized, sanitized);
  build.store(globals.state.keep, build.max(keep, 1));
  results.push_back(sanitized);
}

void TrainEntry::finish(ArrayRef<StringRef> names) {
  func::ReturnOp::create(builder, forward.getLoc(), results);
  auto types = llvm::map_to_vector(results, [](Value value) { return value.getType(); });
  entry.setFunctionType(builder.getFunctionType(entry.getArgumentTypes(), types));
  for (auto [index, name] : llvm::enumerate(names))
    entry.setResultAttrs(index, named(forward->getContext(), name));
}

FailureOr<unsigned> anemone::onnx::buildTrainEntries(func::FuncOp forward,
                                                     const TrainSettings &settings,
                                                     const TrainGlobals &globals) {
  TrainEntry evaluate(forward, settings, globals);
  evaluate.begin("evaluate");
  evaluate.addLoss();
  evaluate.finish({"loss"});

  TrainEntry step(forward, settings, globals);
  step.begin("train_step");
  step.addLoss();
  if (failed(step.differentiate()))
    return failure();
  step.accumulate();
  step.removeUnwantedGradients();
  SmallVector<StringRef> names{"loss", "sanitized"};
  if (settings.clamp) {
    step.clampResiduals();
    names.push_back("clamped");
  }
  step.finish(names);
  return step.clamped;
}
