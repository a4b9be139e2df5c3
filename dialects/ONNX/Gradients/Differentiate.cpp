//===- Differentiate.cpp - @backward from @forward ------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The gradients are built in the body of the new function as if it saw the
// values of the forward function. What it reads of them then becomes its
// arguments, and results of the forward function:
//
//   @forward(%x) -> %y                @forward(%x) -> %y, %r
//     %r = f(%x)                 =>     %r = f(%x)
//     %y = g(%r)                        %y = g(%r)
//                                     @backward(%y.grad, %x, %r) -> %w.grad
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/DifferentiableOpInterface.h"
#include "dialects/ONNX/Gradients/Gradients.h"
#include "dialects/ONNX/Gradients/Passes.h"
#include "dialects/ONNX/Gradients/Residuals.h"
#include "dialects/ONNX/IR/ONNX.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/StringExtras.h"

namespace anemone::onnx {
#define GEN_PASS_DEF_ONNXDIFFERENTIATE
#include "dialects/ONNX/Gradients/Passes.h.inc"
} // namespace anemone::onnx

using namespace mlir;
using namespace anemone::onnx;

namespace {

constexpr StringLiteral kName = "onnx.name";

/// A value of the forward function under the name that users know.
struct Named {
  std::string name;
  Value value;
};

class BackwardBuilder {
public:
  explicit BackwardBuilder(func::FuncOp forward) : forward(forward) {}

  LogicalResult build(ArrayRef<std::string> wrt, bool recompute);
  Residuals residuals;

private:
  FailureOr<SmallVector<Named>> chooseInputs(ArrayRef<std::string> names);
  void mergeLoads();
  SmallVector<Named> candidates();
  std::string resultName(unsigned index);
  std::string nameOf(Value value);
  LogicalResult buildBody(ArrayRef<Named> inputs);
  void removeDeadCode();
  void bindResiduals();
  void addArgument(Value forwardValue, StringRef name);

  func::FuncOp forward, backward;
};

} // namespace

static std::string attributeName(DictionaryAttr attributes, const Twine &fallback) {
  auto name = attributes ? attributes.getAs<StringAttr>(kName) : StringAttr();
  return name ? name.str() : fallback.str();
}

std::string BackwardBuilder::resultName(unsigned index) {
  return attributeName(forward.getResultAttrDict(index), "output" + Twine(index));
}

/// Inputs and results have names; a residual is called by its number.
std::string BackwardBuilder::nameOf(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value))
    return attributeName(forward.getArgAttrDict(argument.getArgNumber()),
                         "input" + Twine(argument.getArgNumber()));
  Operation *end = forward.front().getTerminator();
  for (auto [index, result] : llvm::enumerate(end->getOperands()))
    if (result == value)
      return resultName(index);
  return "";
}

/// A parameter that is read several times has one gradient.
void BackwardBuilder::mergeLoads() {
  llvm::DenseMap<Attribute, ml_program::GlobalLoadOp> first;
  for (auto load : llvm::make_early_inc_range(forward.getOps<ml_program::GlobalLoadOp>())) {
    auto [it, isNew] = first.insert({load.getGlobal(), load});
    if (isNew)
      continue;
    load.replaceAllUsesWith(it->second.getResult());
    load.erase();
  }
}

/// What can be asked for: inputs and parameters.
SmallVector<Named> BackwardBuilder::candidates() {
  SmallVector<Named> found;
  for (BlockArgument argument : forward.getArguments())
    if (isDifferentiable(argument))
      found.push_back({nameOf(argument), argument});
  for (auto load : forward.getOps<ml_program::GlobalLoadOp>())
    if (isDifferentiable(load.getResult()))
      found.push_back({load.getGlobal().getLeafReference().str(), load.getResult()});
  return found;
}

FailureOr<SmallVector<Named>> BackwardBuilder::chooseInputs(ArrayRef<std::string> names) {
  SmallVector<Named> all = candidates(), chosen;
  auto isParameter = [](const Named &each) { return !isa<BlockArgument>(each.value); };
  if (names.empty()) {
    bool anyParameter = llvm::any_of(all, isParameter);
    return llvm::filter_to_vector(
        all, [&](const Named &each) { return !anyParameter || isParameter(each); });
  }
  bool sound = true;
  for (const std::string &name : names) {
    auto it = llvm::find_if(all, [&](const Named &each) { return each.name == name; });
    if (it == all.end()) {
      sound = false;
      forward.emitOpError("has no input or mutable parameter of floats called '")
          << name << "', which 'wrt' names; those that it has are: "
          << llvm::join(llvm::map_range(all, [](const Named &each) { return each.name; }), ", ");
      continue;
    }
    chosen.push_back(*it);
  }
  if (!sound)
    return failure();
  return chosen;
}

