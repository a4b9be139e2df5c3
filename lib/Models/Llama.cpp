//===- Llama.cpp - Decoders like Llama ------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// RMSNorm before each part, rotary positions, keys and values that several heads
// of queries share, SwiGLU, no biases.
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Decoder.h"

#include <cmath>

using namespace mlir;
using namespace anemone;

//===----------------------------------------------------------------------===//
// Configuration
//===----------------------------------------------------------------------===//

static void checkHeads(const LlamaConfig &config, bool hasHeadSize, Configuration &keys) {
  keys.require(hasHeadSize || config.width % config.heads == 0,
               {"hidden_size", "num_attention_heads"},
               "'hidden_size' is " + llvm::Twine(config.width) +
                   ", but has to be a multiple of 'num_attention_heads', which is " +
                   llvm::Twine(config.heads) + ", or 'head_dim' has to be given");
  keys.require(config.heads % config.keyHeads == 0, {"num_attention_heads", "num_key_value_heads"},
               "'num_attention_heads' is " + llvm::Twine(config.heads) +
                   ", but has to be a multiple of 'num_key_value_heads', which is " +
                   llvm::Twine(config.keyHeads));
  keys.require(config.headSize % 2 == 0, {"hidden_size", "num_attention_heads", "head_dim"},
               "each head has " + llvm::Twine(config.headSize) +
                   " elements ('head_dim', or 'hidden_size' by 'num_attention_heads'), but rotary "
                   "positions turn pairs: their number has to be even");
}

/// Keys by which others describe what is not built here.
static void readVariants(Configuration &keys) {
  keys.takeOnly("model_type", "llama");
  keys.takeOnly("hidden_act", "silu");
  keys.takeOnly("rope_scaling", nullptr);
  keys.takeOnly("attention_bias", false);
  keys.takeOnly("mlp_bias", false);
  keys.takeOnly("attention_dropout", 0.0);
  keys.ignore({"pretraining_tp"});
}

LlamaConfig anemone::readLlama(Configuration &keys) {
  LlamaConfig config;
  config.width = keys.takeCount("hidden_size", kMostWidth);
  config.hidden = keys.takeCount("intermediate_size", kMostHidden);
  config.layers = keys.takeCount("num_hidden_layers", kMostLayers);
  config.heads = keys.takeCount("num_attention_heads", kMostHeads);
  config.keyHeads = keys.takeCount("num_key_value_heads", kMostHeads, config.heads);
  int64_t headSize = keys.takeCount("head_dim", kMostHeadSize, 0);
  config.headSize = headSize ? headSize : std::max<int64_t>(config.width / config.heads, 1);
  config.positions = keys.takeCount("max_position_embeddings", kMostPositions);
  config.epsilon = keys.takeNumber("rms_norm_eps", 1e-12, 1, 1e-6);
  config.theta = keys.takeNumber("rope_theta", 1, 1e12, 10000);
  readSharedKeys(keys, config, /*tiedByDefault=*/false);
  readVariants(keys);
  checkHeads(config, headSize != 0, keys);
  checkSequence(keys, config, "max_position_embeddings");
  return config;
}

//===----------------------------------------------------------------------===//
// Network
//===----------------------------------------------------------------------===//

namespace {

class LlamaBuilder {
public:
  LlamaBuilder(const LlamaConfig &config, ModelBuilder &build) : config(config), build(build) {}

  void run();

private:
  Table rotation(double (*function)(double)) const;
  Value norm(const std::string &part, Value x);
  Value linear(const std::string &part, Value x, int64_t outputs, Normal initial);
  Value turn(const std::string &part, Value x, int64_t heads);
  Value attend(const std::string &part, Value x);
  Value feedForward(const std::string &part, Value x);
  Value layer(const std::string &part, Value x);

