//===- ANEUnaryOps.td - Functions of one number ------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANEUNARYOPS_TD
#define DIALECTS_ANE_IR_ANEUNARYOPS_TD

include "dialects/ANE/IR/ANEBase.td"

def ANE_AbsOp : ANE_UnaryOp<"abs", "|x|", ANE_NumericTensor>;
def ANE_AcosOp : ANE_UnaryOp<"acos", "The angle whose cosine is x">;
def ANE_AsinOp : ANE_UnaryOp<"asin", "The angle whose sine is x">;
def ANE_AtanOp : ANE_UnaryOp<"atan", "The angle whose tangent is x">;
def ANE_AtanhOp : ANE_UnaryOp<"atanh", "The number whose hyperbolic tangent is x">;
def ANE_CeilOp : ANE_UnaryOp<"ceil", "The smallest integer not below x">;
def ANE_FloorOp : ANE_UnaryOp<"floor", "The largest integer not above x">;
def ANE_RoundOp : ANE_UnaryOp<"round", "The integer nearest to x, ties to even">;
def ANE_CosOp : ANE_UnaryOp<"cos", "The cosine of x">;
def ANE_CoshOp : ANE_UnaryOp<"cosh", "The hyperbolic cosine of x">;
def ANE_SinOp : ANE_UnaryOp<"sin", "The sine of x">;
def ANE_SinhOp : ANE_UnaryOp<"sinh", "The hyperbolic sine of x">;
def ANE_TanOp : ANE_UnaryOp<"tan", "The tangent of x">;
def ANE_TanhOp : ANE_UnaryOp<"tanh", "The hyperbolic tangent of x">;
def ANE_ErfOp : ANE_UnaryOp<"erf", "The error function of x">;
def ANE_ExpOp : ANE_UnaryOp<"exp", "e to the power of x">;
def ANE_Exp2Op : ANE_UnaryOp<"exp2", "2 to the power of x">;
def ANE_SqrtOp : ANE_UnaryOp<"sqrt", "The square root of x">;
def ANE_SquareOp : ANE_UnaryOp<"square", "x * x", ANE_NumericTensor>;
def ANE_SignOp : ANE_UnaryOp<"sign", "-1, 0 or 1 by the sign of x", ANE_NumericTensor>;
def ANE_LogicalNotOp : ANE_UnaryOp<"logical_not", "not x", ANE_BoolTensor>;
def ANE_IdentityOp : ANE_UnaryOp<"identity", "x", ANE_Tensor> {
  let hasFolder = 1;
}
def ANE_ClipOp : ANE_UnaryOp<"clip", "x, but no less than alpha and no more than beta", ANE_NumericTensor,
                             (ins ANE_Float<>:$alpha, ANE_Float<>:$beta)>;
def ANE_ThresholdOp : ANE_UnaryOp<"threshold", "The larger of x and alpha", ANE_NumericTensor,
                                  (ins ANE_Float<>:$alpha)>;
def ANE_InverseOp : ANE_UnaryOp<"inverse", "1 / (x + epsilon)", ANE_FloatTensor, (ins ANE_Float<"1e-4">:$epsilon)>;
def ANE_LogOp : ANE_UnaryOp<"log", "The natural logarithm of x + epsilon", ANE_FloatTensor,
                            (ins ANE_Float<"1e-45">:$epsilon)>;
def ANE_RsqrtOp : ANE_UnaryOp<"rsqrt", "1 / sqrt(x + epsilon)", ANE_FloatTensor,
                              (ins ANE_Float<"1e-12">:$epsilon)>;

#endif // DIALECTS_ANE_IR_ANEUNARYOPS_TD
