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
  mlir::Value full(double value, llvm::ArrayRef<int64_t> shape, mlir::Type element);

  //===--- Operations that only adjoints need ---===//

  /// An operand that is absent, and an attribute that is a list of integers.
  mlir::Value none();
  mlir::ArrayAttr attributeOf(llvm::ArrayRef<int64_t> values);
  mlir::Value neg(mlir::Value x) { return create<NegOp>(x); }
  mlir::Value abs(mlir::Value x) { return create<AbsOp>(x); }
  mlir::Value exp(mlir::Value x) { return create<ExpOp>(x); }
  mlir::Value square(mlir::Value x) { return mul(x, x); }
  mlir::Value sub(double a, mlir::Value b) { return PlainBuilder::sub(scalar(a, b), b); }
  using PlainBuilder::sub;
  mlir::Value greater(mlir::Value a, mlir::Value b) { return create<GreaterOp>(a, b); }
  mlir::Value greater(mlir::Value a, double b) { return greater(a, scalar(b, a)); }
  mlir::Value less(mlir::Value a, mlir::Value b) { return create<LessOp>(a, b); }
  mlir::Value less(mlir::Value a, double b) { return less(a, scalar(b, a)); }
  /// `x` where the condition holds, 0 elsewhere: a product, for which the engine needs no tensor of
  /// zeros.
  mlir::Value keep(mlir::Value x, mlir::Value condition) {
    return mul(x, cast(condition, elementOf(x)));
  }
  /// `x` within [-limit, limit].
  mlir::Value bound(mlir::Value x, double limit);
  /// No operation where the element type already is `element`.
  mlir::Value cast(mlir::Value x, mlir::Type element);
  /// Looks through a Transpose that `x` comes from.
  mlir::Value transpose(mlir::Value x, llvm::ArrayRef<int64_t> perm);
  /// Sums over `axes`, which stay with extent 1.
  mlir::Value sumAlong(mlir::Value x, llvm::ArrayRef<int64_t> axes);
  mlir::Value expand(mlir::Value x, llvm::ArrayRef<int64_t> shape);
  /// Elements of `value` before and after one axis.
  mlir::Value pad(mlir::Value x, int64_t axis, int64_t before, int64_t after, double value = 0);
  /// The same elements along one axis from behind.
  mlir::Value reverse(mlir::Value x, int64_t axis);

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

/// The external model of an operation whose results do not change with small changes of its
/// operands.
template <typename Op>
struct ZeroAdjointModel : DifferentiableOpInterface::ExternalModel<ZeroAdjointModel<Op>, Op> {
  llvm::LogicalResult buildAdjoint(mlir::Operation *, mlir::OpBuilder &, mlir::ValueRange,
                                   llvm::MutableArrayRef<mlir::Value>) const {
    return llvm::success();
  }
  static bool isPiecewiseConstant() { return true; }
};

/// Attaches an adjoint to its operation.
template <typename Op, llvm::LogicalResult (*adjoint)(Op, AdjointBuilder &)>
void addAdjoint(mlir::MLIRContext *context) {
  Op::template attachInterface<AdjointModel<Op, adjoint>>(*context);
}

/// Attaches a derivative that is zero wherever there is one.
template <typename... Ops> void addZeroAdjoints(mlir::MLIRContext *context) {
  (Ops::template attachInterface<ZeroAdjointModel<Ops>>(*context), ...);
}

void addActivationAdjoints(mlir::MLIRContext *context);
void addChoiceAdjoints(mlir::MLIRContext *context);
void addConvolutionAdjoints(mlir::MLIRContext *context);
void addIndexAdjoints(mlir::MLIRContext *context);
void addMathAdjoints(mlir::MLIRContext *context);
void addMovementAdjoints(mlir::MLIRContext *context);
void addNormalizationAdjoints(mlir::MLIRContext *context);
void addPadAdjoints(mlir::MLIRContext *context);
void addPoolingAdjoints(mlir::MLIRContext *context);
void addProductAdjoints(mlir::MLIRContext *context);
void addReductionAdjoints(mlir::MLIRContext *context);
void addResizeAdjoints(mlir::MLIRContext *context);

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_GRADIENTS_ADJOINTS_H
