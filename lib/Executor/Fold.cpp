//===- Fold.cpp - Evaluates what depends on constants only ----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Analysis.h"
#include "lib/Executor/Kernels/Half.h"
#include "lib/Executor/Kernels/StridedCopy.h"
#include "lib/Executor/Kernels/Tiles.h"
#include <algorithm>

namespace anemone::exec {

namespace {

TileProgram singleProgram(const Node &node) {
  const Value &result = *node.outputs[0];
  TileProgram program;
  program.extents = result.shape();
  program.resultSize = carrierSize(result.carrier);
  TileInstruction instruction = tileInstruction(node);
  int *slots[] = {&instruction.a, &instruction.b, &instruction.c};
  for (const Value *input : node.inputs) {
    TileOperand operand{carrierSize(input->carrier), Shape(result.shape().size(), 0)};
    Shape dense = denseStrides(input->shape());
    for (size_t i = 0; i < dense.size(); ++i)
      if (input->shape()[i] != 1)
        operand.strides[operand.strides.size() - dense.size() + i] = dense[i];
    *slots[program.operands.size()] = program.registers++;
    program.operands.push_back(std::move(operand));
  }
  instruction.out = program.registers++;
  program.instructions.push_back(instruction);
  program.finish();
  return program;
}

void evaluate(const Node &node, const KernelArgs &args) {
  if (node.tile)
    return singleProgram(node).run(args);
  node.kernel(args);
  for (size_t i = 0; node.rounds && i < node.outputs.size(); ++i)
    if (node.outputs[i]->half)
      roundToHalf(args.out<float>(i), args.out<float>(i),
                  static_cast<size_t>(node.outputs[i]->count()));
}

} // namespace

/// Whether a result is one element so often that it is rather made again in each run than kept.
static bool repeatsOneElement(const Node &node) {
  constexpr size_t large = 1 << 20;
  return node.inputs.size() == 1 && node.inputs[0]->count() == 1 && !node.alias &&
         node.outputs[0]->byteSize() > large;
}

void foldNode(Node &node) {
  bool constant = std::all_of(node.inputs.begin(), node.inputs.end(),
                              [](const Value *input) { return input->constant != nullptr; });
  if (!constant || node.lower || repeatsOneElement(node))
    return;
  node.folded = true;
  if (node.alias) {
    node.outputs[0]->constant = node.inputs[0]->constant;
    return;
  }
  std::vector<const void *> inputs;
  std::vector<void *> outputs;
  for (const Value *input : node.inputs)
    inputs.push_back(input->constant->data());
  for (Value *output : node.outputs) {
    output->constant = std::make_shared<Bytes>(output->byteSize());
    outputs.push_back(output->constant->data());
  }
  evaluate(node, {inputs.data(), outputs.data()});
}

} // namespace anemone::exec
