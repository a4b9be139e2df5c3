//===- ActivationOps.td - Activations and softmax -----------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_ACTIVATIONOPS_TD
#define DIALECTS_ONNX_IR_ACTIVATIONOPS_TD

include "dialects/ONNX/IR/ONNXBase.td"

class ONNX_ActivationOp<string mnemonic, string formula, dag attributes = (ins),
                        Type type = ONNX_FloatTensor>
    : ONNX_InferredBy<"inferUnary", mnemonic> {
  let summary = "Elementwise `" # formula # "`";
  let arguments = !con((ins type:$X), attributes);
  let results = (outs type:$Y);
}

def ONNX_ReluOp : ONNX_ActivationOp<"Relu", "max(x, 0)", (ins), ONNX_NumericTensor>;
def ONNX_SigmoidOp : ONNX_ActivationOp<"Sigmoid", "1 / (1 + exp(-x))">;
def ONNX_TanhOp : ONNX_ActivationOp<"Tanh", "tanh x">;
def ONNX_SoftplusOp : ONNX_ActivationOp<"Softplus", "log(exp x + 1)">;
def ONNX_SoftsignOp : ONNX_ActivationOp<"Softsign", "x / (1 + |x|)">;
def ONNX_HardSwishOp : ONNX_ActivationOp<"HardSwish", "x * max(0, min(1, x / 6 + 0.5))">;
def ONNX_MishOp : ONNX_ActivationOp<"Mish", "x * tanh(log(1 + exp x))">;
def ONNX_LeakyReluOp : ONNX_ActivationOp<"LeakyRelu", "alpha * x below zero, x elsewhere",
    (ins ONNX_FloatAttr<"0.01f">:$alpha)>;
def ONNX_EluOp : ONNX_ActivationOp<"Elu", "alpha * (exp x - 1) below zero, x elsewhere",
    (ins ONNX_FloatAttr<"1.0f">:$alpha)>;
def ONNX_CeluOp : ONNX_ActivationOp<"Celu", "max(0, x) + min(0, alpha * (exp(x / alpha) - 1))",
    (ins ONNX_FloatAttr<"1.0f">:$alpha)>;
def ONNX_SeluOp : ONNX_ActivationOp<"Selu",
    "gamma * (alpha * exp x - alpha) below zero, gamma * x elsewhere",
    (ins ONNX_FloatAttr<"1.67326319217681884765625f">:$alpha,
         ONNX_FloatAttr<"1.05070102214813232421875f">:$gamma)>;
def ONNX_HardSigmoidOp : ONNX_ActivationOp<"HardSigmoid", "max(0, min(1, alpha * x + beta))",
    (ins ONNX_FloatAttr<"0.2f">:$alpha, ONNX_FloatAttr<"0.5f">:$beta)>;
def ONNX_ThresholdedReluOp : ONNX_ActivationOp<"ThresholdedRelu", "x above alpha, 0 elsewhere",
    (ins ONNX_FloatAttr<"1.0f">:$alpha)>;

def ONNX_GeluOp : ONNX_ActivationOp<"Gelu", "x times the normal distribution function of x",
                                    (ins ONNX_StrAttr<"none">:$approximate)> {
  let description = [{
    - (C1) `approximate` is "none" (by erf) or "tanh".
  }];
  let hasVerifier = 1;
}

def ONNX_PReluOp : ONNX_InferredBy<"inferPRelu", "PRelu"> {
  let summary = "Elementwise `slope * x` below zero, x elsewhere";
  let description = [{
    - (C1) `slope` broadcasts to the shape of `X`, which is the result's.
    - (C2) both operands have the same element type.
  }];
  let arguments = (ins ONNX_FloatTensor:$X, ONNX_FloatTensor:$slope);
  let results = (outs ONNX_FloatTensor:$Y);
}

def ONNX_ClipOp : ONNX_InferredBy<"inferClip", "Clip"> {
  let summary = "Elementwise `min(max(x, min), max)`";
  let description = [{
    An absent bound does not bound.

    - (C1) `min` and `max` have one element.
    - (C2) a bound has the element type of `input`.

    Example:

    ```mlir
    %y = onnx.Clip(%x, %zero, %none) : (tensor<4xf32>, tensor<f32>, none) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins ONNX_NumericTensor:$input, ONNX_Optional<ONNX_NumericTensor>:$min,
                       ONNX_Optional<ONNX_NumericTensor>:$max);
  let results = (outs ONNX_NumericTensor:$output);
}

class ONNX_SoftmaxLikeOp<string mnemonic, string formula>
    : ONNX_InferredFromAdaptor<"inferSoftmax", mnemonic> {
  let summary = "`" # formula # "` along one axis";
  let description = [{
    Along `axis` alone, as since opset 13; the importer flattens for older sets.

    - (C1) `axis` lies in [-rank, rank).
  }];
  let arguments = (ins ONNX_FloatTensor:$input, ONNX_IntAttr<-1>:$axis);
  let results = (outs ONNX_FloatTensor:$output);
}

def ONNX_SoftmaxOp : ONNX_SoftmaxLikeOp<"Softmax", "exp x / sum exp x">;
def ONNX_LogSoftmaxOp : ONNX_SoftmaxLikeOp<"LogSoftmax", "x - log sum exp x">;

#endif // DIALECTS_ONNX_IR_ACTIVATIONOPS_TD
