//===- KnownValues.h - What is known when compiling -------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_KNOWNVALUES_H
#define DIALECTS_ANE_TRANSFORMS_KNOWNVALUES_H

#include "dialects/ANE/IR/ANEProgram.h"
#include "llvm/ADT/DenseSet.h"

namespace anemone::ane {

/// The values of a program that constants alone decide: whatever is done to them is done once, when
/// the program is compiled (ane-outline-prepare moves it out of the program).
class KnownValues {
public:
  explicit KnownValues(ProgramOp program) {
    for (mlir::Operation &op : program.getBody().front())
      if (mlir::isa<ConstantOp>(op) || (op.getNumOperands() > 0 && isKnown(op.getOperands())))
        values.insert_range(op.getResults());
  }

  bool contains(mlir::Value value) const { return values.contains(value); }

private:
  bool isKnown(mlir::ValueRange operands) const {
    return llvm::all_of(operands, [&](mlir::Value operand) { return contains(operand); });
  }

  llvm::DenseSet<mlir::Value> values;
};

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_KNOWNVALUES_H
