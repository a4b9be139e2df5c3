//===- Compare.cpp - ane-run compare --------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Both devices run the same programs, so every value of one has its partner
// on the other. The host runs first and is remembered; the emulator's values
// are compared as they appear, so that the first that parts is the first that
// was computed. A rounding error that grows slowly is found where it first
// exceeds the tolerance, a wrong operation at its own result.
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Elements.h"
#include "tools/ane-run/Tensors.h"
#include <cmath>
#include <cstring>
#include <iostream>
#include <map>

using namespace anemone;
using namespace anemone::run;

namespace {

/// Programs may be called more than once: the third part counts the occurrences of a value.
using ValueKey = std::tuple<std::string, std::string, size_t>;

/// Counts how often each value was seen during a run.
class KeyMaker {
public:
  ValueKey make(const anemone_traced_value &value) {
    size_t occurrence = seen[{value.program, value.tensor.name}]++;
    return {value.program, value.tensor.name, occurrence};
  }

private:
  std::map<std::pair<std::string, std::string>, size_t> seen;
};

/// The largest difference in a program and where it is.
struct Worst {
  Difference difference;
  std::string value, node;
  size_t compared = 0;
};

class Comparison {
public:
  explicit Comparison(const RunOptions &options) : options(options) {}
  void remember(const anemone_traced_value &value);
  void check(const anemone_traced_value &value);
  Status checkOutputs(const std::vector<NamedArray> &emulator, const std::vector<NamedArray> &host);
  void printTable() const;
  /// The first value that parts, or success.
  Status result() const;

private:
  void part(const anemone_traced_value &value, const std::vector<int64_t> &shape,
            const std::vector<double> &emulator, const std::vector<double> &host, size_t element);

  const RunOptions &options;
  KeyMaker hostKeys, emulatorKeys;
  std::map<ValueKey, npy::Array> remembered;
  std::vector<std::pair<std::string, Worst>> programs; // in the order of their first value
  std::optional<std::string> parted;
};

} // namespace

static npy::Array copyOf(const anemone_traced_value &value) {
  npy::Array array{
      fromC(value.tensor.dtype), {value.tensor.shape, value.tensor.shape + value.tensor.rank}, {}};
  size_t bytes = runtime::elementSize(array.dtype);
  for (int64_t extent : array.shape)
    bytes *= size_t(extent);
  auto begin = static_cast<const uint8_t *>(value.data);
  array.data.assign(begin, begin + bytes);
  return array;
}

static Result<std::vector<double>> doublesOf(const npy::Array &array) {
  return toDoubles(array.dtype, array.data.data(),
                   array.data.size() / runtime::elementSize(array.dtype));
}

void Comparison::remember(const anemone_traced_value &value) {
  remembered[hostKeys.make(value)] = copyOf(value);
}

static std::string originText(const std::string &node) {
  return node.empty() ? "which belongs to no operation of the model"
                      : "which node '" + node + "' of the model computes";
}

void Comparison::part(const anemone_traced_value &value, const std::vector<int64_t> &shape,
                      const std::vector<double> &emulator, const std::vector<double> &host,
                      size_t element) {
  parted = "emulator and host part at value '" + std::string(value.tensor.name) + "' of program '" +
           value.program + "', " + originText(value.node) + ": element " +
           positionText(shape, element) + " is " + numberText(emulator[element]) +
           " on the emulator and " + numberText(host[element]) +
           " on the host, beyond the tolerance of " + numberText(options.absolute) + " + " +
           numberText(options.relative) + " x |host|";
}

void Comparison::check(const anemone_traced_value &value) {
  if (parted)
    return;
  auto partner = remembered.find(emulatorKeys.make(value));
  npy::Array ours = copyOf(value);
  if (partner == remembered.end() || partner->second.shape != ours.shape)
    return;
  Result<std::vector<double>> left = doublesOf(ours), right = doublesOf(partner->second);
  remembered.erase(partner);
  if (!left.ok() || !right.ok())
    return;
  if (programs.empty() || programs.back().first != value.program)
    programs.emplace_back(value.program, Worst());
  Worst &worst = programs.back().second;
  Difference apart = difference(*left, *right, options.absolute, options.relative);
  ++worst.compared;
  if (apart.largest > worst.difference.largest) {
    worst.difference = apart;
    worst.value = value.tensor.name;
    worst.node = value.node;
  }
  if (apart.beyond)
    part(value, ours.shape, *left, *right, *apart.beyond);
}

Status Comparison::checkOutputs(const std::vector<NamedArray> &emulator,
                                const std::vector<NamedArray> &host) {
  for (size_t i = 0; i < emulator.size(); ++i) {
    Result<std::vector<double>> left = doublesOf(emulator[i].array),
                                right = doublesOf(host[i].array);
    if (!left.ok() || !right.ok())
      return left.ok() ? right.status() : left.status();
    Difference apart = difference(*left, *right, options.absolute, options.relative);
    std::cout << "output '" << emulator[i].name << "': largest difference "
              << numberText(apart.largest) << " at "
              << positionText(emulator[i].array.shape, apart.where) << ", "
              << numberText(apart.left) << " on the emulator and " << numberText(apart.right)
              << " on the host\n";
    if (apart.beyond)
      return Status::failure("emulator and host part at output '" + emulator[i].name + "' by " +
                             numberText(apart.largest));
  }
  return Status::success();
}

void Comparison::printTable() const {
  for (const auto &[name, worst] : programs) {
    std::cout << "program '" << name << "': " << worst.compared << " values, largest difference "
              << numberText(worst.difference.largest);
    if (!worst.value.empty())
      std::cout << " at value '" << worst.value << "'"
                << (worst.node.empty() ? "" : " of node '" + worst.node + "'");
    std::cout << "\n";
  }
}

Status Comparison::result() const {
  if (parted)
    return Status::failure(*parted);
  return programs.empty() ? Status::failure("the devices reported no value to compare")
                          : Status::success();
}

/// Runs one device to the end and gives its outputs.
static Result<std::vector<NamedArray>> runTraced(const Prepared &prepared, const char *device,
                                                 const RunOptions &options, Session::Trace trace) {
  anemone_session_options traced = options.forSession();
  traced.trace = 1;
  Result<Session> session = prepared.createSession(device, traced);
  if (!session.ok())
    return session.status();
  Status status = session->setTrace(std::move(trace));
  if (status.ok())
    status = session->run();
  return status.ok() ? readOutputs(prepared, *session) : Result<std::vector<NamedArray>>(status);
}

Status run::compare(const RunOptions &options) {
  Result<Prepared> prepared = prepare(options);
  if (!prepared.ok())
    return prepared.status();
  Comparison comparison(options);
  auto host = runTraced(*prepared, "host", options,
                        [&](const anemone_traced_value &value) { comparison.remember(value); });
  if (!host.ok())
    return Status::failure("host: " + host.message());
  auto emulator = runTraced(*prepared, "emulator", options,
                            [&](const anemone_traced_value &value) { comparison.check(value); });
  if (!emulator.ok())
    return Status::failure("emulator: " + emulator.message());
  if (Status status = comparison.result(); !status.ok())
    return status;
  comparison.printTable();
  if (Status status = comparison.checkOutputs(*emulator, *host); !status.ok())
    return status;
  return checkExpected(*prepared, *emulator, options);
}
