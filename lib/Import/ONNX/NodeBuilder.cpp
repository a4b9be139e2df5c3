//===- NodeBuilder.cpp - One node on its way to an operation --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/NodeBuilder.h"
#include "dialects/ONNX/IR/MiscOps.h"
#include "dialects/ONNX/IR/Utils.h"
#include "lib/Import/ONNX/OperatorSet.h"
#include "lib/Import/ONNX/TensorImporter.h"
#include <limits>

using namespace mlir;
using namespace anemone;
using onnxfile::AttributeKind;

NodeBuilder::NodeBuilder(const onnxfile::Node &node, int64_t opset, ArrayRef<Value> operands,
                         OpBuilder &builder, const llvm::StringSet<> &read, TensorImporter &tensors)
    : opType(node.opType), opset(opset), builder(builder),
      location(NameLoc::get(builder.getStringAttr(node.name))), node(node), read(read),
      tensors(tensors), operands(operands) {
  for (const onnxfile::Attribute &attribute : node.attributes)
    pending.push_back(&attribute);
}

bool NodeBuilder::hasOutput(size_t index) const {
  return index < node.outputs.size() && !node.outputs[index].empty();
}

bool NodeBuilder::isOutputUsed(size_t index) const {
  return hasOutput(index) && read.contains(node.outputs[index]);
}

InFlightDiagnostic NodeBuilder::error() {
  failedAny = true;
  return emitError(location) << "node '" << node.name << "' (" << node.opType << ", opset " << opset
                             << ") ";
}

