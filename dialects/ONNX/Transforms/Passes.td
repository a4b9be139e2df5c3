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

    A value that stays dynamic is an error. An input's open axes are reported
    once, with the options that pin them, by the names that `onnx.dim_params =
    "0:batch"` gives them, as onnx-mlir does; what is computed from such an input
    is not reported on top.
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

def ONNXDecompose : Pass<"onnx-decompose", "::mlir::ModuleOp"> {
  let summary = "Writes fused operators as plain ones, and masks in the range of fp16";
  let description = [{
    Takes Attention, RotaryEmbedding, RMSNormalization, GroupNormalization,
    MeanVarianceNormalization, Swish, Einsum, CumSum, Trilu, OneHot, the losses
    NegativeLogLikelihoodLoss and SoftmaxCrossEntropyLoss and the optimizers
    Adagrad, Adam and Momentum apart, and makes Range and ConstantOfShape constants,
    so that what follows meets one form of each computation.
    LayerNormalization, InstanceNormalization and Gelu stay: lowering knows them.
    Runs after `onnx-infer-shapes`; what has dynamic shapes stays, and the types
    of what it writes are static.

    ```mlir
    func.func @f(%x: tensor<2x8xf32>, %w: tensor<8xf32>) -> tensor<2x8xf32> {
      %y = onnx.RMSNormalization(%x, %w) : (tensor<2x8xf32>, tensor<8xf32>) -> tensor<2x8xf32>
      return %y : tensor<2x8xf32>
    }
    ==>
    func.func @f(%x: tensor<2x8xf32>, %w: tensor<8xf32>) -> tensor<2x8xf32> {
      %axes = onnx.Constant dense<1> : tensor<1xi32>
      %epsilon = onnx.Constant dense<9.99999974E-6> : tensor<f32>
      %square = onnx.Mul(%x, %x) : (tensor<2x8xf32>, tensor<2x8xf32>) -> tensor<2x8xf32>
      %mean = onnx.ReduceMean(%square, %axes) : (tensor<2x8xf32>, tensor<1xi32>) -> tensor<2x1xf32>
      %sum = onnx.Add(%mean, %epsilon) : (tensor<2x1xf32>, tensor<f32>) -> tensor<2x1xf32>
      %root = onnx.Sqrt(%sum) : (tensor<2x1xf32>) -> tensor<2x1xf32>
      %normal = onnx.Div(%x, %root) : (tensor<2x8xf32>, tensor<2x1xf32>) -> tensor<2x8xf32>
      %y = onnx.Mul(%normal, %w) : (tensor<2x8xf32>, tensor<8xf32>) -> tensor<2x8xf32>
      return %y : tensor<2x8xf32>
    }
    ```

    Attention becomes two matrix products around a softmax. Heads of queries that
    share a head of keys are the rows of one product, so keys are not repeated. A
    causal mask is a constant that is added, and a Boolean mask chooses between 0
    and -40000.

    Losses and optimizers are marked to run on the host, which computes in f32.

    Numbers below -40000, such as minus infinity or the least float, that mask the
    operand of a softmax by sums or choices become -40000. In fp16 two of them
    would add up to an infinity, and a row of infinities has no softmax. Constants
    are replaced where nothing else reads what they flow through; otherwise the
    maximum with -40000 is taken before the sum. A row of which everything is masked
    has no meaning in a model; its weights are then those of its scores.

    ```mlir
    %least = onnx.Constant dense<-3.40282347E+38> : tensor<f32>
    %bias = onnx.Mul(%hidden, %least) : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
    %masked = onnx.Add(%scores, %bias) : (tensor<4x4xf32>, tensor<1x4xf32>) -> tensor<4x4xf32>
    %weights = onnx.Softmax(%masked) : (tensor<4x4xf32>) -> tensor<4x4xf32>
    ==>
    %least = onnx.Constant dense<-4.000000e+04> : tensor<f32>
    %bias = onnx.Mul(%hidden, %least) : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
    %masked = onnx.Add(%scores, %bias) : (tensor<4x4xf32>, tensor<1x4xf32>) -> tensor<4x4xf32>
    %weights = onnx.Softmax(%masked) : (tensor<4x4xf32>) -> tensor<4x4xf32>
    ```
  }];
  let statistics = [
    Statistic<"numDecomposed", "num-decomposed", "Fused operators written as plain ones">,
    Statistic<"numRestrained", "num-restrained", "Masks brought into the range of fp16">,
  ];
}

#endif // DIALECTS_ONNX_TRANSFORMS_PASSES_TD
