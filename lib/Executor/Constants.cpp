//===- Constants.cpp - Elements between programs and carriers -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Analysis.h"
#include "lib/Executor/Kernels/Half.h"
#include "lib/Executor/OpContext.h"
#include <bit>
#include <cmath>
#include <cstring>

namespace anemone::exec {

using mil::DType;

Carrier carrierOf(DType dtype, Numerics numerics) {
  switch (dtype) {
  case DType::Fp16:
  case DType::Fp32:
  case DType::Fp64:
    return numerics == Numerics::F64 ? Carrier::F64 : Carrier::F32;
  case DType::Int4:
  case DType::UInt4:
  case DType::Int8:
  case DType::UInt8:
  case DType::Int16:
  case DType::UInt16:
  case DType::Int32:
    return Carrier::I32;
  case DType::Bool:
    return Carrier::Bool;
  case DType::BF16:
  case DType::UInt32:
  case DType::Int64:
  case DType::UInt64:
  case DType::String:
    break;
  }
  throw ExecutorError("element type " + std::string(mil::spelling(dtype)) +
                      " is not computed with, expected fp16, fp32, fp64, int4 to int32 or bool");
}

DType storageOf(DType dtype, Numerics numerics) {
  if (numerics == Numerics::F64 && mil::isFloat(dtype))
    return DType::Fp64;
  return numerics == Numerics::F32 && dtype == DType::Fp16 ? DType::Fp32 : dtype;
}

namespace {

/// Calls body(i, value) with element i of `source` as double or int64_t; false for a type without a
/// reader.
template <typename Body>
bool readElements(const void *source, DType dtype, int64_t count, Body body) {
  auto each = [&](auto *type, auto convert) {
    using T = Pointee<decltype(type)>;
    for (int64_t i = 0; i < count; ++i) {
      T element;
      std::memcpy(&element, static_cast<const char *>(source) + i * sizeof(T), sizeof(T));
      body(i, convert(element));
    }
    return true;
  };
  auto asIs = [](auto element) { return element; };
  auto packed = [&](bool isSigned) {
    for (int64_t i = 0; i < count; ++i) {
      int32_t nibble = static_cast<const uint8_t *>(source)[i / 2] >> (i % 2 * 4) & 15;
      body(i, isSigned && nibble > 7 ? nibble - 16 : nibble);
    }
    return true;
  };
  switch (dtype) {
  case DType::Bool:
    return each(static_cast<uint8_t *>(nullptr), [](uint8_t b) { return int32_t(b != 0); });
  case DType::Int4:
    return packed(true);
  case DType::UInt4:
    return packed(false);
  case DType::Int8:
    return each(static_cast<int8_t *>(nullptr), asIs);
  case DType::UInt8:
    return each(static_cast<uint8_t *>(nullptr), asIs);
  case DType::Int16:
    return each(static_cast<int16_t *>(nullptr), asIs);
  case DType::UInt16:
    return each(static_cast<uint16_t *>(nullptr), asIs);
  case DType::Int32:
    return each(static_cast<int32_t *>(nullptr), asIs);
  case DType::Fp16:
    return each(static_cast<uint16_t *>(nullptr), [](uint16_t h) { return fromHalf(h); });
  case DType::BF16:
    return each(static_cast<uint16_t *>(nullptr), [](uint16_t h) { return fromBFloat(h); });
  case DType::Fp32:
    return each(static_cast<float *>(nullptr), asIs);
  case DType::Fp64:
    return each(static_cast<double *>(nullptr), asIs);
  default:
    return false;
  }
}

} // namespace

void importElements(const void *source, DType dtype, void *destination, Carrier carrier,
                    int64_t count) {
  if (dtype == DType::Fp16 && carrier == Carrier::F32)
    return fromHalf(static_cast<const uint16_t *>(source), static_cast<float *>(destination),
                    static_cast<size_t>(count));
  if (dtype == DType::Fp32 && carrier == Carrier::F32) {
    std::memcpy(destination, source, static_cast<size_t>(count) * 4);
    return;
  }
  dispatch(carrier, [&](auto *type) {
    using T = Pointee<decltype(type)>;
    readElements(source, dtype, count, [&](int64_t i, auto value) {
      static_cast<T *>(destination)[i] = static_cast<T>(value);
    });
  });
}

void exportElements(const void *source, Carrier carrier, void *destination, DType dtype,
                    int64_t count) {
  dispatch(carrier, [&](auto *type) {
    const auto *from = static_cast<const Pointee<decltype(type)> *>(source);
    auto store = [&](auto *target) {
      auto *to = static_cast<decltype(target)>(destination);
      for (int64_t i = 0; i < count; ++i)
        to[i] = static_cast<Pointee<decltype(target)>>(from[i]);
    };
    switch (dtype) {
    case DType::Fp16:
      if constexpr (std::is_same_v<decltype(from), const float *>)
        return toHalf(from, static_cast<uint16_t *>(destination), static_cast<size_t>(count));
      for (int64_t i = 0; i < count; ++i)
        static_cast<uint16_t *>(destination)[i] = toHalf(static_cast<float>(from[i]));
      return;
    case DType::Fp32:
      return store(static_cast<float *>(nullptr));
    case DType::Fp64:
      return store(static_cast<double *>(nullptr));
    case DType::Int32:
      return store(static_cast<int32_t *>(nullptr));
    case DType::Int16:
    case DType::UInt16:
      return store(static_cast<int16_t *>(nullptr));
    default:
      return store(static_cast<uint8_t *>(nullptr));
    }
  });
}

namespace {

size_t storedBytes(DType dtype, int64_t count) {
  return (static_cast<size_t>(count) * mil::bitWidth(dtype) + 7) / 8;
}

void fillFromBlob(Value &value, const mil::BlobFile &blob, const WeightResolver &weights) {
  if (!weights)
    throw ExecutorError("weight file '" + blob.path + "' is referred to, but there are no weights");
  Result<WeightView> view = weights(blob);
  if (!view.ok())
    throw ExecutorError(view.message());
  if (mil::isFloat(view->dtype) != mil::isFloat(value.type.dtype) || view->dtype == DType::String)
    throw ExecutorError("the record at offset " + std::to_string(blob.offset) + " of '" +
                        blob.path + "' holds " + std::string(mil::spelling(view->dtype)) +
                        ", expected " + std::string(mil::spelling(value.type.dtype)));
  size_t expected = storedBytes(view->dtype, value.count());
  if (view->bytes.size() != expected)
    throw ExecutorError("the record at offset " + std::to_string(blob.offset) + " of '" +
                        blob.path + "' has " + std::to_string(view->bytes.size()) +
                        " bytes, expected " + std::to_string(expected) + " for " +
                        describe(value.type));
  const uint8_t *bytes = view->bytes.data();
  bool aligned = reinterpret_cast<uintptr_t>(bytes) % alignof(float) == 0;
  if (view->dtype == DType::Fp32 && value.carrier == Carrier::F32 && aligned && !value.half) {
    value.constant = std::make_shared<Bytes>(bytes);
    return;
  }
  value.constant = std::make_shared<Bytes>(value.byteSize());
  importElements(bytes, view->dtype, value.constant->data(), value.carrier, value.count());
}

template <typename Element> void fillFromList(Value &value, const std::vector<Element> &elements) {
  if (static_cast<int64_t>(elements.size()) != value.count())
    throw ExecutorError("the literal has " + std::to_string(elements.size()) +
                        " elements, expected " + std::to_string(value.count()) + " for " +
                        describe(value.type));
  value.constant = std::make_shared<Bytes>(value.byteSize());
  dispatch(value.carrier, [&](auto *type) {
    using T = Pointee<decltype(type)>;
    T *to = static_cast<T *>(value.constant->data());
    for (size_t i = 0; i < elements.size(); ++i)
      to[i] = static_cast<T>(elements[i]);
  });
}

} // namespace

void fillConstant(Value &value, const mil::Value &literal, const WeightResolver &weights,
                  Numerics numerics) {
  if (value.isText()) {
    if (!literal.strings() || literal.strings()->size() != 1)
      throw ExecutorError("a string constant needs one string");
    value.text = *literal.strings();
    return;
  }
  if (const mil::BlobFile *blob = literal.blob())
    fillFromBlob(value, *blob, weights);
  else if (literal.floats() && mil::isFloat(value.type.dtype))
    fillFromList(value, *literal.floats());
  else if (literal.ints() && !mil::isFloat(value.type.dtype))
    fillFromList(value, *literal.ints());
  else
    throw ExecutorError("the literal does not fit its type " + describe(value.type));
  if (value.half && roundsToHalf(numerics)) {
    float *data = static_cast<float *>(value.constant->data());
    roundToHalf(data, data, static_cast<size_t>(value.count()));
  }
}

} // namespace anemone::exec
