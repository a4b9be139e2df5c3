//===- Driver.h - What a device must be able to do --------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A driver compiles the programs of a bundle for one device and runs them on
// memory of that device. It follows the order in which the engine's private
// API is used: compile, load, bind, evaluate, unload. Drivers know programs
// and surfaces; which program runs when is the session's business.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVER_H
#define ANEMONE_LIB_RUNTIME_DRIVER_H

#include "anemone/Bundle/Bundle.h"
#include "anemone/MIL/WeightFile.h"
#include "lib/Runtime/Fidelity.h"
#include <string_view>
#include <vector>

namespace anemone::exec {
class Workspace;
}

namespace anemone::runtime {

class EngineState;

/// An engine for the emulator, on which no program is resident.
std::shared_ptr<EngineState> createEngine();

struct DriverOptions {
  int threads = 0;    // 0: as many as the machine has
  bool trace = false; // programs can report their intermediate values
  /// Memory for intermediate values that drivers may share whose programs never run at the same
  /// time; null: each program has its own.
  std::shared_ptr<exec::Workspace> workspace;
  // Of the emulator:
  Fidelity fidelity = Fidelity::Strict;
  EngineNumerics numerics = EngineNumerics::F16;
  std::vector<unsigned> withoutRules;  // constraints that it does not enforce
  std::shared_ptr<EngineState> engine; // which drivers may share; null: one of its own
  /// Weights are reloaded by overwriting the files of the loaded program, as was published first,
  /// and not by giving another program its compiled form.
  bool overwritesToReload = false;
};

/// Memory that a device reads and writes, in which a value lies as `layout` says. It is zero where
/// nothing was written.
class Memory {
public:
  explicit Memory(bundle::Surface layout) : surface(std::move(layout)) {}
  virtual ~Memory() = default;
  const bundle::Surface &layout() const { return surface; }
  /// At least layout().allocation bytes.
  virtual std::span<uint8_t> bytes() = 0;

private:
  bundle::Surface surface;
};

/// Called with each intermediate value of a program: its name in the MIL text, its element type as
/// the device stores it, its shape, and its elements, dense and row-major.
using ValueTrace = std::function<void(const std::string &name, mil::DType dtype,
                                      std::span<const int64_t> shape, const void *data)>;

/// Values that take the place of a program's weights.
struct NewWeights {
  /// One that changes, before it is rounded to the type that it has in its file.
  struct Value {
    std::string_view path; // with `metadataOffset`: which weight, as in bundle::Weight
    uint64_t metadataOffset;
    mil::DType dtype;
    std::span<const uint8_t> elements;
  };

  mil::WeightDictionary files; // all of the program's, each of the same structure as before
  std::vector<Value> values;   // none: whatever `files` has
};

/// A compiled program. Destroying it unloads it.
class DeviceProgram {
public:
  virtual ~DeviceProgram() = default;

  /// Makes the program resident on the device.
  virtual Status load() = 0;
  /// Whether the last of load(), updateWeights() and reloadWeights() failed for nothing but a place
  /// on the device: one that another program gives up lets load() succeed.
  virtual bool lacksPlace() const { return false; }
  /// Names the memory of the next evaluations, in the order of the program's inputs and outputs.
  /// The layouts are those that Driver::layout() gave for them.
  virtual Status bind(std::span<Memory *const> inputs, std::span<Memory *const> outputs) = 0;
  /// Whether, once loaded, an output may be bound to the memory of an input.
  virtual bool mayOverwrite(size_t /*input*/, size_t /*output*/) const { return false; }
  /// Runs once, to the end. `trace` is used only where DriverOptions::trace was set.
  virtual Status evaluate(const ValueTrace &trace) = 0;
  /// Replaces the weights of a program that is loaded. Where only a place is lacking, it has its
  /// new weights and is not resident; after any other failure it has the old ones.
  virtual Status updateWeights(const NewWeights &weights) = 0;
  /// The same without compiling, where the device has a way. Whether it has an effect is for the
  /// caller to find out.
  virtual Status reloadWeights(const NewWeights &weights) { return updateWeights(weights); }
  /// Takes the program off the device; load() brings it back.
  virtual void unload() = 0;
};

class Driver {
public:
  virtual ~Driver() = default;

  /// How this device lays out a value that the bundle describes as `surface`.
  virtual bundle::Surface layout(const bundle::Surface &surface) const = 0;
  virtual Result<std::unique_ptr<Memory>> allocate(const bundle::Surface &layout) = 0;
  /// Whether any memory of this process will do for a value, so that values of several drivers may
  /// lie in one place.
  virtual bool usesProcessMemory() const { return false; }
  /// Compiles a program of `file`, which must outlive the result.
  virtual Result<std::unique_ptr<DeviceProgram>> compile(const bundle::File &file,
                                                         const bundle::Program &program) = 0;
};

/// The driver of a device: "emulator", "host", or an error that lists them.
Result<std::unique_ptr<Driver>> createDriver(std::string_view device, const DriverOptions &options);

/// Memory of this process, for devices that have no other.
Result<std::unique_ptr<Memory>> allocateHostMemory(const bundle::Surface &layout);

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVER_H
