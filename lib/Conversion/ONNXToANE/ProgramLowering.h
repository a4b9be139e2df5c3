//===- ProgramLowering.h - Operations of onnx in one program ----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LIB_CONVERSION_ONNXTOANE_PROGRAMLOWERING_H
#define LIB_CONVERSION_ONNXTOANE_PROGRAMLOWERING_H

#include "lib/Conversion/ONNXToANE/Lowering.h"
#include "lib/Conversion/ONNXToANE/Segments.h"
#include "mlir/IR/IRMapping.h"

namespace anemone {

/// Lowers one program. Its operations come in as those of onnx, and its interface already has the
/// types of surfaces; between the two stand casts that the conversion resolves.
class ProgramLowering {
public:
  /// `program` has an empty body.
  ProgramLowering(ane::ProgramOp program, const Lowerings &lowerings)
      : program(program), lowerings(lowerings) {
    lowerings.reasons().forget(program);
  }

  /// Moves the operations of `segment` into the program, with copies of the known operations that
  /// they read. The order of arguments and results is that of the segment.
  void fill(const Segment &segment, const KnownOperations &known);
  /// Lowers what can be lowered.
  void convert();
  /// Reports every operation that resisted.
  llvm::LogicalResult reportRemaining();
  /// The operations that resisted.
  llvm::SmallVector<mlir::Operation *> remaining();
  /// Gives the results the types that the program declares.
  void finishResults();

  /// Why an operation resisted.
  std::string reasonFor(mlir::Operation *op) const;
  /// The operation of the function that `op` is, or is a copy of.
  mlir::Operation *originalOf(mlir::Operation *op) const {
    mlir::Operation *original = originals.lookup(op);
    return original ? original : op;
  }

private:
  mlir::Value copyKnown(mlir::Value value, mlir::IRMapping &values, mlir::OpBuilder &builder);
  mlir::Value valueInside(mlir::Value value, const KnownOperations &known, mlir::IRMapping &values,
                          mlir::OpBuilder &builder);
  void mergeReshapes();
  void eraseDead();

  ane::ProgramOp program;
  const Lowerings &lowerings;
  llvm::DenseMap<mlir::Operation *, mlir::Operation *> originals; // of copies
};

} // namespace anemone

#endif // LIB_CONVERSION_ONNXTOANE_PROGRAMLOWERING_H
