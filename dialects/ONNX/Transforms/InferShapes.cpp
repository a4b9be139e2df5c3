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
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Transforms/FoldUtils.h"
#include "llvm/ADT/SmallBitVector.h"

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

/// For each value the dynamic inputs that it is computed from, one bit for each
/// argument of the function.
static DenseMap<Value, llvm::SmallBitVector> findSources(func::FuncOp function) {
  DenseMap<Value, llvm::SmallBitVector> sources;
  unsigned count = function.getNumArguments();
  for (BlockArgument argument : function.getArguments()) {
    llvm::SmallBitVector &own = sources.try_emplace(argument, count).first->second;
    own[argument.getArgNumber()] = isDynamic(argument.getType());
  }
  function.walk<WalkOrder::PreOrder>([&](Operation *op) {
    llvm::SmallBitVector all(count);
    for (Value operand : op->getOperands())
      if (auto found = sources.find(operand); found != sources.end())
        all |= found->second;
    for (Value result : op->getResults())
      sources.try_emplace(result, all);
  });
  return sources;
}

/// The options that pin the dynamic axes of an input, as in "--dim image:0=VALUE".
static std::string optionsFor(func::FuncOp function, BlockArgument input) {
  auto name = function.getArgAttrOfType<StringAttr>(input.getArgNumber(), "onnx.name");
  std::string text = name ? name.str() : "arg" + std::to_string(input.getArgNumber());
  auto type = dyn_cast<RankedTensorType>(input.getType());
  if (!type)
    return "a ranked type for input " + text;
  std::string options;
  for (auto [axis, extent] : llvm::enumerate(type.getShape()))
    if (ShapedType::isDynamic(extent))
      options +=
          (options.empty() ? "--dim " : " --dim ") + text + ":" + std::to_string(axis) + "=VALUE";
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

/// Adds to an error about `value` what is dynamic and what would pin it.
static void explain(func::FuncOp function, Value value, const llvm::SmallBitVector &inputs,
                    InFlightDiagnostic error) {
  error << value.getType() << ": " << axesOf(value.getType());
  if (inputs.none()) {
    error << "; the shape depends on values that are known only when the model runs, and needs a "
             "constant instead";
    return;
  }
  error << "; pin it with ";
  llvm::interleave(
      inputs.set_bits(),
      [&](unsigned input) { error << optionsFor(function, function.getArgument(input)); },
      [&] { error << " "; });
}

/// Reports each value of dynamic shape once. Fails if there is one.
static LogicalResult reportDynamic(func::FuncOp function) {
  DenseMap<Value, llvm::SmallBitVector> sources = findSources(function);
  bool failedAny = false;
  auto check = [&](Value value, function_ref<InFlightDiagnostic()> error) {
    if (!isDynamic(value.getType()))
      return;
    failedAny = true;
    explain(function, value, sources.lookup(value), error());
  };
  for (BlockArgument argument : function.getArguments())
    check(argument, [&] {
      return emitError(argument.getLoc())
             << "input " << argument.getArgNumber() << " has the type ";
    });
  function.walk([&](Operation *op) {
    for (OpResult result : op->getResults())
      check(result, [&] {
        return op->emitOpError() << "result " << result.getResultNumber() << " has the type ";
      });
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
    bool failedAny = false;
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.isExternal())
        continue;
      if (failed(inferFunction(function)) || (!allowDynamic && failed(reportDynamic(function))))
        failedAny = true;
    }
    if (failedAny)
      signalPassFailure();
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
