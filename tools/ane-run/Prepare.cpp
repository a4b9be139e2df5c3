//===- Prepare.cpp - From the command line to an entry and its data -------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Elements.h"
#include "tools/ane-run/Random.h"
#include "tools/ane-run/Tensors.h"
#include <algorithm>

using namespace anemone;
using namespace anemone::run;
using mil::DType;

/// "'image' (fp32 [1, 3, 32, 32]), ..."
static std::string listTensors(const std::vector<TensorInfo> &tensors) {
  std::string text;
  for (const TensorInfo &tensor : tensors)
    text += (text.empty() ? "'" : ", '") + tensor.name + "' (" +
            typeText({fromC(tensor.dtype), tensor.shape, {}}) + ")";
  return text.empty() ? "none" : text;
}

/// Reads NAME=FILE pairs. The last '=' that has a readable file behind it would be a guess: names
/// with '=' do not occur in practice, so the first one separates.
static Result<std::vector<NamedArray>> readFiles(const std::vector<std::string> &arguments,
                                                 const std::string &what) {
  std::vector<NamedArray> arrays;
  for (const std::string &argument : arguments) {
    size_t separator = argument.find('=');
    if (separator == 0 || separator == argument.npos || separator + 1 == argument.size())
      return Status::failure("'" + argument + "' does not say which " + what +
                             " it is for: write NAME=FILE.npy");
    std::string name = argument.substr(0, separator);
    for (const NamedArray &other : arrays)
      if (other.name == name)
        return Status::failure("two files are given for " + what + " '" + name + "'");
    Result<npy::Array> array = npy::read(argument.substr(separator + 1));
    if (!array.ok())
      return Status::failure(what + " '" + name + "': " + array.message());
    arrays.push_back({name, std::move(*array)});
  }
  return arrays;
}

static Status checkNames(const std::vector<NamedArray> &given,
                         const std::vector<TensorInfo> &existing, const std::string &what,
                         const std::string &entry) {
  for (const NamedArray &array : given)
    if (std::none_of(existing.begin(), existing.end(),
                     [&](const TensorInfo &info) { return info.name == array.name; }))
      return Status::failure("entry '" + entry + "' has no " + what + " '" + array.name +
                             "'; its " + what + "s are " + listTensors(existing));
  return Status::success();
}

/// Floating-point elements are uniform in [-1, 1); integers 0 or 1, which are valid indices of most
/// tables and do not overflow; booleans false or true.
static Result<npy::Array> randomArray(const TensorInfo &info, uint64_t seed) {
  size_t count = 1;
  for (int64_t extent : info.shape)
    count *= size_t(extent);
  npy::Array array{fromC(info.dtype), info.shape, {}};
  std::vector<double> values(count);
  for (double &value : values) {
    uint64_t bits = nextRandom(seed);
    value = mil::isFloat(array.dtype) ? double(bits >> 40) * 0x1p-23 - 1 : double(bits >> 63);
  }
  array.data.resize(count * runtime::elementSize(array.dtype));
  Status status =
      runtime::convertElements(DType::Fp64, values.data(), array.dtype, array.data.data(), count);
  return status.ok() ? Result<npy::Array>(std::move(array)) : status;
}

/// An input's numbers depend on the seed and on its place only, not on which others are given.
static Status addRandomInputs(Prepared &prepared, const std::vector<TensorInfo> &infos,
                              uint64_t seed) {
  for (size_t i = 0; i < infos.size(); ++i) {
    if (std::any_of(prepared.inputs.begin(), prepared.inputs.end(),
                    [&](const NamedArray &input) { return input.name == infos[i].name; }))
      continue;
    uint64_t state = seed;
    Result<npy::Array> array = randomArray(infos[i], nextRandom(state) + i);
    if (!array.ok())
      return array.status();
    prepared.inputs.push_back({infos[i].name, std::move(*array)});
  }
  return Status::success();
}

static Status checkComplete(const std::vector<NamedArray> &given,
                            const std::vector<TensorInfo> &infos, const std::string &entry) {
  std::vector<TensorInfo> missing;
  for (const TensorInfo &info : infos)
    if (std::none_of(given.begin(), given.end(),
                     [&](const NamedArray &input) { return input.name == info.name; }))
      missing.push_back(info);
  if (missing.empty())
    return Status::success();
  return Status::failure("entry '" + entry + "' lacks data for " + listTensors(missing) +
                         ": give each as --input NAME=FILE.npy, or use --random SEED");
}

static Status fill(Prepared &prepared, const RunOptions &options) {
  std::string name = prepared.model.entryName(prepared.entry);
  Result<std::vector<TensorInfo>> inputs = prepared.model.inputs(prepared.entry);
  Result<std::vector<TensorInfo>> outputs = prepared.model.outputs(prepared.entry);
  if (!inputs.ok() || !outputs.ok())
    return inputs.ok() ? outputs.status() : inputs.status();
  if (Status status = checkNames(prepared.inputs, *inputs, "input", name); !status.ok())
    return status;
  if (Status status = checkNames(prepared.expected, *outputs, "output", name); !status.ok())
    return status;
  if (options.random)
    if (Status status = addRandomInputs(prepared, *inputs, *options.random); !status.ok())
      return status;
  return checkComplete(prepared.inputs, *inputs, name);
}

Result<Prepared> run::prepare(const RunOptions &options) {
  Result<Model> model = Model::open(options.bundle);
  if (!model.ok())
    return model.status();
  Result<std::vector<NamedArray>> inputs = readFiles(options.inputs, "input");
  if (!inputs.ok())
    return inputs.status();
  Result<std::vector<NamedArray>> expected = readFiles(options.expected, "output");
  if (!expected.ok())
    return expected.status();
  std::vector<TensorInfo> shapes;
  for (const NamedArray &input : *inputs)
    shapes.push_back({input.name, toC(input.array.dtype), input.array.shape});
  Result<size_t> entry = model->findEntry(options.entry, shapes);
  if (!entry.ok())
    return Status::failure("bundle '" + options.bundle + "': " + entry.message());
  Prepared prepared{std::move(*model), *entry, std::move(*inputs), std::move(*expected)};
  if (Status status = fill(prepared, options); !status.ok())
    return status;
  return prepared;
}
