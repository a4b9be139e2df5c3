//===- TileLoops.cpp - The loops behind elementwise operations ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiled once for each kind of processor, with ANEMONE_TILE_LOOPS naming the
// entry point. It uses no class of the standard library, whose code the linker
// could take from this unit for all others.
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/TileCode.h"
#include "lib/Executor/Kernels/TileMath.h"

namespace {

using anemone::exec::Carrier;
using anemone::exec::TileArgs;
using anemone::exec::TileCode;
using anemone::exec::TileFn;

template <typename In, typename Out, typename Op> void unary(const TileArgs &t) {
  const In *a = static_cast<const In *>(t.a);
  Out *out = static_cast<Out *>(t.out);
  const In alpha = static_cast<In>(t.alpha), beta = static_cast<In>(t.beta);
  for (int64_t i = 0; i < t.count; ++i)
    out[i] = static_cast<Out>(Op::apply(a[i], alpha, beta));
}

template <typename In, typename Out, typename Op> void binary(const TileArgs &t) {
  const In *a = static_cast<const In *>(t.a), *b = static_cast<const In *>(t.b);
  Out *out = static_cast<Out *>(t.out);
  for (int64_t i = 0; i < t.count; ++i)
    out[i] = static_cast<Out>(Op::apply(a[i], b[i]));
}

template <typename T> void select(const TileArgs &t) {
  const uint8_t *condition = static_cast<const uint8_t *>(t.a);
  const T *b = static_cast<const T *>(t.b), *c = static_cast<const T *>(t.c);
  T *out = static_cast<T *>(t.out);
  for (int64_t i = 0; i < t.count; ++i)
    out[i] = condition[i] ? b[i] : c[i];
}

#define ANEMONE_UNARY(NAME, EXPRESSION)                                                            \
  struct NAME##Op {                                                                                \
    template <typename T> static T apply(T x, [[maybe_unused]] T alpha, [[maybe_unused]] T beta) { \
      return EXPRESSION;                                                                           \
    }                                                                                              \
  };
#define ANEMONE_BINARY(NAME, EXPRESSION)                                                           \
  struct NAME##Op {                                                                                \
    template <typename T> static auto apply(T x, T y) { return EXPRESSION; }                       \
  };

ANEMONE_BINARY(Add, T(x + y))
ANEMONE_BINARY(Sub, T(x - y))
ANEMONE_BINARY(Mul, T(x *y))
ANEMONE_BINARY(RealDiv, x / y)
ANEMONE_BINARY(FloorDiv, std::floor(x / y))
ANEMONE_BINARY(Mod, x - std::floor(x / y) * y)
ANEMONE_BINARY(Maximum, (x > y || x != x) ? x : y)
ANEMONE_BINARY(Minimum, (x < y || x != x) ? x : y)
ANEMONE_BINARY(Pow, std::pow(x, y))
ANEMONE_BINARY(Equal, x == y)
ANEMONE_BINARY(NotEqual, x != y)
ANEMONE_BINARY(Greater, x > y)
ANEMONE_BINARY(GreaterEqual, x >= y)
ANEMONE_BINARY(Less, x < y)
ANEMONE_BINARY(LessEqual, x <= y)
ANEMONE_BINARY(And, (x != 0) & (y != 0))
ANEMONE_BINARY(Or, (x != 0) | (y != 0))
ANEMONE_BINARY(Xor, (x != 0) ^ (y != 0))
ANEMONE_BINARY(PRelu, x < 0 ? x * y : x)

