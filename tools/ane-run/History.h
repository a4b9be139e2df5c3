//===- History.h - What a training run reported -----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_HISTORY_H
#define ANEMONE_TOOLS_ANE_RUN_HISTORY_H

#include "anemone/Support/Status.h"
#include <cstdint>
#include <fstream>
#include <vector>

namespace anemone::run {

/// One update.
struct Row {
  uint64_t step = 0; // from 1
  double loss = 0;
  std::optional<double> heldOut;
  double rate = 0;
  std::vector<double> counters; // in the order of History::counters
};

/// The rows of a run, kept in a CSV file as they come.
class History {
public:
  explicit History(std::vector<std::string> counters) : counters(std::move(counters)) {}

  /// Begins the file at `path`. The rows up to `step` are read from it, if a run that is resumed
  /// wrote them; the others are dropped.
  Status openCsv(const std::string &path, uint64_t step);
  Status add(Row row);
  const std::vector<Row> &rows() const { return list; }
  const std::vector<std::string> &names() const { return counters; }

private:
  std::string header() const;
  std::string line(const Row &row) const;
  std::optional<Row> parse(const std::string &line) const;
  Status writeFailure() const;

  std::vector<std::string> counters;
  std::vector<Row> list;
  std::string path;
  std::ofstream csv;
};

/// A number with as many digits as tell two floats apart.
std::string shortNumber(double value);

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_HISTORY_H
