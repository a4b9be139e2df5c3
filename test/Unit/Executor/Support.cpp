//===- Support.cpp - Planning and running MIL text in tests ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/Unit/Executor/Support.h"
#include "anemone/MIL/Text.h"
#include "lib/Executor/Kernels/Half.h"
#include <cstring>
#include <gtest/gtest.h>

namespace anemone::test {

using mil::DType;

Result<std::unique_ptr<exec::Executable>> plan(const std::string &text,
                                               const exec::Options &options) {
  Result<mil::Program> parsed = mil::parse(text);
  if (!parsed.ok())
    return Status::failure("does not parse: " + parsed.message());
  return exec::Executable::plan(parsed->functions.at(0), {}, options);
}

std::string program(const std::string &inputs, const std::string &body,
                    const std::string &outputs) {
  return "program(1.3) { func main<ios18>(" + inputs + ") {\n" + body + "\n} -> (" + outputs +
         "); }";
}

std::string planError(const std::string &text, const exec::Options &options) {
  auto planned = plan(text, options);
  EXPECT_FALSE(planned.ok()) << text;
  return planned.ok() ? "" : planned.message();
}

namespace {

template <typename T> void putAs(std::vector<uint8_t> &bytes, T value) {
  size_t at = bytes.size();
  bytes.resize(at + sizeof(T));
  std::memcpy(bytes.data() + at, &value, sizeof(T));
}

void put(std::vector<uint8_t> &bytes, DType dtype, double value) {
  switch (dtype) {
  case DType::Fp16:
    return putAs(bytes, exec::toHalf(static_cast<float>(value)));
  case DType::Fp32:
    return putAs(bytes, static_cast<float>(value));
  case DType::Fp64:
    return putAs(bytes, value);
  case DType::Int32:
    return putAs(bytes, static_cast<int32_t>(value));
  default:
    return putAs(bytes, static_cast<int8_t>(value));
  }
}

double get(const uint8_t *bytes, DType dtype, size_t index) {
  auto read = [&](auto element) {
    std::memcpy(&element, bytes + index * sizeof(element), sizeof(element));
    return element;
  };
  switch (dtype) {
  case DType::Fp16:
    return exec::fromHalf(read(uint16_t()));
  case DType::Fp32:
    return read(float());
  case DType::Fp64:
    return read(double());
  case DType::Int32:
    return read(int32_t());
  case DType::Int8:
    return read(int8_t());
  default:
    return read(uint8_t());
  }
}

Values getAll(const void *bytes, const exec::TensorSpec &spec) {
  Values values;
  for (size_t i = 0; i < static_cast<size_t>(spec.type.numElements()); ++i)
    values.push_back(get(static_cast<const uint8_t *>(bytes), spec.storage, i));
  return values;
}

} // namespace

Result<std::vector<Values>> run(exec::Executable &executable, const std::vector<Values> &inputs,
                                std::map<std::string, Values> *trace) {
  std::vector<std::vector<uint8_t>> storage, results;
  std::vector<const void *> in;
  std::vector<void *> out;
  for (size_t i = 0; i < inputs.size(); ++i) {
    storage.emplace_back();
    for (double value : inputs[i])
      put(storage.back(), executable.inputs()[i].storage, value);
  }
  for (const auto &each : storage)
    in.push_back(each.data());
  for (const exec::TensorSpec &spec : executable.outputs())
    results.emplace_back(static_cast<size_t>(spec.type.numElements()) * 8,
                         0xcd); // an element not written shows
  for (auto &each : results)
    out.push_back(each.data());
  exec::Trace observer;
  if (trace)
    observer = [&](const exec::TensorSpec &spec, const void *data) {
      (*trace)[spec.name] = getAll(data, spec);
    };
  if (Status status = executable.run(in, out, observer); !status.ok())
    return status;
  std::vector<Values> values;
  for (size_t i = 0; i < results.size(); ++i)
    values.push_back(getAll(results[i].data(), executable.outputs()[i]));
  return values;
}

std::vector<Values> evaluate(const std::string &text, const std::vector<Values> &inputs,
                             const exec::Options &options) {
  auto planned = plan(text, options);
  if (!planned.ok()) {
    ADD_FAILURE() << planned.message();
    return {};
  }
  auto values = run(**planned, inputs);
  if (!values.ok()) {
    ADD_FAILURE() << values.message();
    return {};
  }
  return *values;
}

Values pattern(size_t count, unsigned seed) {
  Values values;
  uint32_t state = seed * 2654435761u + 1;
  for (size_t i = 0; i < count; ++i) {
    state = state * 1664525u + 1013904223u;
    values.push_back(static_cast<double>(static_cast<int>(state >> 24) - 128) / 128);
  }
  return values;
}

} // namespace anemone::test
