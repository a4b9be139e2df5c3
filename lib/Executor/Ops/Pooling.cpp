//===- Pooling.cpp - max_pool, avg_pool, l2_pool --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Lowering.h"
#include "lib/Executor/Ops/Window.h"
#include "lib/Executor/Registry.h"

namespace anemone::exec {

namespace {

using dnnl::algorithm;

/// The padding after the input that makes the number of windows exact, as oneDNN wants it.
Shape exactPadding(const Window &window) {
  Shape after;
  for (size_t i = 0; i < window.rank(); ++i)
    after.push_back((window.output[i] - 1) * window.strides[i] + window.kernel[i] -
                    window.input[i] - window.padBefore[i]);
  return after;
}

/// oneDNN wants a part of the input in every window, and knows no window that reaches beyond the
/// padding.
bool suitsOneDnn(const PlainPool &pool) {
  Shape after = exactPadding(pool.window);
  for (size_t i = 0; i < pool.window.rank(); ++i) {
    if (pool.window.padBefore[i] >= pool.window.kernel[i] || after[i] >= pool.window.kernel[i])
      return false;
    if (pool.kind == PoolKind::Average && after[i] > pool.window.padAfter[i])
      return false;
  }
  return pool.kind != PoolKind::L2;
}

void lowerPlain(Lowering &lowering, const PlainPool &pool, Node &node) {
  Value &x = *node.inputs[0], &result = *node.outputs[0];
  bool isDouble = result.carrier == Carrier::F64;
  BufferId in = lowering.plain(x);
  lowering.step({in}, {lowering.define(result)}, [=](const KernelArgs &args) {
    if (isDouble)
      pool.run(args.in<double>(0), args.out<double>());
    else
      pool.run(args.in<float>(0), args.out<float>());
  });
}

void lowerOneDnn(Lowering &lowering, const PlainPool &pool, Node &node) {
  Value &x = *node.inputs[0], &result = *node.outputs[0];
  algorithm kind = pool.kind == PoolKind::Max       ? algorithm::pooling_max
                   : pool.kind == PoolKind::Average ? algorithm::pooling_avg_include_padding
                                                    : algorithm::pooling_avg_exclude_padding;
  const Placement &placement = lowering.where(x);
  Desc source = placement.layout ? *placement.layout : plainDesc(x.shape());
  Desc any(result.shape(), dnnl::memory::data_type::f32, dnnl::memory::format_tag::any);
  const Window &window = pool.window;
  dnnl::pooling_forward::primitive_desc chosen(
      dnnl::pooling_forward::desc(dnnl::prop_kind::forward_inference, kind, source, any,
                                  window.strides, window.kernel, window.padBefore,
                                  exactPadding(window)),
      lowering.engine());
  auto bound = std::make_shared<BoundPrimitive>(
      lowering.engine(), lowering.stream(), dnnl::pooling_forward(chosen),
      std::vector<std::pair<int, Desc>>{{DNNL_ARG_SRC, source}},
      std::vector<std::pair<int, Desc>>{{DNNL_ARG_DST, chosen.dst_desc()}});
  BufferId in = placement.buffer;
  BufferId out = lowering.define(result, unlessPlain(chosen.dst_desc(), result.shape()));
  lowering.step({in}, {out}, [bound](const KernelArgs &args) { bound->run(args); });
}

void addPool(OpContext &op, PoolKind kind) {
  Value &x = op.floats("x");
  Window window = readPoolWindow(op, x);
  if (kind == PoolKind::Average && op.flag("exclude_padding_from_average", false))
    kind = PoolKind::AverageWithoutPadding;
  op.result(x.type.dtype, windowShape(x.shape()[0], x.shape()[1], window));
  PlainPool pool{window, x.shape()[0] * x.shape()[1], kind};
  op.lower({&x}, [pool](Lowering &lowering, Node &node) {
    if (lowering.choosesLayouts() && suitsOneDnn(pool))
      lowerOneDnn(lowering, pool, node);
    else
      lowerPlain(lowering, pool, node);
    if (pool.kind != PoolKind::Max)
      lowering.finishResult(*node.outputs[0]);
  });
}

void maxPool(OpContext &op) { addPool(op, PoolKind::Max); }
void avgPool(OpContext &op) { addPool(op, PoolKind::Average); }
void l2Pool(OpContext &op) { addPool(op, PoolKind::L2); }

constexpr OpInfo table[] = {{"max_pool", maxPool}, {"avg_pool", avgPool}, {"l2_pool", l2Pool}};

} // namespace

std::span<const OpInfo> poolingOps() { return table; }

} // namespace anemone::exec
