//===- ValidateEntry.cpp - Whether the steps of an entry fit --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value is known by its number of elements only: element types and strides
// may differ between the two ends of a value, and the runtime converts.
//
//===----------------------------------------------------------------------===//

#include "lib/Bundle/Table.h"
#include <set>

using namespace anemone;
using namespace anemone::bundle;

namespace {

class EntryValidator {
public:
  EntryValidator(const Bundle &bundle, const Entry &entry) : bundle(bundle), entry(entry) {}
  Status run();

private:
  Status checkTensors(const std::vector<Tensor> &tensors, const char *what);
  Status checkStep(const Step &step);
  Status checkCall(const Step &step);
  Status checkGlobalAccess(const Step &step);
  Status checkReload(const Step &step);
  /// Checks that value `number` was defined and has `elements` elements.
  Status checkUse(uint32_t number, uint64_t elements);
  /// Results are numbered in the order of their definition.
  Status define(uint32_t number, uint64_t elements);

  const Bundle &bundle;
  const Entry &entry;
  std::vector<uint64_t> values; // elements of each value defined so far
};

} // namespace

static std::string value(uint32_t number) { return "value " + std::to_string(number); }

Status EntryValidator::checkTensors(const std::vector<Tensor> &tensors, const char *what) {
  std::set<std::string> names;
  for (const Tensor &tensor : tensors) {
    if (tensor.name.empty() || !names.insert(tensor.name).second)
      return Status::failure(std::string("its ") + what + "s must have names that differ, and '" +
                             tensor.name + "' is empty or occurs twice");
    if (!countElements(tensor.shape) || elementBytes(tensor.dtype) == 0)
      return Status::failure(
          std::string(what) + " '" + tensor.name +
          "' has an extent that is not positive, too many elements, or elements that fill no byte");
  }
  return Status::success();
}

Status EntryValidator::checkUse(uint32_t number, uint64_t elements) {
  if (number >= values.size())
    return Status::failure(value(number) + " is used before it is defined");
  if (values[number] != elements)
    return Status::failure(value(number) + " has " + std::to_string(values[number]) +
                           " elements and is used where " + std::to_string(elements) +
                           " are expected");
  return Status::success();
}

Status EntryValidator::define(uint32_t number, uint64_t elements) {
  if (number != values.size())
    return Status::failure(value(number) + " is defined where " + value(values.size()) +
                           " is next");
  values.push_back(elements);
  return Status::success();
}

Status EntryValidator::checkCall(const Step &step) {
  if (step.target >= bundle.programs.size())
    return Status::failure("a step calls program " + std::to_string(step.target) + " of " +
                           std::to_string(bundle.programs.size()));
  const Program &program = bundle.programs[step.target];
  if (step.operands.size() != program.inputs.size() ||
      step.results.size() != program.outputs.size())
    return Status::failure(
        "a call of program '" + program.name + "' has " + std::to_string(step.operands.size()) +
        " operands and " + std::to_string(step.results.size()) + " results, and the program has " +
        std::to_string(program.inputs.size()) + " and " + std::to_string(program.outputs.size()));
  for (size_t i = 0; i < step.operands.size(); ++i)
    if (Status status = checkUse(step.operands[i], *countElements(program.inputs[i].valid));
        !status.ok())
      return status;
  for (size_t i = 0; i < step.results.size(); ++i)
    if (Status status = define(step.results[i], *countElements(program.outputs[i].valid));
        !status.ok())
      return status;
  return Status::success();
}

Status EntryValidator::checkGlobalAccess(const Step &step) {
  if (step.target >= bundle.globals.size())
    return Status::failure("a step uses global " + std::to_string(step.target) + " of " +
                           std::to_string(bundle.globals.size()));
  const Global &global = bundle.globals[step.target];
  bool loads = step.kind == StepKind::LoadGlobal;
  if (step.operands.size() != (loads ? 0 : 1) || step.results.size() != (loads ? 1 : 0))
    return Status::failure("a step that loads or stores global '" + global.tensor.name +
                           "' has the wrong number of operands or results");
  if (!loads && !global.isMutable)
    return Status::failure("a step stores to global '" + global.tensor.name +
                           "', which is not mutable");
  uint64_t elements = *countElements(global.tensor.shape);
  return loads ? define(step.results[0], elements) : checkUse(step.operands[0], elements);
}

/// Each weight that comes from a mutable global of the bundle must have as many elements.
Status EntryValidator::checkReload(const Step &step) {
  if (step.target >= bundle.programs.size())
    return Status::failure("a step reloads program " + std::to_string(step.target) + " of " +
                           std::to_string(bundle.programs.size()));
  if (!step.operands.empty() || !step.results.empty())
    return Status::failure("a step that reloads program '" + bundle.programs[step.target].name +
                           "' has operands or results");
  return Status::success();
}

Status EntryValidator::checkStep(const Step &step) {
  if (step.kind == StepKind::Reload)
    return checkReload(step);
  return step.kind == StepKind::Call ? checkCall(step) : checkGlobalAccess(step);
}

Status EntryValidator::run() {
  if (Status status = checkTensors(entry.inputs, "input"); !status.ok())
    return status;
  if (Status status = checkTensors(entry.outputs, "output"); !status.ok())
    return status;
  for (const Tensor &input : entry.inputs)
    values.push_back(*countElements(input.shape));
  for (const Step &step : entry.steps)
    if (Status status = checkStep(step); !status.ok())
      return status;
  if (entry.outputValues.size() != entry.outputs.size())
    return Status::failure("it has " + std::to_string(entry.outputs.size()) + " outputs and " +
                           std::to_string(entry.outputValues.size()) + " values for them");
  for (size_t i = 0; i < entry.outputs.size(); ++i)
    if (Status status = checkUse(entry.outputValues[i], *countElements(entry.outputs[i].shape));
        !status.ok())
      return status;
  return Status::success();
}

Status anemone::bundle::validateEntry(const Bundle &bundle, const Entry &entry) {
  return EntryValidator(bundle, entry).run();
}
