//===- HostBuilder.h - Operations of training that run on the host -*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loss and update are computed in f32, so they are placed on the host when they
// are built, and each of their parts is a program of its own.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_GRADIENTS_HOSTBUILDER_H
#define DIALECTS_ONNX_GRADIENTS_HOSTBUILDER_H

#include "dialects/ONNX/Transforms/PlainBuilder.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"

namespace anemone::onnx {

/// Builds plain operations on the host, which form a group.
class HostBuilder : public PlainBuilder {
public:
  /// `reason` says why the host computes it; operations of one `group` share a program.
  HostBuilder(const mlir::OpBuilder &at, mlir::Location loc, llvm::StringRef reason,
              llvm::StringRef group);
  HostBuilder(const HostBuilder &) = delete;
  HostBuilder &operator=(const HostBuilder &) = delete;

  mlir::Value neg(mlir::Value x) { return create<NegOp>(x); }
  mlir::Value exp(mlir::Value x) { return create<ExpOp>(x); }
  mlir::Value log(mlir::Value x) { return create<LogOp>(x); }
  mlir::Value abs(mlir::Value x) { return create<AbsOp>(x); }
  mlir::Value lessOrEqual(mlir::Value a, double b) {
    return create<LessOrEqualOp>(a, scalar(b, a));
  }
  mlir::Value greaterOrEqual(mlir::Value a, double b) {
    return create<GreaterOrEqualOp>(a, scalar(b, a));
  }
  mlir::Value min(mlir::Value a, double b) {
    return create<MinOp>(mlir::ValueRange{a, scalar(b, a)});
  }
  /// The largest element over the last axis, which stays.
  mlir::Value maxOfLast(mlir::Value x);
  /// The sum over all axes: a scalar.
  mlir::Value total(mlir::Value x);
  /// How many of some Booleans hold, in f32: a scalar.
  mlir::Value count(mlir::Value truths);
  /// 1 for true.
  mlir::Value toFloat(mlir::Value truths);

  mlir::Value load(mlir::ml_program::GlobalOp global);
  void store(mlir::ml_program::GlobalOp global, mlir::Value value);

private:
  struct Marker : mlir::OpBuilder::Listener {
    mlir::StringAttr group;
    void notifyOperationInserted(mlir::Operation *op, mlir::OpBuilder::InsertPoint) override;
  };
  Marker marker;
};

} // namespace anemone::onnx

#endif // DIALECTS_ONNX_GRADIENTS_HOSTBUILDER_H
