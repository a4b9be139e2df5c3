//===- EmulatorWithoutRules.h - An emulator that lacks a rule ---*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For a chip on which somebody refutes a rule that its profile has, and for
// the proof that the tests see a rule that is gone.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORWITHOUTRULES_H
#define ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORWITHOUTRULES_H

#include "anemone/Support/Status.h"
#include "lib/Runtime/Drivers/EmulatorOptions.h"
#include <span>

namespace anemone::runtime {

/// Has the emulator take what breaks the constraint of this number: no error under strict fidelity.
/// False where it has no such rule, or cannot go on without it.
bool liftRule(EmulatorOptions &options, unsigned number);

/// Lifts all of them; fails for the first that cannot be lifted.
Status liftRules(EmulatorOptions &options, std::span<const unsigned> numbers);

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_DRIVERS_EMULATORWITHOUTRULES_H
