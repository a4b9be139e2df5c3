//===- Registry.cpp - The operations the executor knows -------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Registry.h"

namespace anemone::exec {

const OpInfo *findOp(std::string_view name) {
  for (std::span<const OpInfo> table :
       {convolutionOps(), elementwiseOps(), gatherOps(), matmulOps(), movementOps(), normalizeOps(),
        poolingOps(), quantizeOps(), reduceOps(), resizeOps(), scatterOps(), sliceOps()})
    for (const OpInfo &info : table)
      if (info.name == name)
        return &info;
  return nullptr;
}

} // namespace anemone::exec
