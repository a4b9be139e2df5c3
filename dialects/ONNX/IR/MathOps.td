//===- MathOps.td - Elementwise arithmetic and logic --------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_MATHOPS_TD
#define DIALECTS_ONNX_IR_MATHOPS_TD

include "dialects/ONNX/IR/ONNXBase.td"

//===----------------------------------------------------------------------===//
// One operand
//===----------------------------------------------------------------------===//

class ONNX_UnaryOp<string mnemonic, Type type, string formula>
    : ONNX_InferredBy<"inferUnary", mnemonic> {
  let summary = "Elementwise `" # formula # "`";
  let arguments = (ins type:$X);
  let results = (outs type:$Y);
}

def ONNX_AbsOp : ONNX_UnaryOp<"Abs", ONNX_NumericTensor, "|x|"> { let hasFolder = 1; }
def ONNX_CeilOp : ONNX_UnaryOp<"Ceil", ONNX_FloatTensor, "smallest integer not below x"> {
  let hasFolder = 1;
}
def ONNX_CosOp : ONNX_UnaryOp<"Cos", ONNX_FloatTensor, "cos x">;
def ONNX_ErfOp : ONNX_UnaryOp<"Erf", ONNX_FloatTensor, "erf x">;
def ONNX_ExpOp : ONNX_UnaryOp<"Exp", ONNX_FloatTensor, "exp x">;
def ONNX_FloorOp : ONNX_UnaryOp<"Floor", ONNX_FloatTensor, "largest integer not above x"> {
  let hasFolder = 1;
}
def ONNX_IsInfOp : ONNX_InferredBy<"inferTest", "IsInf"> {
  let summary = "Elementwise whether x is an infinity";
  let description = [{
    Infinities of one sign count only where `detect_negative` or `detect_positive`
    asks for them.
  }];
  let arguments = (ins ONNX_FloatTensor:$X, ONNX_IntAttr<1>:$detect_negative,
                       ONNX_IntAttr<1>:$detect_positive);
  let results = (outs ONNX_BoolTensor:$Y);
}
def ONNX_IsNaNOp : ONNX_InferredBy<"inferTest", "IsNaN"> {
  let summary = "Elementwise whether x is not a number";
  let arguments = (ins ONNX_FloatTensor:$X);
  let results = (outs ONNX_BoolTensor:$Y);
}
def ONNX_LogOp : ONNX_UnaryOp<"Log", ONNX_FloatTensor, "natural logarithm of x">;
def ONNX_NegOp : ONNX_UnaryOp<"Neg", ONNX_NumericTensor, "-x"> { let hasFolder = 1; }
def ONNX_NotOp : ONNX_UnaryOp<"Not", ONNX_BoolTensor, "not x"> { let hasFolder = 1; }
def ONNX_ReciprocalOp : ONNX_UnaryOp<"Reciprocal", ONNX_FloatTensor, "1 / x"> {
  let hasFolder = 1;
}
def ONNX_RoundOp : ONNX_UnaryOp<"Round", ONNX_FloatTensor, "nearest integer, halves to even"> {
  let hasFolder = 1;
}
def ONNX_SignOp : ONNX_UnaryOp<"Sign", ONNX_NumericTensor, "-1, 0 or 1"> { let hasFolder = 1; }
def ONNX_SinOp : ONNX_UnaryOp<"Sin", ONNX_FloatTensor, "sin x">;
def ONNX_SqrtOp : ONNX_UnaryOp<"Sqrt", ONNX_FloatTensor, "square root of x"> {
  let hasFolder = 1;
}

//===----------------------------------------------------------------------===//
// Two operands
//===----------------------------------------------------------------------===//

class ONNX_BinaryOp<string mnemonic, Type operand, string formula, Type result = operand,
                    string infer = "inferBroadcast">
    : ONNX_InferredBy<infer, mnemonic> {
  let summary = "Elementwise `" # formula # "` with broadcasting";
  let description = [{
    Shapes are aligned at their last axis, and an extent of 1 stretches.

    - (C1) two aligned extents are equal, or one of them is 1.
    - (C2) both operands have the same element type.
  }];
  let arguments = (ins operand:$A, operand:$B);
  let results = (outs result:$C);
}

def ONNX_AddOp : ONNX_BinaryOp<"Add", ONNX_NumericTensor, "a + b"> { let hasFolder = 1; }
def ONNX_SubOp : ONNX_BinaryOp<"Sub", ONNX_NumericTensor, "a - b"> { let hasFolder = 1; }
def ONNX_MulOp : ONNX_BinaryOp<"Mul", ONNX_NumericTensor, "a * b"> { let hasFolder = 1; }
def ONNX_DivOp : ONNX_BinaryOp<"Div", ONNX_NumericTensor, "a / b, truncated for integers"> {
  let hasFolder = 1;
}

