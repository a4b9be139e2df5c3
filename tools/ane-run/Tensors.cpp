//===- Tensors.cpp - Inputs, outputs and their comparison -----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/Tensors.h"
#include "lib/Runtime/Elements.h"
#include <cmath>
#include <cstdio>
#include <iostream>

using namespace anemone;
using namespace anemone::run;
using mil::DType;

std::string run::typeText(const npy::Array &array) {
  std::string text = std::string(mil::spelling(array.dtype)) + " [";
  for (size_t i = 0; i < array.shape.size(); ++i)
    text += (i ? ", " : "") + std::to_string(array.shape[i]);
  return text + "]";
}

std::string run::numberText(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof(buffer), "%.9g", value);
  return buffer;
}

std::string run::positionText(const std::vector<int64_t> &shape, size_t index) {
  std::string text;
  for (size_t axis = shape.size(); axis-- > 0;) {
    text = std::to_string(index % size_t(shape[axis])) + (text.empty() ? "" : ", ") + text;
    index /= size_t(shape[axis]);
  }
  return "[" + text + "]";
}

Result<std::vector<double>> run::toDoubles(DType dtype, const void *data, size_t count) {
  std::vector<double> values(count);
  Status status = runtime::convertElements(dtype, data, DType::Fp64, values.data(), count);
  return status.ok() ? Result<std::vector<double>>(std::move(values)) : status;
}

Difference run::difference(const std::vector<double> &left, const std::vector<double> &right,
                           double absolute, double relative) {
  Difference result;
  for (size_t i = 0; i < left.size() && i < right.size(); ++i) {
    double a = left[i], b = right[i];
    if (a == b || (std::isnan(a) && std::isnan(b))) // infinities of one sign are equal
      continue;
    double apart = std::fabs(a - b);
    bool within = apart <= absolute + relative * std::fabs(b) && std::isfinite(apart);
    if (!within && !result.beyond)
      result.beyond = i;
    if (std::isnan(result.largest) || (apart <= result.largest && !std::isnan(apart)))
      continue;
    result.largest = apart;
    result.where = i;
    result.left = a;
    result.right = b;
  }
  return result;
}

Result<Session> Prepared::createSession(const std::string &device,
                                        anemone_session_options options) const {
  Result<Session> session = model.createSession(entry, device, options);
  if (!session.ok())
    return session;
  for (const NamedArray &input : inputs) {
    TensorInfo info{input.name, toC(input.array.dtype), input.array.shape};
    if (Status status = session->setInput(info, input.array.data); !status.ok())
      return status;
  }
  return session;
}

Result<std::vector<NamedArray>> run::readOutputs(const Prepared &prepared, Session &session) {
  Result<std::vector<TensorInfo>> infos = prepared.model.outputs(prepared.entry);
  if (!infos.ok())
    return infos.status();
  std::vector<NamedArray> outputs;
  for (TensorInfo &info : *infos) {
    size_t bytes = runtime::elementSize(fromC(info.dtype));
    for (int64_t extent : info.shape)
      bytes *= size_t(extent);
    npy::Array array{fromC(info.dtype), std::move(info.shape), std::vector<uint8_t>(bytes)};
    if (Status status = session.getOutput(info.name, array.data); !status.ok())
      return status;
    outputs.push_back({std::move(info.name), std::move(array)});
  }
  return outputs;
}

static Status checkOne(const NamedArray &expected, const npy::Array &found,
                       const RunOptions &options) {
  if (found.shape != expected.array.shape)
    return Status::failure("output '" + expected.name + "' is " + typeText(found) + ", but " +
                           typeText(expected.array) + " was expected");
  size_t count = found.data.size() / runtime::elementSize(found.dtype);
  Result<std::vector<double>> left = toDoubles(found.dtype, found.data.data(), count);
  Result<std::vector<double>> right =
      toDoubles(expected.array.dtype, expected.array.data.data(), count);
  if (!left.ok() || !right.ok())
    return left.ok() ? right.status() : left.status();
  Difference apart = difference(*left, *right, options.absolute, options.relative);
  std::cout << "expected '" << expected.name << "': largest difference "
            << numberText(apart.largest) << " at " << positionText(found.shape, apart.where)
            << "\n";
  if (!apart.beyond)
    return Status::success();
  size_t first = *apart.beyond;
  return Status::failure("output '" + expected.name + "' is not what was expected: element " +
                         positionText(found.shape, first) + " is " + numberText((*left)[first]) +
                         " instead of " + numberText((*right)[first]) +
                         "; the largest difference is " + numberText(apart.largest) +
                         ", beyond the tolerance of " + numberText(options.absolute) + " + " +
                         numberText(options.relative) + " x |expected|");
}

Status run::checkExpected(const Prepared &prepared, const std::vector<NamedArray> &outputs,
                          const RunOptions &options) {
  Status first = Status::success();
  for (const NamedArray &expected : prepared.expected)
    for (const NamedArray &output : outputs)
      if (output.name == expected.name) {
        Status status = checkOne(expected, output.array, options);
        if (first.ok())
          first = status;
      }
  return first;
}