ANEMONE_UNARY(Not, x == 0)
ANEMONE_UNARY(Abs, x < 0 ? -x : x + T(0)) // -0 + 0 is 0
ANEMONE_UNARY(Acos, std::acos(x))
ANEMONE_UNARY(Asin, std::asin(x))
ANEMONE_UNARY(Atan, std::atan(x))
ANEMONE_UNARY(Acosh, std::acosh(x))
ANEMONE_UNARY(Asinh, std::asinh(x))
ANEMONE_UNARY(Atanh, std::atanh(x))
ANEMONE_UNARY(Ceil, std::ceil(x))
ANEMONE_UNARY(Floor, std::floor(x))
ANEMONE_UNARY(Round, std::nearbyint(x))
ANEMONE_UNARY(Clip, x < alpha ? alpha : (x > beta ? beta : x))
ANEMONE_UNARY(Cos, std::cos(x))
ANEMONE_UNARY(Cosh, std::cosh(x))
ANEMONE_UNARY(Sin, std::sin(x))
ANEMONE_UNARY(Sinh, std::sinh(x))
ANEMONE_UNARY(Tan, std::tan(x))
ANEMONE_UNARY(Tanh, fastTanh(x))
ANEMONE_UNARY(Erf, fastErf(x))
ANEMONE_UNARY(Exp, fastExp(x))
ANEMONE_UNARY(Exp2, std::exp2(x))
ANEMONE_UNARY(Inverse, T(1) / (x + alpha))
ANEMONE_UNARY(Log, fastLog(x + alpha))
ANEMONE_UNARY(Rsqrt, T(1) / std::sqrt(x + alpha))
ANEMONE_UNARY(Sqrt, std::sqrt(x))
ANEMONE_UNARY(Square, T(x *x))
ANEMONE_UNARY(Sign, x > 0 ? T(1) : (x < 0 ? T(-1) : x))
ANEMONE_UNARY(Threshold, x < alpha ? alpha : x)
ANEMONE_UNARY(Neg, T(-x))
ANEMONE_UNARY(Relu, x < 0 ? T(0) : x)
ANEMONE_UNARY(Relu6, x < 0 ? T(0) : (x > T(6) ? T(6) : x))
ANEMONE_UNARY(LeakyRelu, x < 0 ? x * alpha : x)
ANEMONE_UNARY(Elu, x < 0 ? alpha * fastExpm1(x < T(-40) ? T(-40) : x) : x)
ANEMONE_UNARY(GeluExact, T(0.5) * x * (T(1) + fastErf(x * T(0.70710678118654752440))))
ANEMONE_UNARY(GeluTanh,
              T(0.5) * x *
                  (T(1) + fastTanh(T(0.79788456080286535588) * (x + T(0.044715) * x * x * x))))
ANEMONE_UNARY(GeluSigmoid, x *fastSigmoid(T(1.702) * x))
ANEMONE_UNARY(Sigmoid, fastSigmoid(x))
ANEMONE_UNARY(SigmoidHard, ClipOp::apply<T>(alpha *x + beta, T(0), T(1)))
ANEMONE_UNARY(Silu, x *fastSigmoid(x))
ANEMONE_UNARY(Softplus, fastSoftplus(x))
ANEMONE_UNARY(Softsign, x / (T(1) + (x < 0 ? -x : x)))
ANEMONE_UNARY(ScaledTanh, alpha *fastTanh(beta *x))
ANEMONE_UNARY(ThresholdedRelu, x >= alpha ? x : T(0))
ANEMONE_UNARY(ClampedRelu, (x < 0 ? alpha * x : x) > beta ? beta : (x < 0 ? alpha * x : x))
ANEMONE_UNARY(Copy, x)
ANEMONE_UNARY(ToBool, x != 0)

// A float beyond int32 becomes the nearest int32, NaN becomes 0.
struct ToI32Op {
  template <typename T> static int32_t apply(T x, T, T) {
    double d = static_cast<double>(x);
    return d != d               ? 0
           : d >= 2147483647.0  ? 2147483647
           : d <= -2147483648.0 ? INT32_MIN
                                : static_cast<int32_t>(d);
  }
};

