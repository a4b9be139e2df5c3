//===- ANEElementwiseOps.td - Operations on elements -------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANEELEMENTWISEOPS_TD
#define DIALECTS_ANE_IR_ANEELEMENTWISEOPS_TD

include "dialects/ANE/IR/ANEBase.td"

//===--- Two operands ---===//

/// Operands broadcast as in numpy.
class ANE_BinaryOp<string mnemonic, string what, Type operand = ANE_NumericTensor>
    : ANE_MILOp<mnemonic, (ins operand:$x, operand:$y), (outs operand:$result), "inferBroadcast"> {
  let summary = what;
  let description = [{
    - (C1) the operands have one element type.
    - (C2) their shapes broadcast: aligned at the last axis, extents are equal or one of them is 1.
  }];
}

def ANE_AddOp : ANE_BinaryOp<"add", "x + y">;
def ANE_SubOp : ANE_BinaryOp<"sub", "x - y">;
def ANE_MulOp : ANE_BinaryOp<"mul", "x * y">;
def ANE_RealDivOp : ANE_BinaryOp<"real_div", "x / y">;
def ANE_FloorDivOp : ANE_BinaryOp<"floor_div", "The largest integer not above x / y">;
def ANE_ModOp : ANE_BinaryOp<"mod", "x - y * floor(x / y), with the sign of y">;
def ANE_MaximumOp : ANE_BinaryOp<"maximum", "The larger of x and y">;
def ANE_MinimumOp : ANE_BinaryOp<"minimum", "The smaller of x and y">;
def ANE_PowOp : ANE_BinaryOp<"pow", "x to the power of y">;

/// The same for comparisons, whose results are of type i1.
class ANE_CompareOp<string mnemonic, string what>
    : ANE_MILOp<mnemonic, (ins ANE_Tensor:$x, ANE_Tensor:$y), (outs ANE_BoolTensor:$result), "inferComparison"> {
  let summary = what;
  let description = [{
    - (C1) the operands have one element type.
    - (C2) their shapes broadcast: aligned at the last axis, extents are equal or one of them is 1.
  }];
}

def ANE_EqualOp : ANE_CompareOp<"equal", "x = y">;
def ANE_NotEqualOp : ANE_CompareOp<"not_equal", "x != y">;
def ANE_GreaterOp : ANE_CompareOp<"greater", "x > y">;
def ANE_GreaterEqualOp : ANE_CompareOp<"greater_equal", "x >= y">;
def ANE_LessOp : ANE_CompareOp<"less", "x < y">;
def ANE_LessEqualOp : ANE_CompareOp<"less_equal", "x <= y">;

def ANE_LogicalAndOp : ANE_BinaryOp<"logical_and", "x and y", ANE_BoolTensor>;
def ANE_LogicalOrOp : ANE_BinaryOp<"logical_or", "x or y", ANE_BoolTensor>;
def ANE_LogicalXorOp : ANE_BinaryOp<"logical_xor", "Either x or y", ANE_BoolTensor>;

def ANE_SelectOp : ANE_MILOp<"select",
    (ins ANE_BoolTensor:$cond, ANE_Tensor:$a, ANE_Tensor:$b), (outs ANE_Tensor:$result), "inferSelect"> {
  let summary = "a where cond holds, else b";
  let description = [{
    - (C1) `a` and `b` have one element type.
    - (C2) the three shapes broadcast: aligned at the last axis, extents are equal or 1.
  }];
}

def ANE_CastOp : ANE_MILOp<"cast", (ins ANE_Tensor:$x, ANE_Str<>:$dtype), (outs ANE_Tensor:$result), "inferCast"> {
  let summary = "x in another element type";
  let description = [{
    To an integer it truncates toward zero; to `bool` it tells what differs from zero.

    - (C1) `dtype` is one of MIL's names for an element type: fp16, fp32, bool, int8, uint8, int16, uint16, int32,
      uint32, int4, uint4.
  }];
  let hasFolder = 1;
}

#endif // DIALECTS_ANE_IR_ANEELEMENTWISEOPS_TD
