//===- DifferentiableOpInterface.td - Derivatives -----------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_GRADIENTS_DIFFERENTIABLEOPINTERFACE_TD
#define DIALECTS_ONNX_GRADIENTS_DIFFERENTIABLEOPINTERFACE_TD

include "mlir/IR/OpBase.td"

def DifferentiableOpInterface : OpInterface<"DifferentiableOpInterface"> {
  let description = [{
    An operation that knows its adjoint: how much a scalar that depends on its
    results changes with its operands. The dialect's operations get theirs as
    external models (registerAdjoints), so that the dialect does not depend on
    how derivatives are built.
  }];
  let cppNamespace = "::anemone::onnx";
  let methods = [
    InterfaceMethod<[{
        Builds the gradients of the operands from those of the results, at
        `builder`. A result that nothing depends on has a null gradient, and at
        least one has another. `operandGrads` has an entry for each operand, null
        at first; what stays null does not depend on the operand. Shapes are
        static. What the adjoint builds is free of side effects, so gradients
        that nobody wants cost nothing. Fails, with an error, for a form of the
        operation that has no derivative.
      }],
      "::llvm::LogicalResult", "buildAdjoint",
      (ins "::mlir::OpBuilder &":$builder, "::mlir::ValueRange":$resultGrads,
           "::llvm::MutableArrayRef<::mlir::Value>":$operandGrads)>,
    StaticInterfaceMethod<"Whether the derivative is zero wherever there is one.",
      "bool", "isPiecewiseConstant", (ins), [{}], [{ return false; }]>,
  ];
}

#endif // DIALECTS_ONNX_GRADIENTS_DIFFERENTIABLEOPINTERFACE_TD
