//===- RewriteResize.cpp - Forms of resampling ----------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Upsample and the first Resize map output x to input x / scale. The nearest
// element is the one below when enlarging and the one above when shrinking, as
// the stored results of their test cases have it.
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/Utils.h"
#include "lib/Import/ONNX/Rewrites.h"

using namespace mlir;
using namespace anemone;

namespace {

/// Gives the node the operands and modes of the newest Resize.
LogicalResult makeAsymmetric(NodeBuilder &node, Value scales, StringRef nearestMode) {
  node.opType = "Resize";
  node.dropOperandsFrom(1);
  node.setOperand(2, scales);
  node.setString("coordinate_transformation_mode", "asymmetric");
  node.setString("nearest_mode", nearestMode);
  return success();
}

bool isEmpty(Value value) {
  auto type = value ? dyn_cast<RankedTensorType>(value.getType()) : RankedTensorType();
  return type && type.hasStaticShape() && type.getNumElements() == 0;
}

} // namespace

LogicalResult anemone::rewriteUpsampleAttribute(NodeBuilder &node) {
  auto scales = node.takeFloats("scales");
  if (!scales)
    return node.error() << "lacks the attribute 'scales'";
  return makeAsymmetric(node, node.floats(*scales), "floor");
}

LogicalResult anemone::rewriteUpsampleOperand(NodeBuilder &node) {
  return makeAsymmetric(node, node.operand(1), "floor");
}

LogicalResult anemone::rewriteResize10(NodeBuilder &node) {
  Value scales = node.operand(1);
  if (!scales)
    return node.error() << "lacks input 1, the scales";
  auto known = onnx::constantFloats(scales);
  if (!known) {
    node.warning() << "has scales that are not constant; rounding is that of an enlargement";
    return makeAsymmetric(node, scales, "floor");
  }
  bool shrinks = llvm::any_of(*known, [](double scale) { return scale < 1; });
  bool grows = llvm::any_of(*known, [](double scale) { return scale > 1; });
  if (shrinks && grows)
    return node.error() << "enlarges some axes and shrinks others; use opset 11 or newer, which "
                           "states the rounding";
  return makeAsymmetric(node, scales, shrinks ? "ceil" : "floor");
}

/// Empty tensors stood for absent operands; a region of interest means nothing
/// but for cropping.
LogicalResult anemone::rewriteResize(NodeBuilder &node) {
  for (unsigned index : {1, 2, 3})
    if (isEmpty(node.operand(index)))
      node.setOperand(index, Value());
  auto coordinates = node.takeString("coordinate_transformation_mode");
  if (coordinates)
    node.setString("coordinate_transformation_mode", *coordinates);
  if (coordinates != "tf_crop_and_resize")
    node.setOperand(1, Value());
  return success();
}
