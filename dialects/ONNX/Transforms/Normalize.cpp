//===- Normalize.cpp - Foreign IR in the importer's form ------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Implements onnx-normalize. Everything after it may rely on what the importer
// writes: ONNX's names, i32 indices, parameters in globals.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/MiscOps.h"
#include "dialects/ONNX/IR/NNOps.h"
#include "dialects/ONNX/IR/ShapeOps.h"
#include "dialects/ONNX/IR/TensorOps.h"
#include "dialects/ONNX/Transforms/NarrowIndices.h"
#include "dialects/ONNX/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/SetVector.h"

namespace anemone::onnx {
#define GEN_PASS_DEF_ONNXNORMALIZE
#include "dialects/ONNX/Transforms/Passes.h.inc"
} // namespace anemone::onnx

using namespace mlir;
using namespace anemone::onnx;

/// Replaces an operation by one of another name with the same operands, results
/// and attributes.
template <typename Op> static void rename(Operation *op) {
  OpBuilder builder(op);
  OperationState state(op->getLoc(), Op::getOperationName(), op->getOperands(),
                       op->getResultTypes(), op->getAttrs());
  op->replaceAllUsesWith(builder.create(state)->getResults());
  op->erase();
}

/// Gives the operations of foreign IR the names that they have here. Returns whether there were
/// any.
static bool renameOperations(ModuleOp module) {
  bool changed = false;
  module.walk([&](Operation *op) {
    bool isForeign = true;
    if (isa<EntryPointOp>(op))
      op->erase();
    else if (isa<ReturnOp>(op))
      rename<func::ReturnOp>(op);
    else if (isa<MaxPoolSingleOutOp>(op))
      rename<MaxPoolOp>(op);
    else if (isa<BatchNormalizationInferenceModeOp>(op))
      rename<BatchNormalizationOp>(op);
    else
      isForeign = false;
    changed |= isForeign;
  });
  return changed;
}

/// The name that a location gives an operation; "weight" where it gives none.
static std::string symbolFor(Operation *op) {
  if (auto name = op->getAttrOfType<StringAttr>("onnx_node_name"))
    return name.str();
  if (auto name = op->getLoc()->findInstanceOf<NameLoc>(); name && !name.getName().empty())
    return name.getName().str();
  return "weight";
}

/// Makes a constant of several floats a parameter.
static void moveToGlobal(ConstantOp op, SymbolTable &symbols) {
  OpBuilder detached(op.getContext()), builder(op);
  auto global = ml_program::GlobalOp::create(detached, op.getLoc(), symbolFor(op), op.getType(),
                                             /*is_mutable=*/false, op.getValueAttr(),
                                             builder.getStringAttr("private"));
  symbols.insert(global, symbols.getOp()->getRegion(0).front().begin());
  auto reference = SymbolRefAttr::get(global.getSymNameAttr());
  Value load = ml_program::GlobalLoadConstOp::create(builder, op.getLoc(), op.getType(), reference);
  op.replaceAllUsesWith(load);
  op.erase();
}

/// The operands that shapes are computed from.
static OperandRange shapeOperands(Operation *op) {
  if (isa<ConstantOfShapeOp, RangeOp>(op))
    return op->getOperands();
  if (isa<ExpandOp, PadOp, ReshapeOp, ResizeOp, SliceOp, TileOp>(op))
    return op->getOperands().drop_front();
  return op->getOperands().drop_front(op->getNumOperands());
}

/// What shapes are computed by. Constants among it have to fold, so they are no parameters.
static llvm::SetVector<Operation *> shapeArithmetic(ModuleOp module) {
  llvm::SetVector<Operation *> found;
  auto collect = [&](ValueRange operands) {
    for (Value operand : operands)
      if (Operation *source = operand.getDefiningOp())
        found.insert(source);
  };
  module.walk([&](Operation *op) { collect(shapeOperands(op)); });
  for (size_t next = 0; next < found.size(); ++next)
    if (!isa<ShapeOp, SizeOp>(found[next]))
      collect(found[next]->getOperands());
  return found;
}

/// Returns whether there were any.
static bool moveParameters(ModuleOp module) {
  SymbolTable symbols(module);
  llvm::SetVector<Operation *> arithmetic = shapeArithmetic(module);
  SmallVector<ConstantOp> parameters;
  module.walk([&](ConstantOp op) {
    auto type = dyn_cast<RankedTensorType>(op.getType());
    if (type && isa<FloatType>(type.getElementType()) && type.getNumElements() > 1 &&
        !arithmetic.contains(op))
      parameters.push_back(op);
  });
  for (ConstantOp op : llvm::reverse(parameters))
    moveToGlobal(op, symbols);
  return !parameters.empty();
}

namespace {

struct NormalizePass : anemone::onnx::impl::ONNXNormalizeBase<NormalizePass> {
  using ONNXNormalizeBase::ONNXNormalizeBase;

  void runOnOperation() override {
    bool renamed = renameOperations(getOperation());
    FailureOr<bool> narrowed = narrowIndices(getOperation());
    if (failed(narrowed))
      return signalPassFailure();
    bool moved = moveParameters(getOperation());
    if (!renamed && !*narrowed && !moved)
      markAllAnalysesPreserved();
  }
};

} // namespace
