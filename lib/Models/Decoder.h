//===- Decoder.h - What the architectures share -----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A decoder: tokens are looked up, pass through layers of attention and of a
// feed-forward network, each added to what came before, and are compared with
// the vocabulary. An architecture reads its keys into a configuration, and
// builds the function of it.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_MODELS_DECODER_H
#define ANEMONE_LIB_MODELS_DECODER_H

#include "lib/Models/Configuration.h"
#include "lib/Models/ModelBuilder.h"

namespace anemone {

/// With these, no size of the largest model leaves 64 bits.
inline constexpr int64_t kMostLayers = 1 << 12, kMostHeads = 1 << 12, kMostHeadSize = 1 << 12,
                         kMostWidth = 1 << 20, kMostHidden = 1 << 22, kMostTokens = 1 << 24,
                         kMostPositions = 1 << 20, kMostSequences = 1 << 16;

struct DecoderConfig {
  int64_t batch, sequence, vocabulary, positions, width, hidden, layers, heads;
  double epsilon, deviation;
  bool tied;
  uint64_t seed;

  /// Of the weights whose products are added to the stream: the sum of all
  /// layers' keeps the size of one.
  Normal residual() const;
  Normal normal() const { return {deviation}; }
  llvm::APFloat epsilonValue() const { return llvm::APFloat(static_cast<float>(epsilon)); }
};

struct LlamaConfig : DecoderConfig {
  int64_t keyHeads, headSize;
  double theta;
};

struct GPT2Config : DecoderConfig {};

LlamaConfig readLlama(Configuration &keys);
void buildLlama(const LlamaConfig &config, ModelBuilder &build);

GPT2Config readGPT2(Configuration &keys);
void buildGPT2(const GPT2Config &config, ModelBuilder &build);

//===--- For the architectures ---===//

/// The keys that have one name everywhere.
void readSharedKeys(Configuration &keys, DecoderConfig &config, bool tiedByDefault);

/// There is a position for each token of a sequence; `positionsKey` gives how many there are.
void checkSequence(Configuration &keys, const DecoderConfig &config, llvm::StringRef positionsKey);

/// The weight of the last product: that of the tokens' embedding where the two
/// are tied, else `lm_head.weight`.
mlir::Value headWeight(const DecoderConfig &config, mlir::Value embedding, ModelBuilder &build);

} // namespace anemone

#endif // ANEMONE_LIB_MODELS_DECODER_H
