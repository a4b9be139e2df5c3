//===- HostDriver.h - Programs on the CPU, in f32 ---------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_HOSTDRIVER_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_HOSTDRIVER_H

#include "lib/Runtime/Driver.h"

namespace anemone::runtime {

/// Computes in f32, with the f32 reference of each constant where the bundle has one: what a
/// program means, without the rounding of the engine. Values lie densely, fp16 ones as fp32.
std::unique_ptr<Driver> createHostDriver(const DriverOptions &options);

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_HOSTDRIVER_H
