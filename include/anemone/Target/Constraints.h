//===- Constraints.h - The engine's constraints by number -------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is publicly known to make a program fail on the engine, one row each.
// The rows are written in lib/Target/Constraints.td, and docs/Constraints.md
// shows them. Diagnostics, documents and tests cite a row as ANE-Cnn. Nothing
// here was measured by this project.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TARGET_CONSTRAINTS_H
#define ANEMONE_TARGET_CONSTRAINTS_H

#include "anemone/Target/ConstraintNumbers.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace anemone::target {

/// When a violation is noticed. Silent: never, and the data are wrong. Host: outside the engine.
/// Cost: nothing fails, and time is lost.
enum class Stage { Parse, Compile, Load, Evaluate, Silent, Host, Cost };

/// How sure the rule is: reported and not contradicted, contradicted by others, or explained away.
enum class Certainty { Established, Disputed, Refuted };

struct Constraint {
  unsigned number;
  std::string_view rule;   // what a program must obey
  std::string_view remedy; // what to do about a violation
  Stage stage;
  Certainty certainty;
  std::string_view source;       // where it was reported, and who confirmed it
  std::string_view name;         // a few words
  std::string_view symptom;      // what is seen, with the reported text of the error
  std::string_view finder;       // who reported it first
  std::string_view dispute;      // who reports otherwise; empty where it is established
  std::string_view dischargedBy; // the pass or component that obeys it; empty where none can
  bool firstAnnouncement;        // one of the eleven of Orion's first announcement
  bool verified;                 // ane-verify-constraints rejects a violation
  bool emulated;                 // the emulator does
};

/// All rows, ascending by number.
std::span<const Constraint> constraints();
/// Null when there is no such row.
const Constraint *findConstraint(unsigned number);
/// "ANE-C04".
std::string label(unsigned number);
/// The number in "ANE-C04", whether or not there is such a row; letters may be small.
std::optional<unsigned> parseLabel(std::string_view label);

/// "compile", "established": in small letters, for tables and sentences.
std::string_view spelling(Stage stage);
std::string_view spelling(Certainty certainty);
/// One line a row: label, stage, certainty and rule.
std::string listConstraints();
/// All that is known of a row, over several lines.
std::string explain(const Constraint &row);

} // namespace anemone::target

#endif // ANEMONE_TARGET_CONSTRAINTS_H
