//===- Residency.h - The programs that have a place on a device -*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_RESIDENCY_H
#define ANEMONE_LIB_RUNTIME_RESIDENCY_H

#include "lib/Runtime/Driver.h"

namespace anemone::runtime {

/// An engine holds a number of programs (ANE-C05). When it says that it is full, the program that
/// was used last gives up its place, then the one before it, until there is one: entries run from
/// their first step to their last, again and again, so that what ran last is needed latest. (To
/// unload what was used the longest time ago would load every program in every round.) Any other
/// failure is the caller's at once, and costs no program its place.
class Residency {
public:
  /// Loads `program` unless it has a place, and counts as its use.
  Status use(DeviceProgram &program);
  /// Of a program in use that was given other weights, which on an engine makes another program.
  /// `updated` is what became of it: if that lacks a place, finds one. Changes nothing for a
  /// program of a device on which none can lack.
  Status keep(DeviceProgram &program, Status updated);

private:
  Status settle(DeviceProgram &program, Status loaded);

  std::vector<DeviceProgram *> resident; // the one that was used last at the end
};

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_RESIDENCY_H
