//===- OptimizerOps.cpp - What updates parameters -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/OptimizerOps.h"
#include "dialects/ONNX/IR/InferUtils.h"

using namespace mlir;
using namespace anemone::onnx;

/// Checks (C2) and (C3).
static LogicalResult checkLists(InferSite site, ValueRange inputs, Value rate, size_t lists) {
  if (inputs.empty() || inputs.size() % lists != 0)
    return site.fail("(C2) expects " + Twine(lists) + " lists of tensors of one length, got " +
                     Twine(inputs.size()) + " tensors");
  size_t parameters = inputs.size() / lists;
  for (auto [index, input] : llvm::enumerate(inputs)) {
    Value parameter = inputs[index % parameters];
    if (!agree(parameter.getType(), input.getType()))
      return site.fail("(C3) expects tensors of one type for parameter " +
                       Twine(index % parameters) + ", got " + toString(parameter.getType()) +
                       " and " + toString(input.getType()));
  }
  for (Value parameter : inputs.take_front(parameters))
    if (failed(checkElementTypes(site, {rate, parameter}, "(C3)")))
      return failure();
  return success();
}

template <typename Adaptor>
static LogicalResult inferOptimizer(InferSite site, Adaptor adaptor, Types &types) {
  for (Value scalar : {adaptor.getR(), adaptor.getT()})
    if (MaybeShape shape = shapeOf(scalar); shape && !holdsOneElement(*shape))
      return site.fail("(C1) expects R and T of one element, got " + toString(shape));
  ValueRange inputs = adaptor.getInputs();
  // Parameters, gradients, and what the optimizer keeps of them.
  size_t lists = std::is_same_v<Adaptor, AdamOp::Adaptor> ? 4 : 3;
  if (failed(checkLists(site, inputs, adaptor.getR(), lists)))
    return failure();
  if constexpr (std::is_same_v<Adaptor, MomentumOp::Adaptor>)
    if (!llvm::is_contained({"standard", "nesterov"}, adaptor.getMode()))
      return site.fail("(C4) expects mode to be standard or nesterov, got " + adaptor.getMode());
  size_t parameters = inputs.size() / lists;
  for (auto [index, input] : llvm::enumerate(inputs))
    if (index / parameters != 1) // but the gradients
      types.push_back(input.getType());
  return success();
}

#define GET_OP_CLASSES
#include "dialects/ONNX/IR/OptimizerOps.cpp.inc"

void ONNXDialect::addOptimizerOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/ONNX/IR/OptimizerOps.cpp.inc"
      >();
}
