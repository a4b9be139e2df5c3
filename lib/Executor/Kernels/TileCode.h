//===- TileCode.h - Elementwise operations on one tile ----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An elementwise operation is a function over a tile: a few thousand elements
// that stay in cache while a chain of such functions runs over them. The code
// is compiled once for any processor and once for those with AVX2, and chosen
// when the program is planned.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_KERNELS_TILECODE_H
#define ANEMONE_EXECUTOR_KERNELS_TILECODE_H

#include <cstddef>
#include <cstdint>

namespace anemone::exec {

/// How elements are held while computing (see Graph.h).
enum class Carrier : uint8_t { F32, F64, I32, Bool };
inline size_t carrierSize(Carrier carrier) {
  return carrier == Carrier::F64 ? 8 : carrier == Carrier::Bool ? 1 : 4;
}

/// What a tile function computes. `alpha` and `beta` are an operation's scalar parameters.
enum class TileCode : uint8_t {
  // clang-format off
  Add, Sub, Mul, RealDiv, FloorDiv, Mod, Maximum, Minimum, Pow,
  Equal, NotEqual, Greater, GreaterEqual, Less, LessEqual,
  And, Or, Xor, Not, Select,
  Abs, Acos, Asin, Atan, Acosh, Asinh, Atanh, Ceil, Floor, Round, Clip, Cos, Cosh, Sin, Sinh, Tan, Tanh, Erf, Exp,
  Exp2, Inverse, Log, Rsqrt, Sqrt, Square, Sign, Threshold, Neg,
  Relu, Relu6, LeakyRelu, PRelu, Elu, GeluExact, GeluTanh, GeluSigmoid, Sigmoid, SigmoidHard, Silu, Softplus,
  Softsign, ScaledTanh, ThresholdedRelu, ClampedRelu,
  ToF32, ToF64, ToI32, ToBool, WrapI8, WrapU8, WrapI16, WrapU16, Copy,
  // clang-format on
};

/// Operands of a tile function: up to three inputs of `count` elements each. `out` may be an input
/// of the same element size.
struct TileArgs {
  const void *a = nullptr, *b = nullptr, *c = nullptr;
  void *out = nullptr;
  int64_t count = 0;
  double alpha = 0, beta = 0;
};
using TileFn = void (*)(const TileArgs &);

/// One elementwise operation of a plan.
struct TileOp {
  TileCode code = TileCode::Copy;
  double alpha = 0, beta = 0;
};

/// The function for operands of `carrier` (of the second operand, for Select), or null where the
/// operation is not defined on it.
TileFn tileFunction(TileCode code, Carrier carrier);

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_KERNELS_TILECODE_H
