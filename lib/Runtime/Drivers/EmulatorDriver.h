//===- EmulatorDriver.h - Programs on the emulator --------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORDRIVER_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORDRIVER_H

#include "lib/Runtime/Driver.h"

namespace anemone::runtime {

/// Gives the emulator what the engine's private API takes: MIL text as bytes, a dictionary of
/// weight files, and surfaces in the order of their decorated symbols. Nothing else of the bundle
/// reaches it.
std::unique_ptr<Driver> createEmulatorDriver(const DriverOptions &options);

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORDRIVER_H
