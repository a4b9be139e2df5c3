//===- ProgramLowering.cpp - Operations of onnx in one program ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/ONNXToANE/ProgramLowering.h"

#include "dialects/ONNX/IR/MiscOps.h"
#include "lib/Conversion/ONNXToANE/BlockLowering.h"
#include "lib/Conversion/ONNXToANE/Interface.h"
#include "mlir/Transforms/DialectConversion.h"

using namespace mlir;
using namespace anemone;

std::string ProgramLowering::reasonFor(Operation *op) const {
  std::string reason = lowerings.reasons().reasonFor(op);
  return reason.empty() ? "no lowering is known for this operation" : reason;
}

/// A value of another type in place of `value`, until conversion has changed its definition or its
/// uses.
static Value bridge(OpBuilder &builder, Value value, Type type) {
  if (value.getType() == type)
    return value;
  return UnrealizedConversionCastOp::create(builder, value.getLoc(), type, value).getResult(0);
}

//===--- Filling ---===//

/// Copies of a known operation and of all that it reads, once a program.
Value ProgramLowering::copyKnown(Value value, IRMapping &values, OpBuilder &builder) {
  if (Value copy = values.lookupOrNull(value))
    return copy;
  Operation *source = value.getDefiningOp();
  for (Value operand : source->getOperands())
    copyKnown(operand, values, builder);
  originals[builder.clone(*source, values)] = source;
  return values.lookup(value);
}

Value ProgramLowering::valueInside(Value value, const KnownOperations &known, IRMapping &values,
                                   OpBuilder &builder) {
  if (value.getDefiningOp() && known.isKnown(value))
    return copyKnown(value, values, builder);
  return values.lookupOrDefault(value);
}

void ProgramLowering::fill(const Segment &segment, const KnownOperations &known) {
  Block *body = &program.getBody().front();
  OpBuilder builder = OpBuilder::atBlockBegin(body);
  EngineBuilder engine = lowerings.builderFor(builder, program);
  IRMapping values;
  for (auto [source, target] : llvm::zip_equal(segment.inputs, body->getArguments())) {
    target.setLoc(source.getLoc());
    auto type = cast<RankedTensorType>(source.getType());
    values.map(source, bridge(builder, readArgument(target, type, engine), type));
  }
  for (Operation *op : segment.operations) {
    builder.setInsertionPointToEnd(body);
    for (OpOperand &operand : op->getOpOperands())
      operand.set(valueInside(operand.get(), known, values, builder));
    op->moveBefore(body, body->end());
  }
  builder.setInsertionPointToEnd(body);
  SmallVector<Value> results;
  for (Value output : segment.outputs) {
    Value result = valueInside(output, known, values, builder);
    results.push_back(bridge(builder, result, lowerings.convertType(result.getType())));
  }
  ane::ReturnOp::create(builder, program.getLoc(), results);
}

//===--- Converting ---===//

void ProgramLowering::convert() {
  lowerBlock(program.getBody().front(), lowerings);
  SmallVector<UnrealizedConversionCastOp> bridges(
      program.getBody().getOps<UnrealizedConversionCastOp>());
  reconcileUnrealizedCasts(bridges);
  mergeReshapes();
  eraseDead();
}

/// Reads through reshapes that a bridge hid from the builder, so that no value of a rank beyond the
/// engine's is left that is only passed on.
void ProgramLowering::mergeReshapes() {
  program.walk([](ane::ReshapeOp op) {
    while (auto before = op.getX().getDefiningOp<ane::ReshapeOp>())
      op.getXMutable().assign(before.getX());
    if (op.getX().getType() == op.getType())
      op.replaceAllUsesWith(op.getX());
  });
}

void ProgramLowering::eraseDead() {
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(program.getBody().front())))
    if (isOpTriviallyDead(&op))
      op.erase();
}

SmallVector<Operation *> ProgramLowering::remaining() {
  SmallVector<Operation *> result;
  for (Operation &op : program.getBody().front())
    if (!isa<ane::ANEDialect>(op.getDialect()) &&
        !isa<onnx::NoValueOp, UnrealizedConversionCastOp>(op))
      result.push_back(&op);
  return result;
}

LogicalResult ProgramLowering::reportRemaining() {
  SmallVector<Operation *> resisting = remaining();
  for (Operation *op : resisting) {
    std::string reason = reasonFor(op);
    auto onEngine = op->getAttrOfType<StringAttr>(kHostAttr);
    InFlightDiagnostic diagnostic = op->emitOpError("has no lowering to the engine: ");
    if (onEngine && onEngine.getValue() != reason)
      diagnostic << onEngine.getValue() << "; nor to the host: ";
    diagnostic << reason;
  }
  return success(resisting.empty());
}

void ProgramLowering::finishResults() {
  ane::ReturnOp end = program.getReturn();
  OpBuilder builder(end);
  EngineBuilder engine = lowerings.builderFor(builder, end);
  for (auto [operand, type] : llvm::zip_equal(end->getOpOperands(), program.getResultTypes()))
    operand.set(writeResult(operand.get(), cast<RankedTensorType>(type), engine));
  eraseDead();
}
