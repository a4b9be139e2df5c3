//===- BlockLowering.cpp - One operation after the other ------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Conversion/ONNXToANE/BlockLowering.h"

using namespace mlir;
using namespace anemone;

namespace {

/// What a lowering has built, so that it can be taken back where the lowering refuses after all.
class Built : public OpBuilder::Listener {
public:
  void notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) override {
    operations.push_back(op);
  }
  void keep() { operations.clear(); }
  void takeBack() {
    for (Operation *op : llvm::reverse(operations))
      op->erase();
    operations.clear();
  }

private:
  SmallVector<Operation *> operations;
};

class BlockLowering {
public:
  BlockLowering(Block &block, const Lowerings &lowerings)
      : block(block), lowerings(lowerings), builder(block.getParentOp()->getContext(), &built) {}

  void run();

private:
  void lower(Operation *op);
  Value convertOperand(Value value);
  void replace(Operation *op);

  Block &block;
  const Lowerings &lowerings;
  Built built;
  OpBuilder builder;
  llvm::DenseMap<Value, Value> converted; // in the types of the program
  SmallVector<Operation *> lowered;
};

} // namespace

static Value castBehind(Value value, Type type) {
  OpBuilder builder(value.getContext());
  builder.setInsertionPointAfterValue(value);
  return UnrealizedConversionCastOp::create(builder, value.getLoc(), type, value).getResult(0);
}

/// What a value has become; a cast of it where the operation that gives it stays.
Value BlockLowering::convertOperand(Value value) {
  if (Value known = converted.lookup(value))
    return known;
  Type type = lowerings.convertType(value.getType());
  if (type == value.getType())
    return value;
  return converted[value] = castBehind(value, type);
}

void BlockLowering::lower(Operation *op) {
  const Lowering *lowering = lowerings.find(op->getName());
  if (!lowering)
    return;
  auto operands = llvm::map_to_vector<4>(op->getOperands(),
                                         [&](Value operand) { return convertOperand(operand); });
  builder.setInsertionPoint(op);
  EngineBuilder engine = lowerings.builderFor(builder, op);
  FailureOr<LoweredValues> results = (*lowering)(op, operands, engine);
  if (failed(results))
    return built.takeBack();
  built.keep();
  for (auto [old, value] : llvm::zip_equal(op->getResults(), *results))
    converted[old] = value;
  lowered.push_back(op);
}

/// Who still reads the operation stays, and knows the old types.
void BlockLowering::replace(Operation *op) {
  for (Value old : op->getResults())
    if (!old.use_empty()) {
      Value value = converted.lookup(old);
      old.replaceAllUsesWith(value.getType() == old.getType() ? value
                                                              : castBehind(value, old.getType()));
    }
  op->erase();
}

void BlockLowering::run() {
  for (Operation &op : llvm::make_early_inc_range(block))
    lower(&op);
  // Until here, lowerings could look at what operands were before.
  for (Operation *op : llvm::reverse(lowered))
    replace(op);
}

void anemone::lowerBlock(Block &block, const Lowerings &lowerings) {
  BlockLowering(block, lowerings).run();
}
