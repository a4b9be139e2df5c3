//===- State.h - What sessions of a bundle share ----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A state is a bundle on one device: its drivers, its compiled programs and
// the values of its globals. Sessions of several entries that are made with
// one state see each other's stores, and each program is compiled once.
//
// A global lies in memory of this process, dense. A program that wants it in
// another form reads a copy, which belongs to the state as well: it is made
// again only when the global was stored to in between, so that weights which
// many runs read and few change cost nothing.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_STATE_H
#define ANEMONE_LIB_RUNTIME_STATE_H

#include "lib/Runtime/Reload.h"
#include "lib/Runtime/Residency.h"
#include "lib/Runtime/ScratchBlocks.h"
#include <deque>
#include <map>
#include <set>

namespace anemone::runtime {

/// A global and the forms in which programs read it.
struct GlobalCell {
  struct Copy {
    Driver *driver;
    Slot slot;
    uint64_t version; // of the global's value that it holds
  };

  const bundle::Global *description = nullptr;
  Slot slot;
  uint64_t version = 1; // counts the stores
  std::deque<Copy> copies;
};

/// Used by one thread at a time, together with its sessions.
class State {
public:
  static Result<std::shared_ptr<State>> create(std::shared_ptr<const bundle::File> file,
                                               std::string_view device,
                                               const DriverOptions &options);

  const bundle::File &file() const { return *source; }
  /// As in DriverOptions.
  int threads() const { return threadCount; }
  /// The globals that steps may store to, as the source model has them; copies are not among them.
  std::vector<const bundle::Tensor *> mutableGlobals() const;
  /// The value of a mutable global, dense and row-major, in its element type.
  Status read(std::string_view name, std::span<uint8_t> data);
  /// Replaces it, as Session::setInput does for an input.
  Status write(std::string_view name, mil::DType dtype, std::span<const int64_t> shape,
               std::span<const uint8_t> data);

  // For sessions:
  Driver *driverOf(const bundle::Program &program) {
    return program.placement == bundle::Placement::Host && host ? host.get() : device.get();
  }
  /// How often programs were given new weights, and how.
  const ReloadCounts &reloadCounts() const { return reloader.counts(); }

  /// The program at `index`, compiled with the present values of its globals, and loaded; others
  /// may have been unloaded for it.
  Result<DeviceProgram *> program(uint32_t index);
  /// Loads a program of the device that was unloaded for others, and others may be for it
  /// (ANE-C05).
  Status makeResident(DeviceProgram &program, const bundle::Program &description);
  /// Memory that its sessions use in turn.
  ScratchBlocks &scratch() { return scratchBlocks; }
  /// Whether copies of globals in fp16 are read as what they are copies of: the device computes in
  /// f32, and nothing is to be rounded.
  bool readsMasters() const { return !host; }
  /// Gives a program the present values of its globals.
  Status reload(uint32_t index, bundle::ReloadStrategy strategy);
  /// The same for what write() has changed.
  Status renew(const bundle::Program &program);
  /// The global at `index`, with its initial value if nothing was stored before.
  Result<GlobalCell *> global(uint32_t index);
  /// The copy of a global for `driver` in `layout`; refresh() gives it its contents.
  Result<GlobalCell::Copy *> copyOf(GlobalCell &cell, Driver *driver,
                                    const bundle::Surface &layout);
  /// Makes a copy the global's present value.
  Status refresh(GlobalCell &cell, GlobalCell::Copy &copy);

private:
  State(std::shared_ptr<const bundle::File> file, int threads)
      : source(std::move(file)), threadCount(threads) {}
  Result<GlobalCell *> find(std::string_view name);
  Status initialize(GlobalCell &cell);
  Status updateCopiesOf(const GlobalCell &master);
  void markOutdated(const std::string &global);
  /// The mutable global that a weight is the value of.
  std::optional<uint32_t> globalOf(const bundle::Weight &weight) const;
  Result<PresentWeights> presentWeights(const bundle::Program &program);
  /// Gives a program that was just compiled what the bundle has not.
  Status takePresentWeights(const bundle::Program &program, DeviceProgram &compiled);

  // Programs go before the drivers that made them, and memory before both.
  std::shared_ptr<const bundle::File> source;
  int threadCount;
  std::unique_ptr<Driver> device, host; // no `host` where the device itself computes in f32
  std::map<uint32_t, std::unique_ptr<DeviceProgram>> programs;
  Residency residency; // of the device's programs
  std::map<uint32_t, GlobalCell> globals;
  ScratchBlocks scratchBlocks;
  std::set<uint32_t> outdated; // programs whose globals write() has changed
  Reloader reloader{residency};
};

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_STATE_H
