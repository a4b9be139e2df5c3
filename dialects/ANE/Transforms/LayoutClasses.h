//===- LayoutClasses.h - Values whose axes move together --------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Operations that take any order of axes take the same one for operands and
// results. The values that they connect are a class. Corresponding axes are one
// strand, and so are axes that a reshape merges or splits. An order of a class
// is an order of its strands: each value sorts its axes by it.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_LAYOUTCLASSES_H
#define DIALECTS_ANE_TRANSFORMS_LAYOUTCLASSES_H

#include "dialects/ANE/Transforms/LayoutOps.h"
#include "llvm/ADT/IntEqClasses.h"
#include "llvm/ADT/SetVector.h"

namespace anemone::ane {

class LayoutClasses {
public:
  LayoutClasses(ProgramOp program, const KnownValues &known);

  unsigned size() const { return classes.size(); }
  unsigned classOf(mlir::Value value) const { return valueClasses[indices.at(value)]; }
  /// Whether the axes of the class lie as the types say.
  bool isIdentity(unsigned index) const { return classes[index].isIdentity; }
  /// The axes of a value in the order of its class, outermost first.
  Axes axesOf(mlir::Value value) const;

  using Order = llvm::SmallVector<unsigned, 6>;
  const Order &order(unsigned index) const { return classes[index].order; }
  const Order &identity(unsigned index) const { return classes[index].identity; }
  void setOrder(unsigned index, llvm::ArrayRef<unsigned> order);
  /// The order of the class of `value` in which the axes `wanted` of it follow each other; what
  /// `value` does not have stays where it is. Nothing where the class cannot lie like that.
  std::optional<Order> orderFor(mlir::Value value, llvm::ArrayRef<int64_t> wanted);
  /// The strands of axes of a value.
  Order strandsOf(mlir::Value value, llvm::ArrayRef<int64_t> axes) const;

private:
  struct Class {
    llvm::SmallVector<mlir::Value, 2> values;
    Order identity, order;
    /// No order of strands means that everything lies as its type says.
    bool isFrozen = false;
    bool isIdentity = true; // whether order is identity
    /// (value, axis): the axis must lie last.
    llvm::SmallVector<std::pair<mlir::Value, int64_t>, 1> lastAxes;
  };

  void number(ProgramOp program, const KnownValues &known);
  void connect(mlir::Operation *op, LayoutRole role, const KnownValues &known);
  void connectReshape(mlir::Value x, mlir::Value result);
  void connectAxes(mlir::Value x, int64_t xAxis, mlir::Value y, int64_t yAxis);
  /// What a strand is found to precede, while classes are built.
  struct Strand {
    llvm::SmallSetVector<unsigned, 4> after;
    unsigned before = 0; // how many precede it
    bool isMember = false;
  };
  void buildClasses();
  void orderStrands(Class &group, llvm::MutableArrayRef<Strand> all);
  bool isFeasible(const Class &group) const;

  llvm::DenseMap<mlir::Value, unsigned> indices;
  llvm::SmallVector<mlir::Value> values;
  llvm::SmallVector<unsigned> firstAxis; // of each value, among all axes
  llvm::IntEqClasses valueClasses, strands;
  llvm::SmallVector<unsigned> ranks; // of each strand, in the order of its class
  llvm::SmallVector<Class> classes;
};

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_LAYOUTCLASSES_H
