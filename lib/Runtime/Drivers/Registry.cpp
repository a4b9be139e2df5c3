//===- Registry.cpp - Drivers by name -------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Runtime/Drivers/EmulatorDriver.h"
#include "lib/Runtime/Drivers/HostDriver.h"

using namespace anemone;
using namespace anemone::runtime;

Result<std::unique_ptr<Driver>> anemone::runtime::createDriver(std::string_view device,
                                                               const DriverOptions &options) {
  if (device == "host")
    return createHostDriver(options);
  if (device == "emulator")
    return createEmulatorDriver(options);
  if (device == "apple")
    return Status::failure("this build has no device 'apple': it was not built on a machine with "
                           "an Apple Neural Engine; use 'emulator' or 'host'");
  return Status::failure("there is no device '" + std::string(device) +
                         "'; the devices are 'emulator', 'host' and 'apple'");
}
