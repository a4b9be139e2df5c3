//===- LayoutRewriter.h - A program in other orders of axes -----*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_TRANSFORMS_LAYOUTREWRITER_H
#define DIALECTS_ANE_TRANSFORMS_LAYOUTREWRITER_H

#include "dialects/ANE/Transforms/LayoutPlan.h"

namespace anemone::ane {

/// Rewrites a program so that every value lies as the plan says.
class LayoutRewriter {
public:
  LayoutRewriter(ProgramOp program, const LayoutPlan &plan, const KnownValues &known)
      : program(program), plan(plan), known(known), builder(program) {}

  void run();

private:
  /// A value of the old program as one of the new program.
  struct Placed {
    mlir::Value value;
    Frame frame;
  };

  void rewrite(mlir::Operation *op);
  void keep(mlir::Operation *op);
  void rewriteElementwise(mlir::Operation *op);
  void rewriteAxiswise(mlir::Operation *op);
  void rewriteReshape(mlir::Operation *op);
  void placeAsView(mlir::Value x, mlir::Value result, llvm::ArrayRef<AxisGroup> groups);
  void rewriteProduct(MatmulOp product);
  /// A copy of `op` with other operands, whose results are yet to be given their types.
  mlir::Operation *copy(mlir::Operation *op, llvm::ArrayRef<mlir::Value> operands);
  void place(mlir::Value old, mlir::Value value, const Frame &frame);

  /// How a value lies that its class decides.
  Frame frameOf(mlir::Value value) const;
  /// The value of the old program, with its axes at the dimensions that `frame` says.
  mlir::Value fetch(mlir::Value value, const Frame &frame);
  Placed &variantInOrder(mlir::Value source, const Frame &frame);
  mlir::Value transpose(const Placed &from, const Frame &frame, llvm::ArrayRef<int64_t> shape);
  mlir::Value reshape(mlir::Value value, llvm::ArrayRef<int64_t> shape);

  ProgramOp program;
  const LayoutPlan &plan;
  const KnownValues &known;
  mlir::OpBuilder builder;
  /// The first one is as it was computed; each other one lies in another order.
  llvm::DenseMap<mlir::Value, llvm::SmallVector<Placed, 1>> variants;
  llvm::SmallVector<mlir::Operation *> replaced;
};

} // namespace anemone::ane

#endif // DIALECTS_ANE_TRANSFORMS_LAYOUTREWRITER_H
