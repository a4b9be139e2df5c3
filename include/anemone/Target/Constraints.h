//===- Constraints.h - The engine's constraints by number -------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is publicly known to make a program fail on the engine, one row each.
// The numbers are those of the published catalogues: 1 to 20 are Orion's
// (arXiv 2603.06728), later ones were found by others. Diagnostics, documents
// and tests cite a row as ANE-Cnn. Nothing here was measured by this project.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TARGET_CONSTRAINTS_H
#define ANEMONE_TARGET_CONSTRAINTS_H

#include <span>
#include <string>
#include <string_view>

namespace anemone::target {

/// When the engine's tool chain notices a violation; Silent: it does not, and the data are wrong.
enum class Stage { Parse, Compile, Load, Evaluate, Silent };

/// How sure the rule is: reported by several and reproduced, or reported with contradictions.
enum class Certainty { Established, Disputed };

struct Constraint {
  unsigned number;
  std::string_view rule;   // what a program must obey
  std::string_view remedy; // what to do about a violation
  Stage stage;
  Certainty certainty;
  std::string_view source; // who reported it
};

/// All rows, ascending by number.
std::span<const Constraint> constraints();
/// Null when there is no such row.
const Constraint *findConstraint(unsigned number);
/// "ANE-C04".
std::string label(unsigned number);

} // namespace anemone::target

#endif // ANEMONE_TARGET_CONSTRAINTS_H
