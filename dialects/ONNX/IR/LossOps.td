//===- LossOps.td - What training lowers --------------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `onnx-decompose` writes them in plain operations, which have derivatives.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_LOSSOPS_TD
#define DIALECTS_ONNX_IR_LOSSOPS_TD

include "dialects/ONNX/IR/ONNXBase.td"

defvar ONNX_LossAttributes = (ins OptionalAttr<SI64Attr>:$ignore_index,
                                  ONNX_StrAttr<"mean">:$reduction);

def ONNX_NegativeLogLikelihoodLossOp : ONNX_Op<"NegativeLogLikelihoodLoss"> {
  let summary = "How far the logarithms of probabilities are from those of the true classes";
  let description = [{
    `input` is `[N, C, spatial...]`, and each element of `target` is one of C
    classes. An element's loss is the negative `input` of its class, times the
    `weight` of that class; it is 0 where the target is `ignore_index`, which need
    not be a class. `mean` divides the sum by that of the weights that took part.

    - (C1) `input` has rank 2 at least, and `target` has its shape without axis 1.
    - (C2) `weight` has rank 1 and one element for each class.
    - (C3) `input` and `weight` have the same element type.
    - (C4) `reduction` is none, mean or sum.
    - (C5) constant targets are classes, or `ignore_index`.
  }];
  let arguments = !con((ins ONNX_FloatTensor:$input, ONNX_IndexTensor:$target,
                            ONNX_Optional<ONNX_FloatTensor>:$weight), ONNX_LossAttributes);
  let results = (outs ONNX_FloatTensor:$loss);
}

def ONNX_SoftmaxCrossEntropyLossOp : ONNX_Op<"SoftmaxCrossEntropyLoss"> {
  let summary = "NegativeLogLikelihoodLoss of LogSoftmax";
  let description = [{
    `scores` is `[N, C, spatial...]`. `log_prob` is LogSoftmax of it along axis 1,
    and `output` the loss of that.

    - (C1) `scores` has rank 2 at least, and `labels` has its shape without axis 1.
    - (C2) `weights` has rank 1 and one element for each class.
    - (C3) `scores` and `weights` have the same element type.
    - (C4) `reduction` is none, mean or sum.
    - (C5) constant labels are classes, or `ignore_index`.

    Example:

    ```mlir
    %none = onnx.NoValue
    %loss, %log_prob = onnx.SoftmaxCrossEntropyLoss(%scores, %labels, %none) {ignore_index = -1 : si64}
        : (tensor<8x10xf32>, tensor<8xi32>, none) -> (tensor<f32>, tensor<8x10xf32>)
    ```
  }];
  let arguments = !con((ins ONNX_FloatTensor:$scores, ONNX_IndexTensor:$labels,
                            ONNX_Optional<ONNX_FloatTensor>:$weights), ONNX_LossAttributes);
  let results = (outs ONNX_FloatTensor:$output, ONNX_FloatTensor:$log_prob);
}

#endif // DIALECTS_ONNX_IR_LOSSOPS_TD
