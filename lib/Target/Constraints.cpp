//===- Constraints.cpp - The engine's constraints by number ---------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Target/Constraints.h"

#include <algorithm>
#include <charconv>

namespace anemone::target {
namespace {

constexpr Constraint kConstraints[] = {
#include "lib/Target/ConstraintTable.inc"
};

constexpr std::string_view kLabelPrefix = "ANE-C";

char upper(char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; }

} // namespace

std::span<const Constraint> constraints() { return kConstraints; }

const Constraint *findConstraint(unsigned number) {
  const Constraint *row = std::lower_bound(
      std::begin(kConstraints), std::end(kConstraints), number,
      [](const Constraint &constraint, unsigned wanted) { return constraint.number < wanted; });
  return row != std::end(kConstraints) && row->number == number ? row : nullptr;
}

std::string label(unsigned number) {
  return std::string(kLabelPrefix) + (number < 10 ? "0" : "") + std::to_string(number);
}

std::optional<unsigned> parseLabel(std::string_view label) {
  if (label.size() <= kLabelPrefix.size() ||
      !std::equal(kLabelPrefix.begin(), kLabelPrefix.end(), label.begin(),
                  [](char wanted, char found) { return wanted == upper(found); }))
    return std::nullopt;
  unsigned number = 0;
  const char *begin = label.data() + kLabelPrefix.size(), *end = label.data() + label.size();
  auto [next, error] = std::from_chars(begin, end, number);
  if (error != std::errc() || next != end)
    return std::nullopt;
  return number;
}

} // namespace anemone::target
