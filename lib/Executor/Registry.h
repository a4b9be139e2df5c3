//===- Registry.h - The operations the executor knows -----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// To add an operation: write its function in a file of Ops/, add one line to
// that file's table, and a case to the generator of the unit test.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_REGISTRY_H
#define ANEMONE_EXECUTOR_REGISTRY_H

#include "lib/Executor/OpContext.h"
#include <span>
#include <string_view>

namespace anemone::exec {

/// Checks an operation and says how it is computed.
using Analyzer = void (*)(OpContext &op);

struct OpInfo {
  std::string_view name;
  Analyzer analyze;
};

/// The tables of the files in Ops/.
std::span<const OpInfo> convolutionOps();
std::span<const OpInfo> elementwiseOps();
std::span<const OpInfo> gatherOps();
std::span<const OpInfo> matmulOps();
std::span<const OpInfo> movementOps();
std::span<const OpInfo> normalizeOps();
std::span<const OpInfo> poolingOps();
std::span<const OpInfo> quantizeOps();
std::span<const OpInfo> reduceOps();
std::span<const OpInfo> resizeOps();
std::span<const OpInfo> scatterOps();
std::span<const OpInfo> sliceOps();

/// The operation of that name, or null.
const OpInfo *findOp(std::string_view name);

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_REGISTRY_H
