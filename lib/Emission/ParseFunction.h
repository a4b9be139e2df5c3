//===- ParseFunction.h - A MIL function as an ane.program --------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The way back knows no operation either: it looks up the table of arguments
// of `ane.NAME` and asks for each argument what the table says.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_EMISSION_PARSEFUNCTION_H
#define ANEMONE_LIB_EMISSION_PARSEFUNCTION_H

#include "anemone/MIL/Program.h"
#include "dialects/ANE/IR/ANEProgram.h"
#include "dialects/Weights/IR/Weights.h"
#include "lib/Emission/Emission.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>
#include <memory>

namespace anemone {

/// The globals that stand for the records of weight files.
class BlobTable {
public:
  BlobTable(mlir::ModuleOp module, const ParseMILOptions &options);

  /// The global of the record that `value`, a BLOBFILE called `name`, refers to. Reports a record
  /// that is not there or is of another type at `location`.
  mlir::FailureOr<mlir::FlatSymbolRefAttr> globalFor(const mil::Value &value,
                                                     mlir::RankedTensorType type,
                                                     llvm::StringRef name, mlir::Location location);

  /// Gives a program a name that no global has.
  void add(ane::ProgramOp program) { symbols.insert(program); }

private:
  mlir::FailureOr<mlir::Attribute> valueOf(const mil::Value &value, mlir::RankedTensorType type,
                                           mlir::Location location);
  mlir::FailureOr<llvm::MemoryBufferRef> open(llvm::StringRef path, mlir::Location location);

  mlir::ModuleOp module;
  mlir::SymbolTable symbols;
  const ParseMILOptions &options;
  llvm::StringMap<std::unique_ptr<llvm::MemoryBuffer>> files;
  std::map<std::tuple<std::string, uint64_t, const void *>, mlir::FlatSymbolRefAttr> globals;
  mlir::Operation *last = nullptr; // of the globals
};

class FunctionReader {
public:
  FunctionReader(const mil::Function &function, BlobTable &blobs, mlir::ModuleOp module,
                 llvm::StringRef fileName);

  /// Appends the program to the module. All problems are reported.
  llvm::LogicalResult read();

private:
  mlir::Location locate(const mil::Operation &op) const;
  mlir::RankedTensorType tensorType(const mil::Type &type, llvm::StringRef name,
                                    mlir::Location location);
  llvm::LogicalResult createProgram();
  llvm::LogicalResult readOperation(const mil::Operation &op);
  llvm::LogicalResult readReturn();

  llvm::LogicalResult checkNames(const mil::Operation &op, llvm::ArrayRef<ane::MILArgument> table);
  llvm::LogicalResult readOperands(const mil::Operation &op, const ane::MILArgument &argument,
                                   mlir::OperationState &state,
                                   llvm::SmallVectorImpl<int32_t> &segments);
  llvm::LogicalResult readAttribute(const mil::Operation &op, const ane::MILArgument &argument,
                                    mlir::OperationState &state);
  /// The constant behind an argument that must be known; null, and reported, when it is computed.
  const mil::Value *constantOf(const mil::Operation &op, llvm::StringRef argument);
  mlir::Value valueOf(const mil::Operand &operand, mlir::Location location);
  mlir::Value materialize(const mil::Value &value, llvm::StringRef name, mlir::Location location);

  const mil::Function &function;
  BlobTable &blobs;
  mlir::OpBuilder builder;
  llvm::StringRef fileName;
  ane::ProgramOp program;
  llvm::StringMap<mlir::Value> values;
  llvm::StringMap<const mil::Value *> constants;
  llvm::StringMap<mil::Type> types;
};

/// `value` as the attribute that the table wants; null when it is of another kind.
mlir::Attribute attributeOf(const mil::Value &value, ane::MILArgument::Kind kind,
                            mlir::Builder &builder);
/// What MIL takes for an omitted argument of an operation on a tensor of `shape`; null when it has
/// no default.
mlir::Attribute fallbackOf(const ane::MILArgument &argument, llvm::ArrayRef<int64_t> shape,
                           mlir::Builder &builder);
/// A literal tensor as an attribute, in the element type of `type` or in the narrowest wider one
/// that holds the values that the text says.
mlir::ElementsAttr literalOf(const mil::Value &value, mlir::RankedTensorType type);

} // namespace anemone

#endif // ANEMONE_LIB_EMISSION_PARSEFUNCTION_H
