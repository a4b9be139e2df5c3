//===- InferShapes.cpp - Static shapes from operands and constants --------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Implements onnx-infer-shapes. Inference and folding alternate operation by
// operation: a shape that has become static makes the arithmetic on it constant,
// and that constant makes the next shape static.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/ONNXDialect.h"
#include "dialects/ONNX/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Iterators.h"
#include "mlir/IR/Threading.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Transforms/FoldUtils.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include <atomic>

namespace anemone::onnx {
#define GEN_PASS_DEF_ONNXINFERSHAPES
#include "dialects/ONNX/Transforms/Passes.h.inc"
} // namespace anemone::onnx

using namespace mlir;
using namespace anemone::onnx;

/// What two types that agree say together. The element type is that of `current`.
static Type meet(Type current, Type inferred) {
  auto from = dyn_cast<RankedTensorType>(inferred);
  auto tensor = dyn_cast<TensorType>(current);
  if (!from || !tensor)
    return current;
  SmallVector<int64_t> shape(from.getShape());
  if (tensor.hasRank())
    for (auto [extent, known] : llvm::zip_equal(shape, tensor.getShape()))
      extent = ShapedType::isDynamic(known) ? extent : known;
  return RankedTensorType::get(shape, tensor.getElementType());
}

static bool isDynamic(Type type) {
  auto tensor = dyn_cast<TensorType>(type);
  return tensor && !tensor.hasStaticShape();
}

//===----------------------------------------------------------------------===//
// Reports
//===----------------------------------------------------------------------===//

/// The values that are computed from an input of dynamic shape.
static DenseSet<Value> fromDynamicInputs(func::FuncOp function) {
  DenseSet<Value> values;
  for (BlockArgument argument : function.getArguments())
    if (isDynamic(argument.getType()))
      values.insert(argument);
  function.walk<WalkOrder::PreOrder>([&](Operation *op) {
    if (llvm::any_of(op->getOperands(), [&](Value operand) { return values.contains(operand); }))
      values.insert_range(op->getResults());
  });
  return values;
}

/// What an axis is called in the model: `onnx.dim_params = "0:batch,1:seq"`, as onnx-mlir writes
/// it; else its place, "image:0".
static std::string nameOfAxis(func::FuncOp function, BlockArgument input, StringRef inputName,
                              size_t axis) {
  std::string place = std::to_string(axis);
  auto named = function.getArgAttrOfType<StringAttr>(input.getArgNumber(), "onnx.dim_params");
  for (StringRef part : llvm::split(named ? named.getValue() : "", ',')) {
    auto [at, name] = part.split(':');
    if (at == place && !name.empty())
      return name.str();
  }
  return (inputName + ":" + place).str();
}

/// The options that pin the dynamic axes of an input, as in "--dim batch=VALUE"; those in `said`
/// are not repeated, and what is said is added.
static std::string optionsFor(func::FuncOp function, BlockArgument input, llvm::StringSet<> &said) {
  auto name = function.getArgAttrOfType<StringAttr>(input.getArgNumber(), "onnx.name");
  std::string text = name ? name.str() : "arg" + std::to_string(input.getArgNumber());
  auto type = dyn_cast<RankedTensorType>(input.getType());
  if (!type)
    return "a ranked type for input " + text;
  std::string options;
  for (auto [axis, extent] : llvm::enumerate(type.getShape())) {
    if (!ShapedType::isDynamic(extent))
      continue;
    std::string option = "--dim " + nameOfAxis(function, input, text, axis) + "=VALUE";
    if (said.insert(option).second)
      options += (options.empty() ? "" : " ") + option;
  }
  return options;
}

static std::string axesOf(Type type) {
  auto ranked = dyn_cast<RankedTensorType>(type);
  if (!ranked)
    return "its rank is not known";
  std::string axes;
  int64_t count = 0;
  for (auto [axis, extent] : llvm::enumerate(ranked.getShape()))
    if (ShapedType::isDynamic(extent))
      axes += (count++ ? ", " : "") + std::to_string(axis);
  return (count == 1 ? "axis " : "axes ") + axes + (count == 1 ? " stays" : " stay") + " dynamic";
}

