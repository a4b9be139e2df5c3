//===- Convolution.cpp - conv and conv_transpose --------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// oneDNN chooses the layouts of both sides and of the weights. What follows
// the convolution is applied to its accumulators, as far as PostOps.cpp found
// that right.
//
//===----------------------------------------------------------------------===//

#include "lib/Executor/Lowering.h"
#include "lib/Executor/Ops/Product.h"
#include "lib/Executor/Ops/Window.h"
#include "lib/Executor/Registry.h"

namespace anemone::exec {

namespace {

using dnnl::algorithm;
using dnnl::prop_kind;

Desc anyDesc(const Shape &shape) {
  return Desc(shape, dnnl::memory::data_type::f32, dnnl::memory::format_tag::any);
}

/// The weight's dimensions as oneDNN has them: groups in front, and the channels of a transposed
/// one swapped.
struct WeightForm {
  Shape shape;
  Desc plain;
};

WeightForm weightForm(const PlainConvolution &conv) {
  int64_t in = conv.inChannels / conv.groups, out = conv.outChannels / conv.groups, taps = 1;
  for (int64_t extent : conv.window.kernel)
    taps *= extent;
  Shape shape{out, in},
      strides{conv.transposed ? taps : in * taps, conv.transposed ? out * taps : taps};
  if (conv.groups > 1) {
    shape.insert(shape.begin(), conv.groups);
    strides.insert(strides.begin(), in * out * taps);
  }
  for (int64_t extent : conv.window.kernel) {
    shape.push_back(extent);
    strides.push_back(taps /= extent);
  }
  return {shape, Desc(shape, dnnl::memory::data_type::f32, strides)};
}

Shape minusOne(Shape dilations) {
  for (int64_t &each : dilations)
    --each;
  return dilations;
}

/// What both primitives have in common once oneDNN has chosen.
struct Chosen {
  Desc source, weights, destination;
  dnnl::primitive primitive;
};

/// `describe` gives the operation for the layout of its result.
template <typename Primitive, typename Describe>
Chosen choose(Lowering &lowering, Describe describe, const Desc &anyLayout, Node &node) {
  using PrimitiveDesc = typename Primitive::primitive_desc;
  PrimitiveDesc chosen(describe(anyLayout), lowering.engine());
  // The operands of post-ops have to be described, in the layout of the result: oneDNN's product by
  // GEMM reads them as if they had it. So that layout is settled before.
  if (!node.post.empty()) {
    Desc settled = chosen.dst_desc();
    chosen =
        PrimitiveDesc(describe(settled), postOpAttributes(node.post, settled), lowering.engine());
  }
  return {chosen.src_desc(), chosen.weights_desc(), chosen.dst_desc(), Primitive(chosen)};
}

Chosen choosePrimitive(Lowering &lowering, const PlainConvolution &conv, Node &node, bool hasBias) {
  const Window &window = conv.window;
  Desc source = anyDesc(node.inputs[0]->shape()), weights = anyDesc(weightForm(conv).shape);
  Desc anyLayout = anyDesc(windowShape(conv.batch, conv.outChannels, window));
  Desc bias = hasBias ? plainDesc({conv.outChannels}) : Desc();
  Shape dilations = minusOne(window.dilations);
  auto transposed = [&](const Desc &destination) {
    return dnnl::deconvolution_forward::desc(
        prop_kind::forward_inference, algorithm::deconvolution_direct, source, weights, bias,
        destination, window.strides, dilations, window.padBefore, window.padAfter);
  };
  auto direct = [&](const Desc &destination) {
    return dnnl::convolution_forward::desc(
        prop_kind::forward_inference, algorithm::convolution_direct, source, weights, bias,
        destination, window.strides, dilations, window.padBefore, window.padAfter);
  };
  return conv.transposed
             ? choose<dnnl::deconvolution_forward>(lowering, transposed, anyLayout, node)
             : choose<dnnl::convolution_forward>(lowering, direct, anyLayout, node);
}

void lowerPlain(Lowering &lowering, const PlainConvolution &conv, Node &node, bool hasBias) {
  std::vector<BufferId> inputs;
  for (Value *input : node.inputs)
    inputs.push_back(lowering.plain(*input));
  Value &result = *node.outputs[0];
  bool isDouble = result.carrier == Carrier::F64;
  if (const MacRules *rules = lowering.macRules(result)) {
    lowering.step(inputs, {lowering.define(result)}, [=, rules = *rules](const KernelArgs &args) {
      conv.run(rules, args.in<float>(0), args.in<float>(1), hasBias ? args.in<float>(2) : nullptr,
               args.out<float>());
    });
    return lowering.finishResult(result);
  }
  lowering.step(inputs, {lowering.define(result)}, [=](const KernelArgs &args) {
    if (isDouble)
      conv.run(args.in<double>(0), args.in<double>(1), hasBias ? args.in<double>(2) : nullptr,
               args.out<double>());
    else
      conv.run(args.in<float>(0), args.in<float>(1), hasBias ? args.in<float>(2) : nullptr,
               args.out<float>());
  });
  lowering.finishResult(result);
}

void lowerConvolution(Lowering &lowering, const PlainConvolution &conv, Node &node, bool hasBias) {
  bool negativePad = false; // oneDNN knows none
  for (int64_t pad : conv.window.padAfter)
    negativePad |= pad < 0;
  if (!lowering.choosesLayouts() || (negativePad && node.post.empty()))
    return lowerPlain(lowering, conv, node, hasBias);
  Chosen chosen = choosePrimitive(lowering, conv, node, hasBias);
  auto wanted = [](const Desc &desc, const Value &value) {
    return unlessPlain(desc, value.shape());
  };
  Value &x = *node.inputs[0], &weight = *node.inputs[1], &result = *node.outputs[0];
  std::vector<BufferId> buffers{lowering.as(x, wanted(chosen.source, x)).buffer,
                                lowering.as(weight, chosen.weights, weightForm(conv).plain).buffer};
  std::vector<std::pair<int, Desc>> inputs{{DNNL_ARG_SRC, chosen.source},
                                           {DNNL_ARG_WEIGHTS, chosen.weights}};
  if (hasBias) {
    buffers.push_back(lowering.plain(*node.inputs[2]));
    inputs.push_back({DNNL_ARG_BIAS, plainDesc({conv.outChannels})});
  }
  bindPostOps(lowering, node.post, chosen.destination, buffers, inputs);
  auto bound = std::make_shared<BoundPrimitive>(
      lowering.engine(), lowering.stream(), chosen.primitive, inputs,
      std::vector<std::pair<int, Desc>>{{DNNL_ARG_DST, chosen.destination}});
  BufferId out = lowering.define(result, wanted(chosen.destination, result));
  lowering.step(buffers, {out}, [bound](const KernelArgs &args) { bound->run(args); });
  lowering.finishResult(result);
}

void finishConvolution(OpContext &op, Value &x, Value &weight, const PlainConvolution &conv) {
  Value *bias = op.optionalVector("bias", conv.outChannels);
  op.require(!bias || bias->type.dtype == x.type.dtype,
             "argument 'bias' has another element type than 'x'");
  op.result(x.type.dtype, windowShape(conv.batch, conv.outChannels, conv.window));
  std::vector<Value *> inputs{&x, &weight};
  if (bias)
    inputs.push_back(bias);
  bool negativePad = false;
  for (int64_t pad : conv.window.padAfter)
    negativePad |= pad < 0;
  Node &node = op.lower(inputs, [conv, hasBias = bias != nullptr](Lowering &lowering, Node &node) {
    lowerConvolution(lowering, conv, node, hasBias);
  });
  node.takesPostOps = !negativePad;
}

Value &readWeight(OpContext &op, const Value &x) {
  Value &weight = op.floats("weight");
  op.require(weight.type.dtype == x.type.dtype, "argument 'weight' has type " +
                                                    describe(weight.type) + ", but 'x' has " +
                                                    describe(x.type));
  op.require(weight.rank() == x.rank() && x.rank() >= 3,
             "argument 'weight' has type " + describe(weight.type) + ", expected rank " +
                 std::to_string(x.rank()) + " as 'x' has, of at least 3");
  return weight;
}

void conv(OpContext &op) {
  Value &x = op.floats("x"), &weight = readWeight(op, x);
  int64_t groups = op.integer("groups", 1);
  const Shape &w = weight.shape();
  int64_t channels = x.shape()[1];
  op.require(groups >= 1 && channels % groups == 0 && w[0] % groups == 0,
             "argument 'groups' is " + std::to_string(groups) + ", expected a divisor of " +
                 std::to_string(channels) + " input and " + std::to_string(w[0]) +
                 " output channels");
  op.require(w[1] == channels / groups, "argument 'weight' has " + std::to_string(w[1]) +
                                            " input channels a group, expected " +
                                            std::to_string(channels / groups));
  Window window = readConvWindow(op, x, Shape(w.begin() + 2, w.end()));
  finishConvolution(op, x, weight, {window, x.shape()[0], channels, w[0], groups, false});
}

void convTranspose(OpContext &op) {
  Value &x = op.floats("x"), &weight = readWeight(op, x);
  int64_t groups = op.integer("groups", 1);
  const Shape &w = weight.shape();
  int64_t channels = x.shape()[1];
  op.require(groups >= 1 && channels % groups == 0,
             "argument 'groups' is " + std::to_string(groups) + ", expected a divisor of " +
                 std::to_string(channels) + " input channels");
  op.require(w[0] == channels, "argument 'weight' has " + std::to_string(w[0]) +
                                   " input channels, expected " + std::to_string(channels));
  int64_t outChannels = w[1] * groups;
  Window window = readTransposedWindow(op, x, Shape(w.begin() + 2, w.end()), outChannels);
  finishConvolution(op, x, weight, {window, x.shape()[0], channels, outChannels, groups, true});
}

constexpr OpInfo table[] = {{"conv", conv}, {"conv_transpose", convTranspose}};

} // namespace

std::span<const OpInfo> convolutionOps() { return table; }

} // namespace anemone::exec
