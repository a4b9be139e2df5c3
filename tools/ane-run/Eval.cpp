//===- Eval.cpp - ane-run eval --------------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Elements.h"
#include "tools/ane-run/Tensors.h"
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <set>

using namespace anemone;
using namespace anemone::run;

/// The smallest, the largest and the mean of the finite values, and how many are not.
static void printSummary(const std::vector<double> &values) {
  double smallest = INFINITY, largest = -INFINITY, sum = 0;
  size_t finite = 0;
  for (double value : values) {
    if (!std::isfinite(value))
      continue;
    smallest = std::min(smallest, value);
    largest = std::max(largest, value);
    sum += value;
    ++finite;
  }
  if (finite != 0)
    std::cout << "min " << numberText(smallest) << " max " << numberText(largest) << " mean "
              << numberText(sum / double(finite));
  if (finite != values.size())
    std::cout << (finite ? " " : "") << "not finite " << values.size() - finite;
}

static Status printOutput(const NamedArray &output, bool all) {
  const npy::Array &array = output.array;
  size_t count = array.data.size() / runtime::elementSize(array.dtype);
  Result<std::vector<double>> values = toDoubles(array.dtype, array.data.data(), count);
  if (!values.ok())
    return values.status();
  std::cout << "output '" << output.name << "' " << typeText(array) << " ";
  printSummary(*values);
  constexpr size_t kShown = 4;
  std::cout << (all ? " values" : " first");
  for (size_t i = 0; i < (all ? count : std::min(count, kShown)); ++i)
    std::cout << " " << numberText((*values)[i]);
  std::cout << "\n";
  return Status::success();
}

/// A name of a model may hold anything; a file name holds letters, digits and a few marks, and does
/// not begin with a dot.
static std::string fileName(const std::string &name, std::set<std::string> &taken) {
  std::string safe;
  for (unsigned char c : name)
    safe +=
        (std::isalnum(c) && c < 0x80) || (c == '.' && !safe.empty()) || c == '-' ? char(c) : '_';
  std::string candidate = safe;
  for (int suffix = 2; !taken.insert(candidate).second; ++suffix)
    candidate = safe + "-" + std::to_string(suffix);
  return candidate + ".npy";
}

static Status writeOutputs(const std::vector<NamedArray> &outputs, const std::string &folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    return Status::failure("cannot create folder '" + folder + "': " + error.message());
  std::set<std::string> taken;
  for (const NamedArray &output : outputs) {
    std::string path = (std::filesystem::path(folder) / fileName(output.name, taken)).string();
    if (Status status = npy::write(output.array, path); !status.ok())
      return status;
    std::cout << "wrote " << path << "\n";
  }
  return Status::success();
}

Status run::eval(const EvalOptions &options) {
  Result<Prepared> prepared = prepare(options);
  if (!prepared.ok())
    return prepared.status();
  Result<Session> session = prepared->createSession(options.device, options.forSession());
  if (!session.ok())
    return session.status();
  if (Status status = session->run(); !status.ok())
    return status;
  Result<std::vector<NamedArray>> outputs = readOutputs(*prepared, *session);
  if (!outputs.ok())
    return outputs.status();
  for (const NamedArray &output : *outputs)
    if (Status status = printOutput(output, options.print); !status.ok())
      return status;
  if (!options.outputDir.empty())
    if (Status status = writeOutputs(*outputs, options.outputDir); !status.ok())
      return status;
  return checkExpected(*prepared, *outputs, options);
}
