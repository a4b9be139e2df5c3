//===- Lowering.h - From a graph to steps on buffers ------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowering decides in which memory layout each value lives, inserts reorders
// where a consumer needs another one, and records steps. Convolutions and
// pools let oneDNN choose; elementwise chains and pools keep what they get;
// everything else takes dense row-major operands.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_EXECUTOR_LOWERING_H
#define ANEMONE_EXECUTOR_LOWERING_H

#include "lib/Executor/Graph.h"
#include <dnnl.hpp>
#include <map>
#include <unordered_map>

namespace anemone::exec {

using Desc = dnnl::memory::desc;
using BufferId = int;

/// A piece of memory that steps read and write.
struct Buffer {
  enum class Kind { Arena, Constant, Input, Output };
  Kind kind = Kind::Arena;
  size_t bytes = 0;
  size_t offset = 0;               // in the arena
  int index = -1;                  // of the input or output
  int first = -1, last = -1;       // steps between which an arena buffer holds its data
  std::shared_ptr<Bytes> constant; // of a constant
};

/// A value that a trace sees after a step.
struct TraceEntry {
  TensorSpec spec;
  BufferId buffer;
  Carrier carrier;
};

struct Step {
  std::vector<BufferId> inputs, outputs;
  Kernel kernel; // may be empty in a traced plan
  size_t inPlace =
      0; // one of the first so many inputs, if it has the result's size, may share its memory
  std::string label; // operation and result, for failures of a run
  std::vector<TraceEntry> trace;
};

/// Where a value lives: without a layout it is dense and row-major.
struct Placement {
  BufferId buffer = -1;
  std::optional<Desc> layout;
  bool unrounded = false; // fp16 values that their readers, all elementwise, still have to round
};

struct Plan {
  std::vector<Buffer> buffers;
  std::vector<Step> steps;
  std::vector<BufferId> inputs, outputs; // as the function has them
  size_t arenaBytes = 0;
};

class Lowering {
public:
  Lowering(Graph &graph, const Options &options);
  Plan run();

  // For the operations that choose layouts.
  bool choosesLayouts() const {
    return !options.trace &&
           (options.numerics == Numerics::F32 || options.numerics == Numerics::F16);
  }
  /// The rules for a sum of products that gives `result`; null where it is an ordinary one.
  const MacRules *macRules(const Value &result) const {
    bool applies = options.numerics == Numerics::F16Mac && result.type.dtype == mil::DType::Fp16;
    return applies ? &options.mac : nullptr;
  }
  const dnnl::engine &engine() const { return cpu; }
  const dnnl::stream &stream() const { return queue; }
  const Placement &where(Value &value);
  /// The value in dense row-major order.
  BufferId plain(Value &value) { return as(value, std::nullopt).buffer; }
  /// The value in `layout`, by a reorder if it is elsewhere; constants are reordered now. `from`
  /// describes the value's row-major memory under other dimensions (the groups of a weight).
  Placement as(Value &value, const std::optional<Desc> &layout,
               const std::optional<Desc> &from = std::nullopt);
  /// Makes room for a result.
  BufferId define(Value &value, std::optional<Desc> layout = {});
  BufferId scratch(size_t bytes);
  void step(std::vector<BufferId> inputs, std::vector<BufferId> outputs, Kernel kernel);
  /// Rounds a computed result to fp16, if its type asks for it: here, or in the elementwise
  /// operations that read it.
  void finishResult(Value &value);

private:
  void addInput(Value &value, size_t index);
  void lowerNode(Node &node);
  void setLabel(const Node &node);
  void lowerAlias(Node &node);
  void lowerKernel(Node &node);
  void lowerTiles(const std::vector<Node *> &group);
  void addOutput(Value &value, size_t index);
  void traceResults(Node &node);
  BufferId constantBuffer(std::shared_ptr<Bytes> bytes, size_t size);

  Graph &graph;
  const Options &options;
  dnnl::engine cpu;
  dnnl::stream queue;
  Plan plan;
  std::string label; // of the node being lowered
  std::unordered_map<const Value *, Placement> home;
  std::unordered_map<const Value *, std::vector<Placement>> versions;
  std::unordered_map<const Value *, std::vector<Node *>> users;
};

/// Groups elementwise nodes that can be computed together: for the node that gives the group's
/// result all members in order, for other members nothing. Values in `graph.outputs` end a group.
using TileGroups = std::map<const Node *, std::vector<Node *>>;
TileGroups groupTiles(Graph &graph, bool fuse);

/// Merges what follows a convolution or a matrix product into its node (Node::post), as far as the
/// numerics allow.
void absorbPostOps(Graph &graph, const Options &options);

/// Gives arena buffers their offsets by their lifetimes; see Arena.cpp.
void placeBuffers(Plan &plan, bool reuse);

// Layouts (Layout.cpp).
Desc plainDesc(const Shape &shape);
/// The memory order of a layout as extents and, for each, the logical dimension and its step in it.
struct PhysicalDim {
  int64_t extent, stride;
  size_t dim;
  int64_t step;
};
std::vector<PhysicalDim> physicalDims(const Desc &layout);
bool isPadded(const Desc &layout);
/// Drops a layout that is row-major.
std::optional<Desc> unlessPlain(const Desc &layout, const Shape &shape);
void reorder(const dnnl::engine &engine, const dnnl::stream &stream, const Desc &from,
             const void *source, const Desc &to, void *target);

/// A primitive with its memories, ready to run on other pointers each time.
class BoundPrimitive {
public:
  BoundPrimitive(const dnnl::engine &engine, dnnl::stream stream, dnnl::primitive primitive,
                 const std::vector<std::pair<int, Desc>> &inputs,
                 const std::vector<std::pair<int, Desc>> &outputs);
  void run(const KernelArgs &args);

private:
  dnnl::stream stream;
  dnnl::primitive primitive;
  std::vector<dnnl::memory> inputs, outputs;
  std::unordered_map<int, dnnl::memory> bound;
};

} // namespace anemone::exec

#endif // ANEMONE_EXECUTOR_LOWERING_H
