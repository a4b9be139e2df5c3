//===- Networks.h - What is compiled ----------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_UTILS_BENCH_NETWORKS_H
#define ANEMONE_UTILS_BENCH_NETWORKS_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace anemone::bench {

/// The sizes of a Llama-shaped network; those of Stories110M, which others measured with.
struct LlamaSizes {
  int64_t layers = 12, dim = 768, hidden = 2048, heads = 12, length = 256;
};

/// The forward and backward computations of all layers, six functions a layer: the same cut, inputs
/// and outputs as the training programs of Orion, whose compiler is the comparison.
mlir::OwningOpRef<mlir::ModuleOp> buildLlama(mlir::MLIRContext *context, const LlamaSizes &sizes);

/// A kind of network that grows to any number of operations.
struct Chain {
  const char *name, *what;
  mlir::OwningOpRef<mlir::ModuleOp> (*build)(mlir::MLIRContext *context, size_t operations);
};
llvm::ArrayRef<Chain> chains();

} // namespace anemone::bench

#endif // ANEMONE_UTILS_BENCH_NETWORKS_H
