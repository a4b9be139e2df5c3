//===- OptimizerOps.td - What updates parameters ------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The operators of the domain ai.onnx.preview.training that update parameters.
// `onnx-decompose` writes them in plain operations of the host.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_OPTIMIZEROPS_TD
#define DIALECTS_ONNX_IR_OPTIMIZEROPS_TD

include "dialects/ONNX/IR/ONNXBase.td"

/// `groups` names the lists of `inputs`, `rule` says what is computed, and `more` holds further constraints.
class ONNX_OptimizerOp<string mnemonic, string groups, string rule, string more, dag parameters>
    : ONNX_InferredFromAdaptor<"inferOptimizer", mnemonic> {
  let description = [{
    `R` is the rate and `T` the number of updates before this one. `inputs` are the
    parameters }] # groups # [{, each list in the order of the parameters. `outputs` are what
    replaces all of them but the gradients.

    }] # rule # [{

    - (C1) `R` and `T` have one element.
    - (C2) `inputs` are as many of each list.
    - (C3) what belongs to one parameter has one type, with the element type of `R`.}] # more # [{
  }];
  let arguments = !con((ins ONNX_FloatTensor:$R, ONNX_IndexTensor:$T,
                            Variadic<ONNX_FloatTensor>:$inputs), parameters);
  let results = (outs Variadic<ONNX_FloatTensor>:$outputs);
}

def ONNX_AdagradOp : ONNX_OptimizerOp<"Adagrad", "X, their gradients G and their sums of squares H", [{With

        r = R / (1 + T * decay_factor)
        g = norm_coefficient * X + G

    the results are `H' = H + g * g` and `X' = X - r * g / (sqrt(H') + epsilon)`.}], "",
    (ins ONNX_FloatAttr<"0.0f">:$decay_factor, ONNX_FloatAttr<"1.0e-6f">:$epsilon,
         ONNX_FloatAttr<"0.0f">:$norm_coefficient)> {
  let summary = "Updates parameters by gradients over the root of the sum of their squares";
}

def ONNX_AdamOp : ONNX_OptimizerOp<"Adam",
    "X, their gradients G, the running means V of those and H of their squares", [{With

        g = norm_coefficient * X + G
        r = R * sqrt(1 - beta ^ T) / (1 - alpha ^ T), or R where T is 0

    the results are `V' = alpha * V + (1 - alpha) * g`, `H' = beta * H + (1 - beta) * g * g`
    and `X' = (1 - norm_coefficient_post) * (X - r * V' / (sqrt(H') + epsilon))`.}], "",
    (ins ONNX_FloatAttr<"0.9f">:$alpha, ONNX_FloatAttr<"0.999f">:$beta,
         ONNX_FloatAttr<"1.0e-6f">:$epsilon, ONNX_FloatAttr<"0.0f">:$norm_coefficient,
         ONNX_FloatAttr<"0.0f">:$norm_coefficient_post)> {
  let summary = "Updates parameters by running means of gradients and of their squares";
}

def ONNX_MomentumOp : ONNX_OptimizerOp<"Momentum", "X, their gradients G and their momenta V", [{With

        g = norm_coefficient * X + G
        b = beta, or 1 where T is 0

    the results are `V' = alpha * V + b * g`, and `X' = X - R * V'` in the mode standard or
    `X' = X - R * (g + alpha * V')` in the mode nesterov.}], [{
    - (C4) `mode` is standard or nesterov.}],
    (ins F32Attr:$alpha, F32Attr:$beta, StrAttr:$mode, F32Attr:$norm_coefficient)> {
  let summary = "Updates parameters by decaying sums of gradients";
}

#endif // DIALECTS_ONNX_IR_OPTIMIZEROPS_TD