InFlightDiagnostic NodeBuilder::warning() {
  return emitWarning(location) << "node '" << node.name << "' (" << node.opType << ", opset "
                               << opset << ") ";
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

Value NodeBuilder::operand(size_t index) const {
  return index < operands.size() ? operands[index] : Value();
}

void NodeBuilder::setOperand(size_t index, Value value) {
  if (operands.size() <= index)
    operands.resize(index + 1);
  operands[index] = value;
}

void NodeBuilder::dropOperandsFrom(size_t index) {
  if (operands.size() > index)
    operands.resize(index);
}

Type NodeBuilder::elementType() const {
  Value first = operand(0);
  auto type = first ? dyn_cast<ShapedType>(first.getType()) : ShapedType();
  return type ? type.getElementType() : builder.getF32Type();
}

std::optional<int64_t> NodeBuilder::rank() const {
  Value first = operand(0);
  auto type = first ? dyn_cast<RankedTensorType>(first.getType()) : RankedTensorType();
  return type ? std::optional(type.getRank()) : std::nullopt;
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

const onnxfile::Attribute *NodeBuilder::take(StringRef name) {
  const auto *found = llvm::find_if(
      pending, [&](const onnxfile::Attribute *candidate) { return candidate->name == name; });
  if (found == pending.end())
    return nullptr;
  const onnxfile::Attribute *attribute = *found;
  pending.erase(found);
  return attribute;
}

const onnxfile::Attribute *NodeBuilder::take(StringRef name, AttributeKind kind) {
  const onnxfile::Attribute *attribute = take(name);
  if (!attribute || attribute->kind == kind)
    return attribute;
  error() << "has the attribute '" << name << "' as " << attributeKindName(attribute->kind)
          << ", but " << attributeKindName(kind) << " is expected";
  return nullptr;
}

std::optional<int64_t> NodeBuilder::takeInt(StringRef name) {
  const onnxfile::Attribute *found = take(name, AttributeKind::Int);
  return found ? std::optional(found->i) : std::nullopt;
}

std::optional<float> NodeBuilder::takeFloat(StringRef name) {
  const onnxfile::Attribute *found = take(name, AttributeKind::Float);
  return found ? std::optional(found->f) : std::nullopt;
}

std::optional<std::string> NodeBuilder::takeString(StringRef name) {
  const onnxfile::Attribute *found = take(name, AttributeKind::String);
  return found ? std::optional(found->s) : std::nullopt;
}

std::optional<SmallVector<int64_t>> NodeBuilder::takeInts(StringRef name) {
  const onnxfile::Attribute *found = take(name, AttributeKind::Ints);
  if (!found)
    return std::nullopt;
  return SmallVector<int64_t>(found->ints.begin(), found->ints.end());
}

std::optional<SmallVector<float>> NodeBuilder::takeFloats(StringRef name) {
  const onnxfile::Attribute *found = take(name, AttributeKind::Floats);
  if (!found)
    return std::nullopt;
  return SmallVector<float>(found->floats.begin(), found->floats.end());
}

void NodeBuilder::set(StringRef name, mlir::Attribute value) {
  drop(name);
  attributes.push_back(builder.getNamedAttr(name, value));
}

NamedAttribute NodeBuilder::intAttr(StringRef name, int64_t value) {
  Type si64 = builder.getIntegerType(64, /*isSigned=*/true);
  return builder.getNamedAttr(name, builder.getIntegerAttr(si64, value));
}

void NodeBuilder::setInt(StringRef name, int64_t value) {
  set(name, intAttr(name, value).getValue());
}

void NodeBuilder::setString(StringRef name, StringRef value) {
  set(name, builder.getStringAttr(value));
}

//===----------------------------------------------------------------------===//
// Other operations
//===----------------------------------------------------------------------===//

Value NodeBuilder::ints(ArrayRef<int64_t> values) {
  constexpr int64_t low = std::numeric_limits<int32_t>::min(),
                    high = std::numeric_limits<int32_t>::max();
  SmallVector<int64_t> narrow;
  for (int64_t value : values)
    narrow.push_back(std::clamp(value, low, high));
  return onnx::indexConstant(builder, location, narrow);
}

Value NodeBuilder::floats(ArrayRef<float> values) {
  auto type = RankedTensorType::get(static_cast<int64_t>(values.size()), builder.getF32Type());
  return onnx::ConstantOp::create(builder, location, DenseElementsAttr::get(type, values));
}

Value NodeBuilder::scalar(double value) {
  Type element = elementType();
  auto type = RankedTensorType::get({}, element);
  mlir::Attribute attribute = isa<FloatType>(element)
                                  ? mlir::Attribute(builder.getFloatAttr(element, value))
                                  : builder.getIntegerAttr(element, static_cast<int64_t>(value));
  return onnx::ConstantOp::create(builder, location, DenseElementsAttr::get(type, attribute));
}

Value NodeBuilder::create(StringRef type, ValueRange values, ArrayRef<NamedAttribute> attributes) {
  FailureOr<Operation *> op =
      onnx::createInferred(builder, location, ("onnx." + type).str(), values, attributes);
  if (succeeded(op))
    return (*op)->getResult(0);
  failedAny = true;
  return Value();
}

//===----------------------------------------------------------------------===//
// The operation
//===----------------------------------------------------------------------===//

LogicalResult NodeBuilder::completeOperands(RegisteredOperationName info) {
  std::optional<size_t> taken = operandCount(info);
  if (taken && operands.size() > *taken) {
    error() << "has " << operands.size() << " inputs, but " << opType << " takes " << *taken
            << " at most";
    return failure();
  }
  size_t required = taken ? requiredOperands(opType).value_or(*taken) : operands.size();
  if (taken)
    operands.resize(*taken);
  for (auto [index, value] : llvm::enumerate(operands)) {
    if (value)
      continue;
    if (index < required)
      error() << "lacks input " << index << ", which " << opType << " requires";
    value = tensors.absent(builder);
  }
  return failure(failedAny);
}

mlir::Attribute NodeBuilder::convert(const onnxfile::Attribute &attribute) {
  switch (attribute.kind) {
  case AttributeKind::Float:
    return builder.getF32FloatAttr(attribute.f);
  case AttributeKind::Int:
    return intAttr(attribute.name, attribute.i).getValue();
  case AttributeKind::String:
    return builder.getStringAttr(attribute.s);
  case AttributeKind::Floats:
    return builder.getF32ArrayAttr(
        SmallVector<float>(attribute.floats.begin(), attribute.floats.end()));
  case AttributeKind::Ints:
    return builder.getI64ArrayAttr(
        SmallVector<int64_t>(attribute.ints.begin(), attribute.ints.end()));
  case AttributeKind::Strings:
    return builder.getStrArrayAttr(
        SmallVector<StringRef>(attribute.strings.begin(), attribute.strings.end()));
  case AttributeKind::Tensor:
    return tensors.elements(attribute.tensor, location);
  default:
    error() << "has the attribute '" << attribute.name << "' of kind "
            << attributeKindName(attribute.kind) << ", which is not supported";
    return {};
  }
}

/// What the rewrites left becomes attributes of the operation. One that the
/// operation does not know would silently mean nothing, so it is an error.
LogicalResult NodeBuilder::convertAttributes(RegisteredOperationName info) {
  if (opset < stableOpset)
    drop("consumed_inputs"); // allowed to compute in place, then
  for (const onnxfile::Attribute *attribute : pending) {
    auto isKnown = [&](StringAttr known) { return known.getValue() == attribute->name; };
    if (llvm::none_of(info.getAttributeNames(), isKnown)) {
      error() << "has the attribute '" << attribute->name << "', which " << opType
              << " does not know";
      continue;
    }
    if (mlir::Attribute value = convert(*attribute))
      attributes.push_back(builder.getNamedAttr(attribute->name, value));
    else
      failedAny = true;
  }
  pending.clear();
  return failure(failedAny);
}

LogicalResult NodeBuilder::finish() {
  std::string name = "onnx." + opType;
  auto info = RegisteredOperationName::lookup(name, builder.getContext());
  if (failedAny || !info || failed(completeOperands(*info)) || failed(convertAttributes(*info)))
    return failure();
  FailureOr<Operation *> op = onnx::createInferred(builder, location, name, operands, attributes);
  if (failed(op))
    return failure();
  llvm::append_range(results, (*op)->getResults());
  return success();
}
