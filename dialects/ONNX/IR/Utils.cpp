//===- Utils.cpp - Reading operands and building operations ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ONNX/IR/Utils.h"
#include "dialects/ONNX/IR/MiscOps.h"

#include "mlir/IR/Matchers.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "llvm/ADT/ScopeExit.h"

using namespace mlir;
using namespace anemone;

ElementsAttr onnx::constantOf(Value value) {
  ElementsAttr elements;
  if (isa<TensorType>(value.getType()))
    matchPattern(value, m_Constant(&elements));
  return elements;
}

std::optional<SmallVector<int64_t>> onnx::constantInts(Value value) {
  ElementsAttr elements = constantOf(value);
  if (!elements || !elements.getElementType().isInteger())
    return std::nullopt;
  auto values = elements.tryGetValues<APInt>();
  if (!values)
    return std::nullopt;
  bool isUnsigned =
      elements.getElementType().isUnsignedInteger() || elements.getElementType().isInteger(1);
  return llvm::map_to_vector(*values, [&](const APInt &entry) {
    return isUnsigned ? static_cast<int64_t>(entry.getZExtValue()) : entry.getSExtValue();
  });
}

std::optional<SmallVector<double>> onnx::constantFloats(Value value) {
  ElementsAttr elements = constantOf(value);
  if (!elements || !isa<FloatType>(elements.getElementType()))
    return std::nullopt;
  auto values = elements.tryGetValues<APFloat>();
  if (!values)
    return std::nullopt;
  return llvm::map_to_vector(*values, [](const APFloat &entry) { return entry.convertToDouble(); });
}

SmallVector<int64_t> onnx::intsOf(ArrayAttr attribute) {
  return llvm::map_to_vector(attribute.getAsRange<IntegerAttr>(),
                             [](IntegerAttr entry) { return entry.getInt(); });
}

SmallVector<int64_t> onnx::intsOr(std::optional<ArrayAttr> attribute, int64_t size, int64_t value) {
  return attribute ? intsOf(*attribute) : SmallVector<int64_t>(size, value);
}

SmallVector<int64_t> onnx::permutationOr(std::optional<ArrayAttr> perm, int64_t rank) {
  return perm ? intsOf(*perm) : llvm::to_vector(llvm::reverse(llvm::seq<int64_t>(0, rank)));
}

std::optional<SmallVector<int64_t>> onnx::normalizeAxes(ArrayRef<int64_t> axes, int64_t rank) {
  SmallVector<int64_t> result;
  for (int64_t axis : axes) {
    if (axis < -rank || axis >= rank)
      return std::nullopt;
    axis = axis < 0 ? axis + rank : axis;
    if (llvm::is_contained(result, axis))
      return std::nullopt;
    result.push_back(axis);
  }
  return result;
}

Value onnx::indexConstant(OpBuilder &builder, Location location, ArrayRef<int64_t> values) {
  auto type = RankedTensorType::get(static_cast<int64_t>(values.size()), builder.getI32Type());
  SmallVector<int32_t> narrow(values.begin(), values.end());
  return ConstantOp::create(builder, location, DenseElementsAttr::get(type, ArrayRef(narrow)));
}

FailureOr<Operation *> onnx::createInferred(OpBuilder &builder, Location location, StringRef name,
                                            ValueRange operands,
                                            ArrayRef<NamedAttribute> attributes) {
  OperationState state(location, name, operands, TypeRange(), attributes);
  std::optional<RegisteredOperationName> info = state.name.getRegisteredInfo();
  auto *inference = info ? info->getInterface<InferTypeOpInterface>() : nullptr;
  if (!inference)
    return emitError(location) << "'" << name << "' is not an operation whose types are inferred";
  // The attributes become properties first: that checks their kinds, and the
  // inference reads properties.
  auto emitAt = [&] { return emitError(location) << "'" << name << "' op "; };
  if (failed(info->verifyInherentAttrs(state.attributes, emitAt)))
    return failure();
  Operation *probe = Operation::create(state);
  llvm::scope_exit destroy([&] { probe->destroy(); });
  if (failed(inference->inferReturnTypes(
          builder.getContext(), location, operands, probe->getDiscardableAttrDictionary(),
          probe->getPropertiesStorage(), RegionRange(), state.types)))
    return failure();
  Operation *op = builder.create(state);
  if (succeeded(verify(op, /*verifyRecursively=*/false)))
    return op;
  op->erase();
  return failure();
}
