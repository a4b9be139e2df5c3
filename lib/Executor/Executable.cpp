//===- Executable.cpp - Runs the steps of a plan --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Analysis.h"
#include "lib/Executor/Kernels/Parallel.h"
#include "lib/Executor/Lowering.h"
#include "lib/Executor/Workspace.h"
#include <algorithm>
#include <unistd.h>

namespace anemone::exec {

namespace {

class PlannedExecutable final : public Executable {
public:
  PlannedExecutable(Plan plan, std::vector<TensorSpec> inputs, std::vector<TensorSpec> outputs,
                    const Options &options)
      : plan(std::move(plan)), inputSpecs(std::move(inputs)), outputSpecs(std::move(outputs)),
        options(options),
        workspace(options.workspace ? options.workspace : std::make_shared<Workspace>()) {
    workspace->atLeast(this->plan.arenaBytes); // what is missing is found here
  }

  std::span<const TensorSpec> inputs() const override { return inputSpecs; }
  std::span<const TensorSpec> outputs() const override { return outputSpecs; }
  size_t peakBytes() const override { return plan.arenaBytes; }
  bool mayOverwrite(size_t input, size_t output) const override;

  Status run(std::span<const void *const> inputs, std::span<void *const> outputs,
             const Trace &trace) override {
    if (inputs.size() != inputSpecs.size() || outputs.size() != outputSpecs.size())
      return Status::failure("the program takes " + std::to_string(inputSpecs.size()) +
                             " inputs and gives " + std::to_string(outputSpecs.size()) +
                             " outputs, found " + std::to_string(inputs.size()) + " and " +
                             std::to_string(outputs.size()));
    if (trace && !options.trace)
      return Status::failure("a trace needs a program that was planned with Options::trace");
    const Step *now = nullptr;
    try {
      ThreadScope threads(options.threads);
      resolve(inputs, outputs);
      for (const Step &step : plan.steps) {
        now = &step;
        runStep(step, trace);
      }
    } catch (const std::exception &error) {
      std::string where = now && !now->label.empty() ? now->label + ": " : "";
      return Status::failure(where + error.what());
    }
    return Status::success();
  }

private:
  void resolve(std::span<const void *const> inputs, std::span<void *const> outputs) {
    pointers.resize(plan.buffers.size());
    std::byte *arena = workspace->atLeast(plan.arenaBytes);
    for (size_t i = 0; i < plan.buffers.size(); ++i) {
      Buffer &buffer = plan.buffers[i];
      switch (buffer.kind) {
      case Buffer::Kind::Arena:
        pointers[i] = arena + buffer.offset;
        break;
      case Buffer::Kind::Constant:
        pointers[i] = buffer.constant ? buffer.constant->data() : nullptr;
        break;
      case Buffer::Kind::Input:
        pointers[i] = const_cast<void *>(inputs[buffer.index]);
        break;
      case Buffer::Kind::Output:
        pointers[i] = outputs[buffer.index];
        break;
      }
    }
  }

  void runStep(const Step &step, const Trace &trace) {
    ins.clear();
    outs.clear();
    for (BufferId id : step.inputs)
      ins.push_back(pointers[id]);
    for (BufferId id : step.outputs)
      outs.push_back(pointers[id]);
    if (step.kernel)
      step.kernel({ins.data(), outs.data()});
    for (const TraceEntry &entry : step.trace)
      if (trace)
        show(entry, trace);
  }

  void show(const TraceEntry &entry, const Trace &trace) {
    int64_t count = entry.spec.type.numElements();
    Bytes stored(static_cast<size_t>(count) * 8);
    exportElements(pointers[entry.buffer], entry.carrier, stored.data(), entry.spec.storage, count);
    trace(entry.spec, stored.data());
  }

  Plan plan;
  std::vector<TensorSpec> inputSpecs, outputSpecs;
  Options options;
  std::shared_ptr<Workspace> workspace;
  std::vector<void *> pointers, outs;
  std::vector<const void *> ins;
};

/// What a buffer of the caller has to hold.
std::pair<int64_t, mil::DType> contentsOf(const TensorSpec &spec) {
  return {spec.type.numElements(), spec.storage};
}

bool PlannedExecutable::mayOverwrite(size_t input, size_t output) const {
  if (contentsOf(inputSpecs[input]) != contentsOf(outputSpecs[output]))
    return false;
  BufferId source = plan.inputs[input], target = plan.outputs[output];
  auto contains = [](const std::vector<BufferId> &list, BufferId id) {
    return std::find(list.begin(), list.end(), id) != list.end();
  };
  bool isBegun = false;
  for (const Step &step : plan.steps) {
    bool reads = contains(step.inputs, source);
    if (reads && isBegun)
      return false;
    bool writes = contains(step.outputs, target);
    if (reads && writes && !step.inPlace)
      return false;
    isBegun |= writes;
  }
  return isBegun;
}

std::vector<TensorSpec> specsOf(const std::vector<Value *> &values, Numerics numerics) {
  std::vector<TensorSpec> specs;
  for (const Value *value : values)
    specs.push_back({value->name, value->type, storageOf(value->type.dtype, numerics)});
  return specs;
}

/// A text of a few lines can ask for more memory than there is; the system would only notice when
/// it is touched.
void checkMemory(const Plan &plan) {
  double pages = static_cast<double>(sysconf(_SC_PHYS_PAGES));
  double available = pages * static_cast<double>(sysconf(_SC_PAGESIZE));
  if (available > 0 && static_cast<double>(plan.arenaBytes) > available)
    throw ExecutorError("intermediate values need " + std::to_string(plan.arenaBytes) +
                        " bytes, more than this machine has");
}

} // namespace

Result<std::unique_ptr<Executable>> Executable::plan(const mil::Function &function,
                                                     const WeightResolver &weights,
                                                     const Options &options) {
  try {
    ThreadScope threads(options.threads);
    Graph graph = Analysis(function, weights, options).run();
    std::vector<TensorSpec> inputs = specsOf(graph.inputs, options.numerics);
    std::vector<TensorSpec> outputs = specsOf(graph.outputs, options.numerics);
    Plan plan = Lowering(graph, options).run();
    checkMemory(plan);
    return std::unique_ptr<Executable>(std::make_unique<PlannedExecutable>(
        std::move(plan), std::move(inputs), std::move(outputs), options));
  } catch (const std::bad_alloc &) {
    return Status::failure("function '" + function.name + "' needs more memory than there is");
  } catch (const std::exception &error) {
    return Status::failure(error.what());
  }
}

} // namespace anemone::exec
