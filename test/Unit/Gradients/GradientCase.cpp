//===- GradientCase.cpp - Derived gradients beside differences ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/Unit/Gradients/GradientCase.h"

#include "dialects/ONNX/Gradients/Gradients.h"
#include "dialects/ONNX/Gradients/Passes.h"
#include "dialects/ONNX/IR/ONNX.h"
#include "dialects/ONNX/Transforms/Passes.h"
#include "lib/Conversion/ONNXToANE/Passes.h"
#include "lib/Conversion/ONNXToANE/Segments.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "test/Unit/Gradients/Draw.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace anemone;

namespace {

constexpr StringLiteral kName = "onnx.name";
constexpr double kTolerance = 1e-6;

std::string argumentName(func::FuncOp function, unsigned index) {
  return function.getArgAttrOfType<StringAttr>(index, kName).str();
}

std::string resultName(func::FuncOp function, unsigned index) {
  return function.getResultAttrOfType<StringAttr>(index, kName).str();
}

/// Gives everything that has no name one.
void nameInterface(func::FuncOp function) {
  Builder builder(function.getContext());
  for (unsigned index = 0; index < function.getNumArguments(); ++index)
    if (!function.getArgAttr(index, kName))
      function.setArgAttr(index, kName, builder.getStringAttr("input" + Twine(index)));
  for (unsigned index = 0; index < function.getNumResults(); ++index)
    if (!function.getResultAttr(index, kName))
      function.setResultAttr(index, kName, builder.getStringAttr("output" + Twine(index)));
}

/// What is asked for: inputs of floats and mutable parameters.
std::vector<std::string> differentiableInputs(func::FuncOp function) {
  std::vector<std::string> names;
  for (BlockArgument argument : function.getArguments())
    if (onnx::isDifferentiable(argument))
      names.push_back(argumentName(function, argument.getArgNumber()));
  for (auto load : function.getOps<ml_program::GlobalLoadOp>())
    if (std::string name = load.getGlobal().getLeafReference().str();
        !llvm::is_contained(names, name))
      names.push_back(name);
  return names;
}

/// Mutable parameters become arguments of their names, so that they can be perturbed.
void passParameters(func::FuncOp function) {
  Builder builder(function.getContext());
  for (auto load : llvm::make_early_inc_range(function.getOps<ml_program::GlobalLoadOp>())) {
    unsigned index = function.getNumArguments();
    auto attributes =
        builder.getDictionaryAttr(builder.getNamedAttr(kName, load.getGlobal().getLeafReference()));
    (void)function.insertArgument(index, load.getType(), attributes, load.getLoc());
    load.replaceAllUsesWith(function.getArgument(index));
    load.erase();
  }
}

/// Everything that is computed from an argument runs on the host, where it stays in f32.
void placeOnHost(func::FuncOp function) {
  auto reason = StringAttr::get(function.getContext(), "it is compared in fp64");
  for (Operation &op : function.front().without_terminator())
    if (!op.hasTrait<OpTrait::ConstantLike>() &&
        !isa<onnx::NoValueOp, ml_program::GlobalLoadConstOp>(op))
      op.setAttr(kHostAttr, reason);
}

void scaleResult(func::FuncOp function, StringRef name, double factor) {
  Operation *end = function.front().getTerminator();
  OpBuilder builder(end);
  for (OpOperand &operand : end->getOpOperands()) {
    if (resultName(function, operand.getOperandNumber()) != name)
      continue;
    auto type = RankedTensorType::get({}, getElementTypeOrSelf(operand.get().getType()));
    Value by = onnx::ConstantOp::create(
        builder, end->getLoc(),
        DenseElementsAttr::get(type, FloatAttr::get(type.getElementType(), factor)));
    operand.set(onnx::MulOp::create(builder, end->getLoc(), operand.get(), by));
  }
}

} // namespace

LogicalResult GradientCase::derive() {
  PassManager shapes(module.getContext());
  shapes.addPass(onnx::createONNXInferShapes());
  shapes.addPass(onnx::createONNXDecompose());
  if (failed(shapes.run(module)))
    return failure();
  forward = module.lookupSymbol<func::FuncOp>("forward");
  nameInterface(forward);
  wrt = differentiableInputs(forward);
  PassManager gradients(module.getContext());
  onnx::ONNXDifferentiateOptions differentiate;
  differentiate.wrt.assign(wrt.begin(), wrt.end());
  differentiate.recompute = options.recompute;
  gradients.addPass(onnx::createONNXDifferentiate(differentiate));
  if (failed(gradients.run(module)))
    return failure();
  backward = module.lookupSymbol<func::FuncOp>("backward");
  scaleResult(backward, options.scaled + ".grad", options.factor);
  nameInterface(forward); // residuals have names, but a result may have come without
  if (options.printIR)
    module.print(llvm::outs());
  return success();
}

