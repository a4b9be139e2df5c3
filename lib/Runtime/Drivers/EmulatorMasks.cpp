//===- EmulatorMasks.cpp - Infinities on their way into a softmax ---------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ANE-C54: -inf must not enter a softmax. What a program computes is not
// watched; constants are, from where they stand through the operations that
// masks are applied with.
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorRules.h"
#include <algorithm>
#include <cstring>
#include <set>

namespace anemone::runtime {
namespace {

class MaskChecker {
public:
  MaskChecker(const mil::Function &function, const BakedWeights &weights, Violations &found)
      : view(function), weights(weights), found(found) {}

  void run() {
    for (const mil::Operation &operation : view.function().operations)
      if (operation.op == "softmax") {
        visited.clear();
        visit(operation, operation);
      }
  }

private:
  /// Looks behind each argument of `operation`, which leads to `softmax`.
  void visit(const mil::Operation &softmax, const mil::Operation &operation) {
    for (const mil::Argument &argument : operation.arguments)
      for (const mil::Operand &operand : argument.operands)
        visit(softmax, operand);
  }

  void visit(const mil::Operation &softmax, const mil::Operand &operand) {
    const auto *name = std::get_if<std::string>(&operand);
    if (!name)
      return check(softmax, "a literal", std::get<mil::Value>(operand));
    const mil::Operation *defined = view.definition(*name);
    if (!defined || !visited.insert(*name).second)
      return;
    const mil::Value *value = defined->isConst() ? defined->attribute("val") : nullptr;
    if (value)
      check(softmax, "'" + *name + "'", *value);
    else if (std::find(std::begin(kMasking), std::end(kMasking), defined->op) != std::end(kMasking))
      visit(softmax, *defined);
  }

  void check(const mil::Operation &softmax, const std::string &what, const mil::Value &value) {
    if (hasInfinity(value))
      found.silent(softmax, "gets -inf from " + what, 54);
  }

  bool hasInfinity(const mil::Value &value) const {
    if (const std::vector<double> *numbers = value.floats())
      return std::any_of(numbers->begin(), numbers->end(),
                         [](double number) { return number < -65520; });
    const mil::BlobFile *blob = value.blob();
    if (!blob || value.type.dtype != mil::DType::Fp16)
      return false;
    Result<exec::WeightView> baked = weights.find(*blob);
    constexpr uint16_t minusInfinity = 0xfc00;
    for (size_t at = 0; baked.ok() && at + 2 <= baked->bytes.size(); at += 2) {
      uint16_t bits;
      std::memcpy(&bits, &baked->bytes[at], 2);
      if (bits == minusInfinity)
        return true;
    }
    return false;
  }

  static constexpr std::string_view kMasking[] = {"add",     "sub",       "select",      "reshape",
                                                  "squeeze", "transpose", "expand_dims", "concat"};

  FunctionView view;
  const BakedWeights &weights;
  Violations &found;
  std::set<std::string_view> visited;
};

} // namespace

void checkMasks(const mil::Program &program, const BakedWeights &weights, Violations &found) {
  for (const mil::Function &function : program.functions)
    MaskChecker(function, weights, found).run();
}

} // namespace anemone::runtime
