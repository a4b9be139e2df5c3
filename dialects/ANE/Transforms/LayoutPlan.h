//===- LayoutPlan.h - Which order of axes costs least -----------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_LAYOUTPLAN_H
#define DIALECTS_ANE_TRANSFORMS_LAYOUTPLAN_H

#include "dialects/ANE/Transforms/LayoutClasses.h"
#include "llvm/ADT/BitVector.h"

namespace anemone::ane {

/// What transposes cost: bytes first, then their number.
struct LayoutCost {
  int64_t bytes = 0, transposes = 0;

  LayoutCost &operator+=(LayoutCost other) {
    bytes += other.bytes;
    transposes += other.transposes;
    return *this;
  }
  bool operator<(LayoutCost other) const {
    return std::tie(bytes, transposes) < std::tie(other.bytes, other.transposes);
  }
};

/// A value as a view of the one that its transposes started from.
struct LayoutView {
  mlir::Value source;
  Axes axes; // the axis of the source that each axis is
};

/// Whether a transpose leaves all elements where they are, because axes of extent 1 move only.
bool movesUnitAxesOnly(TransposeOp transpose);
/// What the transposes of a program cost that are there at run time.
LayoutCost costOfTransposes(ProgramOp program, const KnownValues &known);

/// An order for each class of values, and what follows from it for products of matrices.
class LayoutPlan {
public:
  LayoutPlan(ProgramOp program, const KnownValues &known);

  /// Improves one class at a time until nothing changes. A class is looked at again where it or one
  /// of its neighbors has changed.
  void optimize();
  LayoutCost cost() const;

  const LayoutClasses &getClasses() const { return classes; }
  LayoutView viewOf(mlir::Value value) const;
  /// The order of the axes in which an operand of a product is read, or in which its result is
  /// written. The last two axes may be exchanged, the others lie as the type says.
  Axes productOperandAxes(mlir::Value operand) const;
  Axes productResultAxes(mlir::Value result) const;

private:
  enum class Want { Type, Class, Product };
  struct Need {
    mlir::Value value;
    Want want;
    Axes view; // the axis of the source that each axis is
  };
  /// A value that is computed, and the orders in which views of it are needed.
  struct Source {
    mlir::Value value;
    Want defined;
    llvm::SmallVector<Need, 2> needs;
  };

  void addSource(mlir::Value value, Want defined);
  void addNeeds(mlir::Operation *op, LayoutRole role, const KnownValues &known);
  void indexSources();
  bool isInternal(const Source &source) const;

  /// The axes of a source, outermost first, as it is computed and as a need asks for it.
  Axes definedAxes(const Source &source) const;
  Axes neededAxes(const Need &need) const;
  LayoutCost costOf(const Source &source) const;
  LayoutCost costAround(unsigned index) const;
  bool improve(unsigned index);
  void markNeighbors(unsigned index, llvm::BitVector &pending) const;
  llvm::SmallVector<LayoutClasses::Order> candidates(unsigned index);

  LayoutClasses classes;
  llvm::DenseMap<mlir::Value, LayoutView> views; // results of transposes
  llvm::DenseMap<mlir::Value, unsigned> sourceIndices;
  llvm::SmallVector<Source, 0> sources;
  llvm::SmallVector<llvm::SmallVector<unsigned, 2>>
      sourcesOfClass; // where an order costs something
};

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_LAYOUTPLAN_H