  const LlamaConfig &config;
  ModelBuilder &build;
  Value cosines, sines;
};

/// cos or sin of position / theta^(2 i / head size), for each sequence, position
/// and pair i of a head's elements.
Table LlamaBuilder::rotation(double (*function)(double)) const {
  std::vector<double> frequencies;
  for (int64_t pair = 0; pair < config.headSize / 2; ++pair)
    frequencies.push_back(std::pow(config.theta, -2.0 * static_cast<double>(pair) /
                                                     static_cast<double>(config.headSize)));
  return [=, length = config.sequence](int64_t index) {
    auto pairs = static_cast<int64_t>(frequencies.size());
    auto position = static_cast<double>(index / pairs % length);
    return static_cast<float>(function(position * frequencies[index % pairs]));
  };
}

Value LlamaBuilder::norm(const std::string &part, Value x) {
  Value weight = build.parameter(part, "weight", {config.width}, Filled{1});
  return build.create<onnx::RMSNormalizationOp>(part, x, weight, /*axis=*/int64_t(-1),
                                                config.epsilonValue());
}

Value LlamaBuilder::linear(const std::string &part, Value x, int64_t outputs, Normal initial) {
  int64_t inputs = cast<RankedTensorType>(x.getType()).getShape().back();
  return build.project(part, x, build.parameter(part, "weight", {outputs, inputs}, initial));
}

Value LlamaBuilder::turn(const std::string &part, Value x, int64_t heads) {
  return build.create<onnx::RotaryEmbeddingOp>(part, x, cosines, sines, build.absent(),
                                               /*interleaved=*/int64_t(0), heads);
}

Value LlamaBuilder::attend(const std::string &part, Value x) {
  int64_t width = config.heads * config.headSize, keyWidth = config.keyHeads * config.headSize;
  Value q = linear(part + ".q_proj", x, width, config.normal());
  Value k = linear(part + ".k_proj", x, keyWidth, config.normal());
  Value v = linear(part + ".v_proj", x, keyWidth, config.normal());
  q = turn(part + ".q_rotary", q, config.heads);
  k = turn(part + ".k_rotary", k, config.keyHeads);
  Value y = build.attendCausally(part, q, k, v, config.heads, config.keyHeads);
  return linear(part + ".o_proj", y, config.width, config.residual());
}

Value LlamaBuilder::feedForward(const std::string &part, Value x) {
  Value gate = linear(part + ".gate_proj", x, config.hidden, config.normal());
  Value up = linear(part + ".up_proj", x, config.hidden, config.normal());
  gate = build.create<onnx::SwishOp>(part + ".act_fn", gate, llvm::APFloat(1.0f));
  return linear(part + ".down_proj", build.mul(part, gate, up), config.width, config.residual());
}

Value LlamaBuilder::layer(const std::string &part, Value x) {
  Value attended = attend(part + ".self_attn", norm(part + ".input_layernorm", x));
  x = build.add(part + ".self_attn.residual", x, attended);
  Value fed = feedForward(part + ".mlp", norm(part + ".post_attention_layernorm", x));
  return build.add(part + ".mlp.residual", x, fed);
}

void LlamaBuilder::run() {
  const std::string tokens = "model.embed_tokens", rotary = "model.rotary_emb";
  Value ids = build.addInput("input_ids", {config.batch, config.sequence});
  Value embedding =
      build.parameter(tokens, "weight", {config.vocabulary, config.width}, config.normal());
  SmallVector<int64_t> angles = {config.batch, config.sequence, config.headSize / 2};
  cosines = build.table(rotary, "cos", angles, rotation(std::cos));
  sines = build.table(rotary, "sin", angles, rotation(std::sin));
  Value x = build.create<onnx::GatherOp>(tokens, embedding, ids);
  for (int64_t index = 0; index < config.layers; ++index)
    x = layer("model.layers." + std::to_string(index), x);
  x = norm("model.norm", x);
  build.finish("logits", build.project("lm_head", x, headWeight(config, embedding, build)));
}

} // namespace

void anemone::buildLlama(const LlamaConfig &config, ModelBuilder &build) {
  LlamaBuilder(config, build).run();
}
