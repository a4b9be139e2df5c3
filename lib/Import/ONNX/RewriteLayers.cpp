//===- RewriteLayers.cpp - Forms of layers --------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/Utils.h"
#include "lib/Import/ONNX/OperatorSet.h"
#include "lib/Import/ONNX/Rewrites.h"
#include "lib/Import/ONNX/Tensors.h"

using namespace mlir;
using namespace anemone;

/// The inference form, which has one result.
LogicalResult anemone::rewriteBatchNormalization(NodeBuilder &node) {
  node.drop("momentum");
  if (node.takeInt("spatial").value_or(1) == 0)
    return node.error()
           << "normalizes each element by statistics of its own (spatial = 0), which is "
              "not supported";
  bool hasMoreResults = false;
  for (size_t index = 1; index < node.outputCount(); ++index)
    hasMoreResults |= node.hasOutput(index);
  // Before opset 7 training was the default.
  bool isTest = node.takeInt("is_test").value_or(node.opset >= stableOpset) != 0;
  if (node.takeInt("training_mode").value_or(0) != 0 || hasMoreResults || !isTest)
    return node.error() << "is in its training form; export the model for inference";
  return success();
}

LogicalResult anemone::rewriteCast(NodeBuilder &node) {
  auto to = node.takeInt("to");
  if (!to)
    return node.error() << "lacks the attribute 'to'";
  auto type = static_cast<onnxfile::ElementType>(*to);
  Type element = convertElementType(type, node.builder.getContext());
  if (!element)
    return node.error() << "casts to " << elementTypeName(type) << ", which is not supported";
  node.set("to", TypeAttr::get(element));
  return success();
}

LogicalResult anemone::rewriteDropout(NodeBuilder &node) {
  node.drop("ratio");
  node.drop("seed");
  if (node.isOutputUsed(1))
    return node.error() << "is asked for its mask; export the model for inference";
  if (node.takeInt("is_test").value_or(node.opset >= stableOpset) == 0)
    return node.error() << "is in its training form; export the model for inference";
  if (Value training = node.operand(2)) {
    auto value = onnx::constantInts(training);
    if (!value || value->size() != 1 || value->front() != 0)
      return node.error() << "has a training_mode that is not the constant false; export the model "
                             "for inference";
  }
  node.opType = "Identity";
  node.dropOperandsFrom(1);
  return success();
}

namespace {

/// The shape of the first operand as an operand of Reshape.
Value shapeOperand(NodeBuilder &node) {
  auto type = dyn_cast<RankedTensorType>(node.operand(0).getType());
  if (type && type.hasStaticShape())
    return node.ints(type.getShape());
  return node.create("Shape", node.operand(0));
}

/// An axis that is the last one can stay as it is.
bool isLastAxis(const NodeBuilder &node, int64_t axis) {
  return axis == -1 || (node.rank() && axis == *node.rank() - 1);
}

} // namespace

/// Before opset 13 the operand counted as the matrix of the axes before `axis`
/// by those from it on, and rows were normalized.
LogicalResult anemone::rewriteCoercedSoftmax(NodeBuilder &node) {
  int64_t axis = node.takeInt("axis").value_or(1);
  if (!node.operand(0) || isLastAxis(node, axis)) {
    node.setInt("axis", -1);
    return success();
  }
  NamedAttribute flattenAxis = node.intAttr("axis", axis), lastAxis = node.intAttr("axis", -1);
  Value shape = shapeOperand(node);
  Value matrix = shape ? node.create("Flatten", node.operand(0), flattenAxis) : Value();
  Value rows = matrix ? node.create(node.opType, matrix, lastAxis) : Value();
  // allowzero: an extent of 0 in the shape is one, not a reference.
  Value result =
      rows ? node.create("Reshape", {rows, shape}, node.intAttr("allowzero", 1)) : Value();
  if (!result)
    return failure();
  node.results.push_back(result);
  return success();
}

namespace {

/// A vector with one element for each group, each repeated for the channels of its group.
Value repeatForChannels(NodeBuilder &node, Value vector, int64_t groups, int64_t channels) {
  Value column = node.create("Reshape", {vector, node.ints({groups, 1})});
  Value matrix =
      column ? node.create("Expand", {column, node.ints({groups, channels / groups})}) : Value();
  return matrix ? node.create("Reshape", {matrix, node.ints({channels})}) : Value();
}

} // namespace

/// Before opset 21 scale and bias had one element for each group.
LogicalResult anemone::rewriteGroupNormalization(NodeBuilder &node) {
  std::optional<int64_t> groups = node.takeInt("num_groups");
  if (!groups || !node.operand(0) || !node.operand(1) || !node.operand(2))
    return node.error() << "lacks the attribute 'num_groups' or one of its three inputs";
  auto type = dyn_cast<RankedTensorType>(node.operand(0).getType());
  if (!type || type.getRank() < 2 || type.isDynamicDim(1))
    return node.error() << "has a scale for each group, but how many channels its input has is "
                           "not known";
  int64_t channels = type.getDimSize(1);
  if (*groups < 1 || channels % *groups != 0)
    return node.error() << "divides " << channels << " channels into " << *groups << " groups";
  node.setInt("num_groups", *groups);
  for (size_t operand : {1, 2}) {
    Value repeated = repeatForChannels(node, node.operand(operand), *groups, channels);
    if (!repeated)
      return failure();
    node.setOperand(operand, repeated);
  }
  return success();
}

namespace {

/// The mean of `value` over `axes`, which stay as extents of 1.
Value mean(NodeBuilder &node, Value value, Value axes) {
  return node.create("ReduceMean", {value, axes});
}

/// The mean and the inverse deviation that LayerNormalization also gives.
LogicalResult appendStatistics(NodeBuilder &node, int64_t rank, int64_t axis, float epsilon) {
  if (axis < -rank || axis >= rank)
    return node.error() << "has axis " << axis << ", which is not one of " << rank << " axes";
  auto list = llvm::to_vector(llvm::seq<int64_t>(axis < 0 ? axis + rank : axis, rank));
  Value x = node.operand(0), axes = node.ints(list);
  Value average = mean(node, x, axes);
  Value distance = average ? node.create("Sub", {x, average}) : Value();
  Value square = distance ? node.create("Mul", {distance, distance}) : Value();
  Value variance = square ? mean(node, square, axes) : Value();
  Value safe = variance ? node.create("Add", {variance, node.scalar(epsilon)}) : Value();
  Value deviation = safe ? node.create("Sqrt", safe) : Value();
  Value inverse = deviation ? node.create("Reciprocal", deviation) : Value();
  if (!inverse)
    return failure();
  node.results.append({average, inverse});
  return success();
}

} // namespace

/// The dialect's operation has one result; the others are computed where they
/// are read.
LogicalResult anemone::rewriteLayerNormalization(NodeBuilder &node) {
  if (!node.isOutputUsed(1) && !node.isOutputUsed(2))
    return success();
  int64_t axis = node.takeInt("axis").value_or(-1);
  float epsilon = node.takeFloat("epsilon").value_or(1e-5f);
  std::optional<int64_t> rank = node.rank();
  if (!rank)
    return node.error()
           << "is asked for its mean or deviation, but the rank of its input is unknown";
  node.setInt("axis", axis);
  node.set("epsilon", node.builder.getF32FloatAttr(epsilon));
  if (failed(node.finish()))
    return failure();
  return appendStatistics(node, *rank, axis, epsilon);
}
