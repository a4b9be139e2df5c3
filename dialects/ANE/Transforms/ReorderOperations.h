//===- ReorderOperations.h - An order that holds less -----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_REORDEROPERATIONS_H
#define DIALECTS_ANE_TRANSFORMS_REORDEROPERATIONS_H

#include "dialects/ANE/IR/ANEProgram.h"

namespace anemone::ane {

/// Orders the operations of `program` anew, always taking the ready one that frees most (the first
/// of equal ones), and keeps that order if the peak falls. Whether it did.
bool reorderToLowerPeak(ProgramOp program);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_REORDEROPERATIONS_H
