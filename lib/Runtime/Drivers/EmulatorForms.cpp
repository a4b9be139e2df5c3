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
    {"stack", &EmulatorOptions::allowsConcat, 1},
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
    "band_part",   "logical_not",
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
    if (operation.op == "tile")
      checkTile();
    else if (operation.op.ends_with("_pool"))
      checkWindow(operation, view.integers(operation, "kernel_sizes"), options.maxPoolHeight,
                  options.maxPoolWidth, found);
    else if (operation.op == "softmax")
      checkSoftmax();
    else if (operation.op.starts_with("constexpr_"))
      checkQuantization();
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
    for (const mil::NamedType &result : operation.results)
      for (const std::string &excess : excessesOf(result.type, options))
        refuse("has a result of " + excess, 38);
  }

  /// fp32 comes in and goes out through casts; nothing computes on it.
  void checkPrecision() {
    bool isFp32 = operation.results[0].type.dtype == mil::DType::Fp32;
    if (const mil::Type *type = view.typeOf(operation, "x"))
      isFp32 |= type->dtype == mil::DType::Fp32;
    mil::DType result = operation.results[0].type.dtype;
    if (mil::isInteger(result) && operation.op != "quantize" && !options.allowsIntegers &&
        !operation.op.starts_with("constexpr_"))
      refuse("gives " + std::string(mil::spelling(result)), 65);
    if (isFp32 && operation.op != "cast" && !options.allowsFp32)
      refuse("computes in fp32", 53);
  }

  void checkSoftmax() {
    const mil::Type *x = view.typeOf(operation, "x");
    std::vector<int64_t> axis = view.integers(operation, "axis");
    if (!x || axis.size() != 1 || x->shape.size() < 3 || options.allowsAnySoftmaxAxis)
      return;
    int64_t rank = static_cast<int64_t>(x->shape.size());
    bool overChannels = axis[0] == 1 || axis[0] == 1 - rank;
    int64_t channels = x->shape[1];
    if (overChannels && (channels & (channels - 1)) != 0)
      refuse("runs over " + std::to_string(channels) + " channels, expected a power of two", 33);
  }

  /// Their operands stand in brackets or, as other tools write them, in parentheses.
  const mil::Value *constexprOperand(std::string_view name) const {
    const mil::Value *value = operation.attribute(name);
    return value ? value : view.literal(operation, name);
  }

  void checkQuantization() {
    if (operation.op == "constexpr_affine_dequantize" && !options.allowsAffineDequantize)
      refuse("is not compiled", 67);
    const mil::Value *data = constexprOperand("data"), *scale = constexprOperand("scale");
    if (const mil::Value *quantized = constexprOperand("quantized_data"))
      data = quantized;
    bool isUnsigned =
        data && (data->type.dtype == mil::DType::UInt8 || data->type.dtype == mil::DType::UInt4);
    if (isUnsigned && !options.allowsUnsignedWeights)
      found.silent(operation,
                   "has weights of " + spell(data->type) + ", which compile and are wrong", 66);
    if (operation.op != "constexpr_blockwise_shift_scale" || options.allowsScaleBlocks || !data)
      return;
    if (constexprOperand("offset"))
      refuse("has an offset", 68);
    if (scale && !isPerChannel(scale->type.shape, data->type.shape))
      refuse("has scales of " + spell(scale->type) + ", expected one for each output channel", 68);
  }

  static bool isPerChannel(const std::vector<int64_t> &scale, const std::vector<int64_t> &data) {
    return scale.empty() || (!data.empty() && scale[0] == data[0] &&
                             std::all_of(scale.begin() + 1, scale.end(),
                                         [](int64_t extent) { return extent == 1; }));
  }

  void checkTile() {
    if (!options.allowsTile)
      found.silent(operation, "makes every later request of the process fail", 28);
    else if (!options.allowsTileFactors && hasOtherFactor(view, operation))
      refuse("has a factor other than 2, 3, 4 and 8", 71);
  }

  void checkOthers() {
    if (operation.op == "scaled_dot_product_attention" && operation.argument("attn_mask") &&
        !options.allowsAttentionMask)
      found.silent(operation, "has a mask, which the engine ignores without a word", 6);
    if (operation.op == "real_div" && !options.allowsDivisionByConstants)
      for (const char *argument : {"x", "y"})
        if (view.isConstant(operation, argument) &&
            !view.typeOf(operation, argument)->shape.empty())
          refuse("has a constant tensor as " + std::string(argument), 59);
    if (operation.op == "select" && !options.allowsHalfConditions)
      if (const mil::Type *condition = view.typeOf(operation, "cond"))
        if (condition->dtype != mil::DType::Bool)
          refuse("has a condition of " + spell(*condition) + ", expected bool", 60);
    if (operation.op == "add")
      checkSum();
  }

  /// Of pads, or of sums of them.
  void checkSum() {
    const std::vector<int64_t> &shape = operation.results[0].type.shape;
    int pads = 0, sums = 0;
    for (const char *argument : {"x", "y"})
      if (const mil::Operation *term = view.definition(operation, argument)) {
        pads += term->op == "pad";
        sums += term->op == "add";
      }
    if (pads > 0 && pads + sums == 2 && shape.size() > 2 && shape[1] > options.maxPadChannels)
      refuse("sums pads of " + std::to_string(shape[1]) + " channels, expected at most " +
                 std::to_string(options.maxPadChannels),
             41);
  }

  const FunctionView &view;
  const mil::Operation &operation;
  const EmulatorOptions &options;
  Violations &found;
};

} // namespace

std::vector<std::string> excessesOf(const mil::Type &type, const EmulatorOptions &options) {
  std::vector<std::string> excesses;
  int64_t rank = static_cast<int64_t>(type.shape.size());
  if (rank > options.maxRank)
    excesses.push_back("rank " + std::to_string(rank) + ", expected at most " +
                       std::to_string(options.maxRank));
  for (int64_t axis = 0; axis < rank; ++axis) {
    int64_t limit = axis + 2 >= rank ? options.maxExtent : options.maxChannels;
    if (type.shape[axis] > limit)
      excesses.push_back("type " + spell(type) + ", expected at most " + std::to_string(limit) +
                         " on axis " + std::to_string(axis));
  }
  return excesses;
}

void checkForm(const FunctionView &view, const mil::Operation &operation,
               const EmulatorOptions &options, Violations &found) {
  checkProduct(view, operation, options, found);
  FormChecker(view, operation, options, found).run();
}

} // namespace anemone::runtime
