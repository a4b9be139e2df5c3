//===- Fidelity.h - How closely the emulator follows the engine -*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_RUNTIME_FIDELITY_H
#define ANEMONE_LIB_RUNTIME_FIDELITY_H

#include <cstdint>

namespace anemone::runtime {

/// What becomes of the mistakes that the engine was reported not to notice: an error that names the
/// constraint, or the wrong data that were reported.
enum class Fidelity : uint8_t { Strict, Silicon };

/// How the emulator computes: every result rounded once to fp16, or sums of products with the
/// cliffs that were reported as well (exec::Numerics::F16Mac).
enum class EngineNumerics : uint8_t { F16, F16Mac };

} // namespace anemone::runtime

#endif // ANEMONE_LIB_RUNTIME_FIDELITY_H
