//===- MergePrograms.h - Programs that differ in weights --------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_MERGEPROGRAMS_H
#define DIALECTS_ANE_TRANSFORMS_MERGEPROGRAMS_H

#include "dialects/ANE/IR/ANEProgram.h"

namespace anemone::ane {

/// Lets calls of programs that are equal but for the globals that their constants name call the
/// first of them, with those globals as the call's weights; the others are erased. Returns how many
/// there were.
unsigned mergePrograms(mlir::ModuleOp module);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_MERGEPROGRAMS_H
