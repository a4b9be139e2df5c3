//===- Elements.cpp - Conversion between element types --------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every conversion goes through double or int64_t, a block at a time: each of
// the types of memory converts exactly to one of the two, so that there is
// one loop for each type and not one for each pair.
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Elements.h"
#include "lib/Executor/Kernels/Half.h"
#include "lib/Executor/Kernels/Parallel.h"
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

using namespace anemone;
using namespace anemone::runtime;
using mil::DType;

size_t anemone::runtime::elementSize(DType type) {
  if (type == DType::Bool)
    return 1;
  unsigned bits = mil::bitWidth(type);
  return bits >= 8 ? bits / 8 : 0;
}

float anemone::runtime::halfToFloat(uint16_t bits) {
  uint32_t sign = uint32_t(bits & 0x8000) << 16, exponent = (bits >> 10) & 0x1f;
  uint32_t mantissa = bits & 0x3ff;
  if (exponent == 0x1f) // infinities and NaNs
    return std::bit_cast<float>(sign | 0x7f800000 | (mantissa << 13));
  if (exponent != 0)
    return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
  float magnitude = float(mantissa) * 0x1p-24f; // zero and subnormals
  return sign ? -magnitude : magnitude;
}

uint16_t anemone::runtime::doubleToHalf(double value) {
  uint64_t bits = std::bit_cast<uint64_t>(value);
  uint16_t sign = uint16_t(bits >> 48) & 0x8000;
  double magnitude = std::fabs(value);
  if (std::isnan(value))
    return sign | 0x7e00;
  if (magnitude >= 65520.0) // halfway between the largest half and the next power of two
    return sign | 0x7c00;
  if (magnitude < 0x1p-14) // subnormal: units of 2^-24, and 1024 of them are the smallest normal
    return sign | uint16_t(std::nearbyint(magnitude * 0x1p24));
  // Rounding the mantissa may carry into the exponent, which is right.
  uint64_t rest = bits & ((uint64_t(1) << 42) - 1), half = uint64_t(1) << 41;
  uint64_t kept = (bits & ~(uint64_t(1) << 63)) >> 42;
  kept += rest > half || (rest == half && (kept & 1));
  return sign | uint16_t(kept - (uint64_t(1023 - 15) << 10));
}

namespace {

struct Half {
  uint16_t bits;
};
struct BFloat {
  uint16_t bits;
};
struct Boolean {
  uint8_t byte;
};

} // namespace

static double widen(double value) { return value; }
static double widen(float value) { return value; }
static double widen(Half value) { return halfToFloat(value.bits); }
static double widen(BFloat value) { return std::bit_cast<float>(uint32_t(value.bits) << 16); }

