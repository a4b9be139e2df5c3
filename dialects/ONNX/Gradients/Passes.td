//===- Passes.td - Derivatives and training of onnx ---------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_GRADIENTS_PASSES_TD
#define DIALECTS_ONNX_GRADIENTS_PASSES_TD

include "mlir/Pass/PassBase.td"

def ONNXDifferentiate : Pass<"onnx-differentiate", "::mlir::ModuleOp"> {
  let summary = "Derives @backward from @forward";
  let description = [{
    Writes a function that computes the gradients of the parameters from those of
    the results. What it reads of the forward function, its residuals, become
    results of that, exactly those and no more; constants and parameters are read
    again. Runs on static shapes and plain operations, as `onnx-infer-shapes` and
    `onnx-decompose` leave them.

    ```mlir
    ml_program.global private mutable @w(dense<1.0> : tensor<4x2xf32>) : tensor<4x2xf32>
    func.func @forward(%x: tensor<3x4xf32>) -> tensor<3x2xf32> {
      %w = ml_program.global_load @w : tensor<4x2xf32>
      %p = onnx.MatMul(%x, %w) : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
      %y = onnx.Tanh(%p) : (tensor<3x2xf32>) -> tensor<3x2xf32>
      return %y : tensor<3x2xf32>
    }
    ==>
    func.func @backward(%dy: tensor<3x2xf32>, %x: tensor<3x4xf32>, %y: tensor<3x2xf32>) -> tensor<4x2xf32> {
      %one = onnx.Constant dense<1.0> : tensor<f32>
      %square = onnx.Mul(%y, %y) : (tensor<3x2xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
      %slope = onnx.Sub(%one, %square) : (tensor<f32>, tensor<3x2xf32>) -> tensor<3x2xf32>
      %dp = onnx.Mul(%dy, %slope) : (tensor<3x2xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
      %none = onnx.NoValue
      %dw = onnx.Gemm(%x, %dp, %none) {transA = 1 : si64} : (tensor<3x4xf32>, tensor<3x2xf32>, none) -> tensor<4x2xf32>
      return %dw : tensor<4x2xf32>
    }
    ```

    The arguments of @backward are the gradients of the results of floats, under
    their names with `.grad`, and the arguments and results of @forward that it
    reads, each under its name. Its results are the gradients, in the order of
    `wrt`; zeros where nothing depends on the value.

    With `recompute` a value that an elementwise operation or a movement of data
    gives is computed again instead of kept, where the operands that are not read
    anyway are together no larger than it.

    All operations without a derivative are reported in one run.
  }];
  let options = [
    Option<"function", "function", "std::string", "\"forward\"", "The function to differentiate">,
    ListOption<"wrt", "wrt", "std::string",
               "Inputs and parameters whose gradients are wanted; without it the mutable "
               "parameters, and where there is none the inputs of floats">,
    Option<"recompute", "recompute", "bool", "false",
           "Compute cheap residuals again instead of keeping them">,
  ];
  let statistics = [
    Statistic<"numResiduals", "num-residuals", "Forward values that the backward function reads">,
    Statistic<"numRecomputed", "num-recomputed", "Forward operations that are computed again">,
  ];
  let dependentDialects = ["::mlir::func::FuncDialect", "::mlir::ml_program::MLProgramDialect"];
}

#endif // DIALECTS_ONNX_GRADIENTS_PASSES_TD
