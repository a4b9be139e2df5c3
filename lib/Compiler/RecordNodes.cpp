//===- RecordNodes.cpp - What the model consists of -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/ANEDialect.h"
#include "dialects/ANE/IR/SourceNodes.h"
#include "dialects/ONNX/IR/ONNX.h"
#include "lib/Compiler/Passes.h"
#include "llvm/ADT/MapVector.h"

namespace anemone {
#define GEN_PASS_DEF_RECORDNODES
#include "lib/Compiler/Passes.h.inc"
} // namespace anemone

using namespace mlir;
using namespace anemone;

namespace {

struct RecordNodesPass : anemone::impl::RecordNodesBase<RecordNodesPass> {
  using RecordNodesBase::RecordNodesBase;

  void runOnOperation() override {
    markAllAnalysesPreserved(); // but for an attribute
    ModuleOp module = getOperation();
    if (module->hasAttr(ane::kNodesAttr))
      return;
    llvm::MapVector<StringAttr, ane::SourceNode> nodes; // buckets repeat them
    module.walk([&](Operation *op) {
      if (!isa_and_nonnull<onnx::ONNXDialect>(op->getDialect()) ||
          op->hasTrait<OpTrait::ConstantLike>())
        return;
      auto type = StringAttr::get(&getContext(), op->getName().stripDialect());
      for (StringAttr name : ane::nodeNamesOf(op->getLoc()))
        nodes.insert({name, {name, type, {}}});
    });
    ane::setNodes(module, llvm::map_to_vector(nodes, [](auto &entry) { return entry.second; }));
  }
};

} // namespace
