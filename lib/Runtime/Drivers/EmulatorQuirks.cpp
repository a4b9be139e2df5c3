//===- EmulatorQuirks.cpp - What the engine silently does otherwise -------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorQuirks.h"
#include <algorithm>
#include <cmath>

namespace anemone::runtime {

using mil::DType;

bool returnsLoneIdentity(const FunctionView &view) {
  const std::vector<std::string> &outputs = view.function().outputs;
  const mil::Operation *last = outputs.size() == 1 ? view.definition(outputs[0]) : nullptr;
  return last && last->op == "identity";
}

bool hasRuntimeWeight(const FunctionView &view, const mil::Operation &operation) {
  return (operation.op == "conv" || operation.op == "conv_transpose") &&
         operation.argument("weight") && !view.isConstant(operation, "weight");
}

bool isMovedBefore(const FunctionView &view, const mil::Operation &operation,
                   std::string_view argument) {
  constexpr std::string_view movements[] = {"reshape",        "transpose", "slice_by_size",
                                            "slice_by_index", "squeeze",   "expand_dims",
                                            "reverse"};
  const mil::Operation *defined = view.definition(operation, argument);
  return defined &&
         std::find(std::begin(movements), std::end(movements), defined->op) != std::end(movements);
}

bool hasOtherFactor(const FunctionView &view, const mil::Operation &operation) {
  if (operation.op != "tile")
    return false;
  std::vector<int64_t> factors = view.integers(operation, "reps");
  return std::any_of(factors.begin(), factors.end(), [](int64_t factor) {
    return factor != 1 && factor != 2 && factor != 3 && factor != 4 && factor != 8;
  });
}

bool slicesBehindTheStart(const FunctionView &view, const mil::Operation &operation) {
  if (operation.op != "slice_by_size" && operation.op != "slice_by_index")
    return false;
  const mil::Type *type = view.typeOf(operation, "x");
  std::vector<int64_t> begin = view.integers(operation, "begin");
  std::vector<int64_t> mask = view.integers(operation, "begin_mask");
  bool startsAtTheStart = begin.empty() || begin.back() == 0 || (!mask.empty() && mask.back());
  return type && type->dtype == DType::Fp16 && !startsAtTheStart;
}

bool isHidden(std::string_view name) { return name.find(' ') != name.npos; }

namespace {

mil::Argument named(const std::string &argument, const std::string &value) {
  return {argument, {value}, false};
}
mil::Argument half(const std::string &argument, double value) {
  return {argument, {mil::Value::ofFloat(DType::Fp16, value)}, false};
}

mil::Type withElements(mil::Type type, DType dtype) {
  type.dtype = dtype;
  return type;
}

class Rewriter {
public:
  Rewriter(const FunctionView &view, const EmulatorOptions &options)
      : view(view), options(options) {
    execution.function = view.function();
    execution.function.operations.clear();
  }

  Execution run() {
    for (const mil::Operation &operation : view.function().operations)
      rewrite(operation);
    return std::move(execution);
  }

private:
  void rewrite(const mil::Operation &operation) {
    execution.poisons |= !options.allowsTile && operation.op == "tile";
    if (options.sliceLimit > 0 && slicesBehindTheStart(view, operation))
      return options.isStrict() ? guardSlice(operation) : saturateSlice(operation);
    if (operation.op == "identity" && !options.allowsLoneIdentity && returnsLoneIdentity(view) &&
        operation.results[0].name == view.function().outputs[0] &&
        mil::isFloat(operation.results[0].type.dtype))
      return spoil(operation);
    if (operation.op == "scaled_dot_product_attention" && !options.allowsAttentionMask)
      return dropMask(operation);
    if (!options.allowsRuntimeConvWeights && hasRuntimeWeight(view, operation) &&
        (options.ignoresRuntimeConvWeights || !isMovedBefore(view, operation, "weight")))
      return ignoreWeight(operation);
    execution.function.operations.push_back(operation);
  }

  void emit(const std::string &op, const std::string &result, const mil::Type &type,
            std::vector<mil::Argument> arguments, mil::Location location) {
    execution.function.operations.push_back(
        {op, {{result, type}}, std::move(arguments), {}, location});
  }

