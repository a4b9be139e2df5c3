//===- Decoder.cpp - What the architectures share -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lib/Models/Decoder.h"

#include <cmath>

using namespace mlir;
using namespace anemone;

Normal DecoderConfig::residual() const {
  return {deviation / std::sqrt(2.0 * static_cast<double>(layers))};
}

void anemone::readSharedKeys(Configuration &keys, DecoderConfig &config, bool tiedByDefault) {
  config.batch = keys.takeCount("batch_size", kMostSequences);
  config.sequence = keys.takeCount("sequence_length", kMostPositions);
  config.vocabulary = keys.takeCount("vocab_size", kMostTokens);
  config.deviation = keys.takeNumber("initializer_range", 0, 100, 0.02);
  config.tied = keys.takeFlag("tie_word_embeddings", tiedByDefault);
  config.seed = keys.takeSeed("seed");
  // Where training, generation and the classes of other libraries read these.
  keys.ignore({"architectures", "bos_token_id", "eos_token_id", "pad_token_id", "torch_dtype",
               "transformers_version", "use_cache", "_name_or_path"});
}

void anemone::checkSequence(Configuration &keys, const DecoderConfig &config,
                            llvm::StringRef positionsKey) {
  keys.require(config.sequence <= config.positions, {"sequence_length", positionsKey},
               "'sequence_length' is " + llvm::Twine(config.sequence) + ", but '" + positionsKey +
                   "' allows " + llvm::Twine(config.positions));
}

Value anemone::headWeight(const DecoderConfig &config, Value embedding, ModelBuilder &build) {
  if (config.tied)
    return embedding;
  return build.parameter("lm_head", "weight", {config.vocabulary, config.width}, config.normal());
}
