//===- ConstantNode.cpp - The forms of the operator Constant --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/ConstantNode.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Location.h"

using namespace mlir;
using namespace anemone;
using onnxfile::AttributeKind;
using onnxfile::ElementType;
using onnxfile::Tensor;

namespace {

/// A tensor of the values in an attribute: a scalar, or a list.
template <typename T>
Tensor tensorOf(ElementType type, const T *values, size_t count, bool isList) {
  Tensor tensor;
  tensor.type = type;
  if (isList)
    tensor.dims.push_back(static_cast<int64_t>(count));
  tensor.bytes.assign(reinterpret_cast<const char *>(values), count * sizeof(T));
  return tensor;
}

/// The attributes since opset 12, and `value`.
std::optional<Tensor> tensorOf(const onnxfile::Attribute &attribute) {
  auto is = [&](StringRef name, AttributeKind kind) {
    return attribute.name == name && attribute.kind == kind;
  };
  if (is("value", AttributeKind::Tensor))
    return attribute.tensor;
  if (is("value_float", AttributeKind::Float))
    return tensorOf(ElementType::Float, &attribute.f, 1, false);
  if (is("value_int", AttributeKind::Int))
    return tensorOf(ElementType::Int64, &attribute.i, 1, false);
  if (is("value_floats", AttributeKind::Floats))
    return tensorOf(ElementType::Float, attribute.floats.data(), attribute.floats.size(), true);
  if (is("value_ints", AttributeKind::Ints))
    return tensorOf(ElementType::Int64, attribute.ints.data(), attribute.ints.size(), true);
  return std::nullopt;
}

} // namespace

FailureOr<Tensor> anemone::readConstantNode(const onnxfile::Node &node, int64_t opset,
                                            MLIRContext *context) {
  auto error = [&] {
    return emitError(NameLoc::get(StringAttr::get(context, node.name)))
           << "node '" << node.name << "' (Constant, opset " << opset << ") ";
  };
  if (node.attributes.size() != 1)
    return error() << "has " << node.attributes.size()
                   << " attributes, but exactly one holds its value";
  const onnxfile::Attribute &attribute = node.attributes.front();
  std::optional<Tensor> tensor = tensorOf(attribute);
  if (!tensor)
    return error() << "holds '" << attribute.name << "' of kind "
                   << attributeKindName(attribute.kind) << ", which is not supported";
  tensor->name = node.outputs.empty() ? node.name : node.outputs.front();
  return std::move(*tensor);
}
