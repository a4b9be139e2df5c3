//===- EmulatorFunction.cpp - A function with its names resolved ----------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorFunction.h"

namespace anemone::runtime {

FunctionView::FunctionView(const mil::Function &function) : source(function) {
  for (const mil::NamedType &input : function.inputs)
    types[input.name] = &input.type;
  for (const mil::Operation &operation : function.operations)
    for (const mil::NamedType &result : operation.results) {
      types[result.name] = &result.type;
      definitions[result.name] = &operation;
    }
}

const mil::Type *FunctionView::typeOf(std::string_view name) const {
  auto found = types.find(name);
  return found == types.end() ? nullptr : found->second;
}

const mil::Operation *FunctionView::definition(std::string_view name) const {
  auto found = definitions.find(name);
  return found == definitions.end() ? nullptr : found->second;
}

/// The one operand of an argument; null for a tuple or where there is none.
static const mil::Operand *operandOf(const mil::Operation &operation, std::string_view name) {
  const mil::Argument *argument = operation.argument(name);
  return argument && !argument->isTuple ? &argument->operands[0] : nullptr;
}

const mil::Type *FunctionView::typeOf(const mil::Operation &operation,
                                      std::string_view argument) const {
  const mil::Operand *operand = operandOf(operation, argument);
  if (!operand)
    return nullptr;
  if (const auto *value = std::get_if<mil::Value>(operand))
    return &value->type;
  return typeOf(std::get<std::string>(*operand));
}

const mil::Operation *FunctionView::definition(const mil::Operation &operation,
                                               std::string_view argument) const {
  const mil::Operand *operand = operandOf(operation, argument);
  const auto *name = operand ? std::get_if<std::string>(operand) : nullptr;
  return name ? definition(*name) : nullptr;
}

const mil::Value *FunctionView::literal(const mil::Operation &operation,
                                        std::string_view argument) const {
  const mil::Operand *operand = operandOf(operation, argument);
  if (operand)
    if (const auto *value = std::get_if<mil::Value>(operand))
      return value;
  const mil::Operation *defined = definition(operation, argument);
  return defined && defined->isConst() ? defined->attribute("val") : nullptr;
}

std::vector<int64_t> FunctionView::integers(const mil::Operation &operation,
                                            std::string_view argument) const {
  const mil::Value *value = literal(operation, argument);
  return value && value->ints() ? *value->ints() : std::vector<int64_t>();
}

bool FunctionView::flag(const mil::Operation &operation, std::string_view argument) const {
  std::vector<int64_t> values = integers(operation, argument);
  return !values.empty() && values[0] != 0;
}

bool FunctionView::isConstant(const mil::Operation &operation, std::string_view argument) const {
  if (literal(operation, argument))
    return true;
  const mil::Operation *defined = definition(operation, argument);
  return defined && defined->op.starts_with("constexpr_");
}

void forEachLiteral(const mil::Function &function,
                    const std::function<void(const mil::Operation &, const mil::Value &)> &visit) {
  for (const mil::Operation &operation : function.operations) {
    for (const auto &[name, value] : operation.attributes)
      visit(operation, value);
    for (const mil::Argument &argument : operation.arguments)
      for (const mil::Operand &operand : argument.operands)
        if (const auto *value = std::get_if<mil::Value>(&operand))
          visit(operation, *value);
  }
}

std::string spell(const mil::Type &type) {
  std::string text(mil::spelling(type.dtype));
  text += "[";
  for (size_t i = 0; i < type.shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(type.shape[i]);
  return text + "]";
}

} // namespace anemone::runtime
