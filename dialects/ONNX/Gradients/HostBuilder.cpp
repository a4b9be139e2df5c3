//===- HostBuilder.cpp - Operations of training that run on the host ------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/Gradients/HostBuilder.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace anemone::onnx;

HostBuilder::HostBuilder(const OpBuilder &at, Location loc, StringRef reason, StringRef group)
    : PlainBuilder(at, loc) {
  keepOnHost(reason);
  marker.group = builder.getStringAttr(group);
  builder.setListener(&marker);
}

void HostBuilder::Marker::notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) {
  if (!op->hasTrait<OpTrait::ConstantLike>())
    op->setAttr(kGroupAttr, group);
}

Value HostBuilder::maxOfLast(Value x) {
  return create<ReduceMaxOp>(x, ints(rankOf(x) - 1), int64_t(1), int64_t(0));
}

Value HostBuilder::total(Value x) { return sum(x, llvm::to_vector(llvm::seq<int64_t>(rankOf(x)))); }

Value HostBuilder::toFloat(Value truths) {
  return create<CastOp>(truths, int64_t(1), Type(builder.getF32Type()));
}

Value HostBuilder::count(Value truths) { return total(toFloat(truths)); }

Value HostBuilder::load(ml_program::GlobalOp global) {
  return ml_program::GlobalLoadOp::create(builder, loc, global.getType(),
                                          SymbolRefAttr::get(global.getSymNameAttr()));
}

void HostBuilder::store(ml_program::GlobalOp global, Value value) {
  ml_program::GlobalStoreOp::create(builder, loc, SymbolRefAttr::get(global.getSymNameAttr()),
                                    value);
}
