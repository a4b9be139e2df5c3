//===- OpContext.h - What an operation's checker sees -----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each operation has one function (Registry.h) that reads its arguments
// through an OpContext, states its results' types and says how it is computed.
// A missing argument, one of the wrong type, and any argument that the function
// did not ask for are reported here, so that the functions only hold what is
// particular to the operation.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_OPCONTEXT_H
#define ANEMONE_EXECUTOR_OPCONTEXT_H

#include "lib/Executor/Graph.h"
#include <set>

namespace anemone::exec {

class Analysis;

/// "[1, 3, 32, 32]".
std::string describe(const Shape &shape);
/// "tensor<fp16, [1, 3, 32, 32]>" or "fp16".
std::string describe(const mil::Type &type);
/// Throws an ExecutorError if the shape has an extent below 1 or more elements than 2^40.
void checkShape(const Shape &shape);

class OpContext {
public:
  OpContext(Analysis &analysis, const mil::Operation &op) : analysis(analysis), op(op) {}

  /// Stops the analysis of this operation; the location and the operation's name are added.
  [[noreturn]] void fail(const std::string &message) const;
  /// fail(message) unless `condition`.
  void require(bool condition, const std::string &message) const {
    if (!condition)
      fail(message);
  }

  /// A numeric or bool argument, constant or not.
  Value &tensor(const std::string &name);
  Value *optionalTensor(const std::string &name);
  /// A tensor of floating-point elements.
  Value &floats(const std::string &name);
  /// A float constant or computed vector of `count` elements.
  Value *optionalVector(const std::string &name, int64_t count);
  std::vector<Value *> tuple(const std::string &name);
  Value &constant(const std::string &name);
  bool has(const std::string &name) const;

  /// Constant arguments. Without a default they are required.
  int64_t integer(const std::string &name, std::optional<int64_t> fallback = {});
  Shape integers(const std::string &name, std::optional<Shape> fallback = {});
  std::vector<bool> flags(const std::string &name, size_t count);
  bool flag(const std::string &name, std::optional<bool> fallback = {});
  double real(const std::string &name, std::optional<double> fallback = {});
  std::string text(const std::string &name, std::optional<std::string> fallback = {});
  /// An axis of `rank` dimensions, counted from the end when negative.
  int64_t axis(const std::string &name, int64_t rank, std::optional<int64_t> fallback = {});
  /// Distinct axes; all of them without the argument when `allByDefault`.
  Shape axes(const std::string &name, int64_t rank, bool allByDefault = false);
  /// One of `choices`; returns its index.
  size_t choice(const std::string &name, const std::vector<std::string> &choices,
                std::optional<std::string> fallback = {});
  /// Parses the spelling of an element type.
  mil::DType elementType(const std::string &name, std::optional<std::string> fallback = {});

  size_t resultCount() const { return op.results.size(); }
  /// The dtype that the text declares for the first result.
  mil::DType declaredType() const;
  /// States the type of the next result.
  Value &result(mil::Type type);
  Value &result(mil::DType dtype, const Shape &shape);
  /// A value that the text does not name.
  Value &temporary(mil::Type type);

  /// Says how the stated results are computed.
  Node &compute(std::vector<Value *> inputs, Kernel kernel);
  Node &lower(std::vector<Value *> inputs, LowerFn lower);
  Node &alias(Value &input);
  /// Moves elements without computing: results need no rounding.
  Node &move(std::vector<Value *> inputs, Kernel kernel);
  /// The same for one value, a result or a temporary.
  Node &define(Value &output, std::vector<Value *> inputs, Kernel kernel);
  Node &defineTile(Value &output, std::vector<Value *> inputs, TileOp code);
  Node &defineLower(Value &output, std::vector<Value *> inputs, LowerFn lower);
  Node &defineAlias(Value &output, Value &input);

  Numerics numerics() const;
  /// The rules of Numerics::F16Mac; null under other numerics.
  const MacRules *macRules() const;
  const mil::Operation &source() const { return op; }
  /// Reports results that were not stated and arguments that were not asked for.
  void finish();

private:
  const mil::Operand *operand(const std::string &name);
  Value &resolve(const mil::Operand &operand, const std::string &name);
  Value &constantOfType(const std::string &name, const char *expected, bool (*fits)(mil::DType));
  Node &add(std::vector<Value *> inputs, std::vector<Value *> outputs);

  Analysis &analysis;
  const mil::Operation &op;
  std::set<std::string> asked;
  std::vector<Value *> stated;
};

/// Runs `body` with a null pointer to the C++ type of a carrier: dispatch(c, [&](auto *type) { ...
/// }).
template <typename Body> auto dispatch(Carrier carrier, Body &&body) {
  switch (carrier) {
  case Carrier::F64:
    return body(static_cast<double *>(nullptr));
  case Carrier::I32:
    return body(static_cast<int32_t *>(nullptr));
  case Carrier::Bool:
    return body(static_cast<uint8_t *>(nullptr));
  case Carrier::F32:
    break;
  }
  return body(static_cast<float *>(nullptr));
}
/// The same for operations on floats.
template <typename Body> auto dispatchFloat(Carrier carrier, Body &&body) {
  return carrier == Carrier::F64 ? body(static_cast<double *>(nullptr))
                                 : body(static_cast<float *>(nullptr));
}
/// The element type behind the pointer that dispatch() passes.
template <typename Pointer> using Pointee = std::remove_pointer_t<Pointer>;

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_OPCONTEXT_H
