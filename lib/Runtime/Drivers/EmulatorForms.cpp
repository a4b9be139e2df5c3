//===- EmulatorForms.cpp - Operations and arguments that are refused ------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules about single operations. Verdicts on forms (ANE-C56 to C61, C70)
// are those of Apple's compiler for M1 and M2, reported by mil-hwx-compiler.
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorQuirks.h"
#include "lib/Runtime/Drivers/EmulatorRules.h"
#include <algorithm>

namespace anemone::runtime {
namespace {

/// An operation that is not compiled unless the switch is on.
struct Unavailable {
  std::string_view op;
  bool EmulatorOptions::*allowed;
  unsigned rule;
};
constexpr Unavailable kUnavailable[] = {
    {"concat", &EmulatorOptions::allowsConcat, 1},
    {"gelu", &EmulatorOptions::allowsGelu, 10},
    {"linear", &EmulatorOptions::allowsLinear, 70},
    {"sin", &EmulatorOptions::allowsTrigonometry, 36},
    {"cos", &EmulatorOptions::allowsTrigonometry, 36},
    {"topk", &EmulatorOptions::allowsTopk, 36},
};

/// What the engine does not have (ane-guide, appendix A).
constexpr std::string_view kHostOperations[] = {
    "gather",      "gather_nd",   "gather_along_axis",
    "scatter",     "scatter_nd",  "scatter_along_axis",
    "one_hot",     "mod",         "shape",
    "cumsum",      "logical_and", "logical_or",
    "logical_xor", "lstm",        "gru",
    "rnn",         "tan",         "asin",
    "acos",        "reduce_prod", "non_zero",
    "band_part",
};

/// Arguments that MIL calls optional and the engine's compiler was reported to insist on.
struct NeededArgument {
  std::string_view op, argument;
  unsigned rule;
};
constexpr NeededArgument kNeededArguments[] = {
    {"rsqrt", "epsilon", 23}, {"inverse", "epsilon", 24},  {"log", "epsilon", 37},
    {"gelu", "mode", 10},     {"concat", "interleave", 1},
};

class FormChecker {
public:
  FormChecker(const FunctionView &view, const mil::Operation &operation,
              const EmulatorOptions &options, Violations &found)
      : view(view), operation(operation), options(options), found(found) {}

  void run() {
    checkAvailability();
    checkResults();
    checkPrecision();
    if (operation.op == "conv" || operation.op == "conv_transpose")
      checkConvolution();
    else if (operation.op == "matmul")
      checkMatmul();
    else if (operation.op == "tile")
      checkTile();
    else if (operation.op.ends_with("_pool"))
      checkExtents("kernel", view.integers(operation, "kernel_sizes"), options.maxPoolHeight,
                   options.maxPoolWidth);
    else
      checkOthers();
  }

private:
  void refuse(const std::string &problem, unsigned rule) { found.refuse(operation, problem, rule); }

  void checkAvailability() {
    for (const Unavailable &each : kUnavailable)
      if (operation.op == each.op && !(options.*each.allowed))
        refuse("is not compiled", each.rule);
    if (!options.allowsHostOperations &&
        std::find(std::begin(kHostOperations), std::end(kHostOperations), operation.op) !=
            std::end(kHostOperations))
      refuse("is not an operation of the engine", 36);
    for (const NeededArgument &needed : kNeededArguments)
      if (options.needsFullArguments && operation.op == needed.op &&
          !operation.argument(needed.argument))
        refuse("lacks the argument '" + std::string(needed.argument) + "'", needed.rule);
  }

  void checkResults() {
    for (const mil::NamedType &result : operation.results) {
      const std::vector<int64_t> &shape = result.type.shape;
      int64_t rank = static_cast<int64_t>(shape.size());
      if (rank > options.maxRank)
        refuse("has a result of rank " + std::to_string(rank), 38);
      for (int64_t axis = 0; axis < rank; ++axis) {
        int64_t limit = axis + 2 >= rank ? options.maxExtent : options.maxChannels;
        if (shape[axis] > limit)
          refuse("has a result of type " + spell(result.type) + ", expected at most " +
                     std::to_string(limit) + " on axis " + std::to_string(axis),
                 38);
      }
    }
  }

  /// fp32 comes in and goes out through casts; nothing computes on it.
  void checkPrecision() {
    bool isFp32 = operation.results[0].type.dtype == mil::DType::Fp32;
    if (const mil::Type *type = view.typeOf(operation, "x"))
      isFp32 |= type->dtype == mil::DType::Fp32;
    if (isFp32 && operation.op != "cast" && !options.allowsFp32)
      refuse("computes in fp32", 53);
  }

