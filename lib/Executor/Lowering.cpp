//===- Lowering.cpp - From a graph to steps on buffers --------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Lowering.h"
#include "lib/Executor/Analysis.h"
#include "lib/Executor/Kernels/Half.h"
#include "lib/Executor/Kernels/Parallel.h"
#include <algorithm>
#include <cstring>

namespace anemone::exec {

Lowering::Lowering(Graph &graph, const Options &options)
    : graph(graph), options(options), cpu(dnnl::engine::kind::cpu, 0), queue(cpu) {}

BufferId Lowering::scratch(size_t bytes) {
  Buffer buffer;
  buffer.bytes = std::max<size_t>(bytes, 1);
  plan.buffers.push_back(std::move(buffer));
  return static_cast<BufferId>(plan.buffers.size()) - 1;
}

BufferId Lowering::constantBuffer(std::shared_ptr<Bytes> bytes, size_t size) {
  BufferId id = scratch(size);
  plan.buffers[id].kind = Buffer::Kind::Constant;
  plan.buffers[id].constant = std::move(bytes);
  return id;
}

void Lowering::step(std::vector<BufferId> inputs, std::vector<BufferId> outputs, Kernel kernel) {
  Step step;
  step.inputs = std::move(inputs);
  step.outputs = std::move(outputs);
  step.kernel = std::move(kernel);
  step.label = label;
  plan.steps.push_back(std::move(step));
}

BufferId Lowering::define(Value &value, std::optional<Desc> layout) {
  Placement placement;
  placement.buffer = scratch(layout ? layout->get_size() : value.byteSize());
  placement.layout = std::move(layout);
  return (home[&value] = placement).buffer;
}

const Placement &Lowering::where(Value &value) {
  auto it = home.find(&value);
  if (it != home.end())
    return it->second;
  if (!value.constant)
    throw ExecutorError("the value '" + value.name + "' is read before it is computed");
  return home[&value] = {constantBuffer(value.constant, value.byteSize()), std::nullopt, false};
}

Placement Lowering::as(Value &value, const std::optional<Desc> &layout,
                       const std::optional<Desc> &from) {
  Placement have = where(value);
  if (have.layout == layout || (from && layout && *from == *layout))
    return have;
  for (const Placement &version : versions[&value])
    if (version.layout == layout)
      return version;
  Desc source = from ? *from : have.layout ? *have.layout : plainDesc(value.shape());
  Desc target = layout ? *layout : plainDesc(value.shape());
  Placement made = have;
  made.layout = layout;
  if (plan.buffers[have.buffer].kind == Buffer::Kind::Constant) {
    auto bytes = std::make_shared<Bytes>(target.get_size());
    reorder(cpu, queue, source, plan.buffers[have.buffer].constant->data(), target, bytes->data());
    made.buffer = constantBuffer(std::move(bytes), target.get_size());
  } else {
    made.buffer = scratch(target.get_size());
    dnnl::reorder primitive(dnnl::reorder::primitive_desc(cpu, source, cpu, target));
    auto bound = std::make_shared<BoundPrimitive>(
        cpu, queue, primitive, std::vector<std::pair<int, Desc>>{{DNNL_ARG_FROM, source}},
        std::vector<std::pair<int, Desc>>{{DNNL_ARG_TO, target}});
    step({have.buffer}, {made.buffer}, [bound](const KernelArgs &args) { bound->run(args); });
  }
  versions[&value].push_back(made);
  return made;
}

void Lowering::finishResult(Value &value) {
  if (!value.half)
    return;
  Placement &placement = home.at(&value);
  const std::vector<Node *> &readers = users[&value];
  bool output =
      std::find(graph.outputs.begin(), graph.outputs.end(), &value) != graph.outputs.end();
  placement.unrounded = !options.trace && !output && !readers.empty() &&
                        std::all_of(readers.begin(), readers.end(),
                                    [](Node *reader) { return reader->tile.has_value(); });
  if (placement.unrounded)
    return;
  size_t count =
      (placement.layout ? placement.layout->get_size() : value.byteSize()) / sizeof(float);
  step({placement.buffer}, {placement.buffer}, [count](const KernelArgs &args) {
    float *data = args.out<float>();
    parallelFor(static_cast<int64_t>(count), 16384, [&](int64_t begin, int64_t end) {
      roundToHalf(data + begin, data + begin, static_cast<size_t>(end - begin));
    });
  });
}

// An input whose buffer does not hold what kernels read is converted first; bools become 0 or 1.
void Lowering::addInput(Value &value, size_t index) {
  Buffer external;
  external.kind = Buffer::Kind::Input;
  external.index = static_cast<int>(index);
  external.bytes = value.byteSize();
  plan.buffers.push_back(external);
  BufferId id = static_cast<BufferId>(plan.buffers.size()) - 1;
  plan.inputs.push_back(id);
  mil::DType storage = storageOf(value.type.dtype, options.numerics);
  bool direct = (storage == mil::DType::Fp32 && value.carrier == Carrier::F32) ||
                (storage == mil::DType::Fp64 && value.carrier == Carrier::F64) ||
                storage == mil::DType::Int32;
  if (direct) {
    home[&value] = {id, std::nullopt, false};
    return;
  }
  BufferId own = define(value);
  Carrier carrier = value.carrier;
  int64_t count = value.count();
  step({id}, {own}, [=](const KernelArgs &args) {
    importElements(args.inputs[0], storage, args.outputs[0], carrier, count);
  });
}

void Lowering::addOutput(Value &value, size_t index) {
  BufferId source = plain(value);
  mil::DType storage = storageOf(value.type.dtype, options.numerics);
  bool direct = (storage == mil::DType::Fp32 && value.carrier == Carrier::F32) ||
                (storage == mil::DType::Fp64 && value.carrier == Carrier::F64) ||
                storage == mil::DType::Int32 || storage == mil::DType::Bool;
  Buffer &buffer = plan.buffers[source];
  if (direct && buffer.kind == Buffer::Kind::Arena && !options.trace) {
    buffer.kind = Buffer::Kind::Output; // its producer writes where the caller wants it
    buffer.index = static_cast<int>(index);
    plan.outputs.push_back(source);
    return;
  }
  Buffer external;
  external.kind = Buffer::Kind::Output;
  external.index = static_cast<int>(index);
  plan.buffers.push_back(external);
  BufferId target = static_cast<BufferId>(plan.buffers.size()) - 1;
  plan.outputs.push_back(target);
  Carrier carrier = value.carrier;
  int64_t count = value.count();
  step({source}, {target}, [=](const KernelArgs &args) {
    exportElements(args.inputs[0], carrier, args.outputs[0], storage, count);
  });
}

void Lowering::lowerAlias(Node &node) {
  Value &input = *node.inputs[0];
  home[node.outputs[0]] = {plain(input), std::nullopt, false};
}

void Lowering::lowerKernel(Node &node) {
  std::vector<BufferId> inputs, outputs;
  for (Value *input : node.inputs)
    inputs.push_back(plain(*input));
  for (Value *output : node.outputs)
    outputs.push_back(define(*output));
  // An operand that is read a second time, as another one, must stay as it is.
  bool inPlace =
      node.overwrites && !options.trace && std::count(inputs.begin(), inputs.end(), inputs[0]) == 1;
  step(std::move(inputs), std::move(outputs), node.kernel);
  plan.steps.back().inPlace = inPlace ? 1 : 0;
  if (node.rounds)
    for (Value *output : node.outputs)
      finishResult(*output);
}

// The program's tree may be gone when the plan runs, so that the names are kept.
void Lowering::setLabel(const Node &node) {
  label = "'" + node.source->op + "'";
  if (!node.source->results.empty())
    label += " of '" + node.source->results.front().name + "'";
}

void Lowering::lowerNode(Node &node) {
  if (node.alias)
    lowerAlias(node);
  else if (node.lower)
    node.lower(*this, node);
  else
    lowerKernel(node);
}

void Lowering::traceResults(Node &node) {
  Step step;
  for (Value *output : node.outputs) {
    if (output->name.empty())
      continue;
    TensorSpec spec{output->name, output->type, storageOf(output->type.dtype, options.numerics)};
    step.trace.push_back({std::move(spec), plain(*output), output->carrier});
  }
  if (!step.trace.empty())
    plan.steps.push_back(std::move(step));
}

Plan Lowering::run() {
  if (!options.trace)
    absorbPostOps(graph, options);
  for (Node &node : graph.nodes)
    for (Value *input : node.inputs)
      if (!node.absorbed)
        users[input].push_back(&node);
  for (size_t i = 0; i < graph.inputs.size(); ++i)
    addInput(*graph.inputs[i], i);
  TileGroups groups = groupTiles(graph, !options.trace);
  for (Node &node : graph.nodes) {
    setLabel(node);
    auto group = groups.find(&node);
    if (group != groups.end())
      lowerTiles(group->second);
    else if (!node.folded && !node.absorbed && !node.tile)
      lowerNode(node);
    if (options.trace)
      traceResults(node);
  }
  for (size_t i = 0; i < graph.outputs.size(); ++i)
    addOutput(*graph.outputs[i], i);
  placeBuffers(plan, !options.trace);
  return std::move(plan);
}

} // namespace anemone::exec
