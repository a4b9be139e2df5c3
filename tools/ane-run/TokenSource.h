//===- TokenSource.h - Tokens of a file, and batches of them ----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_TOKENSOURCE_H
#define ANEMONE_TOOLS_ANE_RUN_TOKENSOURCE_H

#include "tools/ane-run/MappedFile.h"
#include <vector>

namespace anemone::run {

enum class TokenFormat { Bytes, UInt16 }; // little-endian

/// Rows of consecutive tokens, and for each token the next one.
struct Batch {
  std::vector<int32_t> ids, targets;
};

/// The tokens of a file. The last part of them may be held out: no batch to learn from has them.
class TokenSource {
public:
  /// `length` tokens make a row. A failure's message names the file.
  static Result<TokenSource> open(const std::string &path, TokenFormat format, size_t length,
                                  double heldOut);

  size_t size() const { return count; }
  /// `rows` rows that the generator chooses among those that are not held out.
  Batch sample(size_t rows, uint64_t &generator) const;
  /// Full batches of rows that are held out, evenly spread over them, at most `limit`.
  std::vector<Batch> heldOutBatches(size_t rows, size_t limit) const;
  /// Fails if a token of the batch is not less than `vocabulary`.
  Status check(const Batch &batch, size_t vocabulary) const;

private:
  TokenSource(MappedFile file, std::string path, TokenFormat format, size_t length)
      : file(std::move(file)), path(std::move(path)), format(format), length(length) {}
  int32_t at(size_t index) const;
  void addRow(Batch &batch, size_t first) const;

  MappedFile file;
  std::string path;
  TokenFormat format;
  size_t length, count = 0, trained = 0; // tokens, and those not held out
};

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_TOKENSOURCE_H
