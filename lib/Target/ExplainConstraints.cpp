//===- ExplainConstraints.cpp - The catalogue as text ---------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Target/Constraints.h"

#include <algorithm>

namespace anemone::target {
namespace {

constexpr size_t kStageWidth = 9, kCertaintyWidth = 12;

std::string padded(std::string_view text, size_t width) {
  std::string result(text);
  result.resize(std::max(width, text.size()), ' ');
  return result;
}

void addField(std::string &text, std::string_view name, std::string_view value) {
  if (!value.empty())
    text += "  " + padded(std::string(name) + ":", 15) + std::string(value) + "\n";
}

std::string rejectedBy(const Constraint &row) {
  std::string who = row.verified ? "ane-verify-constraints" : "";
  if (row.emulated)
    who += who.empty() ? "the emulator" : ", the emulator";
  return who;
}

} // namespace

std::string_view spelling(Stage stage) {
  switch (stage) {
  case Stage::Parse:
    return "parse";
  case Stage::Compile:
    return "compile";
  case Stage::Load:
    return "load";
  case Stage::Evaluate:
    return "evaluate";
  case Stage::Silent:
    return "silent";
  case Stage::Host:
    return "host";
  case Stage::Cost:
    return "cost";
  }
  return "";
}

std::string_view spelling(Certainty certainty) {
  switch (certainty) {
  case Certainty::Established:
    return "established";
  case Certainty::Disputed:
    return "disputed";
  case Certainty::Refuted:
    return "refuted";
  }
  return "";
}

std::string listConstraints() {
  std::string text;
  for (const Constraint &row : constraints())
    text += label(row.number) + (row.firstAnnouncement ? "* " : "  ") +
            padded(spelling(row.stage), kStageWidth) +
            padded(spelling(row.certainty), kCertaintyWidth) + std::string(row.rule) + "\n";
  return text + "* of Orion's first announcement; --explain=ANE-Cnn says more about a row\n";
}

std::string explain(const Constraint &row) {
  std::string text = label(row.number) + ": " + std::string(row.name) + "\n";
  addField(text, "rule", row.rule);
  addField(text, "noticed", spelling(row.stage));
  addField(text, "symptom", row.symptom);
  addField(text, "certainty", spelling(row.certainty));
  addField(text, "found by", row.finder);
  addField(text, "source", row.source);
  addField(text, "otherwise", row.dispute);
  addField(text, "announced", row.firstAnnouncement ? "by Orion, among the first eleven" : "");
  addField(text, "discharged by", row.dischargedBy);
  addField(text, "rejected by", rejectedBy(row));
  addField(text, "remedy", row.remedy);
  return text;
}

} // namespace anemone::target
