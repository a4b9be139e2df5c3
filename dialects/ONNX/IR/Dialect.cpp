//===- Dialect.cpp - The front dialect ------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/MiscOps.h"

using namespace mlir;
using namespace anemone::onnx;

#include "dialects/ONNX/IR/ONNXDialect.cpp.inc"

void ONNXDialect::initialize() {
  addMathOps();
  addActivationOps();
  addNNOps();
  addReductionOps();
  addFusedOps();
  addIndexOps();
  addLossOps();
  addOptimizerOps();
  addTensorOps();
  addShapeOps();
  addMiscOps();
}

Operation *ONNXDialect::materializeConstant(OpBuilder &builder, Attribute value, Type type,
                                            Location location) {
  if (isa<UnitAttr>(value) && isa<NoneType>(type))
    return NoValueOp::create(builder, location, type, UnitAttr());
  auto elements = dyn_cast<ElementsAttr>(value);
  if (!elements || elements.getType() != type)
    return nullptr;
  return ConstantOp::create(builder, location, elements);
}
