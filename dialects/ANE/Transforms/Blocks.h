//===- Blocks.h - Where a program can be cut --------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A network is a chain of blocks: between two products there is a place where
// the fewest bytes are alive, and where that place is narrower than its
// neighbors a block ends. In a transformer these are the additions to the
// residual stream, in a convolutional network the end of each residual block.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_BLOCKS_H
#define DIALECTS_ANE_TRANSFORMS_BLOCKS_H

#include "dialects/ANE/IR/ANE.h"
#include "dialects/ANE/IR/ANEProgram.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"

namespace anemone::ane {

/// The value that `value` is a mere view of: what it is before any reshape.
mlir::Value rootOf(mlir::Value value);

/// Whether an operation multiplies matrices: what the engine is for.
bool isProduct(mlir::Operation *op);

/// The calls of each program in functions that a user may call, in the order of the first.
llvm::MapVector<ProgramOp, llvm::SmallVector<CallOp>> findCalls(mlir::ModuleOp module,
                                                                const mlir::SymbolTable &symbols);

/// The operations of a program but for constants and the return, with what is alive between them.
class LiveRanges {
public:
  /// `parameters` are arguments that count as weights.
  explicit LiveRanges(ProgramOp program, const llvm::DenseSet<mlir::Value> &parameters);

  llvm::ArrayRef<mlir::Operation *> operations() const { return ops; }
  /// Bytes that are alive after operation `index`, views counted as what they view.
  int64_t bytesAfter(size_t index) const { return bytes[index]; }
  /// Bytes of the arguments that are read, and of the results.
  int64_t bytesAtEntry() const { return entryBytes; }
  int64_t bytesAtExit() const { return exitBytes; }
  /// Whether everything alive after operation `index` can be a surface: fp16 of rank 1 to 4, of no
  /// more columns than the target takes (ANE-C38).
  bool canCutAfter(size_t index) const { return obstacles[index] == 0; }
  /// The index of an operation; -1 for what is no operation of the list.
  int64_t indexOf(mlir::Operation *op) const;
  /// How many values are alive after operation `index`.
  size_t countAfter(size_t index) const;
  /// Whether the same values are alive after two operations.
  bool sameAfter(size_t lhs, size_t rhs) const;
  bool isWeight(mlir::Value root) const { return parameters.contains(root); }

private:
  /// From behind operation `begin` to operation `end`.
  struct Range {
    size_t begin, end;
    bool isAliveAfter(size_t index) const { return begin <= index && index < end; }
  };
  void noteUse(mlir::Value operand, size_t at);
  void addRange(mlir::Value root, Range range);

  const llvm::DenseSet<mlir::Value> &parameters;
  int64_t mostColumns;
  llvm::MapVector<mlir::Value, Range> ranges; // of roots
  llvm::SmallVector<mlir::Operation *> ops;
  llvm::DenseMap<mlir::Operation *, int64_t> indices;
  llvm::SmallVector<int64_t> bytes, obstacles;
  int64_t entryBytes = 0, exitBytes = 0;
};

/// A run of operations, [begin, end) of LiveRanges::operations(), and what it needs.
struct ProgramBlock {
  size_t begin, end;
  int64_t weightBytes; // of the constants and parameters that it reads, in the types in which it
                       // reads them
  int64_t peakBytes;   // the most that is alive between its operations
};

/// The blocks of a program, in order; they cover all its operations. `whole` ones do not end where
/// a block around them goes on.
llvm::SmallVector<ProgramBlock> findBlocks(const LiveRanges &ranges, bool whole);

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_BLOCKS_H
