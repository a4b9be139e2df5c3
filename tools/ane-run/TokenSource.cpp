//===- TokenSource.cpp - Tokens of a file, and batches of them ------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/TokenSource.h"
#include "tools/ane-run/Random.h"
#include <algorithm>

using namespace anemone;
using namespace anemone::run;

Result<TokenSource> TokenSource::open(const std::string &path, TokenFormat format, size_t length,
                                      double heldOut) {
  Result<MappedFile> file = MappedFile::open(path);
  if (!file.ok())
    return Status::failure("'" + path + "' cannot be read: " + file.message());
  size_t bytes = file->bytes().size(), width = format == TokenFormat::Bytes ? 1 : 2;
  if (bytes % width != 0)
    return Status::failure("'" + path + "' has " + std::to_string(bytes) +
                           " bytes, an odd number: tokens of 16 bits are expected");
  TokenSource source(std::move(*file), path, format, length);
  source.count = bytes / width;
  source.trained = source.count - size_t(double(source.count) * heldOut);
  size_t needed = length + 1; // the last token of a row has a next one
  if (source.trained < needed || (heldOut > 0 && source.count - source.trained < needed))
    return Status::failure("'" + path + "' has " + std::to_string(source.count) + " tokens, " +
                           std::to_string(source.count - source.trained) +
                           " of them held out; both parts need at least " + std::to_string(needed) +
                           ", one row and the token after it");
  return source;
}

int32_t TokenSource::at(size_t index) const {
  std::span<const uint8_t> bytes = file.bytes();
  if (format == TokenFormat::Bytes)
    return bytes[index];
  return bytes[2 * index] | bytes[2 * index + 1] << 8;
}

void TokenSource::addRow(Batch &batch, size_t first) const {
  for (size_t i = first; i < first + length; ++i) {
    batch.ids.push_back(at(i));
    batch.targets.push_back(at(i + 1));
  }
}

Batch TokenSource::sample(size_t rows, uint64_t &generator) const {
  Batch batch;
  for (size_t row = 0; row < rows; ++row)
    addRow(batch, size_t(nextBelow(generator, trained - length)));
  return batch;
}

std::vector<Batch> TokenSource::heldOutBatches(size_t rows, size_t limit) const {
  size_t held = count - trained, possible = held > length ? held - length : 0;
  size_t windows = std::min(rows * limit, (possible + length - 1) / length);
  windows -= windows % rows;
  if (possible > 0 && windows == 0)
    windows = rows; // fewer than a batch: rows overlap
  std::vector<Batch> batches(windows / rows);
  for (size_t i = 0; i < windows; ++i)
    addRow(batches[i / rows], trained + possible * i / windows);
  return batches;
}

Status TokenSource::check(const Batch &batch, size_t vocabulary) const {
  for (const std::vector<int32_t> *tokens : {&batch.ids, &batch.targets})
    for (int32_t token : *tokens)
      if (size_t(token) >= vocabulary)
        return Status::failure("'" + path + "' has the token " + std::to_string(token) +
                               ", but the model's vocabulary has " + std::to_string(vocabulary) +
                               " tokens");
  return Status::success();
}