/// Reports the open axes of each input, those of one name once.
static LogicalResult reportInputs(func::FuncOp function) {
  bool failedAny = false;
  llvm::StringSet<> said;
  for (BlockArgument argument : function.getArguments()) {
    if (!isDynamic(argument.getType()))
      continue;
    failedAny = true;
    if (std::string options = optionsFor(function, argument, said); !options.empty())
      emitError(argument.getLoc())
          << "input " << argument.getArgNumber() << " has the type " << argument.getType() << ": "
          << axesOf(argument.getType()) << "; pin it with " << options;
  }
  return failure(failedAny);
}

/// Reports each value of dynamic shape whose cause is not the open axis of an input. Fails if there
/// is one.
static LogicalResult reportDynamic(func::FuncOp function) {
  DenseSet<Value> explained = fromDynamicInputs(function);
  bool failedAny = failed(reportInputs(function));
  function.walk([&](Operation *op) {
    for (OpResult result : op->getResults()) {
      if (!isDynamic(result.getType()) || explained.contains(result))
        continue;
      failedAny = true;
      op->emitOpError() << "result " << result.getResultNumber() << " has the type "
                        << result.getType() << ": " << axesOf(result.getType())
                        << "; the shape depends on values that are known only when the model "
                           "runs, and needs a constant instead";
    }
  });
  return failure(failedAny);
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {

struct InferShapesPass : anemone::onnx::impl::ONNXInferShapesBase<InferShapesPass> {
  using ONNXInferShapesBase::ONNXInferShapesBase;

  void runOnOperation() override {
    SmallVector<func::FuncOp> functions(getOperation().getOps<func::FuncOp>());
    std::atomic<bool> failedAny = false;
    ParallelDiagnosticHandler diagnostics(&getContext()); // in the order of the functions
    parallelFor(&getContext(), 0, functions.size(), [&](size_t index) {
      diagnostics.setOrderIDForThread(index);
      if (failed(runOnFunction(functions[index])))
        failedAny = true;
      diagnostics.eraseOrderIDForThread();
    });
    if (failedAny)
      signalPassFailure();
  }

  LogicalResult runOnFunction(func::FuncOp function) {
    if (function.isExternal())
      return success();
    if (failed(inferFunction(function)))
      return failure();
    return allowDynamic ? success() : reportDynamic(function);
  }

  LogicalResult inferFunction(func::FuncOp function) {
    OperationFolder folder(&getContext());
    bool failedAny = false;
    SmallVector<Operation *> ops;
    function.walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (op->getDialect() && isa<ONNXDialect>(op->getDialect()))
        ops.push_back(op);
    });
    for (Operation *op : ops) {
      if (failed(refine(op)))
        failedAny = true;
      else if (succeeded(folder.tryToFold(op)))
        ++numFolded;
    }
    if (failedAny)
      return failure();
    eraseDead(function);
    updateSignature(function);
    return success();
  }

  /// Gives the results of `op` what it infers beside what they say already.
  LogicalResult refine(Operation *op) {
    if (!isa<InferTypeOpInterface>(op))
      return success();
    FailureOr<SmallVector<Type>> inferred = inferredTypes(op);
    if (failed(inferred))
      return failure();
    for (auto [result, type] : llvm::zip_equal(op->getResults(), *inferred)) {
      Type refined = meet(result.getType(), type);
      if (refined == result.getType())
        continue;
      result.setType(refined);
      ++numRefined;
    }
    return success();
  }

  static void eraseDead(func::FuncOp function) {
    function.walk<WalkOrder::PostOrder, ReverseIterator>([](Operation *op) {
      if (isOpTriviallyDead(op))
        op->erase();
    });
  }

  static void updateSignature(func::FuncOp function) {
    Operation *terminator = function.front().getTerminator();
    if (function.getBody().hasOneBlock() &&
        terminator->getNumOperands() == function.getNumResults())
      function.setType(FunctionType::get(function.getContext(), function.getArgumentTypes(),
                                         terminator->getOperandTypes()));
  }
};

} // namespace
