//===- Session.h - One entry of a bundle on one device ----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A session lays out the values of an entry and executes its steps, on the
// programs and globals of a state. Everything that depends on shapes alone is
// decided when the session is made; running only converts what crosses a
// boundary.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_SESSION_H
#define ANEMONE_LIB_RUNTIME_SESSION_H

#include "lib/Runtime/EntryUses.h"
#include "lib/Runtime/MemoryPlan.h"
#include "lib/Runtime/State.h"

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

/// Sessions of one state are used by one thread at a time; others are independent of each other.
class Session {
public:
  static Result<std::unique_ptr<Session>> create(std::shared_ptr<State> state, size_t entry);
  /// With a state of its own.
  static Result<std::unique_ptr<Session>> create(std::shared_ptr<const bundle::File> file,
                                                 size_t entry, std::string_view device,
                                                 const DriverOptions &options);

  const bundle::Entry &entry() const { return description; }
  /// Converts dense, row-major data and keeps it until it is set again.
  Status setInput(std::string_view name, mil::DType dtype, std::span<const int64_t> shape,
                  std::span<const uint8_t> data);
  /// Runs the steps once. Every input must have been set.
  Status run(const SessionTrace &trace = {});
  /// Reads an output of the last run, dense and row-major, in the element type of the entry.
  Status getOutput(std::string_view name, std::span<uint8_t> data);
  /// Bytes of the memory of its values.
  size_t memoryBytes() const { return memory.bytes(); }

private:
  /// A value lies first where it is defined, then, in the form that each of its other users wants,
  /// in its copies.
  struct Value {
    ValueUses uses;
    GlobalCell *cell = nullptr; // of a loaded value that is read where the global lies
    std::vector<Home *> homes = {};
    Home &first() const { return *homes.front(); }
  };
  struct Call {
    DeviceProgram *program;
    const bundle::Program *description;
    std::vector<Home *> inputs, outputs;
    std::vector<GlobalCell *> overwritten = {}; // globals in which outputs lie
  };

  Session(std::shared_ptr<State> state, bundle::Entry entry)
      : state(std::move(state)), description(std::move(entry)), uses(description) {}
  Status plan();
  Status planStep(const bundle::Step &step, int time);
  Status planCall(const bundle::Step &step, int time);
  /// Lets results be written over the globals that they replace, where the program allows it.
  void planOverwriting(const bundle::Step &step, Call &call);
  Status planLoad(const bundle::Step &step);
  Status planStore(const bundle::Step &step, int time);
  /// Gives the next value its first home.
  Home &defineValue(Driver *driver, const bundle::Surface &layout);
  /// The home of a value in which `driver` can read it as `layout` at `time`.
  Result<Home *> homeFor(uint32_t value, Driver *driver, const bundle::Surface &layout, int time);

  /// Fills the copies of a value after it was defined.
  Status propagate(const Value &value);
  Status execute(const bundle::Step &step, const Call *call, const SessionTrace &trace);
  Status evaluate(const Call &call, const SessionTrace &trace);
  Status load(const bundle::Step &step);
  Status store(const bundle::Step &step);

  std::shared_ptr<State> state; // goes last: it has the drivers
  bundle::Entry description;    // its steps are those of the device
  EntryUses uses;
  std::deque<Home> homes;
  MemoryPlan memory;
  std::vector<Value> values;
  std::map<uint32_t, GlobalCell *> globals; // those that the steps use
  std::vector<Call> calls;                  // in the order of the steps that are calls
  std::vector<bool> isSet;                  // by input
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

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_SESSION_H