  /// Magnitudes beyond the limit become infinities of the same sign.
  void saturateSlice(const mil::Operation &slice) {
    std::string name = slice.results[0].name, raw = name + " sliced";
    const mil::Type &type = slice.results[0].type;
    mil::Operation renamed = slice;
    renamed.results[0].name = raw;
    execution.function.operations.push_back(std::move(renamed));
    std::string large = exceeds(raw, type, options.sliceLimit, slice.location);
    std::string infinite = name + " infinite";
    emit("mul", infinite, type, {named("x", raw), half("y", INFINITY)}, slice.location);
    emit("select", name, type, {named("cond", large), named("a", infinite), named("b", raw)},
         slice.location);
  }

  /// A guard that sees finite magnitudes beyond the limit.
  void guardSlice(const mil::Operation &slice) {
    constexpr double largest = 65504;
    execution.function.operations.push_back(slice);
    std::string name = slice.results[0].name, guard = name + " guard";
    const mil::Type &type = slice.results[0].type;
    std::string large = exceeds(name, type, options.sliceLimit, slice.location);
    std::string infinite = exceeds(name, type, largest, slice.location);
    auto asHalf = [&](const std::string &condition) {
      emit("cast", condition + " as fp16", type,
           {{"dtype", {mil::Value::ofString("fp16")}, false}, named("x", condition)},
           slice.location);
      return condition + " as fp16";
    };
    std::string first = asHalf(large), second = asHalf(infinite);
    emit("sub", guard + " elements", type, {named("x", first), named("y", second)}, slice.location);
    emit("reduce_max", guard, mil::Type::scalar(DType::Fp16),
         {named("x", guard + " elements"), {"keep_dims", {mil::Value::ofBool(false)}, false}},
         slice.location);
    execution.function.outputs.push_back(guard);
    execution.guards.push_back("line " + std::to_string(slice.location.line) + ": '" + slice.op +
                               "' of '" + name + "' takes magnitudes beyond " +
                               std::to_string(static_cast<int64_t>(options.sliceLimit)) +
                               " from behind the start of the last axis, which become infinite: "
                               "slice another axis [ANE-C39]");
  }

  /// Names a bool for each element of `name`: its magnitude is above `limit`.
  std::string exceeds(const std::string &name, const mil::Type &type, double limit,
                      mil::Location location) {
    std::string suffix = " above " + std::to_string(limit);
    emit("abs", name + suffix + " magnitude", type, {named("x", name)}, location);
    emit("greater", name + suffix, withElements(type, DType::Bool),
         {named("x", name + suffix + " magnitude"), half("y", limit)}, location);
    return name + suffix;
  }

  /// 0 / 0 everywhere.
  void spoil(const mil::Operation &identity) {
    const mil::NamedType &result = identity.results[0];
    mil::Argument x = *identity.argument("x"), y = x;
    y.name = "y";
    std::string zero = result.name + " zero";
    emit("sub", zero, result.type, {x, y}, identity.location);
    emit("real_div", result.name, result.type, {named("x", zero), named("y", zero)},
         identity.location);
  }

  void dropMask(mil::Operation attention) {
    std::erase_if(attention.arguments,
                  [](const mil::Argument &argument) { return argument.name == "attn_mask"; });
    execution.function.operations.push_back(std::move(attention));
  }

  /// A weight that comes too late was never there.
  void ignoreWeight(mil::Operation conv) {
    auto weight = std::find_if(conv.arguments.begin(), conv.arguments.end(),
                               [](const auto &argument) { return argument.name == "weight"; });
    std::string ignored = conv.results[0].name + " weight";
    mil::Argument x = *weight;
    x.name = "x";
    emit("sub", ignored, *view.typeOf(conv, "weight"), {x, {"y", x.operands, false}},
         conv.location);
    *weight = named("weight", ignored);
    execution.function.operations.push_back(std::move(conv));
  }

  const FunctionView &view;
  const EmulatorOptions &options;
  Execution execution;
};

} // namespace

Execution executionOf(const FunctionView &view, const EmulatorOptions &options) {
  return Rewriter(view, options).run();
}

} // namespace anemone::runtime
