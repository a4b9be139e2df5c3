//===- MemoryPlan.h - What a program keeps in memory ------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The liveness of one program in bytes. While an operation executes, memory
// holds every value that is alive then and the constants that this operation
// reads:
//
// - An argument is alive from the beginning to its last use, a result from its
//   operation to its last use, what is returned to the end. The operands of an
//   operation and its result are alive together: nothing is computed in place.
// - A constant is streamed in for the operation that reads it and takes its
//   elements without padding, in the element type of `ane.constant`, which is
//   the one that is emitted. What an engine program computes from constants
//   alone counts as a constant too: it is computed when the bundle is written.
// - Every other value has rows (its last axis) that begin at multiples of the
//   target's row alignment. The descriptors that Apple's compiler writes have
//   such rows for every tensor, and Apple's own rules say that a last axis of
//   extent 1 costs 32 times its fp16 elements. Rows of a host program are
//   packed.
// - A reshape, expand_dims or squeeze whose bytes lie as those of its operand
//   is a view and shares them; the group counts once, as long as one of it is
//   alive. Where padding makes the two differ, both are there.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_ANALYSIS_MEMORYPLAN_H
#define DIALECTS_ANE_ANALYSIS_MEMORYPLAN_H

#include "dialects/ANE/IR/ANE.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace anemone::ane {

/// A value and its views, which lie in the same bytes.
struct MemoryGroup {
  mlir::Value value;   // the first of them
  int64_t bytes = 0;   // with the padding of rows
  unsigned begin = 0;  // positions in the block: of its operation, or of the first one
  unsigned end = 0;    // of the last use; of its operation when there is none
  bool isUsed = false; // an argument that nobody reads takes nothing
};

class MemoryPlan {
public:
  /// A snapshot: operations that are moved, added or erased later are not seen.
  explicit MemoryPlan(ProgramOp program);

  /// The most bytes that are held at once, and the first operation that executes then.
  int64_t peakBytes() const;
  mlir::Operation *peakOperation() const;
  /// Bytes that are held while `op` executes: its live values and the constants that it reads. A
  /// constant executes at no time: 0.
  int64_t bytesAt(mlir::Operation *op) const;
  /// Operations during which more than `budget` bytes are held, in order.
  llvm::SmallVector<mlir::Operation *> operationsAbove(int64_t budget) const;

  /// What is alive while `op` executes, in the order in which it came to be.
  llvm::SmallVector<MemoryGroup> groupsAt(mlir::Operation *op) const;
  /// The constants that `op` reads, each once.
  llvm::SmallVector<mlir::Value> constantsOf(mlir::Operation *op) const;
  /// Whether the value is an `ane.constant` or, in an engine program, computed from them alone.
  bool isConstant(mlir::Value value) const { return constants.contains(value); }
  /// The group of a value that is no constant, by its number.
  unsigned groupOf(mlir::Value value) const { return groupNumbers.lookup(value); }
  const MemoryGroup &group(unsigned number) const { return groups[number]; }
  size_t numGroups() const { return groups.size(); }
  /// The operation at a position of the block.
  mlir::Operation *operationAt(unsigned position) const { return operations[position]; }

private:
  void findConstants(ProgramOp program);
  void addValue(mlir::Value value, unsigned position);
  void findUses();
  void sumUp();
  bool isView(mlir::Operation *op) const;

  int64_t rowAlignment;
  llvm::SmallVector<mlir::Operation *> operations;
  llvm::DenseMap<mlir::Operation *, unsigned> positions;
  llvm::DenseSet<mlir::Value> constants;
  llvm::SmallVector<MemoryGroup> groups;
  llvm::DenseMap<mlir::Value, unsigned> groupNumbers;
  llvm::SmallVector<int64_t> bytes; // by position
};

/// Bytes of a constant's elements, without padding.
int64_t packedBytes(mlir::Value value);
/// Bytes of a value whose rows begin at multiples of `rowAlignment`.
int64_t paddedBytes(mlir::Value value, int64_t rowAlignment);

} // namespace anemone::ane

#endif // DIALECTS_ANE_ANALYSIS_MEMORYPLAN_H
