//===- Phases.cpp - Phases of the compiler --------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "anemone/Compiler/Options.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace anemone;

namespace {

struct Row {
  Phase phase;
  llvm::StringLiteral name, help;
};

constexpr Row kRows[] = {
    {Phase::Import, "import", "the model as onnx operations"},
    {Phase::Shapes, "shapes", "every shape is static, shape arithmetic is folded"},
    {Phase::Gradients, "gradients", "what training adds has been added"},
    {Phase::Partition, "partition", "the target is named, and it is decided what runs where"},
    {Phase::Lower, "lower", "programs of ane operations, called by entries"},
    {Phase::Legalize, "legalize",
     "programs in the form that the target takes, parameters prepared"},
    {Phase::Optimize, "optimize", "programs are small, and their surfaces are laid out"},
    {Phase::Bind, "bind", "every constant has a value or knows where it comes from"},
    {Phase::Verify, "verify", "the constraints of the target hold"},
    {Phase::Emit, "emit", "the bundle is written"},
};

constexpr Phase kPhases[] = {Phase::Import, Phase::Shapes,   Phase::Gradients, Phase::Partition,
                             Phase::Lower,  Phase::Legalize, Phase::Optimize,  Phase::Bind,
                             Phase::Verify, Phase::Emit};
static_assert(std::size(kRows) == std::size(kPhases), "one row a phase");

const Row &rowOf(Phase phase) { return kRows[static_cast<size_t>(phase)]; }

} // namespace

llvm::ArrayRef<Phase> anemone::allPhases() { return kPhases; }

llvm::StringRef anemone::phaseName(Phase phase) { return rowOf(phase).name; }

llvm::StringRef anemone::phaseHelp(Phase phase) { return rowOf(phase).help; }

std::optional<Phase> anemone::findPhase(llvm::StringRef name) {
  for (const Row &row : kRows)
    if (row.name == name)
      return row.phase;
  return std::nullopt;
}

std::string anemone::phaseNames() {
  return llvm::join(llvm::map_range(kRows, [](const Row &row) { return row.name.str(); }), ", ");
}