// Integers: a division by zero gives zero, and the one overflowing quotient wraps, instead of a
// trap.
struct IntDivOp {
  static int32_t apply(int32_t x, int32_t y) { return y == 0 ? 0 : y == -1 ? -x : x / y; }
};
struct IntFloorDivOp {
  static int32_t apply(int32_t x, int32_t y) {
    int32_t quotient = IntDivOp::apply(x, y);
    return quotient - (y != 0 && y != -1 && x % y != 0 && ((x < 0) != (y < 0)) ? 1 : 0);
  }
};
struct IntModOp {
  static int32_t apply(int32_t x, int32_t y) {
    return y == 0 ? 0 : x - IntFloorDivOp::apply(x, y) * y;
  }
};
struct IntPowOp {
  static int32_t apply(int32_t x, int32_t y) {
    if (y < 0)
      return x == 1 ? 1 : x == -1 ? (y % 2 ? -1 : 1) : 0;
    int32_t result = 1;
    for (; y; y >>= 1, x *= x)
      if (y & 1)
        result *= x;
    return result;
  }
};
template <typename Narrow> struct WrapOp {
  static int32_t apply(int32_t x, int32_t, int32_t) { return static_cast<Narrow>(x); }
};

template <typename T> TileFn floatFunction(TileCode code) {
  switch (code) {
#define ANEMONE_CASE(NAME)                                                                         \
  case TileCode::NAME:                                                                             \
    return unary<T, T, NAME##Op>;
    // clang-format off
    ANEMONE_CASE(Acos) ANEMONE_CASE(Asin) ANEMONE_CASE(Atan) ANEMONE_CASE(Acosh) ANEMONE_CASE(Asinh)
    ANEMONE_CASE(Atanh) ANEMONE_CASE(Ceil) ANEMONE_CASE(Floor) ANEMONE_CASE(Round) ANEMONE_CASE(Cos)
    ANEMONE_CASE(Cosh) ANEMONE_CASE(Sin) ANEMONE_CASE(Sinh) ANEMONE_CASE(Tan) ANEMONE_CASE(Tanh) ANEMONE_CASE(Erf)
    ANEMONE_CASE(Exp) ANEMONE_CASE(Exp2) ANEMONE_CASE(Inverse) ANEMONE_CASE(Log) ANEMONE_CASE(Rsqrt)
    ANEMONE_CASE(Sqrt) ANEMONE_CASE(LeakyRelu) ANEMONE_CASE(Elu)
    ANEMONE_CASE(GeluExact) ANEMONE_CASE(GeluTanh) ANEMONE_CASE(GeluSigmoid) ANEMONE_CASE(Sigmoid)
    ANEMONE_CASE(SigmoidHard) ANEMONE_CASE(Silu) ANEMONE_CASE(Softplus) ANEMONE_CASE(Softsign)
    ANEMONE_CASE(ScaledTanh) ANEMONE_CASE(ThresholdedRelu) ANEMONE_CASE(ClampedRelu)
        // clang-format on
        case TileCode::RealDiv : return binary<T, T, RealDivOp>;
  case TileCode::FloorDiv:
    return binary<T, T, FloorDivOp>;
  case TileCode::Mod:
    return binary<T, T, ModOp>;
  case TileCode::Pow:
    return binary<T, T, PowOp>;
  case TileCode::PRelu:
    return binary<T, T, PReluOp>;
  case TileCode::ToI32:
    return unary<T, int32_t, ToI32Op>;
  default:
    return nullptr;
  }
}

TileFn integerFunction(TileCode code) {
  switch (code) {
  case TileCode::RealDiv:
    return binary<int32_t, int32_t, IntDivOp>;
  case TileCode::FloorDiv:
    return binary<int32_t, int32_t, IntFloorDivOp>;
  case TileCode::Mod:
    return binary<int32_t, int32_t, IntModOp>;
  case TileCode::Pow:
    return binary<int32_t, int32_t, IntPowOp>;
  case TileCode::WrapI8:
    return unary<int32_t, int32_t, WrapOp<int8_t>>;
  case TileCode::WrapU8:
    return unary<int32_t, int32_t, WrapOp<uint8_t>>;
  case TileCode::WrapI16:
    return unary<int32_t, int32_t, WrapOp<int16_t>>;
  case TileCode::WrapU16:
    return unary<int32_t, int32_t, WrapOp<uint16_t>>;
  case TileCode::ToI32:
    return unary<int32_t, int32_t, CopyOp>;
  default:
    return nullptr;
  }
}

