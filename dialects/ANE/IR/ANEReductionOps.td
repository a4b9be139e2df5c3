//===- ANEReductionOps.td - Sums, extremes and running sums -*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANEREDUCTIONOPS_TD
#define DIALECTS_ANE_IR_ANEREDUCTIONOPS_TD

include "dialects/ANE/IR/ANEBase.td"

class ANE_ReduceOp<string mnemonic, string what, Type operand = ANE_NumericTensor>
    : ANE_MILOp<mnemonic, (ins operand:$x, ANE_I32s<"all axes">:$axes, ANE_Bool<"false">:$keep_dims),
                (outs operand:$result), "inferReduce"> {
  let summary = what;
  let description = [{
    - (C1) the axes are axes of `x`, each once, and there is at least one.
  }];
}

def ANE_ReduceSumOp : ANE_ReduceOp<"reduce_sum", "The sum over axes">;
def ANE_ReduceMeanOp : ANE_ReduceOp<"reduce_mean", "The mean over axes">;
def ANE_ReduceMaxOp : ANE_ReduceOp<"reduce_max", "The largest element over axes">;
def ANE_ReduceMinOp : ANE_ReduceOp<"reduce_min", "The smallest element over axes">;
def ANE_ReduceProdOp : ANE_ReduceOp<"reduce_prod", "The product over axes">;
def ANE_ReduceL1NormOp : ANE_ReduceOp<"reduce_l1_norm", "The sum of magnitudes over axes">;
def ANE_ReduceL2NormOp : ANE_ReduceOp<"reduce_l2_norm", "The root of the sum of squares over axes">;
def ANE_ReduceLogSumOp : ANE_ReduceOp<"reduce_log_sum", "The logarithm of the sum over axes", ANE_FloatTensor>;
def ANE_ReduceLogSumExpOp
    : ANE_ReduceOp<"reduce_log_sum_exp", "The logarithm of the sum of exponentials over axes", ANE_FloatTensor>;
def ANE_ReduceSumSquareOp : ANE_ReduceOp<"reduce_sum_square", "The sum of squares over axes">;

class ANE_ReduceArgOp<string mnemonic, string what>
    : ANE_MILOp<mnemonic, (ins ANE_NumericTensor:$x, ANE_I32<"-1">:$axis, ANE_Bool<"false">:$keep_dims,
                               ANE_OptionalStr:$output_dtype),
                (outs ANE_IntTensor:$result), "inferReduceArg"> {
  let summary = what;
  let description = [{
    - (C1) `axis` is an axis of `x`.
    - (C2) `output_dtype` is int32 or uint16; without it the result is int32.
  }];
}

def ANE_ReduceArgmaxOp : ANE_ReduceArgOp<"reduce_argmax", "Where the largest element of an axis lies">;
def ANE_ReduceArgminOp : ANE_ReduceArgOp<"reduce_argmin", "Where the smallest element of an axis lies">;

def ANE_CumsumOp : ANE_MILOp<"cumsum",
    (ins ANE_NumericTensor:$x, ANE_I32<"0">:$axis, ANE_Bool<"false">:$exclusive, ANE_Bool<"false">:$reverse),
    (outs ANE_NumericTensor:$result), "inferCumsum"> {
  let summary = "The running sum along an axis";
  let description = [{
    - (C1) `axis` is an axis of `x`.
  }];
}

#endif // DIALECTS_ANE_IR_ANEREDUCTIONOPS_TD
