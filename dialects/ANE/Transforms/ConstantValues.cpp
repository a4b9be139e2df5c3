//===- ConstantValues.cpp - What is known when a program is compiled ------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/Transforms/ConstantValues.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace anemone::ane {

bool isWeight(Value value) {
  Operation *op = value.getDefiningOp();
  if (isa_and_nonnull<ConstexprAffineDequantizeOp, ConstexprBlockwiseShiftScaleOp>(op))
    return true;
  return isa_and_nonnull<ConstantOp>(op) && cast<RankedTensorType>(value.getType()).getRank() != 0;
}

bool isMadeOfConstants(Value value) {
  SetVector<Value> sources;
  sources.insert(value);
  for (size_t i = 0; i < sources.size(); ++i) {
    Operation *op = sources[i].getDefiningOp();
    if (!op)
      return false;
    sources.insert(op->operand_begin(), op->operand_end());
  }
  return true;
}

DenseFPElementsAttr getFloatElements(ConstantOp constant, const SymbolTable &symbols) {
  if (ElementsAttr literal = constant.getLiteral())
    return dyn_cast<DenseFPElementsAttr>(literal);
  auto global = symbols.lookup<ml_program::GlobalOp>(constant.getGlobal().getAttr());
  if (!global || !global.getValue() || global.getIsMutable()) // its value will be another one
    return nullptr;
  return dyn_cast<DenseFPElementsAttr>(*global.getValue());
}

} // namespace anemone::ane
