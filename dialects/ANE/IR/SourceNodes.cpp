//===- SourceNodes.cpp - Which node of the model went where ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/ANE/IR/SourceNodes.h"

#include "dialects/ANE/IR/ANEDialect.h"
#include "dialects/ANE/IR/ANEProgram.h"
#include "mlir/IR/BuiltinOps.h"

using namespace mlir;
using namespace anemone;

static constexpr StringLiteral kName = "name", kOp = "op", kWhy = "why";

SmallVector<ane::SourceNode> ane::getNodes(Operation *op) {
  SmallVector<SourceNode> nodes;
  if (auto list = op->getAttrOfType<ArrayAttr>(kNodesAttr))
    for (auto entry : list.getAsRange<DictionaryAttr>())
      nodes.push_back({entry.getAs<StringAttr>(kName), entry.getAs<StringAttr>(kOp),
                       entry.getAs<StringAttr>(kWhy)});
  return nodes;
}

void ane::setNodes(Operation *op, ArrayRef<SourceNode> nodes) {
  Builder builder(op->getContext());
  SmallVector<Attribute> list;
  for (const SourceNode &node : nodes) {
    SmallVector<NamedAttribute> fields = {{kName, node.name}, {kOp, node.op}};
    if (node.why)
      fields.push_back({kWhy, node.why});
    list.push_back(builder.getDictionaryAttr(fields));
  }
  if (list.empty())
    op->removeAttr(kNodesAttr);
  else
    op->setAttr(kNodesAttr, builder.getArrayAttr(list));
}

void ane::addNodes(Operation *op, ArrayRef<SourceNode> nodes) {
  SmallVector<SourceNode> all = getNodes(op);
  llvm::DenseSet<StringAttr> known;
  for (const SourceNode &node : all)
    known.insert(node.name);
  for (const SourceNode &node : nodes)
    if (known.insert(node.name).second)
      all.push_back(node);
  setNodes(op, all);
}

SmallVector<StringAttr> ane::nodeNamesOf(Location location) {
  SmallVector<StringAttr> names;
  location->walk([&](Location part) {
    if (auto named = dyn_cast<NameLoc>(part); named && !named.getName().empty())
      names.push_back(named.getName());
    return WalkResult::advance();
  });
  return names;
}

static bool isText(Attribute value) {
  auto text = dyn_cast_or_null<StringAttr>(value);
  return text && !text.empty();
}

/// What runs on the host says why, and nothing else does. Of a call it is not known here.
static bool mayStandOn(Operation *op, DictionaryAttr entry) {
  bool hasReason = isText(entry.get(kWhy));
  if (!isText(entry.get(kName)) || !isText(entry.get(kOp)) || entry.size() != 2u + hasReason)
    return false;
  if (auto program = dyn_cast<ane::ProgramOp>(op))
    return program.isHost() == hasReason;
  return isa<ane::CallOp>(op) || !hasReason;
}

LogicalResult ane::verifyNodes(Operation *op, Attribute value) {
  auto list = dyn_cast<ArrayAttr>(value);
  bool isSound =
      list && isa<ModuleOp, ProgramOp, CallOp>(op) && llvm::all_of(list, [&](Attribute entry) {
        auto fields = dyn_cast<DictionaryAttr>(entry);
        return fields && mayStandOn(op, fields);
      });
  if (isSound)
    return success();
  return op->emitOpError() << "has '" << kNodesAttr
                           << "', which is a list of {name, op} on a module, an ane.program or an "
                              "ane.call, with a text each, and a 'why' just where it runs on the "
                              "host";
}