/// What floats and integers share.
template <typename T> TileFn numberFunction(TileCode code) {
  switch (code) {
    // clang-format off
    ANEMONE_CASE(Abs) ANEMONE_CASE(Clip) ANEMONE_CASE(Square) ANEMONE_CASE(Sign) ANEMONE_CASE(Threshold)
    ANEMONE_CASE(Neg) ANEMONE_CASE(Relu) ANEMONE_CASE(Relu6)
    // clang-format on
#undef ANEMONE_CASE
#define ANEMONE_CASE(NAME)                                                                         \
  case TileCode::NAME:                                                                             \
    return binary<T, T, NAME##Op>;
        // clang-format off
    ANEMONE_CASE(Add) ANEMONE_CASE(Sub) ANEMONE_CASE(Mul) ANEMONE_CASE(Maximum) ANEMONE_CASE(Minimum)
    // clang-format on
#undef ANEMONE_CASE
#define ANEMONE_CASE(NAME)                                                                         \
  case TileCode::NAME:                                                                             \
    return binary<T, uint8_t, NAME##Op>;
        // clang-format off
    ANEMONE_CASE(Greater) ANEMONE_CASE(GreaterEqual) ANEMONE_CASE(Less) ANEMONE_CASE(LessEqual)
        // clang-format on
        default : return nullptr;
  }
}

/// What every carrier has.
template <typename T> TileFn anyFunction(TileCode code) {
  switch (code) {
    // clang-format off
    ANEMONE_CASE(Equal) ANEMONE_CASE(NotEqual)
        // clang-format on
        case TileCode::Select : return select<T>;
  case TileCode::Copy:
    return unary<T, T, CopyOp>;
  case TileCode::ToF32:
    return unary<T, float, CopyOp>;
  case TileCode::ToF64:
    return unary<T, double, CopyOp>;
  case TileCode::ToBool:
    return unary<T, uint8_t, ToBoolOp>;
  default:
    return nullptr;
  }
}

TileFn boolFunction(TileCode code) {
  switch (code) {
    // clang-format off
#undef ANEMONE_CASE
#define ANEMONE_CASE(NAME) case TileCode::NAME: return binary<uint8_t, uint8_t, NAME##Op>;
    ANEMONE_CASE(And) ANEMONE_CASE(Or) ANEMONE_CASE(Xor)
#undef ANEMONE_CASE
        // clang-format on
        case TileCode::Not : return unary<uint8_t, uint8_t, NotOp>;
  case TileCode::ToI32:
    return unary<uint8_t, int32_t, CopyOp>;
  default:
    return nullptr;
  }
}

template <typename T> TileFn firstOf(TileFn special, TileCode code, bool number) {
  if (special)
    return special;
  if (TileFn fn = number ? numberFunction<T>(code) : nullptr)
    return fn;
  return anyFunction<T>(code);
}

} // namespace

namespace anemone::exec {

TileFn ANEMONE_TILE_LOOPS(TileCode code, Carrier carrier) {
  switch (carrier) {
  case Carrier::F32:
    return firstOf<float>(floatFunction<float>(code), code, true);
  case Carrier::F64:
    return firstOf<double>(floatFunction<double>(code), code, true);
  case Carrier::I32:
    return firstOf<int32_t>(integerFunction(code), code, true);
  case Carrier::Bool:
    return firstOf<uint8_t>(boolFunction(code), code, false);
  }
  return nullptr;
}

} // namespace anemone::exec
