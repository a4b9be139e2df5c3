//===- SessionRun.cpp - Data in, steps, data out --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Elements.h"
#include "lib/Runtime/Session.h"
#include "lib/Runtime/SurfaceIO.h"
#include <algorithm>
#include <unordered_map>

using namespace anemone;
using namespace anemone::runtime;
using bundle::StepKind;
using bundle::Tensor;

std::string anemone::runtime::typeText(mil::DType dtype, std::span<const int64_t> shape) {
  std::string text = std::string(mil::spelling(dtype)) + " [";
  for (size_t i = 0; i < shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

/// "'x' (fp32 [1, 4]), 'y' (int32 [2])"
static std::string listTensors(const std::vector<Tensor> &tensors) {
  std::string text;
  for (const Tensor &tensor : tensors)
    text += (text.empty() ? "'" : ", '") + tensor.name + "' (" +
            typeText(tensor.dtype, tensor.shape) + ")";
  return text.empty() ? "none" : text;
}

/// The index of the tensor called `name`, or a failure that lists the others.
static Result<size_t> find(const std::vector<Tensor> &tensors, std::string_view name,
                           const std::string &what, const bundle::Entry &entry) {
  auto it = std::find_if(tensors.begin(), tensors.end(),
                         [&](const Tensor &tensor) { return tensor.name == name; });
  if (it != tensors.end())
    return size_t(it - tensors.begin());
  return Status::failure("entry '" + entry.name + "' has no " + what + " '" + std::string(name) +
                         "'; its " + what + "s are " + listTensors(tensors));
}

/// Floating-point types stand for each other, and so do integer types; whether the values fit is
/// seen when they are converted.
static bool compatible(mil::DType a, mil::DType b) {
  return a == b || (mil::isFloat(a) && mil::isFloat(b)) || (mil::isInteger(a) && mil::isInteger(b));
}

static Status checkData(const Tensor &tensor, mil::DType dtype, std::span<const int64_t> shape,
                        size_t bytes) {
  if (!std::equal(shape.begin(), shape.end(), tensor.shape.begin(), tensor.shape.end()) ||
      !compatible(dtype, tensor.dtype))
    return Status::failure("input '" + tensor.name + "' is " + typeText(dtype, shape) +
                           ", but the entry takes " + typeText(tensor.dtype, tensor.shape));
  size_t expected = elementSize(dtype);
  for (int64_t extent : tensor.shape)
    expected *= size_t(extent);
  if (bytes != expected || expected == 0)
    return Status::failure("input '" + tensor.name + "' has " + std::to_string(bytes) +
                           " bytes of data, but " + typeText(dtype, shape) + " needs " +
                           std::to_string(expected));
  return Status::success();
}

Status Session::setInput(std::string_view name, mil::DType dtype, std::span<const int64_t> shape,
                         std::span<const uint8_t> data) {
  Result<size_t> index = find(description->inputs, name, "input", *description);
  if (!index.ok())
    return index.status();
  const Tensor &tensor = description->inputs[*index];
  if (Status status = checkData(tensor, dtype, shape, data.size()); !status.ok())
    return status;
  Status status = writeSurface(*values[*index].front().second, dtype, data.data());
  if (status.ok())
    status = propagate(uint32_t(*index));
  isSet[*index] = status.ok();
  return status.ok() ? status : Status::failure("input '" + tensor.name + "': " + status.message());
}

Status Session::propagate(uint32_t value) {
  Homes &homes = values[value];
  for (size_t i = 1; i < homes.size(); ++i)
    if (Status status = copySurface(*homes.front().second, *homes[i].second); !status.ok())
      return status;
  return Status::success();
}

/// Adds to each traced value which program and which node of the model it belongs to.
static ValueTrace attribute(const bundle::Program &program, const SessionTrace &trace) {
  auto nodes = std::make_shared<std::unordered_map<std::string_view, std::string_view>>();
  for (const bundle::SourceName &source : program.sources)
    nodes->emplace(source.value, source.node);
  return [=, &program, &trace](const std::string &name, mil::DType dtype,
                               std::span<const int64_t> shape, const void *data) {
    auto node = nodes->find(name);
    trace({&program, name, node == nodes->end() ? std::string_view() : node->second, dtype, shape,
           data});
  };
}

Status Session::evaluate(const Call &call, const SessionTrace &trace) {
  Status status = call.program->bind(call.inputs, call.outputs);
  if (status.ok())
    status = call.program->evaluate(trace ? attribute(*call.description, trace) : ValueTrace());
  return status.ok() ? status
                     : Status::failure("entry '" + description->name + "', program '" +
                                       call.description->name + "': " + status.message());
}

Status Session::execute(const bundle::Step &step, const Call *call, const SessionTrace &trace) {
  if (step.kind == StepKind::StoreGlobal)
    return copySurface(*values[step.operands[0]].front().second, *globals[step.target]);
  Status status = step.kind == StepKind::Call
                      ? evaluate(*call, trace)
                      : copySurface(*globals[step.target], *values[step.results[0]].front().second);
  for (uint32_t result : step.results)
    if (status.ok())
      status = propagate(result);
  return status;
}

Status Session::run(const SessionTrace &trace) {
  std::vector<Tensor> missing;
  for (size_t i = 0; i < isSet.size(); ++i)
    if (!isSet[i])
      missing.push_back(description->inputs[i]);
  if (!missing.empty())
    return Status::failure("entry '" + description->name + "' cannot run: no data was given for " +
                           (missing.size() == 1 ? "input " : "inputs ") + listTensors(missing));
  hasRun = false;
  auto call = calls.begin();
  for (const bundle::Step &step : description->steps) {
    const Call *current = step.kind == StepKind::Call ? &*call++ : nullptr;
    if (Status status = execute(step, current, trace); !status.ok())
      return status;
  }
  hasRun = true;
  return Status::success();
}

Status Session::getOutput(std::string_view name, std::span<uint8_t> data) {
  Result<size_t> index = find(description->outputs, name, "output", *description);
  if (!index.ok())
    return index.status();
  const Tensor &tensor = description->outputs[*index];
  Memory &memory = *values[description->outputValues[*index]].front().second;
  size_t expected = validElements(memory.layout()) * elementSize(tensor.dtype);
  if (!hasRun)
    return Status::failure("output '" + tensor.name + "' has no value: the entry was not run");
  if (data.size() != expected || expected == 0)
    return Status::failure("output '" + tensor.name + "' needs a buffer of " +
                           std::to_string(expected) + " bytes and got one of " +
                           std::to_string(data.size()));
  Status status = readSurface(memory, tensor.dtype, data.data());
  return status.ok() ? status
                     : Status::failure("output '" + tensor.name + "': " + status.message());
}
