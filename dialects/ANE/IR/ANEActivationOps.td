//===- ANEActivationOps.td - Activation functions ----------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANEACTIVATIONOPS_TD
#define DIALECTS_ANE_IR_ANEACTIVATIONOPS_TD

include "dialects/ANE/IR/ANEBase.td"

def ANE_ReluOp : ANE_UnaryOp<"relu", "max(0, x)">;
def ANE_Relu6Op : ANE_UnaryOp<"relu6", "min(6, max(0, x))">;
def ANE_LeakyReluOp : ANE_UnaryOp<"leaky_relu", "x where it is not negative, else alpha * x", ANE_FloatTensor,
                                  (ins ANE_Float<"0.01">:$alpha)>;
def ANE_EluOp : ANE_UnaryOp<"elu", "x where it is positive, else alpha * (exp(x) - 1)", ANE_FloatTensor,
                            (ins ANE_Float<"1">:$alpha)>;
def ANE_SigmoidOp : ANE_UnaryOp<"sigmoid", "1 / (1 + exp(-x))">;
def ANE_SigmoidHardOp : ANE_UnaryOp<"sigmoid_hard", "min(1, max(0, alpha * x + beta))", ANE_FloatTensor,
    (ins ANE_Float<"0.2">:$alpha, ANE_Float<"0.5">:$beta)>;
def ANE_SiluOp : ANE_UnaryOp<"silu", "x * sigmoid(x)">;
def ANE_SoftplusOp : ANE_UnaryOp<"softplus", "log(1 + exp(x))">;
def ANE_SoftsignOp : ANE_UnaryOp<"softsign", "x / (1 + |x|)">;
def ANE_ScaledTanhOp : ANE_UnaryOp<"scaled_tanh", "alpha * tanh(beta * x)", ANE_FloatTensor,
    (ins ANE_Float<"1">:$alpha, ANE_Float<"1">:$beta)>;
def ANE_LinearActivationOp : ANE_UnaryOp<"linear_activation", "alpha * x + beta", ANE_FloatTensor,
    (ins ANE_Float<>:$alpha, ANE_Float<"0">:$beta)>;
def ANE_ThresholdedReluOp : ANE_UnaryOp<"thresholded_relu", "x where it is no less than alpha, else 0", ANE_FloatTensor,
    (ins ANE_Float<"1">:$alpha)>;
def ANE_ClampedReluOp : ANE_UnaryOp<"clamped_relu",
    "min(beta, x) where x is not negative, else min(beta, alpha * x)", ANE_FloatTensor,
    (ins ANE_Float<>:$alpha, ANE_Float<>:$beta)>;

def ANE_GeluOp : ANE_MILOp<"gelu", (ins ANE_FloatTensor:$x, ANE_Str<"EXACT">:$mode),
                           (outs ANE_FloatTensor:$result), "inferGelu"> {
  let summary = "x * P(X <= x) for a standard normal X";
  let description = [{
    - (C1) `mode` is EXACT, TANH_APPROXIMATION or SIGMOID_APPROXIMATION.
  }];
}

def ANE_PreluOp : ANE_MILOp<"prelu", (ins ANE_FloatTensor:$x, ANE_FloatTensor:$alpha),
                            (outs ANE_FloatTensor:$result), "inferPrelu"> {
  let summary = "x where it is not negative, else alpha * x with one alpha a channel";
  let description = [{
    - (C1) `x` has rank 3 to 5.
    - (C2) `alpha` has rank 1 and as many elements as axis 1 of `x`, and its element type.
  }];
}

#endif // DIALECTS_ANE_IR_ANEACTIVATIONOPS_TD