static void narrow(double value, double &to) { to = value; }
static void narrow(double value, float &to) { to = float(value); }
static void narrow(double value, Half &to) { to.bits = doubleToHalf(value); }
static void narrow(double value, BFloat &to) {
  uint32_t bits = std::bit_cast<uint32_t>(float(value));
  bool quietNaN = std::isnan(value);
  to.bits =
      quietNaN ? uint16_t(bits >> 16 | 0x40) : uint16_t((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

/// Calls `visit` with a value of the C++ type that holds `type`; false for the types that have
/// none.
template <typename Visitor> static bool dispatch(DType type, Visitor visit) {
  switch (type) {
  case DType::Bool:
    visit(Boolean());
    return true;
  case DType::Int8:
    visit(int8_t());
    return true;
  case DType::UInt8:
    visit(uint8_t());
    return true;
  case DType::Int16:
    visit(int16_t());
    return true;
  case DType::UInt16:
    visit(uint16_t());
    return true;
  case DType::Int32:
    visit(int32_t());
    return true;
  case DType::UInt32:
    visit(uint32_t());
    return true;
  case DType::Int64:
    visit(int64_t());
    return true;
  case DType::UInt64:
    visit(uint64_t());
    return true;
  case DType::Fp16:
    visit(Half());
    return true;
  case DType::BF16:
    visit(BFloat());
    return true;
  case DType::Fp32:
    visit(float());
    return true;
  case DType::Fp64:
    visit(double());
    return true;
  default:
    return false;
  }
}

template <typename T>
static constexpr bool isReal = std::is_same_v<T, double> || std::is_same_v<T, float> ||
                               std::is_same_v<T, Half> || std::is_same_v<T, BFloat>;

template <typename T> static T load(const uint8_t *from, size_t index) {
  T value;
  std::memcpy(&value, from + index * sizeof(T), sizeof(T));
  return value;
}

template <typename T> static void store(uint8_t *to, size_t index, T value) {
  std::memcpy(to + index * sizeof(T), &value, sizeof(T));
}

namespace {

/// Elements on their way, as doubles or as integers.
struct Block {
  static constexpr size_t kSize = 256;
  bool real = false;
  size_t count = 0;
  union {
    double reals[kSize];
    int64_t integers[kSize];
  };
  Block() {}
};

} // namespace

/// Reads up to a block; returns how many elements were read before one that int64_t cannot hold.
template <typename T> static size_t read(const uint8_t *from, Block &block) {
  block.real = isReal<T>;
  for (size_t i = 0; i < block.count; ++i) {
    T value = load<T>(from, i);
    if constexpr (isReal<T>) {
      block.reals[i] = widen(value);
    } else if constexpr (std::is_same_v<T, Boolean>) {
      block.integers[i] = value.byte != 0;
    } else {
      if (!std::in_range<int64_t>(value))
        return i;
      block.integers[i] = int64_t(value);
    }
  }
  return block.count;
}

/// Integers become floating-point values only exactly.
template <typename T> static bool convertTo(int64_t value, T &to) {
  if constexpr (isReal<T>) {
    narrow(double(value), to);
    double back = widen(to);
    return std::fabs(back) < 0x1p63 && int64_t(back) == value;
  } else if constexpr (std::is_same_v<T, Boolean>) {
    to.byte = value != 0;
    return true;
  } else {
    to = T(value);
    return std::in_range<T>(value);
  }
}

/// Floating-point values become integers by truncation, as casts do.
template <typename T> static bool convertTo(double value, T &to) {
  if constexpr (isReal<T>) {
    narrow(value, to);
    return true;
  } else if constexpr (std::is_same_v<T, Boolean>) {
    to.byte = value != 0;
    return true;
  } else {
    double whole = std::trunc(value);
    if (!(whole >= -0x1p63 && whole < 0x1p63))
      return false;
    return convertTo(int64_t(whole), to);
  }
}

/// Writes a block; returns how many elements were written before one that does not fit.
template <typename T> static size_t write(const Block &block, uint8_t *to) {
  for (size_t i = 0; i < block.count; ++i) {
    T value;
    bool fits = block.real ? convertTo(block.reals[i], value) : convertTo(block.integers[i], value);
    if (!fits)
      return i;
    store(to, i, value);
  }
  return block.count;
}

static Status tooLarge(DType from, const uint8_t *source, size_t index, DType to) {
  std::string text;
  dispatch(from, [&](auto sample) {
    using T = decltype(sample);
    T value = load<T>(source, index);
    if constexpr (isReal<T>)
      text = std::to_string(widen(value));
    else if constexpr (std::is_same_v<T, Boolean>)
      text = std::to_string(int(value.byte));
    else
      text = std::to_string(value);
  });
  return Status::failure("element " + std::to_string(index) + " is " + text + ", which " +
                         std::string(mil::spelling(to)) + " cannot hold");
}

template <typename T> static bool isAligned(const void *data) {
  return reinterpret_cast<uintptr_t>(data) % alignof(T) == 0;
}

/// Between fp16 and fp32, a vector at a time and in all threads.
template <typename From, typename To>
static bool convertHalves(const uint8_t *source, uint8_t *target, size_t count,
                          void (*convert)(const From *, To *, size_t)) {
  if (!isAligned<From>(source) || !isAligned<To>(target))
    return false;
  auto *from = reinterpret_cast<const From *>(source);
  auto *to = reinterpret_cast<To *>(target);
  exec::parallelFor(int64_t(count), 1 << 16, [&](int64_t begin, int64_t end) {
    convert(from + begin, to + begin, size_t(end - begin));
  });
  return true;
}

/// The conversions that images, activations and weights go through.
static bool convertFast(DType from, const uint8_t *source, DType to, uint8_t *target,
                        size_t count) {
  if (from == to && from != DType::Bool) {
    if (source != target)
      std::memcpy(target, source, count * elementSize(from));
    return true;
  }
  if (from == DType::Fp16 && to == DType::Fp32)
    return convertHalves<uint16_t, float>(source, target, count, exec::fromHalf);
  if (from == DType::Fp32 && to == DType::Fp16)
    return convertHalves<float, uint16_t>(source, target, count, exec::toHalf);
  return false;
}

Status anemone::runtime::convertElements(DType from, const void *source, DType to, void *target,
                                         size_t count) {
  size_t fromSize = elementSize(from), toSize = elementSize(to);
  if (fromSize == 0 || toSize == 0)
    return Status::failure("elements of type " + std::string(mil::spelling(from)) +
                           " cannot be converted to " + std::string(mil::spelling(to)));
  auto *in = static_cast<const uint8_t *>(source);
  auto *out = static_cast<uint8_t *>(target);
  if (convertFast(from, in, to, out, count))
    return Status::success();
  Block block;
  for (size_t begin = 0; begin < count; begin += Block::kSize) {
    block.count = std::min(Block::kSize, count - begin);
    size_t wanted = block.count, done = 0;
    dispatch(from, [&](auto t) { block.count = read<decltype(t)>(in + begin * fromSize, block); });
    dispatch(to, [&](auto t) { done = write<decltype(t)>(block, out + begin * toSize); });
    if (done != wanted)
      return tooLarge(from, in, begin + done, to);
  }
  return Status::success();
}
