//===- Tiles.cpp - Chains of elementwise operations -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Kernels/Tiles.h"
#include "lib/Executor/Kernels/Half.h"
#include "lib/Executor/Kernels/Parallel.h"
#include "lib/Executor/Kernels/StridedCopy.h"
#include <algorithm>
#include <cstring>

namespace anemone::exec {

namespace {
constexpr int64_t tileSize =
    1024; // elements: a handful of registers of this size fit a 32 KB cache
constexpr size_t registerBytes = tileSize * sizeof(double);

template <typename T> void gatherRun(const T *from, int64_t stride, T *to, int64_t count) {
  if (stride == 0)
    std::fill_n(to, count, *from);
  else if (stride == 1)
    std::memcpy(to, from, static_cast<size_t>(count) * sizeof(T));
  else
    for (int64_t i = 0; i < count; ++i)
      to[i] = from[i * stride];
}

template <typename T>
void gatherTile(const TileOperand &operand, const Shape &extents, const void *source, int64_t begin,
                int64_t count, void *target) {
  size_t inner = extents.size() - 1;
  Shape at(extents.size());
  int64_t offset = 0, rest = begin;
  for (size_t d = extents.size(); d-- > 0; rest /= extents[d]) {
    at[d] = rest % extents[d];
    offset += at[d] * operand.strides[d];
  }
  T *to = static_cast<T *>(target);
  while (count > 0) {
    int64_t run = std::min(count, extents[inner] - at[inner]);
    gatherRun(static_cast<const T *>(source) + offset, operand.strides[inner], to, run);
    to += run;
    count -= run;
    offset += run * operand.strides[inner];
    at[inner] += run;
    for (size_t d = inner; d > 0 && at[d] == extents[d]; --d) {
      offset += operand.strides[d - 1] - extents[d] * operand.strides[d];
      at[d] = 0;
      ++at[d - 1];
    }
  }
}

void gather(const TileOperand &operand, const Shape &extents, const void *source, int64_t begin,
            int64_t count, void *target) {
  if (operand.elementSize == 1)
    gatherTile<uint8_t>(operand, extents, source, begin, count, target);
  else if (operand.elementSize == 4)
    gatherTile<uint32_t>(operand, extents, source, begin, count, target);
  else
    gatherTile<uint64_t>(operand, extents, source, begin, count, target);
}
} // namespace

void TileProgram::finish() {
  Shape merged;
  std::vector<Shape> strides(operands.size());
  for (size_t d = 0; d < extents.size(); ++d) {
    if (extents[d] == 1)
      continue;
    bool joins = !merged.empty();
    for (size_t i = 0; joins && i < operands.size(); ++i)
      joins = strides[i].back() == operands[i].strides[d] * extents[d];
    if (joins)
      merged.back() *= extents[d];
    else
      merged.push_back(extents[d]);
    for (size_t i = 0; i < operands.size(); ++i)
      joins ? void(strides[i].back() = operands[i].strides[d])
            : strides[i].push_back(operands[i].strides[d]);
  }
  if (merged.empty()) {
    merged.push_back(1);
    for (Shape &each : strides)
      each.push_back(0);
  }
  extents = std::move(merged);
  total = 1;
  for (int64_t extent : extents)
    total *= extent;
  Shape dense = denseStrides(extents);
  for (size_t i = 0; i < operands.size(); ++i) {
    operands[i].strides = std::move(strides[i]);
    bool zero = std::all_of(operands[i].strides.begin(), operands[i].strides.end(),
                            [](int64_t stride) { return stride == 0; });
    access.push_back(zero                           ? Access::Splat
                     : operands[i].strides == dense ? Access::Direct
                                                    : Access::Gather);
  }
}

/// The registers of one thread.
struct TileProgram::Worker {
  const TileProgram &program;
  const KernelArgs &args;
  std::vector<std::byte> scratch;
  std::vector<void *> registers;

  Worker(const TileProgram &program, const KernelArgs &args, int64_t limit)
      : program(program), args(args), scratch(program.registers * registerBytes + 64),
        registers(program.registers) {
    auto start = (reinterpret_cast<uintptr_t>(scratch.data()) + 63) & ~uintptr_t(63);
    for (size_t i = 0; i < registers.size(); ++i)
      registers[i] = reinterpret_cast<void *>(start + i * registerBytes);
    for (size_t i = 0; i < program.operands.size(); ++i)
      if (program.access[i] == Access::Splat)
        gather(program.operands[i], program.extents, args.inputs[i], 0, std::min(limit, tileSize),
               registers[i]);
  }

  void run(int64_t begin, int64_t count) {
    for (size_t i = 0; i < program.operands.size(); ++i) {
      const TileOperand &operand = program.operands[i];
      if (program.access[i] == Access::Gather)
        gather(operand, program.extents, args.inputs[i], begin, count, registers[i]);
      else if (program.access[i] == Access::Direct)
        registers[i] = const_cast<std::byte *>(args.in<std::byte>(i) + begin * operand.elementSize);
    }
    for (size_t i = 0; i < program.instructions.size(); ++i)
      execute(program.instructions[i], begin, count, i + 1 == program.instructions.size());
  }

  void execute(const TileInstruction &instruction, int64_t begin, int64_t count, bool last) {
    auto reg = [&](int index) { return index < 0 ? nullptr : registers[index]; };
    TileArgs tile{reg(instruction.a), reg(instruction.b), reg(instruction.c), nullptr, count,
                  instruction.alpha,  instruction.beta};
    tile.out = last ? args.out<std::byte>() + begin * program.resultSize : reg(instruction.out);
    if (instruction.fn)
      instruction.fn(tile);
    if (instruction.half) {
      const void *source = instruction.fn ? tile.out : tile.a;
      roundToHalf(static_cast<const float *>(source), static_cast<float *>(tile.out),
                  static_cast<size_t>(count));
    }
  }
};

void TileProgram::run(const KernelArgs &args) const {
  int64_t tiles = (total + tileSize - 1) / tileSize;
  parallelFor(tiles, 8, [&](int64_t begin, int64_t end) {
    Worker worker(*this, args, total);
    for (int64_t tile = begin; tile < end; ++tile)
      worker.run(tile * tileSize, std::min(tileSize, total - tile * tileSize));
  });
}

TileInstruction tileInstruction(const Node &node) {
  Carrier carrier = node.inputs[node.tile->code == TileCode::Select ? 1 : 0]->carrier;
  TileInstruction instruction;
  instruction.fn = tileFunction(node.tile->code, carrier);
  if (!instruction.fn)
    throw ExecutorError(std::string("the operation is not defined on elements that are ") +
                        (carrier == Carrier::I32    ? "integers"
                         : carrier == Carrier::Bool ? "bools"
                                                    : "floats"));
  instruction.alpha = node.tile->alpha;
  instruction.beta = node.tile->beta;
  instruction.half = node.outputs[0]->half && node.rounds;
  return instruction;
}

} // namespace anemone::exec
