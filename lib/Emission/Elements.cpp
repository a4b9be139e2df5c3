//===- Elements.cpp - The elements of a constant --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Emission/Elements.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/Endian.h"
#include <cmath>
#include <cstring>

using namespace mlir;

namespace anemone {

int64_t Elements::width() const { return llvm::divideCeil(type.getIntOrFloatBitWidth(), 8); }

//===--- Half precision ---===//

uint16_t roundToHalf(float value) {
  uint32_t bits = llvm::bit_cast<uint32_t>(value);
  uint16_t sign = (bits >> 16) & 0x8000;
  bits &= 0x7fffffff;
  if (bits > 0x7f800000) // not a number: keep it quiet, and what fits of its payload
    return sign | 0x7e00 | ((bits >> 13) & 0x1ff);
  if (bits >= 0x47800000) // 2^16 and above
    return sign | 0x7c00;
  if (bits < 0x38800000) { // below 2^-14: adding 0.5 rounds at 2^-24, the step of subnormal numbers
    float shifted = llvm::bit_cast<float>(bits) + 0.5f;
    return sign | uint16_t(llvm::bit_cast<uint32_t>(shifted) - 0x3f000000);
  }
  bits += 0xfff + ((bits >> 13) & 1);
  return sign | uint16_t((bits - 0x38000000) >> 13);
}

float halfToFloat(uint16_t bits) {
  uint32_t sign = uint32_t(bits & 0x8000) << 16;
  uint32_t magnitude = bits & 0x7fff;
  if (magnitude >= 0x7c00)
    return llvm::bit_cast<float>(sign | 0x7f800000 | ((magnitude & 0x3ff) << 13));
  if (magnitude >= 0x400)
    return llvm::bit_cast<float>(sign | ((magnitude << 13) + 0x38000000));
  float small = std::ldexp(float(magnitude), -24);
  return sign ? -small : small;
}

//===--- Reading ---===//

template <typename T> static T load(const char *at) {
  return llvm::support::endian::read<T, llvm::endianness::little>(at);
}

static float readBFloat(const char *at) {
  return llvm::bit_cast<float>(uint32_t(load<uint16_t>(at)) << 16);
}

/// Calls `use` with each distinct floating-point element in order: once for a splat. The type is
/// looked at once, as models have hundreds of millions of elements.
template <typename Use> static void forEachFloat(const Elements &elements, Use use) {
  int64_t distinct = elements.isSplat ? std::min<int64_t>(elements.count, 1) : elements.count;
  const char *at = elements.bytes.data();
  if (elements.type.isF32()) {
    for (int64_t index = 0; index < distinct; ++index)
      use(llvm::bit_cast<float>(load<uint32_t>(at + 4 * index)));
  } else if (elements.type.isF64()) {
    for (int64_t index = 0; index < distinct; ++index)
      use(llvm::bit_cast<double>(load<uint64_t>(at + 8 * index)));
  } else if (elements.type.isBF16()) {
    for (int64_t index = 0; index < distinct; ++index)
      use(readBFloat(at + 2 * index));
  } else {
    for (int64_t index = 0; index < distinct; ++index)
      use(halfToFloat(load<uint16_t>(at + 2 * index)));
  }
}

static double readInteger(Type type, const char *at) {
  bool isUnsigned = type.isUnsignedInteger() || type.isInteger(1);
  switch (llvm::divideCeil(type.getIntOrFloatBitWidth(), 8)) {
  case 1:
    return isUnsigned ? double(load<uint8_t>(at)) : double(load<int8_t>(at));
  case 2:
    return isUnsigned ? double(load<uint16_t>(at)) : double(load<int16_t>(at));
  default:
    return isUnsigned ? double(load<uint32_t>(at)) : double(load<int32_t>(at));
  }
}

double elementAsDouble(const Elements &elements, int64_t index) {
  int64_t offset = elements.isSplat ? 0 : index * elements.width();
  Elements one{elements.type, 1, elements.bytes.drop_front(offset), false};
  if (!isa<FloatType>(elements.type))
    return readInteger(elements.type, one.bytes.data());
  double number = 0;
  forEachFloat(one, [&](double value) { number = value; });
  return number;
}

//===--- Rounding ---===//

static uint16_t toHalf(float value) { return roundToHalf(value); }

/// One rounding from f64 to half; by way of f32 there would be two.
static uint16_t toHalf(double value) {
  float narrow = float(value);
  if (double(narrow) == value)
    return roundToHalf(narrow);
  llvm::APFloat exact(value);
  bool losesInfo;
  exact.convert(llvm::APFloat::IEEEhalf(), llvm::APFloat::rmNearestTiesToEven, &losesInfo);
  return uint16_t(exact.bitcastToAPInt().getZExtValue());
}

Rounding measureRounding(const Elements &elements, mil::DType to) {
  Rounding rounding;
  if (!isa<FloatType>(elements.type) || toDType(elements.type) == to)
    return rounding;
  auto compare = [&](auto value, auto narrowed) {
    if (narrowed == value || value != value)
      return;
    rounding.isExact = false;
    if (std::isinf(narrowed) && rounding.overflows++ == 0)
      rounding.firstOverflow = value;
  };
  if (to == mil::DType::Fp16)
    forEachFloat(elements, [&](auto value) { compare(value, halfToFloat(toHalf(value))); });
  else if (to == mil::DType::Fp32)
    forEachFloat(elements, [&](auto value) { compare(value, float(value)); });
  return rounding;
}

//===--- Writing ---===//

/// Two to a byte, the first in the low half.
static std::vector<uint8_t> packNibbles(const Elements &elements) {
  std::vector<uint8_t> packed((elements.count + 1) / 2);
  for (int64_t index = 0; index < elements.count; ++index) {
    uint8_t nibble = elements.bytes[elements.isSplat ? 0 : index] & 0xf;
    packed[index / 2] |= index % 2 ? nibble << 4 : nibble;
  }
  return packed;
}

static std::vector<uint8_t> copyBytes(const Elements &elements) {
  std::vector<uint8_t> copy;
  copy.reserve(elements.count * elements.width());
  int64_t repeats = elements.isSplat ? elements.count : 1;
  for (int64_t repeat = 0; repeat < repeats; ++repeat)
    copy.insert(copy.end(), elements.bytes.begin(), elements.bytes.end());
  return copy;
}

/// The elements, each through `convert` to the bits of type T.
template <typename T, typename Convert>
static std::vector<uint8_t> convertFloats(const Elements &elements, Convert convert) {
  std::vector<uint8_t> out(elements.count * sizeof(T));
  uint8_t *at = out.data();
  forEachFloat(elements, [&](auto value) {
    llvm::support::endian::write<T, llvm::endianness::little>(at, convert(value));
    at += sizeof(T);
  });
  if (elements.isSplat)
    for (int64_t index = 1; index < elements.count; ++index)
      std::memcpy(out.data() + index * sizeof(T), out.data(), sizeof(T));
  return out;
}

std::vector<uint8_t> convertElements(const Elements &elements, mil::DType to) {
  if (mil::bitWidth(to) == 4)
    return packNibbles(elements);
  if (!isa<FloatType>(elements.type) || toDType(elements.type) == to)
    return copyBytes(elements);
  if (to == mil::DType::Fp16)
    return convertFloats<uint16_t>(elements, [](auto value) { return toHalf(value); });
  if (to == mil::DType::Fp32)
    return convertFloats<uint32_t>(
        elements, [](auto value) { return llvm::bit_cast<uint32_t>(float(value)); });
  return convertFloats<uint64_t>(
      elements, [](auto value) { return llvm::bit_cast<uint64_t>(double(value)); });
}

//===--- Types ---===//

std::optional<mil::DType> toDType(Type type) {
  if (type.isF16())
    return mil::DType::Fp16;
  if (type.isF32())
    return mil::DType::Fp32;
  if (type.isF64())
    return mil::DType::Fp64;
  if (type.isBF16())
    return mil::DType::BF16;
  auto integer = dyn_cast<IntegerType>(type);
  if (!integer)
    return std::nullopt;
  bool isUnsigned = integer.isUnsigned();
  switch (integer.getWidth()) {
  case 1:
    return mil::DType::Bool;
  case 4:
    return isUnsigned ? mil::DType::UInt4 : mil::DType::Int4;
  case 8:
    return isUnsigned ? mil::DType::UInt8 : mil::DType::Int8;
  case 16:
    return isUnsigned ? mil::DType::UInt16 : mil::DType::Int16;
  case 32:
    return isUnsigned ? mil::DType::UInt32 : mil::DType::Int32;
  default:
    return std::nullopt;
  }
}

mil::Type toMILType(RankedTensorType type) {
  mil::DType dtype = *toDType(type.getElementType());
  if (type.getRank() == 0)
    return mil::Type::scalar(dtype);
  return mil::Type::tensor(dtype, {type.getShape().begin(), type.getShape().end()});
}

} // namespace anemone
