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
#include "mlir/Transforms/DialectConversion.h"

namespace anemone {

/// Every float is an fp16 on the engine and an f32 on the host; Booleans and integers stay what
/// they are.
class ProgramTypes : public mlir::TypeConverter {
public:
  explicit ProgramTypes(ane::Placement placement);
};

/// The patterns of one kind of program, made once for many.
class LoweringPatterns {
public:
  /// `symbols` are those of the module and must outlive the patterns.
  LoweringPatterns(const mlir::SymbolTable &symbols, const target::Profile &profile,
                   ane::Placement placement);

  const mlir::FrozenRewritePatternSet &frozen() const { return patterns; }
  mlir::Type convertType(mlir::Type type) const { return types.convertType(type); }
  EngineBuilder builderFor(mlir::OpBuilder &builder, mlir::Operation *source) const {
    return lowering.builderFor(builder, source);
  }
  /// Why operations resisted; of those that were erased, what is said may be about another one.
  Refusals &reasons() const { return lowering.refusals; }

private:
  Refusals refusals;
  LoweringContext lowering;
  ProgramTypes types;
  mlir::FrozenRewritePatternSet patterns;
};

/// Lowers one program. Its operations come in as those of onnx, and its interface already has the
/// types of surfaces; between the two stand casts that the conversion resolves.
class ProgramLowering {
public:
  /// `program` has an empty body.
  ProgramLowering(ane::ProgramOp program, const LoweringPatterns &patterns)
      : program(program), patterns(patterns) {
    patterns.reasons().forget(program);
  }

  /// Moves the operations of `segment` into the program, with copies of the known operations that
  /// they read. The order of arguments and results is that of the segment.
  void fill(const Segment &segment, const KnownOperations &known);
  /// Lowers what can be lowered.
  llvm::LogicalResult convert();
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
  const LoweringPatterns &patterns;
  llvm::DenseMap<mlir::Operation *, mlir::Operation *> originals; // of copies
};

} // namespace anemone

#endif // LIB_CONVERSION_ONNXTOANE_PROGRAMLOWERING_H
