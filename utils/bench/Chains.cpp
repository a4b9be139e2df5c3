//===- Chains.cpp - Networks of any length --------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each kind is bad for another mistake: long chains for recursion and for
// lists that are searched, many parameters for symbols that are looked up one
// by one, a value of many users for use lists that are walked once a user.
//
//===----------------------------------------------------------------------===//

#include "utils/bench/NetworkBuilder.h"
#include "utils/bench/Networks.h"

using namespace mlir;
using namespace anemone::bench;

namespace {

OwningOpRef<ModuleOp> buildElementwise(MLIRContext *context, size_t operations) {
  NetworkBuilder net(context);
  int64_t shape[] = {1, 32, 64};
  Value x = net.beginFunction("forward", Shape(shape))[0], first = x;
  for (size_t i = 0; i < operations; ++i) {
    switch (i % 4) {
    case 0:
      x = net.mul(x, net.number(1 + 1.0 / double(i + 2)));
      break;
    case 1:
      x = net.op("Sigmoid", x);
      break;
    case 2:
      x = net.add(x, first);
      break;
    case 3:
      x = net.op("Tanh", x);
    }
  }
  net.endFunction(x);
  return net.take();
}

OwningOpRef<ModuleOp> buildMovement(MLIRContext *context, size_t operations) {
  NetworkBuilder net(context);
  int64_t shape[] = {1, 32, 64};
  Value x = net.beginFunction("forward", Shape(shape))[0];
  for (size_t i = 0; i < operations; i += 4) {
    x = net.transpose(x, {0, 2, 1});
    x = net.op("Sigmoid", x);
    x = net.reshape(x, {1, 32, 64});
    x = net.op("Tanh", x);
  }
  net.endFunction(x);
  return net.take();
}

OwningOpRef<ModuleOp> buildLayers(MLIRContext *context, size_t operations) {
  NetworkBuilder net(context);
  int64_t shape[] = {1, 32, 64};
  Value x = net.beginFunction("forward", Shape(shape))[0];
  for (size_t i = 0; i < operations; i += 3) {
    std::string name = "layer" + std::to_string(i / 3);
    x = net.matmul(x, net.parameter(name + ".weight", {64, 64}));
    x = net.add(x, net.parameter(name + ".bias", {64}));
    x = net.op("Relu", x);
  }
  net.endFunction(x);
  return net.take();
}

OwningOpRef<ModuleOp> buildFan(MLIRContext *context, size_t operations) {
  NetworkBuilder net(context);
  int64_t shape[] = {1, 32, 64};
  Value x = net.beginFunction("forward", Shape(shape))[0];
  Value shared = net.op("Sigmoid", x), sum = x;
  for (size_t i = 0; i < operations; i += 3)
    sum = net.add(sum, net.op("Tanh", net.mul(shared, sum)));
  net.endFunction(sum);
  return net.take();
}

/// The network that is measured above, with more layers.
OwningOpRef<ModuleOp> buildNetwork(MLIRContext *context, size_t operations) {
  constexpr size_t operationsOfLayer = 95;
  LlamaSizes sizes;
  sizes.layers = std::max<int64_t>(1, int64_t(operations / operationsOfLayer));
  return buildLlama(context, sizes);
}

} // namespace

ArrayRef<Chain> anemone::bench::chains() {
  static constexpr Chain all[] = {
      {"network", "the Llama-shaped network, with more layers", buildNetwork},
      {"elementwise", "products, sums and activations, one after the other", buildElementwise},
      {"movement", "transposes and reshapes between activations", buildMovement},
      {"layers", "products with parameters, each of its own", buildLayers},
      {"fan", "one value that every third operation reads", buildFan},
  };
  return all;
}
