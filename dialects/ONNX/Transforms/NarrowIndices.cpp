//===- NarrowIndices.cpp - From i64 to i32 --------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The engine's programs have no tensors of i64, so indices and shapes are i32
// from import on, and foreign IR becomes so here. Types change everywhere at
// once, in functions and globals alike.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Transforms/NarrowIndices.h"
#include "dialects/ONNX/IR/MiscOps.h"
#include "dialects/ONNX/IR/TensorOps.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace anemone::onnx;

static bool holdsI64(Type type) {
  auto tensor = dyn_cast<TensorType>(type);
  return tensor && tensor.getElementType().isSignlessInteger(64);
}

static Type narrow(Type type) {
  if (!holdsI64(type))
    return type;
  return cast<TensorType>(type).clone(IntegerType::get(type.getContext(), 32));
}

/// Whether every use of a value is a bound of a Slice, which is clamped to the
/// extent: exporters write the largest i64 for "to the end".
static bool onlyBoundsSlices(Operation *op) {
  return op->getNumResults() == 1 && llvm::all_of(op->getUses(), [](OpOperand &use) {
           return isa<SliceOp>(use.getOwner()) &&
                  (use.getOperandNumber() == 1 || use.getOperandNumber() == 2);
         });
}

/// The same elements in i32. Reports the first that does not fit at `op`.
static FailureOr<ElementsAttr> narrowElements(Operation *op, ElementsAttr elements, bool clamp) {
  auto values = elements.tryGetValues<APInt>();
  if (!values)
    return op->emitOpError("holds i64 elements that cannot be read: write them as dense<...>");
  SmallVector<int32_t> result;
  for (const APInt &value : *values) {
    int64_t wide = value.getSExtValue();
    if (!llvm::isInt<32>(wide) && !clamp)
      return op->emitOpError() << "holds " << wide
                               << ", which does not fit the i32 that indices have";
    result.push_back(static_cast<int32_t>(std::clamp<int64_t>(wide, INT32_MIN, INT32_MAX)));
  }
  auto type = cast<RankedTensorType>(narrow(elements.getType()));
  return ElementsAttr(DenseElementsAttr::get(type, ArrayRef(result)));
}

namespace {

/// Retypes one operation after the other, and knows whether there was anything to retype.
class Narrower {
public:
  LogicalResult narrowAttributes(Operation *op);
  void narrowTypes(Operation *op);
  bool changed = false;

private:
  void set(Operation *op, StringAttr name, Attribute value) {
    op->setAttr(name, value);
    changed = true;
  }
  void narrowValue(Value value) {
    if (!holdsI64(value.getType()))
      return;
    value.setType(narrow(value.getType()));
    changed = true;
  }
};

} // namespace

/// Narrows the attributes of an operation that hold i64 tensors or their type.
LogicalResult Narrower::narrowAttributes(Operation *op) {
  for (NamedAttribute attribute : op->getAttrDictionary()) {
    if (auto elements = dyn_cast<ElementsAttr>(attribute.getValue())) {
      if (!holdsI64(elements.getType()))
        continue;
      bool clamp = isa<ConstantOp>(op) && onlyBoundsSlices(op);
      FailureOr<ElementsAttr> narrowed = narrowElements(op, elements, clamp);
      if (failed(narrowed))
        return failure();
      set(op, attribute.getName(), *narrowed);
    } else if (auto typed = dyn_cast<TypedAttr>(attribute.getValue())) {
      if (holdsI64(typed.getType()))
        return op->emitOpError() << "keeps i64 elements outside of the module, in " << typed;
    } else if (auto type = dyn_cast<TypeAttr>(attribute.getValue())) {
      if (holdsI64(type.getValue()))
        set(op, attribute.getName(), TypeAttr::get(narrow(type.getValue())));
    }
  }
  if (auto cast = dyn_cast<CastOp>(op); cast && cast.getTo().isSignlessInteger(64)) {
    cast.setTo(IntegerType::get(op->getContext(), 32));
    changed = true;
  }
  return success();
}

void Narrower::narrowTypes(Operation *op) {
  for (OpResult result : op->getResults())
    narrowValue(result);
  for (Region &region : op->getRegions())
    for (Block &block : region)
      for (BlockArgument argument : block.getArguments())
        narrowValue(argument);
  auto function = dyn_cast<FunctionOpInterface>(op);
  if (!function)
    return;
  SmallVector<Type> inputs = llvm::map_to_vector(function.getArgumentTypes(), narrow);
  SmallVector<Type> results = llvm::map_to_vector(function.getResultTypes(), narrow);
  Type type = function.cloneTypeWith(inputs, results);
  changed |= type != function.getFunctionType();
  function.setType(type);
}

FailureOr<bool> anemone::onnx::narrowIndices(ModuleOp module) {
  Narrower narrower;
  bool failedAny = false;
  module.walk([&](Operation *op) {
    failedAny |= failed(narrower.narrowAttributes(op));
    narrower.narrowTypes(op);
  });
  if (failedAny)
    return failure();
  return narrower.changed;
}
