//===- Passes.td - Passes of the onnx dialect ---------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_TRANSFORMS_PASSES_TD
#define DIALECTS_ONNX_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def ONNXInferShapes : Pass<"onnx-infer-shapes", "::mlir::ModuleOp"> {
  let summary = "Gives every value the type that its operation infers, and folds shape arithmetic";
  let description = [{
    Visits the operations in order, refines the types of their results by what
    they infer, and folds what has become constant, so that the shape arithmetic
    that exporters write turns into static extents on the way. One visit is
    enough, since every operand is visited before its users. The results of a
    function take the types of what it returns.

    ```mlir
    func.func @f(%x: tensor<2x3x4xf32>) -> tensor<?x?xf32> {
      %s = onnx.Shape(%x) {end = 1 : si64} : (tensor<2x3x4xf32>) -> tensor<1xi32>
      %m = onnx.Constant dense<-1> : tensor<1xi32>
      %t = onnx.Concat(%s, %m) {axis = 0 : si64} : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
      %y = onnx.Reshape(%x, %t) : (tensor<2x3x4xf32>, tensor<2xi32>) -> tensor<?x?xf32>
      return %y : tensor<?x?xf32>
    }
    ==>
    func.func @f(%x: tensor<2x3x4xf32>) -> tensor<2x12xf32> {
      %t = onnx.Constant dense<[2, -1]> : tensor<2xi32>
      %y = onnx.Reshape(%x, %t) : (tensor<2x3x4xf32>, tensor<2xi32>) -> tensor<2x12xf32>
      return %y : tensor<2x12xf32>
    }
    ```

    A value that stays dynamic is an error, one for each value, which names the
    inputs whose axes make it so and how to pin them.
  }];
  let options = [
    Option<"allowDynamic", "allow-dynamic", "bool", "false",
           "Do not report values whose shapes stay dynamic">,
  ];
  let statistics = [
    Statistic<"numRefined", "num-refined", "Results whose types became more exact">,
    Statistic<"numFolded", "num-folded", "Operations that folded">,
  ];
}

def ONNXNormalize : Pass<"onnx-normalize", "::mlir::ModuleOp"> {
  let summary = "Brings foreign IR, such as onnx-mlir's, to the form of the importer";
  let description = [{
    - `onnx.Return` becomes `func.return`, and `onnx.EntryPoint` goes.
    - `onnx.MaxPoolSingleOut` and `onnx.BatchNormalizationInferenceMode` take
      ONNX's names.
    - Tensors of i64 become tensors of i32. A constant out of range is an error,
      but where it bounds a Slice, which clamps it anyway.
    - Constants of more than one float become globals.

    Idempotent: what the importer writes does not change.
  }];
  let dependentDialects = ["::mlir::func::FuncDialect", "::mlir::ml_program::MLProgramDialect"];
}

#endif // DIALECTS_ONNX_TRANSFORMS_PASSES_TD