LogicalResult GradientCase::canonicalize() {
  PassManager manager(module.getContext());
  manager.addPass(createCanonicalizerPass());
  return manager.run(module);
}

LogicalResult GradientCase::explainHost() {
  if (failed(derive()) || failed(canonicalize()))
    return failure();
  forward.erase();
  PassManager placement(module.getContext());
  placement.addPass(createANEPlaceOperations({.noHost = false, .keepOnHost = {}, .explain = true}));
  return placement.run(module);
}

LogicalResult GradientCase::lower() {
  if (failed(canonicalize()))
    return failure();
  for (func::FuncOp function : {forward, backward}) {
    passParameters(function);
    placeOnHost(function);
  }
  PassManager lowering(module.getContext());
  lowering.addPass(createConvertONNXToANE());
  return lowering.run(module);
}

LogicalResult GradientCase::prepare() {
  if (failed(derive()))
    return failure();
  drawInputs();
  if (failed(lower()))
    return failure();
  forwardRunner = std::make_unique<EntryRunner>(forward, parameters);
  backwardRunner = std::make_unique<EntryRunner>(backward, parameters);
  return success(succeeded(forwardRunner->plan()) && succeeded(backwardRunner->plan()));
}

/// Draws the inputs and the gradients of the results; parameters have the values that they begin
/// with.
void GradientCase::drawInputs() {
  Draw draw(options.seed);
  for (BlockArgument argument : forward.getArguments()) {
    unsigned index = argument.getArgNumber();
    values[argumentName(forward, index)] =
        draw.tensor(cast<RankedTensorType>(argument.getType()), forward.getArgAttrDict(index));
  }
  for (auto global : module.getOps<ml_program::GlobalOp>())
    if (FailureOr<Elements> elements = parameters.elementsOf(global); succeeded(elements))
      for (int64_t index = 0; index < elements->count; ++index)
        values[global.getSymName()].push_back(elementAsDouble(*elements, index));
  for (BlockArgument argument : backward.getArguments()) {
    std::string name = argumentName(backward, argument.getArgNumber());
    if (StringRef(name).ends_with(".grad"))
      values[name] = draw.tensor(cast<RankedTensorType>(argument.getType()), {});
  }
}

/// Runs on the values of the arguments' names.
FailureOr<std::vector<Numbers>> GradientCase::run(EntryRunner &runner, func::FuncOp function) {
  std::vector<Numbers> arguments;
  for (unsigned index = 0; index < function.getNumArguments(); ++index)
    arguments.push_back(values[argumentName(function, index)]);
  return runner.run(arguments);
}

/// How much the sum of the results, weighted with their gradients, changes with each element of
/// `input`.
FailureOr<Numbers> GradientCase::differences(StringRef input) {
  Numbers &numbers = values[input], slopes;
  for (double &number : numbers) {
    double middle = number, step = 1e-5;
    number = middle + step;
    auto above = run(*forwardRunner, forward);
    number = middle - step;
    auto below = run(*forwardRunner, forward);
    number = middle;
    if (failed(above) || failed(below))
      return failure();
    double change = 0;
    for (unsigned result = 0; result < forward.getNumResults(); ++result) {
      auto weights = values.find(resultName(forward, result) + ".grad");
      if (weights == values.end())
        continue;
      for (auto [a, b, weight] :
           llvm::zip_equal((*above)[result], (*below)[result], weights->second))
        change += (a - b) * weight;
    }
    slopes.push_back(change / (2 * step));
  }
  return slopes;
}

LogicalResult GradientCase::compare(raw_ostream &out) {
  FailureOr<std::vector<Numbers>> results = run(*forwardRunner, forward);
  if (failed(results))
    return failure();
  for (auto [index, numbers] : llvm::enumerate(*results))
    values[resultName(forward, index)] = numbers;
  FailureOr<std::vector<Numbers>> gradients = run(*backwardRunner, backward);
  if (failed(gradients))
    return failure();
  bool sound = true;
  for (auto [input, gradient] : llvm::zip_equal(wrt, *gradients)) {
    FailureOr<Numbers> expected = differences(input);
    if (failed(expected))
      return failure();
    double largest = 0, difference = 0;
    bool finite = true;
    for (auto [a, b] : llvm::zip_equal(gradient, *expected)) {
      finite &= std::isfinite(a) && std::isfinite(b);
      largest = std::max(largest, std::abs(b));
      difference = std::max(difference, std::abs(a - b));
    }
    bool same = finite && difference <= kTolerance * std::max(1.0, largest);
    sound &= same;
    out << llvm::formatv("  {0}: {1} by {2:e2} of {3:e2}{4}\n", input,
                         same ? "agrees, differs" : "DIFFERS", difference, largest,
                         finite ? "" : ", not finite");
  }
  return success(sound);
}
