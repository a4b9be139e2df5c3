//===- Llama.cpp - The programs of a Llama-shaped network -----------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tensors are [1, length, channels]. The backward functions are written as a
// training compiler would leave them; their weights come transposed, as
// parameters of their own. Where layers would be the same but for their
// weights, a scalar keeps them apart: scores are scaled by the layer's number,
// too (as GPT-2 may), and residual branches by the depth.
//
//===----------------------------------------------------------------------===//

#include "utils/bench/NetworkBuilder.h"
#include "utils/bench/Networks.h"
#include <cmath>

using namespace mlir;
using namespace anemone::bench;

namespace {

class LayerBuilder {
public:
  LayerBuilder(NetworkBuilder &net, const LlamaSizes &sizes, int64_t layer)
      : net(net), sizes(sizes), layer(layer) {}

  void build();

private:
  void forwardAttention();
  void forwardFeedForward();
  void backwardFeedForward();
  void backwardScores();
  void backwardSoftmax();
  void backwardProjections();

  SmallVector<Value> begin(StringRef name, ArrayRef<int64_t> channels);
  Value weight(StringRef name, int64_t inputs, int64_t outputs);
  Value normalize(Value x, StringRef name);
  Value splitHeads(Value x);
  Value joinHeads(Value x);
  Value probabilities(Value q, Value k);
  Value scaled(Value x, double factor) { return net.mul(x, net.number(factor)); }
  double scoreScale() const;
  double branchScale() const { return 1 / std::sqrt(2.0 * (layer + 1)); }
  std::string named(StringRef name) const {
    return "layer" + std::to_string(layer) + "_" + name.str();
  }

