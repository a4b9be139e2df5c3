//===- ProgramFacts.cpp - What a bundle tells about a program -------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Emission/ProgramFacts.h"
#include "dialects/ANE/IR/SourceNodes.h"
#include <map>

using namespace mlir;

namespace anemone {

std::string nodeNameOf(Location location) {
  std::string name;
  location->walk([&](Location inner) {
    auto named = dyn_cast<NameLoc>(inner);
    if (!named)
      return WalkResult::advance();
    name = named.getName().str();
    return WalkResult::interrupt();
  });
  return name;
}

std::vector<bundle::SourceName> collectNames(ane::ProgramOp program,
                                             const llvm::DenseMap<Value, std::string> &names) {
  std::vector<bundle::SourceName> sources;
  for (Operation &op : program.getBody().front()) {
    std::string node = nodeNameOf(op.getLoc());
    if (node.empty())
      continue;
    for (Value result : op.getResults())
      if (auto found = names.find(result); found != names.end())
        sources.push_back({found->second, node});
  }
  return sources;
}

std::vector<bundle::Node> collectNodes(Operation *op) {
  std::vector<bundle::Node> nodes;
  for (const ane::SourceNode &node : ane::getNodes(op))
    nodes.push_back({node.name.str(), node.op.str(), node.why ? node.why.str() : std::string()});
  return nodes;
}

std::vector<bundle::OperationCount> countOperations(const mil::Function &function) {
  std::map<std::string, uint32_t> counts;
  for (const mil::Operation &op : function.operations)
    if (!op.isConst())
      ++counts[op.op];
  std::vector<bundle::OperationCount> sorted;
  for (auto &[op, count] : counts)
    sorted.push_back({op, count});
  return sorted;
}

} // namespace anemone
