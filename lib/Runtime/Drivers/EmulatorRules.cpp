//===- EmulatorRules.cpp - What the engine's compiler refuses -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Written from published reports of what Apple's compiler accepted and
// refused, not from what this project emits.
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorRules.h"
#include "anemone/Target/Constraints.h"
#include <algorithm>
#include <set>
#include <unordered_map>

namespace anemone::runtime {
namespace {

/// Arguments that MIL calls optional and the engine's compiler was reported to insist on.
struct NeededArgument {
  std::string_view op, argument;
  unsigned constraint;
};
constexpr NeededArgument kNeededArguments[] = {
    {"rsqrt", "epsilon", 23}, {"inverse", "epsilon", 24},  {"log", "epsilon", 37},
    {"gelu", "mode", 10},     {"concat", "interleave", 1},
};

std::string spell(const mil::Type &type) {
  std::string text(mil::spelling(type.dtype));
  text += "[";
  for (size_t i = 0; i < type.shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(type.shape[i]);
  return text + "]";
}

/// Element types that a surface may have; 64-bit, 4-bit and bf16 elements and strings are none
/// (ANE-C40), and 32-bit integers and booleans exist only inside a program.
bool mayCrossTheInterface(mil::DType type) {
  switch (type) {
  case mil::DType::Fp16:
  case mil::DType::Fp32:
  case mil::DType::Int8:
  case mil::DType::UInt8:
  case mil::DType::Int16:
  case mil::DType::UInt16:
    return true;
  default:
    return false;
  }
}

class Checker {
public:
  Checker(const mil::Program &program, const EmulatorOptions &options)
      : program(program), options(options) {}

  Violations run() {
    if (options.needsBuildInfo && program.buildInfo.empty())
      invalid("the text has no buildInfo (ANE-C52)");
    if (program.functions.size() != 1 || program.functions[0].name != "main") {
      invalid("expected one function, 'main', found " + std::to_string(program.functions.size()) +
              " functions (ANE-C45)");
      return std::move(found);
    }
    const mil::Function &main = program.functions[0];
    checkInterface(main);
    for (const mil::Operation &operation : main.operations)
      check(operation);
    checkConstants(main);
    return std::move(found);
  }

private:
  void invalid(std::string problem) { found.invalid.push_back(std::move(problem)); }

  /// `rule` names the constraint; the table has its remedy.
  void refuse(const mil::Operation &operation, const std::string &problem, unsigned rule) {
    const target::Constraint *row = target::findConstraint(rule);
    found.refused.push_back("line " + std::to_string(operation.location.line) + ": '" +
                            operation.op + "' of '" + operation.results[0].name + "' " + problem +
                            (row ? "; " + std::string(row->remedy) : "") + " (" +
                            target::label(rule) + ")");
  }

  void checkInterface(const mil::Function &main) {
    for (const mil::NamedType &input : main.inputs) {
      types[input.name] = &input.type;
      checkInterfaceType("input", input.name, input.type);
    }
    for (const mil::Operation &operation : main.operations)
      for (const mil::NamedType &result : operation.results)
        types[result.name] = &result.type;
    if (main.outputs.empty())
      invalid("the program has no outputs (ANE-C14)");
    std::set<std::string_view> seen;
    for (const std::string &output : main.outputs) {
      if (!seen.insert(output).second)
        invalid("the output '" + output + "' is given twice, and a symbol can be bound once");
      checkInterfaceType("output", output, *types.at(output));
    }
  }

  void checkInterfaceType(const std::string &kind, const std::string &name, const mil::Type &type) {
    if (!mayCrossTheInterface(type.dtype) || type.shape.size() > 4 || type.numElements() == 0)
      invalid("the " + kind + " '" + name + "' has the type " + spell(type) +
              ", expected elements of fp16, fp32 or an integer of 8 or 16 bits, rank 4 at most and "
              "extents of 1 or more (ANE-C40)");
  }

  void check(const mil::Operation &operation) {
    if (operation.isConst())
      return;
    checkResults(operation);
    if (!options.allowsConcat && operation.op == "concat")
      refuse(operation, "is not compiled", 1);
    if (!options.allowsGelu && operation.op == "gelu")
      refuse(operation, "is not compiled", 10);
    if (!options.allowsTile && operation.op == "tile")
      refuse(operation, "makes every later request of the process fail", 28);
    if (!options.allowsAttentionMask && operation.op == "scaled_dot_product_attention" &&
        operation.argument("attn_mask"))
      refuse(operation, "has a mask, which the engine ignores without a word", 6);
    if (operation.op == "conv")
      checkConvolution(operation);
    for (const NeededArgument &needed : kNeededArguments)
      if (options.needsFullArguments && operation.op == needed.op &&
          !operation.argument(needed.argument))
        refuse(operation, "lacks the argument '" + std::string(needed.argument) + "'",
               needed.constraint);
  }

  void checkResults(const mil::Operation &operation) {
    for (const mil::NamedType &result : operation.results) {
      const std::vector<int64_t> &shape = result.type.shape;
      int64_t rank = static_cast<int64_t>(shape.size());
      if (rank > options.maxRank)
        refuse(operation, "has a result of rank " + std::to_string(rank), 38);
      for (int64_t axis = 0; axis < rank; ++axis) {
        int64_t limit = axis + 2 >= rank ? options.maxExtent : options.maxChannels;
        if (shape[axis] > limit)
          refuse(operation,
                 "has a result of type " + spell(result.type) + ", expected at most " +
                     std::to_string(limit) + " on axis " + std::to_string(axis),
                 38);
      }
    }
  }

  void checkConvolution(const mil::Operation &operation) {
    if (!options.allowsConvBias && operation.argument("bias"))
      refuse(operation, "has a bias", 13);
    checkChannels(operation, typeOf(operation, "x"), "input", options.maxConvInputChannels);
    checkChannels(operation, &operation.results[0].type, "output", options.maxConvOutputChannels);
  }

  void checkChannels(const mil::Operation &operation, const mil::Type *type,
                     const std::string &kind, int64_t limit) {
    if (!type || type->shape.size() < 2 || type->shape[1] <= limit)
      return;
    refuse(operation,
           "has " + std::to_string(type->shape[1]) + " " + kind + " channels, expected at most " +
               std::to_string(limit),
           16);
  }

  /// The type of what an argument names; null where it is a literal, a tuple or absent.
  const mil::Type *typeOf(const mil::Operation &operation, std::string_view argument) const {
    const mil::Argument *found = operation.argument(argument);
    if (!found || found->isTuple)
      return nullptr;
    const auto *name = std::get_if<std::string>(&found->operands[0]);
    auto type = name ? types.find(*name) : types.end();
    return type == types.end() ? nullptr : type->second;
  }

  void checkConstants(const mil::Function &main) {
    std::set<std::string_view> files;
    forEachLiteral(main, [&](const mil::Operation &operation, const mil::Value &value) {
      if (const mil::BlobFile *blob = value.blob())
        files.insert(blob->path);
      if (!options.allowsInlineTensors && value.type.isTensor && value.floats())
        found.refused.push_back(
            "line " + std::to_string(operation.location.line) + ": '" + operation.results[0].name +
            "' has a tensor of floating-point numbers in the text; write it into a weight file");
    });
    if (static_cast<int64_t>(files.size()) > options.maxWeightFiles)
      invalid("the program names " + std::to_string(files.size()) +
              " weight files, expected at most " + std::to_string(options.maxWeightFiles) +
              "; put its constants into one file (ANE-C21)");
  }

  const mil::Program &program;
  const EmulatorOptions &options;
  std::unordered_map<std::string_view, const mil::Type *> types;
  Violations found;
};

} // namespace

std::string Violations::text() const {
  std::string all;
  for (const auto *group : {&invalid, &refused})
    for (const std::string &problem : *group)
      all += (all.empty() ? "" : "\n") + problem;
  return all;
}

Violations checkProgram(const mil::Program &program, const EmulatorOptions &options) {
  return Checker(program, options).run();
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

} // namespace anemone::runtime