  NetworkBuilder &net;
  const LlamaSizes &sizes;
  int64_t layer;
  std::string function;
};

SmallVector<Value> LayerBuilder::begin(StringRef name, ArrayRef<int64_t> channels) {
  function = named(name);
  SmallVector<SmallVector<int64_t>> shapes;
  for (int64_t count : channels)
    shapes.push_back({1, sizes.length, count});
  return net.beginFunction(function, SmallVector<Shape>(shapes.begin(), shapes.end()));
}

Value LayerBuilder::weight(StringRef name, int64_t inputs, int64_t outputs) {
  return net.parameter(function + "." + name.str(), {inputs, outputs});
}

double LayerBuilder::scoreScale() const {
  return 1 / (std::sqrt(double(sizes.dim / sizes.heads)) * (layer + 1));
}

/// RMSNorm in its parts.
Value LayerBuilder::normalize(Value x, StringRef name) {
  Value squares = net.op("Pow", {x, net.number(2)});
  Value mean = net.op("ReduceMean", {squares, net.indices({-1})});
  Value root = net.op("Sqrt", net.add(mean, net.number(1e-5)));
  return net.mul(net.op("Div", {x, root}), net.parameter(function + "." + name.str(), {sizes.dim}));
}

Value LayerBuilder::splitHeads(Value x) {
  int64_t size = sizes.dim / sizes.heads;
  return net.transpose(net.reshape(x, {1, sizes.length, sizes.heads, size}), {0, 2, 1, 3});
}

Value LayerBuilder::joinHeads(Value x) {
  return net.reshape(net.transpose(x, {0, 2, 1, 3}), {1, sizes.length, sizes.dim});
}

Value LayerBuilder::probabilities(Value q, Value k) {
  Value scores = scaled(net.matmul(q, net.transpose(k, {0, 1, 3, 2})), scoreScale());
  Value mask = net.parameter(function + ".mask", {1, 1, sizes.length, sizes.length});
  return net.op("Softmax", net.add(scores, mask));
}

void LayerBuilder::forwardAttention() {
  Value x = begin("forward_attention", {sizes.dim})[0];
  Value normal = normalize(x, "rms1");
  Value q = net.matmul(normal, weight("wq", sizes.dim, sizes.dim));
  Value k = net.matmul(normal, weight("wk", sizes.dim, sizes.dim));
  Value v = net.matmul(normal, weight("wv", sizes.dim, sizes.dim));
  Value p = probabilities(splitHeads(q), splitHeads(k));
  Value attended = joinHeads(net.matmul(p, splitHeads(v)));
  Value out = net.matmul(attended, weight("wo", sizes.dim, sizes.dim));
  net.endFunction({scaled(out, branchScale()), q, k, v, attended, normal});
}

void LayerBuilder::forwardFeedForward() {
  Value x = begin("forward_feed_forward", {sizes.dim})[0];
  Value normal = normalize(x, "rms2");
  Value h1 = net.matmul(normal, weight("w1", sizes.dim, sizes.hidden));
  Value h3 = net.matmul(normal, weight("w3", sizes.dim, sizes.hidden));
  Value gate = net.mul(net.mul(h1, net.op("Sigmoid", h1)), h3);
  Value out = net.matmul(gate, weight("w2", sizes.hidden, sizes.dim));
  net.endFunction({scaled(out, branchScale()), h1, h3, gate, normal});
}

void LayerBuilder::backwardFeedForward() {
  SmallVector<Value> inputs =
      begin("backward_feed_forward", {sizes.dim, sizes.hidden, sizes.hidden});
  Value dy = scaled(inputs[0], branchScale()), h1 = inputs[1], h3 = inputs[2];
  Value dGate = net.matmul(dy, weight("w2t", sizes.dim, sizes.hidden));
  Value s = net.op("Sigmoid", h1);
  Value dh3 = net.mul(dGate, net.mul(h1, s));
  Value slope = net.add(net.number(1), net.mul(h1, net.sub(net.number(1), s)));
  Value dh1 = net.mul(net.mul(dGate, h3), net.mul(s, slope));
  Value dx = net.add(net.matmul(dh1, weight("w1t", sizes.hidden, sizes.dim)),
                     net.matmul(dh3, weight("w3t", sizes.hidden, sizes.dim)));
  net.endFunction({dx, dh1, dh3});
}

/// The probabilities again, and the gradients of the product with them.
void LayerBuilder::backwardScores() {
  SmallVector<Value> inputs =
      begin("backward_scores", {sizes.dim, sizes.dim, sizes.dim, sizes.dim});
  Value q = splitHeads(inputs[0]), k = splitHeads(inputs[1]), v = splitHeads(inputs[2]);
  Value p = probabilities(q, k);
  Value dOut = scaled(inputs[3], branchScale());
  Value dAttended = splitHeads(net.matmul(dOut, weight("wot", sizes.dim, sizes.dim)));
  Value dv = joinHeads(net.matmul(net.transpose(p, {0, 1, 3, 2}), dAttended));
  Value dp = net.matmul(dAttended, net.transpose(v, {0, 1, 3, 2}));
  net.endFunction({dv, p, dp});
}

void LayerBuilder::backwardSoftmax() {
  function = named("backward_softmax");
  int64_t square[] = {1, sizes.heads, sizes.length, sizes.length};
  int64_t flat[] = {1, sizes.length, sizes.dim};
  SmallVector<Value> inputs =
      net.beginFunction(function, {Shape(square), Shape(square), Shape(flat), Shape(flat)});
  Value p = inputs[0], dp = inputs[1];
  Value sum = net.op("ReduceSum", {net.mul(dp, p), net.indices({-1})});
  Value ds = scaled(net.mul(p, net.sub(dp, sum)), scoreScale());
  Value dq = joinHeads(net.matmul(ds, splitHeads(inputs[3])));
  Value dk = joinHeads(net.matmul(net.transpose(ds, {0, 1, 3, 2}), splitHeads(inputs[2])));
  net.endFunction({dq, dk});
}

void LayerBuilder::backwardProjections() {
  SmallVector<Value> inputs = begin("backward_projections", {sizes.dim, sizes.dim, sizes.dim});
  Value dx = net.matmul(inputs[0], weight("wqt", sizes.dim, sizes.dim));
  dx = net.add(dx, net.matmul(inputs[1], weight("wkt", sizes.dim, sizes.dim)));
  dx = net.add(dx, net.matmul(inputs[2], weight("wvt", sizes.dim, sizes.dim)));
  net.endFunction(scaled(dx, branchScale()));
}

void LayerBuilder::build() {
  forwardAttention();
  forwardFeedForward();
  backwardFeedForward();
  backwardScores();
  backwardSoftmax();
  backwardProjections();
}

} // namespace

OwningOpRef<ModuleOp> anemone::bench::buildLlama(MLIRContext *context, const LlamaSizes &sizes) {
  NetworkBuilder net(context);
  for (int64_t layer = 0; layer < sizes.layers; ++layer)
    LayerBuilder(net, sizes, layer).build();
  return net.take();
}
