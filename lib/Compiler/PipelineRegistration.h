//===- PipelineRegistration.h - The pipeline by its name --------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LIB_COMPILER_PIPELINEREGISTRATION_H
#define LIB_COMPILER_PIPELINEREGISTRATION_H

namespace anemone {

/// Registers `ane-pipeline`, whose options are those of the compiler.
void registerPipeline();

} // namespace anemone

#endif // LIB_COMPILER_PIPELINEREGISTRATION_H