/// The gradients of the results are the first arguments; the others follow when they are known.
LogicalResult BackwardBuilder::buildBody(ArrayRef<Named> inputs) {
  OpBuilder builder(forward->getContext());
  builder.setInsertionPointToEnd(backward.addEntryBlock());
  Operation *end = forward.front().getTerminator();
  SmallVector<Seed> seeds;
  unsigned next = 0;
  for (Value result : end->getOperands())
    if (isDifferentiable(result))
      seeds.push_back({result, backward.getArgument(next++)});
  auto operations =
      llvm::map_to_vector(forward.front().without_terminator(), [](Operation &op) { return &op; });
  auto wrt = llvm::map_to_vector(inputs, [](const Named &input) { return input.value; });
  FailureOr<SmallVector<Value>> gradients = buildGradients(builder, operations, seeds, wrt);
  if (failed(gradients))
    return failure();
  for (auto [gradient, value] : llvm::zip_equal(*gradients, wrt)) {
    auto type = cast<RankedTensorType>(value.getType());
    if (!gradient)
      gradient = ConstantOp::create(
          builder, value.getLoc(),
          DenseElementsAttr::get(type, builder.getZeroAttr(type.getElementType())));
  }
  func::ReturnOp::create(builder, forward.getLoc(), *gradients);
  return success();
}

void BackwardBuilder::removeDeadCode() {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(backward.front())))
    if (isOpTriviallyDead(&op))
      op.erase();
}

void BackwardBuilder::addArgument(Value forwardValue, StringRef name) {
  unsigned index = backward.getNumArguments();
  auto attributes = DictionaryAttr::get(
      backward->getContext(), NamedAttribute(StringAttr::get(backward->getContext(), kName),
                                             StringAttr::get(backward->getContext(), name)));
  (void)backward.insertArgument(index, forwardValue.getType(), attributes, forwardValue.getLoc());
}

/// Replaces what the body reads of the forward function by arguments and copies, and makes those of
/// its values that are no results yet results.
void BackwardBuilder::bindResiduals() {
  IRMapping mapping;
  unsigned kept = 0;
  Operation *end = forward.front().getTerminator();
  for (Value value : residuals.values) {
    std::string name = nameOf(value);
    if (name.empty()) {
      name = "residual" + std::to_string(kept++);
      unsigned index = forward.getNumResults();
      auto attributes = DictionaryAttr::get(
          forward->getContext(), NamedAttribute(StringAttr::get(forward->getContext(), kName),
                                                StringAttr::get(forward->getContext(), name)));
      (void)forward.insertResult(index, value.getType(), attributes);
      end->insertOperands(index, value);
    }
    addArgument(value, name);
    mapping.map(value, backward.getArguments().back());
  }
  OpBuilder builder = OpBuilder::atBlockBegin(&backward.front());
  for (Operation *op : residuals.copied)
    builder.clone(*op, mapping);
  backward.walk([&](Operation *op) {
    for (OpOperand &operand : op->getOpOperands())
      operand.set(mapping.lookupOrDefault(operand.get()));
  });
}

LogicalResult BackwardBuilder::build(ArrayRef<std::string> names, bool recompute) {
  mergeLoads();
  FailureOr<SmallVector<Named>> inputs = chooseInputs(names);
  if (failed(inputs))
    return failure();
  OpBuilder builder(forward->getContext());
  builder.setInsertionPointAfter(forward);
  SmallVector<Type> seeds, gradients;
  SmallVector<std::string> seedNames;
  for (auto [index, result] : llvm::enumerate(forward.front().getTerminator()->getOperands()))
    if (isDifferentiable(result)) {
      seeds.push_back(result.getType());
      seedNames.push_back(resultName(index) + ".grad");
    }
  for (const Named &input : *inputs)
    gradients.push_back(input.value.getType());
  backward = func::FuncOp::create(builder, forward.getLoc(), "backward",
                                  builder.getFunctionType(seeds, gradients));
  for (auto [index, name] : llvm::enumerate(seedNames))
    backward.setArgAttr(index, kName, builder.getStringAttr(name));
  for (auto [index, input] : llvm::enumerate(*inputs))
    backward.setResultAttr(index, kName, builder.getStringAttr(input.name + ".grad"));
  if (failed(buildBody(*inputs)))
    return failure();
  removeDeadCode();
  residuals = findResiduals(forward, backward, recompute);
  bindResiduals();
  return success();
}

namespace {

struct ONNXDifferentiatePass : anemone::onnx::impl::ONNXDifferentiateBase<ONNXDifferentiatePass> {
  using ONNXDifferentiateBase::ONNXDifferentiateBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    ONNXDifferentiateBase::getDependentDialects(registry);
    registerAdjoints(registry);
  }

  void runOnOperation() override {
    auto forward = getOperation().lookupSymbol<func::FuncOp>(function);
    if (!forward || !forward.getBody().hasOneBlock()) {
      getOperation().emitError("has no function @")
          << function << " with a body of one block, which 'function' names to be differentiated";
      return signalPassFailure();
    }
    if (getOperation().lookupSymbol("backward")) {
      getOperation().emitError("has a symbol @backward already: it was differentiated before");
      return signalPassFailure();
    }
    BackwardBuilder backward(forward);
    if (failed(backward.build(llvm::to_vector(wrt), recompute)))
      return signalPassFailure();
    numResiduals += backward.residuals.values.size();
    numRecomputed +=
        llvm::count_if(backward.residuals.copied, [](Operation *op) { return !isSource(op); });
  }
};

} // namespace
