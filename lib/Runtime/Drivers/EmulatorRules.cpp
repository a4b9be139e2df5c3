//===- EmulatorRules.cpp - What the engine's compiler refuses -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules about whole programs. Written from published reports of what
// Apple's compiler accepted and refused, not from what this project emits.
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorRules.h"
#include "anemone/Target/Constraints.h"
#include "lib/Runtime/Drivers/EmulatorQuirks.h"
#include <algorithm>
#include <set>

namespace anemone::runtime {
namespace {

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

class FunctionChecker {
public:
  FunctionChecker(const mil::Function &function, const EmulatorOptions &options, Violations &found)
      : function(function), view(function), options(options), found(found) {}

  void run() {
    checkInterface();
    for (const mil::Operation &operation : function.operations)
      if (!operation.isConst())
        checkForm(view, operation, options, found);
    checkConstants();
    checkLoneOperations();
  }

private:
  void checkInterface() {
    for (const mil::NamedType &input : function.inputs) {
      checkInterfaceType("input", input.name, input.type);
      for (const std::string &excess : excessesOf(input.type, options))
        found.refuse("the input '" + input.name + "' has " + excess + " [ANE-C38]");
    }
    if (function.outputs.empty())
      found.invalid("the program has no outputs [ANE-C14]");
    std::set<std::string_view> seen;
    for (const std::string &output : function.outputs) {
      if (!seen.insert(output).second)
        found.invalid("the output '" + output + "' is given twice, and a symbol can be bound once");
      checkInterfaceType("output", output, *view.typeOf(output));
      checkIsComputed(output);
    }
  }

  void checkIsComputed(const std::string &output) {
    const mil::Operation *definition = view.definition(output);
    if (!definition || definition->isConst())
      found.invalid("the output '" + output + "' is " + (definition ? "a constant" : "an input") +
                    ": no operation computes it [ANE-C14]");
  }

  void checkInterfaceType(const std::string &kind, const std::string &name, const mil::Type &type) {
    if (options.allowsAnyInterface)
      return;
    if (!mayCrossTheInterface(type.dtype) || type.numElements() == 0)
      found.invalid("the " + kind + " '" + name + "' has the type " + spell(type) +
                    ", expected elements of fp16, fp32 or an integer of 8 or 16 bits, and extents "
                    "of 1 or more [ANE-C40]");
  }

  void checkConstants() {
    std::set<std::string_view> files;
    int64_t tensors = 0;
    forEachLiteral(function, [&](const mil::Operation &operation, const mil::Value &value) {
      if (const mil::BlobFile *blob = value.blob()) {
        files.insert(blob->path);
        ++tensors;
      }
      if (!options.allowsInlineTensors && value.type.isTensor && value.floats())
        found.refuse(operation,
                     "has a tensor of floating-point numbers in the text; write it into a weight "
                     "file",
                     56);
    });
    if (static_cast<int64_t>(files.size()) > options.maxWeightFiles)
      found.invalid("the program names " + std::to_string(files.size()) +
                    " weight files, expected at most " + std::to_string(options.maxWeightFiles) +
                    "; put its constants into one file [ANE-C21]");
    checkTensorCount(tensors);
  }

  /// An earlier reading of ANE-C21 counts tensors; then a scalar operand of an addition, a product
  /// or a power takes the place of one, however many there are.
  void checkTensorCount(int64_t tensors) {
    bool hasScalar = std::any_of(
        function.operations.begin(), function.operations.end(), [&](const auto &operation) {
          if (operation.op != "add" && operation.op != "mul" && operation.op != "pow")
            return false;
          auto isScalar = [&](const char *argument) {
            const mil::Value *value = view.literal(operation, argument);
            return value && value->type.shape.empty();
          };
          return isScalar("x") || isScalar("y");
        });
    int64_t places = tensors + (hasScalar ? 1 : 0);
    if (options.maxWeightTensors > 0 && places > options.maxWeightTensors)
      found.invalid("the program has " + std::to_string(tensors) + " weights" +
                    (hasScalar ? " and a scalar operand, which counts as one" : "") +
                    ", expected at most " + std::to_string(options.maxWeightTensors) +
                    " [ANE-C21]" + (hasScalar ? " [ANE-C22]" : ""));
  }

  void checkLoneOperations() {
    if (!options.allowsLoneIdentity && returnsLoneIdentity(view))
      found.silent(*view.definition(function.outputs[0]),
                   "is the only output, which the engine fills with NaN", 69);
    std::vector<const mil::Operation *> computing;
    for (const mil::Operation &operation : function.operations)
      if (!operation.isConst())
        computing.push_back(&operation);
    if (computing.size() != 1 || options.allowsLoneReductions)
      return;
    const mil::Operation &only = *computing[0];
    const mil::Type *type = view.typeOf(only, "x");
    if ((only.op != "reduce_max" && only.op != "reduce_mean") || !type || type->shape.size() != 4)
      return;
    std::vector<int64_t> axes = view.integers(only, "axes");
    bool isOfChannels = axes.size() == 1 && (axes[0] == 1 || axes[0] == -3);
    if (isOfChannels && type->shape[0] == 1 && type->shape[2] == 1 && type->shape[3] == 1)
      found.refuse(
          only, "reduces " + spell(*type) + " over its channels and is all the program does", 61);
  }

  const mil::Function &function;
  FunctionView view;
  const EmulatorOptions &options;
  Violations &found;
};

void checkFunctions(const mil::Program &program, const EmulatorOptions &options,
                    Violations &found) {
  std::string count = std::to_string(program.functions.size());
  if (program.functions.empty())
    found.invalid("the program has no function");
  else if (program.functions.size() == 1 && program.functions[0].name != "main")
    found.invalid("expected one function, 'main', found '" + program.functions[0].name +
                  "' [ANE-C45]");
  else if (program.functions.size() > 1 && !options.runsEachFunction && options.isStrict())
    found.invalid("expected one function, 'main', found " + count +
                  " functions, of which the engine runs the first whatever it is asked for "
                  "[ANE-C45]");
}

} // namespace

std::string cite(unsigned rule) { return "[" + target::label(rule) + "]"; }

void Violations::refuse(const mil::Operation &operation, const std::string &problem,
                        unsigned rule) {
  const target::Constraint *row = target::findConstraint(rule);
  refusals.push_back("line " + std::to_string(operation.location.line) + ": '" + operation.op +
                     "' of '" + operation.results[0].name + "' " + problem +
                     (row ? "; " + std::string(row->remedy) : "") + " " + cite(rule));
}

void Violations::silent(const mil::Operation &operation, const std::string &problem,
                        unsigned rule) {
  if (fidelity == Fidelity::Strict)
    refuse(operation, problem, rule);
}

std::string Violations::text() const {
  std::string all;
  for (const auto *group : {&invalids, &refusals})
    for (const std::string &problem : *group)
      all += (all.empty() ? "" : "\n") + problem;
  return all;
}

Violations checkProgram(const mil::Program &program, const EmulatorOptions &options) {
  Violations found(options.fidelity);
  if (options.needsBuildInfo && program.buildInfo.empty())
    found.invalid("the text has no buildInfo [ANE-C52]");
  checkFunctions(program, options, found);
  for (const mil::Function &function : program.functions)
    FunctionChecker(function, options, found).run();
  return found;
}

} // namespace anemone::runtime
