//===- Fusion.cpp - Elementwise chains ------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An elementwise node joins the group of the node that reads it, if all that
// read it are in that group and have the same shape: its result then never
// leaves the cache.
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/StridedCopy.h"
#include "lib/Executor/Kernels/Tiles.h"
#include "lib/Executor/Lowering.h"
#include <algorithm>
#include <set>

namespace anemone::exec {

namespace {
constexpr size_t maxGroup = 64; // nodes; bounds the registers of a tile program

using Users = std::unordered_map<const Value *, std::vector<const Node *>>;

Users usersOf(const Graph &graph) {
  Users users;
  for (const Node &node : graph.nodes)
    for (const Value *input : node.inputs)
      users[input].push_back(&node);
  return users;
}
} // namespace

TileGroups groupTiles(Graph &graph, bool fuse) {
  Users users = usersOf(graph);
  std::set<const Value *> outputs(graph.outputs.begin(), graph.outputs.end());
  std::unordered_map<const Node *, const Node *> rootOf;
  TileGroups groups;
  for (size_t i = graph.nodes.size(); i-- > 0;) {
    Node &node = graph.nodes[i];
    if (!node.tile || node.folded || node.absorbed)
      continue;
    const Value &result = *node.outputs[0];
    const Node *root = nullptr;
    for (const Node *user : users[&result]) {
      auto it = rootOf.find(user);
      const Node *found = it == rootOf.end() ? nullptr : it->second;
      bool fits = found && (!root || root == found) && found->outputs[0]->shape() == result.shape();
      root = fits ? found : nullptr;
      if (!fits)
        break;
    }
    if (!fuse || outputs.count(&result) || !root || groups[root].size() >= maxGroup)
      root = &node;
    rootOf[&node] = root;
    groups[root].push_back(&node);
  }
  for (auto &[root, members] : groups)
    std::reverse(members.begin(), members.end());
  return groups;
}

namespace {

/// Strides of a row-major value of shape `from`, broadcast to `to`.
Shape broadcastStrides(const Shape &from, const Shape &to) {
  Shape dense = denseStrides(from), strides(to.size(), 0);
  for (size_t i = 0; i < from.size(); ++i)
    if (from[i] != 1)
      strides[to.size() - from.size() + i] = dense[i];
  return strides;
}

/// Builds the tile program of a group whose operands are `leaves`.
struct GroupBuilder {
  TileProgram program;
  std::vector<Value *> leaves;
  std::unordered_map<const Value *, int> registers, reads;
  std::vector<int> freeRegisters;

  void collectLeaves(const std::vector<Node *> &group) {
    std::set<const Value *> inside;
    for (Node *node : group) {
      for (Value *input : node->inputs) {
        ++reads[input];
        if (!inside.count(input) &&
            registers.emplace(input, static_cast<int>(leaves.size())).second)
          leaves.push_back(input);
      }
      inside.insert(node->outputs[0]);
    }
    program.registers = static_cast<int>(leaves.size());
  }

  int allocate() {
    if (freeRegisters.empty())
      return program.registers++;
    int reg = freeRegisters.back();
    freeRegisters.pop_back();
    return reg;
  }

  int read(const Value *value) { return registers.at(value); }

  void release(const Value *value) {
    if (--reads[value] == 0 && registers[value] >= static_cast<int>(leaves.size()))
      freeRegisters.push_back(registers[value]);
  }

  void emitRounding(size_t leaf) {
    TileInstruction instruction;
    instruction.a = static_cast<int>(leaf);
    instruction.half = true;
    instruction.out = allocate();
    registers[leaves[leaf]] = instruction.out;
    ++reads[leaves[leaf]]; // the register stays: the operand may be read by several nodes
    program.instructions.push_back(instruction);
  }

