//===- Arena.cpp - Buffers share memory over time -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All intermediate values live in one allocation. Two buffers may overlap in
// it when their lifetimes do not; buffers are placed largest first, each in
// the smallest gap that fits.
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Lowering.h"
#include <algorithm>
#include <numeric>

namespace anemone::exec {

namespace {

constexpr size_t alignment = 64;

void findLifetimes(Plan &plan) {
  for (Buffer &buffer : plan.buffers)
    buffer.first = buffer.last = -1;
  for (size_t i = 0; i < plan.steps.size(); ++i) {
    int now = static_cast<int>(i);
    auto touch = [&](BufferId id) {
      Buffer &buffer = plan.buffers[id];
      buffer.first = buffer.first < 0 ? now : buffer.first;
      buffer.last = now;
    };
    for (BufferId id : plan.steps[i].inputs)
      touch(id);
    for (BufferId id : plan.steps[i].outputs)
      touch(id);
  }
}

/// Whether the caller may want the result of a step over an input that the step reads; then the
/// result may not begin before that step.
bool mayOverwriteInput(const Plan &plan, const Step &step) {
  const Buffer &out = plan.buffers[step.outputs[0]];
  auto isLike = [&](BufferId id) {
    return plan.buffers[id].kind == Buffer::Kind::Input && plan.buffers[id].bytes == out.bytes;
  };
  return out.kind == Buffer::Kind::Output &&
         std::any_of(step.inputs.begin(), step.inputs.end(), isLike);
}

/// Lets steps that allow it write over an operand that nothing reads later: the two buffers become
/// one.
void shareInPlace(Plan &plan) {
  std::vector<BufferId> merged(plan.buffers.size());
  std::iota(merged.begin(), merged.end(), 0);
  // Going backwards, a step's result already carries the name that later steps know it by.
  for (size_t i = plan.steps.size(); i-- > 0;) {
    Step &step = plan.steps[i];
    for (BufferId &id : step.outputs)
      id = merged[id];
    BufferId out = step.outputs.empty() ? -1 : step.outputs[0];
    size_t candidates = step.inPlace != 0 && mayOverwriteInput(plan, step) ? 0 : step.inPlace;
    for (size_t operand = 0; operand < candidates; ++operand) {
      BufferId in = step.inputs[operand];
      const Buffer &buffer = plan.buffers[in];
      if (merged[in] != in || in == out || buffer.kind != Buffer::Kind::Arena ||
          buffer.last != static_cast<int>(i) || buffer.bytes != plan.buffers[out].bytes)
        continue;
      plan.buffers[out].first = std::min(plan.buffers[out].first, buffer.first);
      merged[in] = out;
      break;
    }
    for (BufferId &id : step.inputs)
      id = merged[id];
  }
  for (BufferId id = 0; id < static_cast<BufferId>(merged.size()); ++id)
    if (merged[id] != id) // its memory is the other's
      plan.buffers[id].first = -1;
}

/// The offset of the smallest gap between the placed buffers that live at the same time.
size_t bestFit(const std::vector<const Buffer *> &placed, const Buffer &buffer) {
  size_t end = 0, best = SIZE_MAX, bestGap = SIZE_MAX;
  for (const Buffer *other : placed) { // sorted by offset
    if (other->last < buffer.first || buffer.last < other->first)
      continue;
    if (other->offset >= end && other->offset - end >= buffer.bytes &&
        other->offset - end < bestGap) {
      best = end;
      bestGap = other->offset - end;
    }
    end = std::max(end, (other->offset + other->bytes + alignment - 1) / alignment * alignment);
  }
  return best == SIZE_MAX ? end : best;
}

} // namespace

void placeBuffers(Plan &plan, bool reuse) {
  findLifetimes(plan);
  for (Buffer &buffer : plan.buffers)
    if (buffer.first < 0)
      buffer.constant.reset(); // a weight that is only read in its packed form
  if (reuse)
    shareInPlace(plan);
  std::vector<Buffer *> order;
  for (Buffer &buffer : plan.buffers)
    if (buffer.kind == Buffer::Kind::Arena && buffer.first >= 0)
      order.push_back(&buffer);
  std::sort(order.begin(), order.end(), [](const Buffer *a, const Buffer *b) {
    return a->bytes != b->bytes ? a->bytes > b->bytes : a < b;
  });
  std::vector<const Buffer *> placed;
  for (Buffer *buffer : order) {
    if (!reuse) {
      buffer->first = 0;
      buffer->last = static_cast<int>(plan.steps.size());
    }
    buffer->offset = bestFit(placed, *buffer);
    plan.arenaBytes = std::max(plan.arenaBytes, buffer->offset + buffer->bytes);
    auto behind =
        std::upper_bound(placed.begin(), placed.end(), buffer,
                         [](const Buffer *a, const Buffer *b) { return a->offset < b->offset; });
    placed.insert(behind, buffer);
  }
}

} // namespace anemone::exec
