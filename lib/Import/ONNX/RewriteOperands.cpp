//===- RewriteOperands.cpp - Attributes that became operands --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Rewrites.h"

using namespace mlir;
using namespace anemone;

/// Squeeze, Unsqueeze and the reductions.
LogicalResult anemone::rewriteAxes(NodeBuilder &node) {
  auto axes = node.takeInts("axes");
  if (axes && !axes->empty())
    node.setOperand(1, node.ints(*axes));
  return success();
}

LogicalResult anemone::rewriteClip(NodeBuilder &node) {
  if (auto low = node.takeFloat("min"))
    node.setOperand(1, node.scalar(*low));
  if (auto high = node.takeFloat("max"))
    node.setOperand(2, node.scalar(*high));
  return success();
}

LogicalResult anemone::rewritePad(NodeBuilder &node) {
  if (auto pads = node.takeInts(node.opset < 2 ? "paddings" : "pads"))
    node.setOperand(1, node.ints(*pads));
  if (auto value = node.takeFloat("value"))
    node.setOperand(2, node.scalar(*value));
  return success();
}

LogicalResult anemone::rewriteSlice(NodeBuilder &node) {
  unsigned operand = 1;
  for (StringRef name : {"starts", "ends", "axes"}) {
    if (auto values = node.takeInts(name))
      node.setOperand(operand, node.ints(*values));
    ++operand;
  }
  return success();
}

/// The lengths were an attribute before opset 13; where they are absent, the
/// number of results says how many equal parts there are.
LogicalResult anemone::rewriteSplit(NodeBuilder &node) {
  constexpr int64_t lengthsAreOperandSince = 13;
  if (node.opset < lengthsAreOperandSince) {
    auto lengths = node.takeInts("split");
    if (lengths && !lengths->empty())
      node.setOperand(1, node.ints(*lengths));
  }
  auto parts = node.takeInt("num_outputs");
  if (!node.operand(1) || parts)
    node.setInt("num_outputs", parts.value_or(static_cast<int64_t>(node.outputCount())));
  return success();
}