def ONNX_AndOp : ONNX_BinaryOp<"And", ONNX_BoolTensor, "a and b"> { let hasFolder = 1; }
def ONNX_OrOp : ONNX_BinaryOp<"Or", ONNX_BoolTensor, "a or b"> { let hasFolder = 1; }
def ONNX_XorOp : ONNX_BinaryOp<"Xor", ONNX_BoolTensor, "a exclusive-or b"> {
  let hasFolder = 1;
}

class ONNX_CompareOp<string mnemonic, Type operand, string formula>
    : ONNX_BinaryOp<mnemonic, operand, formula, ONNX_BoolTensor, "inferCompare"> {
  let hasFolder = 1;
}

def ONNX_EqualOp : ONNX_CompareOp<"Equal", ONNX_Tensor, "a == b">;
def ONNX_LessOp : ONNX_CompareOp<"Less", ONNX_NumericTensor, "a < b">;
def ONNX_LessOrEqualOp : ONNX_CompareOp<"LessOrEqual", ONNX_NumericTensor, "a <= b">;
def ONNX_GreaterOp : ONNX_CompareOp<"Greater", ONNX_NumericTensor, "a > b">;
def ONNX_GreaterOrEqualOp : ONNX_CompareOp<"GreaterOrEqual", ONNX_NumericTensor, "a >= b">;

def ONNX_ModOp : ONNX_InferredBy<"inferBroadcast", "Mod"> {
  let summary = "Elementwise remainder with broadcasting";
  let description = [{
    With `fmod = 0` the remainder has the sign of the divisor (integers only),
    with `fmod = 1` that of the dividend.

    - (C1) two aligned extents are equal, or one of them is 1.
    - (C2) both operands have the same element type.
    - (C3) operands of floats need `fmod = 1`.
  }];
  let arguments = (ins ONNX_NumericTensor:$A, ONNX_NumericTensor:$B, ONNX_IntAttr<0>:$fmod);
  let results = (outs ONNX_NumericTensor:$C);
  let hasVerifier = 1;
  let hasFolder = 1;
}

def ONNX_PowOp : ONNX_InferredBy<"inferPow", "Pow"> {
  let summary = "Elementwise `x ^ y` with broadcasting, in the type of x";
  let description = [{
    - (C1) two aligned extents are equal, or one of them is 1.
  }];
  let arguments = (ins ONNX_NumericTensor:$X, ONNX_NumericTensor:$Y);
  let results = (outs ONNX_NumericTensor:$Z);
  let hasFolder = 1;
}

def ONNX_WhereOp : ONNX_InferredBy<"inferWhere", "Where"> {
  let summary = "Elementwise choice between two tensors, with broadcasting";
  let description = [{
    - (C1) aligned extents of the three operands are equal or 1.
    - (C2) `X` and `Y` have the same element type.

    Example:

    ```mlir
    %y = onnx.Where(%mask, %x, %zero)
        : (tensor<4x1xi1>, tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
    ```
  }];
  let arguments = (ins ONNX_BoolTensor:$condition, ONNX_Tensor:$X, ONNX_Tensor:$Y);
  let results = (outs ONNX_Tensor:$output);
  let hasFolder = 1;
}

//===----------------------------------------------------------------------===//
// Any number of operands
//===----------------------------------------------------------------------===//

class ONNX_VariadicOp<string mnemonic, Type type, string what>
    : ONNX_InferredBy<"inferVariadic", mnemonic> {
  let summary = "Elementwise " # what # " of all operands, with broadcasting";
  let description = [{
    - (C1) aligned extents of all operands are equal or 1.
    - (C2) all operands have the same element type.
    - (C3) there is at least one operand.
  }];
  let arguments = (ins Variadic<type>:$data_0);
  let results = (outs type:$result);
}

def ONNX_MinOp : ONNX_VariadicOp<"Min", ONNX_NumericTensor, "minimum"> { let hasFolder = 1; }
def ONNX_MaxOp : ONNX_VariadicOp<"Max", ONNX_NumericTensor, "maximum"> { let hasFolder = 1; }
def ONNX_SumOp : ONNX_VariadicOp<"Sum", ONNX_FloatTensor, "sum"> { let hasFolder = 1; }
def ONNX_MeanOp : ONNX_VariadicOp<"Mean", ONNX_FloatTensor, "mean"> { let hasFolder = 1; }

#endif // DIALECTS_ONNX_IR_MATHOPS_TD