  void checkConvolution() {
    const mil::Type *weight = view.typeOf(operation, "weight");
    if (!options.allowsConvBias && operation.argument("bias"))
      refuse("has a bias", 13);
    checkChannels(view.typeOf(operation, "x"), "input", options.maxConvInputChannels);
    checkChannels(&operation.results[0].type, "output", options.maxConvOutputChannels);
    if (weight && weight->shape.size() == 4)
      checkExtents("kernel", {weight->shape[2], weight->shape[3]}, options.maxKernelHeight,
                   options.maxKernelWidth);
    if (hasRuntimeWeight(view, operation))
      checkRuntimeWeight();
  }

  void checkRuntimeWeight() {
    const mil::Type *x = view.typeOf(operation, "x");
    if (x && !x->shape.empty() && x->shape[0] >= 2)
      refuse("has a weight that is no constant and a batch of " + std::to_string(x->shape[0]) +
                 ", which was reported to crash the compiler's service",
             27);
    else if (!options.allowsRuntimeConvWeights)
      found.silent(operation, "has a weight that is no constant, which the engine ignores", 27);
    else if (!isReshapedInput(view, operation, "weight"))
      found.silent(operation,
                   "has a weight that is no constant and no reshaped input, which the engine "
                   "ignores",
                   27);
  }

  void checkChannels(const mil::Type *type, const std::string &kind, int64_t limit) {
    if (!type || type->shape.size() < 2 || type->shape[1] <= limit)
      return;
    refuse("has " + std::to_string(type->shape[1]) + " " + kind + " channels, expected at most " +
               std::to_string(limit),
           16);
  }

  void checkExtents(const std::string &what, const std::vector<int64_t> &extents, int64_t maxHeight,
                    int64_t maxWidth) {
    if (extents.size() == 2 && (extents[0] > maxHeight || extents[1] > maxWidth))
      refuse("has a " + what + " of " + std::to_string(extents[0]) + " x " +
                 std::to_string(extents[1]) + ", expected at most " + std::to_string(maxHeight) +
                 " x " + std::to_string(maxWidth),
             38);
  }

  void checkMatmul() {
    const mil::Type *x = view.typeOf(operation, "x");
    if (!x || !view.isConstant(operation, "y"))
      return;
    bool transposed = view.flag(operation, "transpose_y");
    if (!transposed && !options.allowsUntransposedConstants)
      refuse("has a constant y that is not transposed (\"Metadata data type does not match "
             "requested type\")",
             57);
    size_t rank = x->shape.size();
    if (transposed && rank >= 2 && !options.allowsMatmulOf8192 && x->shape[rank - 2] == 128 &&
        x->shape[rank - 1] == 8192)
      refuse("multiplies 128 rows of 8192 by a constant", 58);
  }

  void checkTile() {
    if (!options.allowsTile)
      found.silent(operation, "makes every later request of the process fail", 28);
    else if (hasPoisonousFactor(view, operation))
      refuse("has a factor other than 2, 3, 4 and 8", 28);
  }

  void checkOthers() {
    if (operation.op == "scaled_dot_product_attention" && operation.argument("attn_mask") &&
        !options.allowsAttentionMask)
      found.silent(operation, "has a mask, which the engine ignores without a word", 6);
    if (operation.op == "real_div" && !options.allowsDivisionByConstants)
      if (const mil::Value *divisor = view.literal(operation, "y"))
        if (!divisor->type.shape.empty())
          refuse("divides by a constant tensor", 59);
    if (operation.op == "select" && !options.allowsHalfConditions)
      if (const mil::Type *condition = view.typeOf(operation, "cond"))
        if (condition->dtype != mil::DType::Bool)
          refuse("has a condition of " + spell(*condition) + ", expected bool", 60);
    const std::vector<int64_t> &shape = operation.results[0].type.shape;
    if (operation.op == "pad" && shape.size() == 4 && shape[1] > options.maxPadChannels)
      refuse("has " + std::to_string(shape[1]) + " channels, expected at most " +
                 std::to_string(options.maxPadChannels),
             41);
  }

  const FunctionView &view;
  const mil::Operation &operation;
  const EmulatorOptions &options;
  Violations &found;
};

} // namespace

void checkForm(const FunctionView &view, const mil::Operation &operation,
               const EmulatorOptions &options, Violations &found) {
  FormChecker(view, operation, options, found).run();
}

} // namespace anemone::runtime
