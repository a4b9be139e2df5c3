//===- GPT2.cpp - Decoders like GPT-2 -------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LayerNorm before each part, learned positions, one product for queries, keys
// and values, GELU by tanh, biases everywhere. The weights of its products are
// stored [inputs, outputs], as in the published checkpoints.
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Decoder.h"

using namespace mlir;
using namespace anemone;

//===----------------------------------------------------------------------===//
// Configuration
//===----------------------------------------------------------------------===//

/// Keys by which others describe what is not built here.
static void readVariants(Configuration &keys) {
  keys.takeOnly("model_type", "gpt2");
  keys.takeOnly("activation_function", "gelu_new");
  keys.takeOnly("scale_attn_weights", true);
  keys.takeOnly("scale_attn_by_inverse_layer_idx", false);
  keys.takeOnly("add_cross_attention", false);
  for (StringRef dropout : {"attn_pdrop", "embd_pdrop", "resid_pdrop"})
    keys.takeOnly(dropout, 0.0);
  keys.ignore({"n_ctx", "reorder_and_upcast_attn", "summary_activation", "summary_first_dropout",
               "summary_proj_to_labels", "summary_type", "summary_use_proj",
               "task_specific_params"});
}

GPT2Config anemone::readGPT2(Configuration &keys) {
  GPT2Config config;
  config.width = keys.takeCount("n_embd", kMostWidth);
  config.layers = keys.takeCount("n_layer", kMostLayers);
  config.heads = keys.takeCount("n_head", kMostHeads);
  config.positions = keys.takeCount("n_positions", kMostPositions);
  config.hidden = keys.takeCount("n_inner", kMostHidden, 4 * config.width);
  config.epsilon = keys.takeNumber("layer_norm_epsilon", 1e-12, 1, 1e-5);
  readSharedKeys(keys, config, /*tiedByDefault=*/true);
  readVariants(keys);
  keys.require(config.width % config.heads == 0, {"n_embd", "n_head"},
               "'n_embd' is " + llvm::Twine(config.width) +
                   ", but has to be a multiple of 'n_head', which is " + llvm::Twine(config.heads));
  checkSequence(keys, config, "n_positions");
  return config;
}

//===----------------------------------------------------------------------===//
// Network
//===----------------------------------------------------------------------===//

namespace {

class GPT2Builder {
public:
  GPT2Builder(const GPT2Config &config, ModelBuilder &build) : config(config), build(build) {}

  void run();

private:
  Value positions();
  Value norm(const std::string &part, Value x);
  Value linear(const std::string &part, Value x, int64_t outputs, Normal initial);
  Value attend(const std::string &part, Value x);
  Value feedForward(const std::string &part, Value x);
  Value layer(const std::string &part, Value x);

  const GPT2Config &config;
  ModelBuilder &build;
};

/// The first rows of the table, one for each place in a sequence.
Value GPT2Builder::positions() {
  const std::string part = "transformer.wpe";
  Value table = build.parameter(part, "weight", {config.positions, config.width}, config.normal());
  if (config.sequence == config.positions)
    return table;
  return build.create<onnx::SliceOp>(part, table, build.ints(part, 0),
                                     build.ints(part, config.sequence), build.ints(part, 0),
                                     build.ints(part, 1));
}

Value GPT2Builder::norm(const std::string &part, Value x) {
  Value weight = build.parameter(part, "weight", {config.width}, Filled{1});
  Value bias = build.parameter(part, "bias", {config.width}, Filled{0});
  return build.create<onnx::LayerNormalizationOp>(part, x, weight, bias, /*axis=*/int64_t(-1),
                                                  config.epsilonValue());
}

Value GPT2Builder::linear(const std::string &part, Value x, int64_t outputs, Normal initial) {
  int64_t inputs = cast<RankedTensorType>(x.getType()).getShape().back();
  Value weight = build.parameter(part, "weight", {inputs, outputs}, initial);
  Value bias = build.parameter(part, "bias", {outputs}, Filled{0});
  return build.add(part, build.create<onnx::MatMulOp>(part, x, weight), bias);
}

Value GPT2Builder::attend(const std::string &part, Value x) {
  int64_t width = config.width, heads = config.heads;
  Value packed = linear(part + ".c_attn", x, 3 * width, config.normal());
  SmallVector<Value> qkv = build.split(part + ".c_attn", packed, {width, width, width});
  Value y = build.attendCausally(part, qkv[0], qkv[1], qkv[2], heads, heads);
  return linear(part + ".c_proj", y, width, config.residual());
}

Value GPT2Builder::feedForward(const std::string &part, Value x) {
  x = linear(part + ".c_fc", x, config.hidden, config.normal());
  x = build.create<onnx::GeluOp>(part + ".act", x, StringRef("tanh"));
  return linear(part + ".c_proj", x, config.width, config.residual());
}

Value GPT2Builder::layer(const std::string &part, Value x) {
  x = build.add(part + ".attn.residual", x, attend(part + ".attn", norm(part + ".ln_1", x)));
  return build.add(part + ".mlp.residual", x, feedForward(part + ".mlp", norm(part + ".ln_2", x)));
}

void GPT2Builder::run() {
  const std::string tokens = "transformer.wte";
  Value ids = build.addInput("input_ids", {config.batch, config.sequence});
  Value embedding =
      build.parameter(tokens, "weight", {config.vocabulary, config.width}, config.normal());
  Value x = build.create<onnx::GatherOp>(tokens, embedding, ids);
  x = build.add("transformer.wpe", x, positions());
  for (int64_t index = 0; index < config.layers; ++index)
    x = layer("transformer.h." + std::to_string(index), x);
  x = norm("transformer.ln_f", x);
  build.finish("logits", build.project("lm_head", x, headWeight(config, embedding, build)));
}

} // namespace

void anemone::buildGPT2(const GPT2Config &config, ModelBuilder &build) {
  GPT2Builder(config, build).run();
}
