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

static double readFloat(Type type, const char *at) {
  switch (type.getIntOrFloatBitWidth()) {
  case 64:
    return llvm::bit_cast<double>(load<uint64_t>(at));
  case 32:
    return llvm::bit_cast<float>(load<uint32_t>(at));
  default:
    uint16_t bits = load<uint16_t>(at);
    return type.isBF16() ? llvm::bit_cast<float>(uint32_t(bits) << 16) : halfToFloat(bits);
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
  const char *at = elements.bytes.data() + (elements.isSplat ? 0 : index * elements.width());
  return isa<FloatType>(elements.type) ? readFloat(elements.type, at)
                                       : readInteger(elements.type, at);
}

//===--- Writing ---===//

/// One rounding from f64 to half; by way of f32 there would be two.
static uint16_t roundDoubleToHalf(double value) {
  float narrow = float(value);
  if (double(narrow) == value)
    return roundToHalf(narrow);
  llvm::APFloat exact(value);
  bool losesInfo;
  exact.convert(llvm::APFloat::IEEEhalf(), llvm::APFloat::rmNearestTiesToEven, &losesInfo);
  return uint16_t(exact.bitcastToAPInt().getZExtValue());
}

static double narrow(double value, mil::DType to) {
  switch (to) {
  case mil::DType::Fp16:
    return halfToFloat(roundDoubleToHalf(value));
  case mil::DType::Fp32:
    return float(value);
  default:
    return value;
  }
}

static void append(std::vector<uint8_t> &out, uint64_t bits, unsigned bytes) {
  for (unsigned byte = 0; byte < bytes; ++byte)
    out.push_back(uint8_t(bits >> (8 * byte)));
}

static void appendFloat(std::vector<uint8_t> &out, double value, mil::DType to) {
  if (to == mil::DType::Fp16)
    append(out, roundDoubleToHalf(value), 2);
  else if (to == mil::DType::Fp32)
    append(out, llvm::bit_cast<uint32_t>(float(value)), 4);
  else
    append(out, llvm::bit_cast<uint64_t>(value), 8);
}

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

std::vector<uint8_t> convertElements(const Elements &elements, mil::DType to) {
  if (mil::bitWidth(to) == 4)
    return packNibbles(elements);
  if (!isa<FloatType>(elements.type) || toDType(elements.type) == to)
    return copyBytes(elements);
  std::vector<uint8_t> out;
  out.reserve(elements.count * mil::bitWidth(to) / 8);
  for (int64_t index = 0; index < elements.count; ++index)
    appendFloat(out, elementAsDouble(elements, index), to);
  return out;
}

Rounding measureRounding(const Elements &elements, mil::DType to) {
  Rounding rounding;
  if (!isa<FloatType>(elements.type) || toDType(elements.type) == to)
    return rounding;
  int64_t distinct = elements.isSplat ? std::min<int64_t>(elements.count, 1) : elements.count;
  for (int64_t index = 0; index < distinct; ++index) {
    double value = elementAsDouble(elements, index), narrowed = narrow(value, to);
    rounding.isExact &= narrowed == value || std::isnan(value);
    if (std::isinf(narrowed) && std::isfinite(value) && rounding.overflows++ == 0)
      rounding.firstOverflow = value;
  }
  return rounding;
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
