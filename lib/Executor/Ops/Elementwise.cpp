//===- Elementwise.cpp - Operations on each element -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Ops/Broadcast.h"
#include "lib/Executor/Registry.h"
#include <algorithm>

namespace anemone::exec {

Shape broadcastShapes(const OpContext &op, const Shape &a, const Shape &b) {
  Shape result(std::max(a.size(), b.size()), 1);
  for (size_t i = 0; i < result.size(); ++i) {
    size_t fromEnd = result.size() - i;
    int64_t left = fromEnd <= a.size() ? a[a.size() - fromEnd] : 1;
    int64_t right = fromEnd <= b.size() ? b[b.size() - fromEnd] : 1;
    op.require(left == right || left == 1 || right == 1,
               "shapes " + describe(a) + " and " + describe(b) + " do not broadcast");
    result[i] = left == 1 ? right : left;
  }
  return result;
}

namespace {

mil::Type typeOf(mil::DType dtype, const Shape &shape) {
  return shape.empty() ? mil::Type::scalar(dtype) : mil::Type::tensor(dtype, shape);
}

enum class Domain { Float, Number, Bool, Any };

void requireDomain(const OpContext &op, const std::string &name, const Value &value,
                   Domain domain) {
  mil::DType dtype = value.type.dtype;
  bool fits = domain == Domain::Any || (domain == Domain::Float && mil::isFloat(dtype)) ||
              (domain == Domain::Number && dtype != mil::DType::Bool) ||
              (domain == Domain::Bool && dtype == mil::DType::Bool);
  op.require(fits, "argument '" + name + "' has type " + describe(value.type) + ", expected " +
                       (domain == Domain::Float    ? "floating-point elements"
                        : domain == Domain::Number ? "numbers"
                                                   : "bools"));
}

void sameElements(const OpContext &op, const char *first, const Value &a, const char *second,
                  const Value &b) {
  op.require(a.type.dtype == b.type.dtype, std::string("argument '") + first + "' has type " +
                                               describe(a.type) + ", but '" + second + "' has " +
                                               describe(b.type) + ", expected one element type");
}

// Narrow integers wrap to their width after arithmetic, which happens in int32.
std::optional<TileCode> wrapCode(mil::DType dtype) {
  switch (dtype) {
  case mil::DType::Int8:
    return TileCode::WrapI8;
  case mil::DType::UInt8:
    return TileCode::WrapU8;
  case mil::DType::Int16:
    return TileCode::WrapI16;
  case mil::DType::UInt16:
    return TileCode::WrapU16;
  default:
    return std::nullopt;
  }
}

/// Adds the node for `code` whose one result is `result`, and the wrap behind it where the type
/// needs one.
void addTile(OpContext &op, Value &result, std::vector<Value *> inputs, TileOp code, bool rounds) {
  std::optional<TileCode> wrap = wrapCode(result.type.dtype);
  Value *computed = wrap ? &op.temporary(result.type) : &result;
  op.defineTile(*computed, std::move(inputs), code).rounds = rounds;
  if (wrap)
    op.defineTile(result, {computed}, {*wrap});
}

void unaryOp(OpContext &op, TileOp code, Domain domain, bool rounds = true) {
  Value &x = op.tensor("x");
  requireDomain(op, "x", x, domain);
  addTile(op, op.result(x.type), {&x}, code, rounds);
}

template <TileCode Code, Domain In = Domain::Float> void unary(OpContext &op) {
  unaryOp(op, {Code}, In);
}

template <TileCode Code, Domain In = Domain::Number> void binary(OpContext &op) {
  Value &x = op.tensor("x"), &y = op.tensor("y");
  requireDomain(op, "x", x, In);
  sameElements(op, "x", x, "y", y);
  Value &result = op.result(typeOf(x.type.dtype, broadcastShapes(op, x.shape(), y.shape())));
  addTile(op, result, {&x, &y}, {Code}, true);
}

template <TileCode Code, Domain In = Domain::Number> void comparison(OpContext &op) {
  Value &x = op.tensor("x"), &y = op.tensor("y");
  requireDomain(op, "x", x, In);
  sameElements(op, "x", x, "y", y);
  Value &result = op.result(typeOf(mil::DType::Bool, broadcastShapes(op, x.shape(), y.shape())));
  addTile(op, result, {&x, &y}, {Code}, false);
}

void select(OpContext &op) {
  Value &condition = op.tensor("cond"), &a = op.tensor("a"), &b = op.tensor("b");
  requireDomain(op, "cond", condition, Domain::Bool);
  sameElements(op, "a", a, "b", b);
  Shape shape = broadcastShapes(op, condition.shape(), broadcastShapes(op, a.shape(), b.shape()));
  addTile(op, op.result(typeOf(a.type.dtype, shape)), {&condition, &a, &b}, {TileCode::Select},
          false);
}

/// A unary operation with one or two scalar parameters and their defaults in MIL; without one it is
/// required.
template <TileCode Code>
void withAlpha(OpContext &op, std::optional<double> fallback, Domain domain = Domain::Float) {
  unaryOp(op, {Code, op.real("alpha", fallback), 0}, domain);
}
template <TileCode Code>
void withAlphaBeta(OpContext &op, std::optional<double> alpha, std::optional<double> beta,
                   Domain domain = Domain::Float) {
  double first = op.real("alpha", alpha);
  unaryOp(op, {Code, first, op.real("beta", beta)}, domain);
}
template <TileCode Code> void withEpsilon(OpContext &op, double fallback) {
  unaryOp(op, {Code, op.real("epsilon", fallback), 0}, Domain::Float);
}

void identity(OpContext &op) {
  Value &x = op.tensor("x");
  op.result(x.type);
  op.alias(x);
}

void gelu(OpContext &op) {
  static constexpr TileCode codes[] = {TileCode::GeluExact, TileCode::GeluTanh,
                                       TileCode::GeluSigmoid};
  size_t mode =
      op.choice("mode", {"EXACT", "TANH_APPROXIMATION", "SIGMOID_APPROXIMATION"}, "EXACT");
  unaryOp(op, {codes[mode]}, Domain::Float);
}

/// A vector of one element for each channel (axis 1), shaped so that it broadcasts.
Value &channelVector(OpContext &op, const std::string &name, const Value &x) {
  op.require(x.rank() >= 2,
             "argument 'x' has type " + describe(x.type) + ", expected channels in axis 1");
  op.require(op.has(name), "argument '" + name + "' is missing");
  Value &vector = *op.optionalVector(name, x.shape()[1]);
  Shape shape(x.shape().size(), 1);
  shape[1] = x.shape()[1];
  Value &view = op.temporary(mil::Type::tensor(x.type.dtype, shape));
  op.defineAlias(view, vector);
  return view;
}

void prelu(OpContext &op) {
  Value &x = op.floats("x"), &alpha = channelVector(op, "alpha", x);
  op.defineTile(op.result(x.type), {&x, &alpha}, {TileCode::PRelu});
}

void softplusParametric(OpContext &op) {
  Value &x = op.floats("x"), &alpha = channelVector(op, "alpha", x);
  Value &beta = channelVector(op, "beta", x), &scaled = op.temporary(x.type),
        &soft = op.temporary(x.type);
  op.defineTile(scaled, {&x, &beta}, {TileCode::Mul}).rounds = false;
  op.defineTile(soft, {&scaled}, {TileCode::Softplus}).rounds = false;
  op.defineTile(op.result(x.type), {&soft, &alpha}, {TileCode::Mul});
}

TileCode castCode(const Value &from, mil::DType to, Numerics numerics) {
  if (std::optional<TileCode> wrap = wrapCode(to); wrap && from.carrier == Carrier::I32)
    return *wrap;
  if (to == mil::DType::Bool)
    return TileCode::ToBool;
  if (mil::isFloat(to))
    return numerics == Numerics::F64 ? TileCode::ToF64 : TileCode::ToF32;
  return TileCode::ToI32;
}

void cast(OpContext &op) {
  Value &x = op.tensor("x");
  mil::DType to = op.elementType("dtype");
  mil::Type type = x.type;
  type.dtype = to;
  addTile(op, op.result(type), {&x}, {castCode(x, to, op.numerics())}, true);
}

using C = TileCode;
constexpr OpInfo table[] = {
    {"add", binary<C::Add>},
    {"sub", binary<C::Sub>},
    {"mul", binary<C::Mul>},
    {"real_div", binary<C::RealDiv>},
    {"floor_div", binary<C::FloorDiv>},
    {"mod", binary<C::Mod>},
    {"maximum", binary<C::Maximum>},
    {"minimum", binary<C::Minimum>},
    {"pow", binary<C::Pow>},
    {"equal", comparison<C::Equal, Domain::Any>},
    {"not_equal", comparison<C::NotEqual, Domain::Any>},
    {"greater", comparison<C::Greater>},
    {"greater_equal", comparison<C::GreaterEqual>},
    {"less", comparison<C::Less>},
    {"less_equal", comparison<C::LessEqual>},
    {"logical_and", comparison<C::And, Domain::Bool>},
    {"logical_or", comparison<C::Or, Domain::Bool>},
    {"logical_xor", comparison<C::Xor, Domain::Bool>},
    {"logical_not", unary<C::Not, Domain::Bool>},
    {"select", select},
    {"identity", identity},
    {"cast", cast},
    {"abs", unary<C::Abs, Domain::Number>},
    {"acos", unary<C::Acos>},
    {"asin", unary<C::Asin>},
    {"atan", unary<C::Atan>},
    {"acosh", unary<C::Acosh>},
    {"asinh", unary<C::Asinh>},
    {"atanh", unary<C::Atanh>},
    {"ceil", unary<C::Ceil>},
    {"floor", unary<C::Floor>},
    {"round", unary<C::Round>},
    {"clip", [](OpContext &op) { withAlphaBeta<C::Clip>(op, {}, {}, Domain::Number); }},
    {"cos", unary<C::Cos>},
    {"cosh", unary<C::Cosh>},
    {"sin", unary<C::Sin>},
    {"sinh", unary<C::Sinh>},
    {"tan", unary<C::Tan>},
    {"tanh", unary<C::Tanh>},
    {"erf", unary<C::Erf>},
    {"exp", unary<C::Exp>},
    {"exp2", unary<C::Exp2>},
    {"inverse", [](OpContext &op) { withEpsilon<C::Inverse>(op, 1e-4); }},
    {"log", [](OpContext &op) { withEpsilon<C::Log>(op, 1e-45); }},
    {"rsqrt", [](OpContext &op) { withEpsilon<C::Rsqrt>(op, 1e-12); }},
    {"sqrt", unary<C::Sqrt>},
    {"square", unary<C::Square, Domain::Number>},
    {"sign", unary<C::Sign, Domain::Number>},
    {"threshold", [](OpContext &op) { withAlpha<C::Threshold>(op, {}, Domain::Number); }},
    {"neg", unary<C::Neg, Domain::Number>},
    {"relu", unary<C::Relu>},
    {"relu6", unary<C::Relu6>},
    {"leaky_relu", [](OpContext &op) { withAlpha<C::LeakyRelu>(op, 0.01); }},
    {"prelu", prelu},
    {"elu", [](OpContext &op) { withAlpha<C::Elu>(op, 1); }},
    {"gelu", gelu},
    {"sigmoid", unary<C::Sigmoid>},
    {"sigmoid_hard", [](OpContext &op) { withAlphaBeta<C::SigmoidHard>(op, 0.2, 0.5); }},
    {"silu", unary<C::Silu>},
    {"softplus", unary<C::Softplus>},
    {"softplus_parametric", softplusParametric},
    {"softsign", unary<C::Softsign>},
    {"scaled_tanh", [](OpContext &op) { withAlphaBeta<C::ScaledTanh>(op, 1, 1); }},
    {"thresholded_relu", [](OpContext &op) { withAlpha<C::ThresholdedRelu>(op, 1); }},
    {"clamped_relu", [](OpContext &op) { withAlphaBeta<C::ClampedRelu>(op, 1, 1); }},
};

} // namespace

std::span<const OpInfo> elementwiseOps() { return table; }

} // namespace anemone::exec
