//===- Options.h - Phases and options of the compiler -----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A compilation is a sequence of phases, the same for every tool. What a phase
// leaves in the IR can be printed, parsed and continued from.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_COMPILER_OPTIONS_H
#define ANEMONE_COMPILER_OPTIONS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace anemone {

/// The phases of compilation, in order.
enum class Phase {
  Import,    // a model file becomes onnx operations
  Shapes,    // shapes are static, shape arithmetic is folded
  Gradients, // what training adds has been added
  Partition, // the target is named, and it is decided what runs where
  Lower,     // programs of ane operations, called by entries
  Legalize,  // programs have the form that the target takes, parameters are prepared
  Optimize,  // programs are small, and their surfaces are laid out
  Bind,      // every constant has a value or knows where it will come from
  Verify,    // the constraints of the target hold
  Emit,      // the bundle
};

/// All phases, in order.
llvm::ArrayRef<Phase> allPhases();
/// "import", "shapes", ...: what the command line and the IR call it.
llvm::StringRef phaseName(Phase phase);
/// One line on what holds after it.
llvm::StringRef phaseHelp(Phase phase);
/// Nothing where no phase has that name.
std::optional<Phase> findPhase(llvm::StringRef name);
/// "import, shapes, ...": for error messages.
std::string phaseNames();

struct CompilerOptions {
  /// Name of a target profile. Empty: the one that the module names, else "strict".
  std::string target;
  /// Nothing that an entry calls may run on the host, but for what `keepOnHost` names.
  bool noHost = false;
  /// Nodes of the model, or operators ("Gather"), that run on the host in any case.
  std::vector<std::string> keepOnHost;
  /// A remark for each operation of the model that runs on the host, with the reason.
  bool explainHost = false;
  /// Makes the model one to train: the options of onnx-build-train-step, as in "optimizer=adamw
  /// clip-norm=1"; an empty text stands for their defaults. They must be valid (checkTrainOptions).
  std::optional<std::string> train;
  /// How programs get weights that change: "streamed", "packed", "baked", "reloaded" or "auto", and
  /// "NAME=KIND" for single parameters. None: "auto".
  std::vector<std::string> weights;
  /// How many blocks of the network a program of the engine gets; 0: as many as the memory of the
  /// target holds.
  unsigned blocksPerProgram = 0;
  /// Bytes of memory that ane-plan-sram may use for a program; 0: what the target has.
  int64_t sramBudget = 0;
  /// Verify the module at the end of each phase. For pass managers whose own verifier, which runs
  /// after each pass, is off.
  bool verifyPhases = false;
  /// Passes that are left out, by the names that ane-opt knows them by. For comparisons: what is
  /// left out may be what makes a program legal.
  std::vector<std::string> disabledPasses;
};

} // namespace anemone

#endif // ANEMONE_COMPILER_OPTIONS_H
