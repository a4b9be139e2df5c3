//===- ANEDialect.h - The ane dialect and its attributes ---------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The dialect without its operations: attributes, the interface by which an
// operation of MIL tells its arguments, and MIL's names for element types.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANEDIALECT_H
#define DIALECTS_ANE_IR_ANEDIALECT_H

#include "anemone/Target/Profile.h"
#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace anemone::ane {

/// One argument of an operation of MIL.
struct MILArgument {
  enum Kind {
    Operand,         // one operand
    OptionalOperand, // one operand or none
    VariadicOperand, // a tuple of operands
    Int32,           // the rest are constants in MIL and attributes here: I32Attr
    Int32List,       // DenseI32ArrayAttr
    Bool,            // BoolAttr
    BoolList,        // DenseBoolArrayAttr
    Float,           // F32Attr; in MIL of the element type of the first floating-point operand
    Fp32,            // F32Attr; in MIL fp32
    String,          // StrAttr
  };

  llvm::StringLiteral name;
  Kind kind;
  bool isOptional;
  /// What MIL takes where a text omits the argument; empty where it must be there. A literal, or
  /// for lists "spatial ones" (a 1 for each axis after the second), "padding zeros" (two 0 for each
  /// of those), "rank ones", "rank falses", "all axes" and "single axes" (those of extent 1).
  llvm::StringLiteral fallback;

  bool isOperand() const { return kind <= VariadicOperand; }
};

/// MIL's name for an element type ("fp16", "bool", "uint8"); empty for a type that MIL does not
/// have.
llvm::StringRef getMILTypeName(mlir::Type type);
/// The element type of that name; null when there is none that a tensor of the dialect can have.
mlir::Type getTypeOfMILName(llvm::StringRef name, mlir::MLIRContext *context);

/// Names under which the dialect's attributes are kept on other operations.
inline constexpr llvm::StringLiteral kTargetAttr = "ane.target"; // on the module: TargetAttr
inline constexpr llvm::StringLiteral kCopyOfAttr =
    "ane.copy_of"; // on a global: a FlatSymbolRefAttr, the global whose value it holds in fp16
inline constexpr llvm::StringLiteral kEntryAttr =
    "ane.entry"; // on a func.func: its group of entries
/// On an ane.program: the most bytes of memory that it holds at once, an i64.
inline constexpr llvm::StringLiteral kPeakAttr = "ane.peak";
/// Operations of the source model: all on the module, those that it runs on an ane.program
/// (SourceNodes.h).
inline constexpr llvm::StringLiteral kNodesAttr = "ane.nodes";
/// On the module: numbers of the constraints that its engine programs were checked for.
inline constexpr llvm::StringLiteral kAuditAttr = "ane.audit";
/// On arguments and results of a program that was read from MIL text: their names there, until
/// surfaces are decided.
inline constexpr llvm::StringLiteral kSymbolAttr = "ane.symbol";
inline constexpr llvm::StringLiteral kSourceAttr =
    "ane.source"; // on its arguments and results: the model's type

} // namespace anemone::ane

#include "dialects/ANE/IR/ANEDialect.h.inc"
#include "dialects/ANE/IR/ANEEnums.h.inc"
#include "dialects/ANE/IR/MILOpInterface.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/ANE/IR/ANEAttrs.h.inc"

namespace anemone::ane {

/// The target that the module around `op` names; "strict" where it names none.
const target::Profile &getTargetProfile(mlir::Operation *op);

} // namespace anemone::ane

#endif // DIALECTS_ANE_IR_ANEDIALECT_H
