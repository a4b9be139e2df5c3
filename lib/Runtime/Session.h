//===- Session.h - One entry of a bundle on one device ----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A session compiles the programs that an entry calls, lays its values out,
// and executes its steps. Everything that depends on shapes alone is decided
// when the session is made; running only converts what crosses a boundary.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_SESSION_H
#define ANEMONE_LIB_RUNTIME_SESSION_H

#include "lib/Runtime/Driver.h"
#include <map>

namespace anemone::runtime {

/// A value inside a program, while it runs. The pointers are valid during the call only.
struct TracedValue {
  const bundle::Program *program = nullptr;
  std::string_view name; // in the MIL text
  std::string_view node; // the operation of the source model, or empty
  mil::DType dtype = mil::DType::Fp32;
  std::span<const int64_t> shape;
  const void *data = nullptr; // dense, row-major
};
using SessionTrace = std::function<void(const TracedValue &)>;

/// Not safe to use from two threads at a time; sessions of one bundle are independent of each
/// other.
class Session {
public:
  static Result<std::unique_ptr<Session>> create(std::shared_ptr<const bundle::File> file,
                                                 size_t entry, std::string_view device,
                                                 const DriverOptions &options);

  const bundle::Entry &entry() const { return *description; }
  /// Converts dense, row-major data and keeps it until it is set again.
  Status setInput(std::string_view name, mil::DType dtype, std::span<const int64_t> shape,
                  std::span<const uint8_t> data);
  /// Runs the steps once. Every input must have been set.
  Status run(const SessionTrace &trace = {});
  /// Reads an output of the last run, dense and row-major, in the element type of the entry.
  Status getOutput(std::string_view name, std::span<uint8_t> data);

private:
  /// Where a value lies: first where it is defined, then, in the form that each of its other users
  /// wants, its copies.
  using Homes = std::vector<std::pair<Driver *, std::unique_ptr<Memory>>>;
  struct Call {
    DeviceProgram *program;
    const bundle::Program *description;
    std::vector<Memory *> inputs, outputs;
  };

  Session(std::shared_ptr<const bundle::File> file, const bundle::Entry &entry)
      : file(std::move(file)), description(&entry) {}
  Status prepare(std::string_view device, const DriverOptions &options);
  Status loadProgram(uint32_t index);
  Status planGlobal(uint32_t index);
  Status planStep(const bundle::Step &step);
  Status planCall(const bundle::Step &step);
  /// Gives the next value its first home; no driver means memory of this process.
  Result<Memory *> defineValue(Driver *driver, const bundle::Surface &layout);
  /// The home of a value in which `driver` can read it as `layout`.
  Result<Memory *> homeFor(uint32_t value, Driver *driver, const bundle::Surface &layout);
  /// Fills the copies of a value after it was defined.
  Status propagate(uint32_t value);
  Status execute(const bundle::Step &step, const Call *call, const SessionTrace &trace);
  Status evaluate(const Call &call, const SessionTrace &trace);
  Driver *driverOf(const bundle::Program &program) {
    return program.placement == bundle::Placement::Host && host ? host.get() : device.get();
  }

  // Programs go before the drivers that made them, and values before both.
  std::shared_ptr<const bundle::File> file;
  const bundle::Entry *description;
  std::unique_ptr<Driver> device, host; // no `host` where the device itself computes in f32
  std::map<uint32_t, std::unique_ptr<DeviceProgram>> programs;
  std::map<uint32_t, std::unique_ptr<Memory>> globals;
  std::vector<Homes> values;
  std::vector<Call> calls; // in the order of the steps that are calls
  std::vector<bool> isSet; // by input
  bool hasRun = false;
};

/// Finds an entry: the one called `name`; or, where several entries have the group `name`, the one
/// whose inputs have the shapes of `inputs` (by name; those that are not there are ignored). An
/// empty name stands for the only entry or group.
struct NamedShape {
  std::string_view name;
  std::span<const int64_t> shape;
};
Result<size_t> selectEntry(const bundle::Bundle &bundle, std::string_view name,
                           std::span<const NamedShape> inputs);

/// "fp32 [1, 3, 32, 32]": for messages.
std::string typeText(mil::DType dtype, std::span<const int64_t> shape);

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_SESSION_H
