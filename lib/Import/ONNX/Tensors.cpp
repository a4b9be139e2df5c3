//===- Tensors.cpp - Types and attributes of tensors ----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Tensors.h"
#include "mlir/IR/MLIRContext.h"
#include <limits>
#include <type_traits>

using namespace mlir;
using namespace anemone;
using onnxfile::ElementType;

Type anemone::convertElementType(ElementType type, MLIRContext *context) {
  switch (type) {
  case ElementType::Float:
  case ElementType::Double:
    return Float32Type::get(context);
  case ElementType::Float16:
    return Float16Type::get(context);
  case ElementType::BFloat16:
    return BFloat16Type::get(context);
  case ElementType::Bool:
    return IntegerType::get(context, 1);
  default:
    return onnxfile::elementSize(type) ? IntegerType::get(context, 32) : Type();
  }
}

RankedTensorType anemone::convertType(const onnxfile::Tensor &tensor, MLIRContext *context) {
  return RankedTensorType::get(tensor.dims, convertElementType(tensor.type, context));
}

namespace {

/// The elements as values of `Source`; the bytes need not be aligned.
template <typename Source> SmallVector<Source> load(StringRef bytes) {
  SmallVector<Source> values(bytes.size() / sizeof(Source));
  if (!values.empty())
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(Source));
  return values;
}

/// Integers as i32.
template <typename Source>
llvm::Expected<DenseElementsAttr> narrow(const onnxfile::Tensor &tensor, RankedTensorType type,
                                         StringRef bytes, Narrowing narrowing) {
  constexpr int64_t low = std::numeric_limits<int32_t>::min(),
                    high = std::numeric_limits<int32_t>::max();
  SmallVector<int32_t> values;
  for (Source value : load<Source>(bytes)) {
    // An unsigned number beyond int64 is beyond i32 as well.
    int64_t wide =
        std::is_same_v<Source, uint64_t> && value > Source(high) ? high + 1 : int64_t(value);
    if ((wide < low || wide > high) && narrowing == Narrowing::Refuse)
      return llvm::createStringError(
          "tensor '" + tensor.name + "' holds " + std::to_string(value) +
          ", which does not fit the 32 bits of the engine's integers; only the bounds of slices, "
          "clips and comparisons may exceed them");
    values.push_back(static_cast<int32_t>(std::clamp(wide, low, high)));
  }
  return DenseElementsAttr::get(type, ArrayRef<int32_t>(values));
}

DenseElementsAttr fromDoubles(RankedTensorType type, StringRef bytes) {
  SmallVector<float> values;
  for (double value : load<double>(bytes))
    values.push_back(static_cast<float>(value));
  return DenseElementsAttr::get(type, ArrayRef<float>(values));
}

DenseElementsAttr fromBools(RankedTensorType type, StringRef bytes) {
  SmallVector<bool> values;
  for (char value : bytes)
    values.push_back(value != 0);
  return DenseElementsAttr::get(type, ArrayRef<bool>(values));
}

/// Floats that keep their type.
DenseElementsAttr fromFloats(RankedTensorType type, StringRef bytes) {
  if (type.getElementType().isF32())
    return DenseElementsAttr::get(type, ArrayRef<float>(load<float>(bytes)));
  // The 16-bit types have no C++ type here; their bits are what the attribute stores.
  SmallVector<APFloat> values;
  const llvm::fltSemantics &semantics = cast<FloatType>(type.getElementType()).getFloatSemantics();
  for (uint16_t bits : load<uint16_t>(bytes))
    values.emplace_back(semantics, APInt(16, bits));
  return DenseElementsAttr::get(type, ArrayRef<APFloat>(values));
}

} // namespace

llvm::Expected<DenseElementsAttr> anemone::convertElements(const onnxfile::Tensor &tensor,
                                                           StringRef bytes, Narrowing narrowing,
                                                           MLIRContext *context) {
  RankedTensorType type = convertType(tensor, context);
  switch (tensor.type) {
  case ElementType::Double:
    return fromDoubles(type, bytes);
  case ElementType::Bool:
    return fromBools(type, bytes);
  case ElementType::Uint8:
    return narrow<uint8_t>(tensor, type, bytes, narrowing);
  case ElementType::Int8:
    return narrow<int8_t>(tensor, type, bytes, narrowing);
  case ElementType::Uint16:
    return narrow<uint16_t>(tensor, type, bytes, narrowing);
  case ElementType::Int16:
    return narrow<int16_t>(tensor, type, bytes, narrowing);
  case ElementType::Int32:
    return narrow<int32_t>(tensor, type, bytes, narrowing);
  case ElementType::Uint32:
    return narrow<uint32_t>(tensor, type, bytes, narrowing);
  case ElementType::Int64:
    return narrow<int64_t>(tensor, type, bytes, narrowing);
  case ElementType::Uint64:
    return narrow<uint64_t>(tensor, type, bytes, narrowing);
  default:
    return fromFloats(type, bytes);
  }
}