  void emit(const Node &node) {
    TileInstruction instruction = tileInstruction(node);
    int *slots[] = {&instruction.a, &instruction.b, &instruction.c};
    for (size_t i = 0; i < node.inputs.size(); ++i)
      *slots[i] = read(node.inputs[i]);
    instruction.out = allocate();
    registers[node.outputs[0]] = instruction.out;
    for (const Value *input : node.inputs)
      release(input);
    program.instructions.push_back(instruction);
  }
};

/// A layout that some operand of the result's shape has and that the whole group can run in.
std::optional<Desc> commonLayout(Lowering &lowering, const std::vector<Value *> &leaves,
                                 const Value &result) {
  for (Value *leaf : leaves) {
    if (leaf->shape() != result.shape() || leaf->isConst())
      continue;
    const Placement &placement = lowering.where(*leaf);
    if (placement.layout)
      return placement.layout;
  }
  return std::nullopt;
}

} // namespace

// In a padded layout the elements beyond the shape must stay zero, which oneDNN relies on: the
// group may only run there if zeros give zero, tried out on one element.
static bool keepsZero(const GroupBuilder &group, const Value &result) {
  std::vector<std::vector<double>> zeros(group.leaves.size(), std::vector<double>(1));
  TileProgram trial = group.program;
  trial.extents = {1};
  std::vector<const void *> inputs;
  for (size_t i = 0; i < group.leaves.size(); ++i) {
    const Value *leaf = group.leaves[i];
    bool scalar = leaf->count() == 1 && result.count() != 1;
    if ((scalar && !leaf->isConst()) || (!scalar && leaf->shape() != result.shape()))
      return false;
    inputs.push_back(scalar ? leaf->constant->data() : zeros[i].data());
    trial.operands[i].strides = {0};
  }
  double out = 1;
  void *outputs[] = {&out};
  trial.finish();
  trial.run({inputs.data(), outputs});
  static constexpr double zero = 0;
  return std::equal(reinterpret_cast<const char *>(&out),
                    reinterpret_cast<const char *>(&out) + trial.resultSize,
                    reinterpret_cast<const char *>(&zero));
}

void Lowering::lowerTiles(const std::vector<Node *> &group) {
  Value &result = *group.back()->outputs[0];
  GroupBuilder builder;
  builder.collectLeaves(group);
  std::optional<Desc> layout = carrierSize(result.carrier) == 4 && result.carrier == Carrier::F32
                                   ? commonLayout(*this, builder.leaves, result)
                                   : std::nullopt;
  for (Value *leaf : builder.leaves)
    if (layout && leaf->shape() == result.shape() && leaf->carrier != Carrier::F32)
      layout.reset();
  for (size_t i = 0; i < builder.leaves.size(); ++i)
    if (where(*builder.leaves[i]).unrounded)
      builder.emitRounding(i);
  for (const Node *node : group)
    builder.emit(*node);
  TileProgram &program = builder.program;
  program.resultSize = carrierSize(result.carrier);
  for (Value *leaf : builder.leaves)
    program.operands.push_back({carrierSize(leaf->carrier), {}});
  if (layout && isPadded(*layout) && !keepsZero(builder, result))
    layout.reset();

  std::vector<PhysicalDim> dims = physicalDims(layout ? *layout : plainDesc(result.shape()));
  for (const PhysicalDim &dim : dims)
    program.extents.push_back(dim.extent);
  Step tiles;
  for (size_t i = 0; i < builder.leaves.size(); ++i) {
    Value &leaf = *builder.leaves[i];
    bool full = leaf.shape() == result.shape();
    tiles.inputs.push_back(as(leaf, full ? layout : std::nullopt).buffer);
    Shape logical = broadcastStrides(leaf.shape(), result.shape());
    for (const PhysicalDim &dim : dims)
      program.operands[i].strides.push_back(full                     ? dim.stride
                                            : result.shape().empty() ? 0
                                                                     : logical[dim.dim] * dim.step);
  }
  program.finish();
  tiles.outputs.push_back(define(result, layout));
  tiles.kernel = [program = std::move(program)](const KernelArgs &args) { program.run(args); };
  tiles.inPlace = options.trace ? 0 : tiles.inputs.size();
  tiles.label = label;
  plan.steps.push_back(std::move(tiles));
}

} // namespace anemone::exec
