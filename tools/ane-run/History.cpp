//===- History.cpp - What a training run reported -------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/History.h"
#include <charconv>
#include <cstdio>
#include <sstream>

using namespace anemone;
using namespace anemone::run;

std::string run::shortNumber(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof(buffer), "%.9g", value);
  return buffer;
}

std::string History::header() const {
  std::string text = "step,loss,held_out_loss,learning_rate";
  for (const std::string &name : counters)
    text += "," + name;
  return text;
}

std::string History::line(const Row &row) const {
  std::string text = std::to_string(row.step) + "," + shortNumber(row.loss) + "," +
                     (row.heldOut ? shortNumber(*row.heldOut) : "") + "," + shortNumber(row.rate);
  for (double value : row.counters)
    text += "," + shortNumber(value);
  return text;
}

static bool parseNumber(const std::string &text, double &value) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<Row> History::parse(const std::string &line) const {
  std::vector<std::string> fields;
  std::istringstream words(line);
  for (std::string field; std::getline(words, field, ',');)
    fields.push_back(field);
  Row row;
  double step = 0, heldOut = 0;
  row.counters.resize(counters.size());
  if (fields.size() != 4 + counters.size() || !parseNumber(fields[0], step) ||
      !parseNumber(fields[1], row.loss) || !parseNumber(fields[3], row.rate) ||
      !(step >= 1 && step <= 0x1p53))
    return std::nullopt;
  row.step = uint64_t(step);
  if (!fields[2].empty() && parseNumber(fields[2], heldOut))
    row.heldOut = heldOut;
  for (size_t i = 0; i < counters.size(); ++i)
    if (!parseNumber(fields[4 + i], row.counters[i]))
      return std::nullopt;
  return row;
}

Status History::writeFailure() const { return Status::failure("cannot write '" + path + "'"); }

Status History::openCsv(const std::string &file, uint64_t step) {
  path = file;
  std::ifstream before(path);
  std::string text;
  bool continues = step > 0 && std::getline(before, text) && text == header();
  while (continues && std::getline(before, text))
    if (std::optional<Row> row = parse(text); row && row->step <= step)
      list.push_back(std::move(*row));
  before.close();
  csv.open(path, std::ios::trunc);
  csv << header() << "\n";
  for (const Row &row : list)
    csv << line(row) << "\n";
  return csv.flush() ? Status::success() : writeFailure();
}

Status History::add(Row row) {
  list.push_back(std::move(row));
  if (!csv.is_open())
    return Status::success();
  csv << line(list.back()) << "\n";
  return csv.flush() ? Status::success() : writeFailure();
}
