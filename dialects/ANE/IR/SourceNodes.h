//===- SourceNodes.h - Which node of the model went where -------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ane.nodes` is a list of operations of the source model:
//
//     ane.nodes = [{name = "/wte/Gather", op = "Gather", why = "..."}, ...]
//
// On the module, all there were; on an ane.program, those that it runs; on an
// ane.call with `weights`, those that the program runs in that call. `why` is
// there for what runs on the host.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_SOURCENODES_H
#define DIALECTS_ANE_IR_SOURCENODES_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseSet.h"

namespace anemone::ane {

/// One entry of the list; `why` is null but on the host.
struct SourceNode {
  mlir::StringAttr name, op, why;
};

/// The entries of an operation's list, which was verified; none where it has no list.
llvm::SmallVector<SourceNode> getNodes(mlir::Operation *op);
/// Writes the list; none where it would be empty.
void setNodes(mlir::Operation *op, llvm::ArrayRef<SourceNode> nodes);
/// Adds the entries whose names are not in the list yet.
void addNodes(mlir::Operation *op, llvm::ArrayRef<SourceNode> nodes);

/// Every name in `location`: a fused one may have several.
llvm::SmallVector<mlir::StringAttr> nodeNamesOf(mlir::Location location);

/// Whether `value` may stand as `ane.nodes` on `op`; reports what is wrong.
llvm::LogicalResult verifyNodes(mlir::Operation *op, mlir::Attribute value);

} // namespace anemone::ane

#endif // DIALECTS_ANE_IR_SOURCENODES_H
