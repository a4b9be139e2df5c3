//===- RewriteLegacy.cpp - Forms that are long gone -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most operators had the form of opset 7 from the beginning on. Of those that
// had not, the ones below are common enough in old models.
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Rewrites.h"

using namespace mlir;
using namespace anemone;

/// Operands of different shapes had to be announced by `broadcast`. The second
/// one was aligned with the end of the first, as today, or began at `axis`.
LogicalResult anemone::rewriteBroadcast(NodeBuilder &node) {
  auto axis = node.takeInt("axis");
  bool broadcasts = node.takeInt("broadcast").value_or(0) != 0;
  if (!broadcasts || !axis || !node.operand(0) || !node.operand(1))
    return success();
  auto first = dyn_cast<RankedTensorType>(node.operand(0).getType());
  auto second = dyn_cast<RankedTensorType>(node.operand(1).getType());
  if (!first || !second)
    return node.error() << "broadcasts from axis " << *axis << " on, but the ranks are unknown";
  int64_t begin = *axis < 0 ? *axis + first.getRank() : *axis, end = begin + second.getRank();
  if (begin < 0 || end > first.getRank())
    return node.error() << "broadcasts " << second.getRank() << " axes from axis " << *axis
                        << " on, but its first operand has " << first.getRank();
  auto behind = llvm::to_vector(
      llvm::seq<int64_t>(second.getRank(), second.getRank() + first.getRank() - end));
  Value aligned = behind.empty() ? node.operand(1)
                                 : node.create("Unsqueeze", {node.operand(1), node.ints(behind)});
  if (!aligned)
    return failure();
  node.setOperand(1, aligned);
  return success();
}

LogicalResult anemone::rewriteConcat(NodeBuilder &node) {
  node.setInt("axis", node.takeInt("axis").value_or(1));
  return success();
}

LogicalResult anemone::rewriteReshape(NodeBuilder &node) {
  if (auto shape = node.takeInts("shape"))
    node.setOperand(1, node.ints(*shape));
  return success();
}

/// It was renamed when ScatterND came.
LogicalResult anemone::rewriteScatter(NodeBuilder &node) {
  node.opType = "ScatterElements";
  return success();
}

LogicalResult anemone::refuseOldForm(NodeBuilder &node) {
  return node.error()
         << "has a form that was given up before opset 7; export the model for a newer opset";
}
