//===- Adjoints.h - Writing adjoints ------------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An adjoint is a function of an operation and an AdjointBuilder. Each area of
// the operator set has a file of them, and adds them to the dialect by one
// function below.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_GRADIENTS_ADJOINTS_H
#define DIALECTS_ONNX_GRADIENTS_ADJOINTS_H

#include "dialects/ONNX/Gradients/DifferentiableOpInterface.h"
#include "dialects/ONNX/Transforms/PlainBuilder.h"

namespace anemone::onnx {

/// Builds the gradients of one operation's operands.
class AdjointBuilder : public PlainBuilder {
public:
  AdjointBuilder(mlir::Operation *op, const mlir::OpBuilder &builder, mlir::ValueRange resultGrads,
                 llvm::MutableArrayRef<mlir::Value> operandGrads)
      : PlainBuilder(builder, op->getLoc()), op(op), resultGrads(resultGrads),
        operandGrads(operandGrads) {}

  /// The gradient of a result; zeros where nothing depends on it.
  mlir::Value grad(unsigned result = 0);
  bool hasGrad(unsigned result) const { return bool(resultGrads[result]); }
  /// Adds to the gradient of an operand. What has the shape that the operand was broadcast to is
  /// summed over the axes along which it was. Nothing is built for operands that are absent or that
  /// are not floats.
  void give(unsigned operand, mlir::Value gradient);
  /// Sums `x` over the axes along which a tensor of `shape` was broadcast to it.
  mlir::Value sumTo(mlir::Value x, llvm::ArrayRef<int64_t> shape);
  /// A tensor of one number, in the type of `like`.
  mlir::Value full(double value, mlir::Value like);

private:
  mlir::Operation *op;
  mlir::ValueRange resultGrads;
  llvm::MutableArrayRef<mlir::Value> operandGrads;
};

/// The external model of an operation whose adjoint is the function `adjoint`.
template <typename Op, llvm::LogicalResult (*adjoint)(Op, AdjointBuilder &)>
struct AdjointModel : DifferentiableOpInterface::ExternalModel<AdjointModel<Op, adjoint>, Op> {
  llvm::LogicalResult buildAdjoint(mlir::Operation *op, mlir::OpBuilder &builder,
                                   mlir::ValueRange resultGrads,
                                   llvm::MutableArrayRef<mlir::Value> operandGrads) const {
    AdjointBuilder build(op, builder, resultGrads, operandGrads);
    return adjoint(llvm::cast<Op>(op), build);
  }
};

/// Attaches an adjoint to its operation.
template <typename Op, llvm::LogicalResult (*adjoint)(Op, AdjointBuilder &)>
void addAdjoint(mlir::MLIRContext *context) {
  Op::template attachInterface<AdjointModel<Op, adjoint>>(*context);
}

void addMathAdjoints(mlir::MLIRContext *context);
void addProductAdjoints(mlir::MLIRContext *context);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_GRADIENTS_ADJOINTS_H
