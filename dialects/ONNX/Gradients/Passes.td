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

def ONNXBuildTrainStep : Pass<"onnx-build-train-step", "::mlir::ModuleOp"> {
  let summary = "Add loss, gradients, guards and optimizer to a model";
  let description = [{
    Makes of @forward the entries of a training bundle:

    - @forward stays, for inference.
    - @evaluate(inputs, targets) gives the `loss`.
    - @train_step(inputs, targets) does one microbatch: forward, loss, backward. It adds
      the gradients to accumulators, the globals `NAME.grad`.
    - @update(learning_rate, microbatches) turns the accumulated gradients into new
      parameters.

    The parameters that are trained are the mutable globals that @forward reads; in
    a model without one, as the importer leaves it, all parameters of floats of rank
    1 and more, but for what `freeze` names and the statistics of normalizations.

    Loss and update are computed in f32, by the host; operations have
    `anemone.host` and, so that the update of each parameter is a program of its
    own, `anemone.group`.

    What guards the numbers is in the graph, and counted:

    - The values of the forward pass that the backward pass reads are clamped to the
      range of fp16 where products and sums can leave it: `clamped` elements.
    - Gradients of the loss are multiplied by the loss scale, so that small ones do
      not vanish in fp16, and divided by it in @update.
    - Gradients that are not finite become 0: `sanitized` elements, among which those of
      the loss's gradient beyond the range of fp16 count. A step with any is `skipped`: nothing changes, and a dynamic loss scale is halved. It is doubled
      after `growth-interval` steps without.
    - `clip-norm` bounds the norm of all gradients together, `grad_norm`.

    A model whose output is the loss has no targets (`loss=output`).
  }];
  let options = [
    Option<"loss", "loss", "std::string", "\"softmax-cross-entropy\"",
           "softmax-cross-entropy, mean-squared-error, or output: the model gives the loss">,
    Option<"optimizer", "optimizer", "std::string", "\"adamw\"", "sgd, adam or adamw">,
    Option<"momentum", "momentum", "double", "0.0", "Of sgd">,
    Option<"beta1", "beta1", "double", "0.9", "Of adam and adamw">,
    Option<"beta2", "beta2", "double", "0.999", "Of adam and adamw">,
    Option<"epsilon", "epsilon", "double", "1e-8", "Of adam and adamw">,
    Option<"weightDecay", "weight-decay", "double", "0.0",
           "Decay of parameters of rank 2 and more; adamw decouples it from the gradient">,
    ListOption<"noDecay", "no-decay", "std::string", "Further parameters that do not decay">,
    ListOption<"freeze", "freeze", "std::string", "Parameters that are not trained">,
    Option<"clipNorm", "clip-norm", "double", "0.0", "The largest norm of all gradients; 0: any">,
    Option<"lossScale", "loss-scale", "std::string", "\"dynamic\"",
           "dynamic, or a number that does not change">,
    Option<"initialScale", "initial-scale", "double", "1024.0", "Where a dynamic loss scale starts">,
    Option<"growthInterval", "growth-interval", "int64_t", "2000",
           "Steps without overflow after which a dynamic loss scale is doubled">,
    Option<"clamp", "clamp", "bool", "true", "Clamp activations to the range of fp16">,
  ];
  let dependentDialects = ["::mlir::func::FuncDialect", "::mlir::ml_program::MLProgramDialect"];
  let statistics = [
    Statistic<"numTrained", "num-trained", "Parameters that are trained">,
    Statistic<"numClamped", "num-clamped", "Values that are clamped">,
  ];
}

#endif // DIALECTS_ONNX_GRADIENTS_PASSES_TD
