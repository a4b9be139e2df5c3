//===- EmitProgram.h - One ane.program as MIL --------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes a program's operations as MIL, by the table that each of them gives.
// No operation is known by name here, and no bytes of weights are read but
// those of scalars, which stand in the text.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_EMISSION_EMITPROGRAM_H
#define ANEMONE_LIB_EMISSION_EMITPROGRAM_H

#include "anemone/Bundle/Bundle.h"
#include "lib/Emission/Parameters.h"

namespace anemone {

/// The path of a program's weight file as MIL text names it.
inline constexpr llvm::StringLiteral kWeightPath = "@model_path/weights/weight.bin";

/// A constant that lies in the weight file.
struct EmittedWeight {
  ane::ConstantOp constant;
  mil::Type type;
  uint64_t metadataOffset;
  bool isExact; // rounding to the type changed nothing, as far as the values are known
};

/// A program, ready to be printed and run.
struct EmittedProgram {
  ane::ProgramOp source;
  mil::Program mil;
  std::vector<EmittedWeight> weights; // in the order in which they lie in the file
  std::vector<bundle::SourceName> names;
  std::vector<bundle::OperationCount> operations;
  uint64_t peakBytes = 0;

  const mil::Function &function() const { return mil.functions.front(); }
  /// Size of the weight file; 0 when there is none.
  uint64_t weightFileBytes() const;
};

/// Emits `program`. All problems are reported, each at its operation; then the result is a failure.
mlir::FailureOr<EmittedProgram> emitProgram(ane::ProgramOp program, Parameters &parameters);

/// The names that the interface of `program` has in MIL text: arguments, then results.
std::vector<std::string> interfaceNames(ane::ProgramOp program);

/// Writes the weight file of `program` to `sink`.
llvm::LogicalResult writeWeightFile(const EmittedProgram &program, Parameters &parameters,
                                    llvm::function_ref<Status(const void *data, size_t size)> sink);

} // namespace anemone

#endif // ANEMONE_LIB_EMISSION_EMITPROGRAM_H
