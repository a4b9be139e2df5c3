//===- PlainBuilder.h - Building plain operations ----------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a decomposition writes its result with: one call for each operation, on
// values of static shape, so that shapes are read off the values and no
// inference follows.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_TRANSFORMS_PLAINBUILDER_H
#define DIALECTS_ONNX_TRANSFORMS_PLAINBUILDER_H

#include "dialects/ONNX/IR/ONNX.h"

namespace anemone::onnx {

using Extents = llvm::SmallVector<int64_t>;

/// What a masked score is or is added: fp16 holds it, and holds it beside a
/// score of either sign, while its exponential is 0 in every type. Infinities and
/// the least float, which models write, would meet as inf - inf.
inline constexpr double kMasked = -40000.0;

class PlainBuilder {
public:
  /// Builds before `op`, at its location.
  explicit PlainBuilder(mlir::Operation *op) : builder(op), loc(op->getLoc()) {}
  /// Builds where `builder` stands.
  PlainBuilder(const mlir::OpBuilder &builder, mlir::Location loc) : builder(builder), loc(loc) {}

  /// Any operation; the first of its results.
  template <typename Op, typename... Operands> mlir::Value create(Operands &&...operands) {
    auto op = Op::create(builder, loc, std::forward<Operands>(operands)...);
    if (hostReason && !std::is_same_v<Op, ConstantOp>)
      op->setAttr(kHostAttr, hostReason);
    return op->getResult(0);
  }
  /// Places on the host what is built from now on. Constants are copied to where
  /// they are read.
  void keepOnHost(llvm::StringRef reason) { hostReason = builder.getStringAttr(reason); }

  //===--- Constants ---===//

  mlir::Value constant(mlir::ElementsAttr value) { return create<ConstantOp>(value); }
  /// A scalar of the element type of `like`.
  mlir::Value scalar(double value, mlir::Value like);
  mlir::Value ints(llvm::ArrayRef<int64_t> values);
  mlir::Value numbers(llvm::ArrayRef<double> values, mlir::Type element);
  /// A matrix of Booleans, or of two numbers in the element type of `like`, by row
  /// and column.
  using Predicate = llvm::function_ref<bool(int64_t, int64_t)>;
  mlir::Value truthMatrix(int64_t rows, int64_t columns, Predicate holds);
  mlir::Value choiceMatrix(int64_t rows, int64_t columns, Predicate holds, double ifTrue,
                           double ifFalse, mlir::Value like);

  //===--- Arithmetic ---===//

  mlir::Value add(mlir::Value a, mlir::Value b) { return create<AddOp>(a, b); }
  mlir::Value sub(mlir::Value a, mlir::Value b) { return create<SubOp>(a, b); }
  mlir::Value mul(mlir::Value a, mlir::Value b) { return create<MulOp>(a, b); }
  mlir::Value div(mlir::Value a, mlir::Value b) { return create<DivOp>(a, b); }
  mlir::Value add(mlir::Value a, double b) { return add(a, scalar(b, a)); }
  mlir::Value mul(mlir::Value a, double b) { return mul(a, scalar(b, a)); }
  mlir::Value max(mlir::Value a, double b) {
    return create<MaxOp>(mlir::ValueRange{a, scalar(b, a)});
  }
  mlir::Value sqrt(mlir::Value x) { return create<SqrtOp>(x); }
  mlir::Value tanh(mlir::Value x) { return create<TanhOp>(x); }
  mlir::Value sigmoid(mlir::Value x) { return create<SigmoidOp>(x); }
  mlir::Value conjunction(mlir::Value a, mlir::Value b) { return create<AndOp>(a, b); }
  mlir::Value disjunction(mlir::Value a, mlir::Value b) { return create<OrOp>(a, b); }
  mlir::Value equal(mlir::Value a, mlir::Value b) { return create<EqualOp>(a, b); }
  mlir::Value where(mlir::Value condition, mlir::Value a, mlir::Value b) {
    return create<WhereOp>(condition, a, b);
  }
  mlir::Value matmul(mlir::Value a, mlir::Value b) { return create<MatMulOp>(a, b); }
  /// Along the last axis.
  mlir::Value softmax(mlir::Value x);
  /// Over `axes`, which stay with extent 1.
  mlir::Value mean(mlir::Value x, llvm::ArrayRef<int64_t> axes);
  /// Over `axes`, which go.
  mlir::Value sum(mlir::Value x, llvm::ArrayRef<int64_t> axes);

  //===--- Movement; what would change nothing is not built ---===//

  mlir::Value reshape(mlir::Value x, llvm::ArrayRef<int64_t> shape);
  mlir::Value transpose(mlir::Value x, llvm::ArrayRef<int64_t> perm);
  mlir::Value concat(mlir::ValueRange values, int64_t axis);
  /// Every `step`th element from `begin` to before `end` along `axis`.
  mlir::Value slice(mlir::Value x, int64_t axis, int64_t begin, int64_t end, int64_t step = 1);
  mlir::Value gather(mlir::Value x, mlir::Value indices, int64_t axis);

protected:
  mlir::OpBuilder builder;
  mlir::Location loc;

private:
  mlir::StringAttr hostReason;
};

/// The extents of a value of static shape.
inline llvm::ArrayRef<int64_t> extentsOf(mlir::Value value) {
  return mlir::cast<mlir::RankedTensorType>(value.getType()).getShape();
}
inline int64_t rankOf(mlir::Value value) { return extentsOf(value).size(); }
inline mlir::Type elementOf(mlir::Value value) {
  return mlir::cast<mlir::TensorType>(value.getType()).getElementType();
}

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_TRANSFORMS_PLAINBUILDER_H
