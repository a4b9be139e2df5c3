//===- Gradients.cpp - Derivatives of straight-line code ------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/Gradients.h"

#include "dialects/ONNX/Gradients/DifferentiableOpInterface.h"
#include "dialects/ONNX/IR/ONNX.h"
#include "llvm/ADT/DenseSet.h"

using namespace mlir;
using namespace anemone::onnx;

bool anemone::onnx::isDifferentiable(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  return type && isa<FloatType>(type.getElementType());
}

/// The scatter that `value` is, where it adds to nothing but zeros.
static ScatterNDOp scatterIntoZeros(Value value) {
  auto scatter = value.getDefiningOp<ScatterNDOp>();
  if (!scatter || scatter.getReduction() != "add")
    return nullptr;
  auto zeros = dyn_cast_or_null<SplatElementsAttr>(constantOf(scatter.getData()));
  return zeros && zeros.getSplatValue<APFloat>().isZero() ? scatter : nullptr;
}

Value anemone::onnx::addGradients(OpBuilder &builder, Value a, Value b) {
  ScatterNDOp scatter = scatterIntoZeros(b);
  if (!scatter && (scatter = scatterIntoZeros(a)))
    std::swap(a, b);
  if (!scatter)
    return AddOp::create(builder, b.getLoc(), a, b);
  return ScatterNDOp::create(builder, scatter.getLoc(), a, scatter.getIndices(),
                             scatter.getUpdates(), scatter.getReduction());
}

namespace {

class ReverseSweep {
public:
  ReverseSweep(OpBuilder &builder, ArrayRef<Operation *> operations, ValueRange wrt)
      : builder(builder), operations(operations), varying(wrt.begin(), wrt.end()) {}

  LogicalResult run(ArrayRef<Seed> seeds);
  Value gradientOf(Value value) const { return gradients.lookup(value); }

private:
  void markVarying();
  LogicalResult checkDerivatives(ArrayRef<Seed> seeds) const;
  bool varies(Value value) const { return varying.contains(value); }
  bool readsVarying(Operation *op) const {
    return llvm::any_of(op->getOperands(), [&](Value operand) { return varies(operand); });
  }
  LogicalResult visit(Operation *op);
  void add(Value value, Value gradient);

  OpBuilder &builder;
  ArrayRef<Operation *> operations;
  llvm::DenseSet<Value> varying; // what changes with the values in question
  llvm::DenseMap<Value, Value> gradients;
};

} // namespace

void ReverseSweep::markVarying() {
  for (Operation *op : operations)
    if (readsVarying(op))
      for (Value result : op->getResults())
        if (isDifferentiable(result))
          varying.insert(result);
}

/// Reports each operation without a derivative between what varies and the seeds. Nothing flows
/// through integers and Booleans, such as the condition of a Where.
LogicalResult ReverseSweep::checkDerivatives(ArrayRef<Seed> seeds) const {
  llvm::DenseSet<Value> reached;
  for (const Seed &seed : seeds)
    reached.insert(seed.value);
  bool sound = true;
  for (Operation *op : llvm::reverse(operations)) {
    bool matters = llvm::any_of(op->getResults(), [&](Value result) {
      return isDifferentiable(result) && reached.contains(result);
    });
    if (!matters || !readsVarying(op))
      continue;
    reached.insert(op->operand_begin(), op->operand_end());
    if (isa<DifferentiableOpInterface>(op))
      continue;
    op->emitOpError("has no derivative, and what is to be differentiated depends on it; ane-opt "
                    "--list-derivatives lists the operations that have one");
    sound = false;
  }
  return success(sound);
}

void ReverseSweep::add(Value value, Value gradient) {
  Value &sum = gradients[value];
  sum = sum ? addGradients(builder, sum, gradient) : gradient;
}

LogicalResult ReverseSweep::visit(Operation *op) {
  auto resultGrads =
      llvm::map_to_vector(op->getResults(), [&](Value result) { return gradients.lookup(result); });
  if (!readsVarying(op) || llvm::none_of(resultGrads, [](Value gradient) { return gradient; }))
    return success();
  SmallVector<Value> operandGrads(op->getNumOperands());
  auto differentiable = cast<DifferentiableOpInterface>(op);
  if (failed(differentiable.buildAdjoint(builder, resultGrads, operandGrads)))
    return failure();
  for (auto [operand, gradient] : llvm::zip_equal(op->getOperands(), operandGrads))
    if (gradient && varies(operand))
      add(operand, gradient);
  return success();
}

LogicalResult ReverseSweep::run(ArrayRef<Seed> seeds) {
  markVarying();
  if (failed(checkDerivatives(seeds)))
    return failure();
  for (const Seed &seed : seeds)
    add(seed.value, seed.gradient);
  bool sound = true;
  for (Operation *op : llvm::reverse(operations))
    sound &= succeeded(visit(op));
  return success(sound);
}

FailureOr<SmallVector<Value>> anemone::onnx::buildGradients(OpBuilder &builder,
                                                            ArrayRef<Operation *> operations,
                                                            ArrayRef<Seed> seeds, ValueRange wrt) {
  ReverseSweep sweep(builder, operations, wrt);
  if (failed(sweep.run(seeds)))
    return failure();
  return llvm::map_to_vector(wrt, [&](Value value) { return sweep.gradientOf(value); });
}
