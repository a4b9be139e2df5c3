//===- Devices.cpp - A bundle on the devices of the runtime ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "utils/random-graphs/Devices.h"

using namespace anemone;
using namespace anemone::fuzz;

using Bytes = std::vector<uint8_t>;

/// Calls `body` with the type of an element; false where a graph has no such.
template <typename Body> static bool withElement(anemone_dtype dtype, Body body) {
  switch (dtype) {
  case ANEMONE_FLOAT32:
    return body(float()), true;
  case ANEMONE_INT32:
    return body(int32_t()), true;
  case ANEMONE_BOOL:
    return body(uint8_t()), true;
  default:
    return false;
  }
}

static size_t elementsOf(const TensorInfo &tensor) {
  size_t count = 1;
  for (int64_t extent : tensor.shape)
    count *= size_t(extent);
  return count;
}

static Bytes toBytes(const TensorInfo &tensor, const Numbers &numbers) {
  Bytes bytes;
  withElement(tensor.dtype, [&](auto zero) {
    using T = decltype(zero);
    bytes.resize(numbers.size() * sizeof(T));
    for (size_t i = 0; i < numbers.size(); ++i)
      reinterpret_cast<T *>(bytes.data())[i] = static_cast<T>(numbers[i]);
  });
  return bytes;
}

static Status readOutput(Session &session, const TensorInfo &tensor, Numbers &numbers) {
  Status status =
      Status::failure("output '" + tensor.name + "' has an element type that no graph has");
  withElement(tensor.dtype, [&](auto zero) {
    using T = decltype(zero);
    std::vector<T> elements(elementsOf(tensor));
    status = session.getOutput(
        tensor.name, {reinterpret_cast<uint8_t *>(elements.data()), elements.size() * sizeof(T)});
    numbers.assign(elements.begin(), elements.end());
  });
  return status;
}

Status Devices::open(const std::string &path) {
  Result<Model> opened = Model::open(path);
  if (opened.ok())
    model = std::move(*opened);
  return opened.status();
}

Result<Named> Devices::run(const std::string &entry, const std::string &device,
                           const Named &values) {
  size_t index = 0;
  while (index < model->entryCount() && model->entryName(index) != entry)
    ++index;
  Result<std::vector<TensorInfo>> inputs = model->inputs(index), outputs = model->outputs(index);
  if (!inputs.ok() || !outputs.ok())
    return inputs.ok() ? outputs.status() : inputs.status();
  anemone_session_options options = {};
  options.threads = 1;
  Result<Session> session = model->createSession(index, device, options);
  if (!session.ok())
    return session.status();
  for (const TensorInfo &input : *inputs)
    if (Status set = session->setInput(input, toBytes(input, values.at(input.name))); !set.ok())
      return set;
  if (Status ran = session->run(); !ran.ok())
    return ran;
  Named results;
  for (const TensorInfo &output : *outputs)
    if (Status read = readOutput(*session, output, results[output.name]); !read.ok())
      return read;
  return results;
}
