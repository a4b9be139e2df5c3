//===- ReductionOps.td - Reductions -------------------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_REDUCTIONOPS_TD
#define DIALECTS_ONNX_IR_REDUCTIONOPS_TD

include "dialects/ONNX/IR/ONNXBase.td"

class ONNX_ReduceOp<string mnemonic, string what, Type type = ONNX_NumericTensor>
    : ONNX_InferredFromAdaptor<"inferReduce", mnemonic> {
  let summary = what # " over some axes";
  let description = [{
    Over the axes in `axes`; where they are absent or empty, over all, or over
    none if `noop_with_empty_axes` is set.

    - (C1) `axes` has rank 1, and its entries lie in [-rank, rank) without
      repetition.
  }];
  let arguments = (ins type:$data, ONNX_Optional<ONNX_IndexTensor>:$axes,
                       ONNX_IntAttr<1>:$keepdims, ONNX_IntAttr<0>:$noop_with_empty_axes);
  let results = (outs type:$reduced);
}

def ONNX_ReduceSumOp : ONNX_ReduceOp<"ReduceSum", "Sum">;
def ONNX_ReduceMeanOp : ONNX_ReduceOp<"ReduceMean", "Mean">;
def ONNX_ReduceMaxOp : ONNX_ReduceOp<"ReduceMax", "Maximum", ONNX_Tensor>;
def ONNX_ReduceMinOp : ONNX_ReduceOp<"ReduceMin", "Minimum", ONNX_Tensor>;
def ONNX_ReduceProdOp : ONNX_ReduceOp<"ReduceProd", "Product"> { let hasFolder = 1; }
def ONNX_ReduceL1Op : ONNX_ReduceOp<"ReduceL1", "Sum of absolute values">;
def ONNX_ReduceL2Op : ONNX_ReduceOp<"ReduceL2", "Square root of the sum of squares">;
def ONNX_ReduceLogSumOp : ONNX_ReduceOp<"ReduceLogSum", "Logarithm of the sum">;
def ONNX_ReduceLogSumExpOp
    : ONNX_ReduceOp<"ReduceLogSumExp", "Logarithm of the sum of exponentials">;
def ONNX_ReduceSumSquareOp : ONNX_ReduceOp<"ReduceSumSquare", "Sum of squares">;

class ONNX_ArgReduceOp<string mnemonic, string what>
    : ONNX_InferredFromAdaptor<"inferArgReduce", mnemonic> {
  let summary = "Index of the " # what # " along one axis";
  let description = [{
    The first of equal ones, or the last if `select_last_index` is set.

    - (C1) `axis` lies in [-rank, rank).
  }];
  let arguments = (ins ONNX_NumericTensor:$data, ONNX_IntAttr<0>:$axis, ONNX_IntAttr<1>:$keepdims,
                       ONNX_IntAttr<0>:$select_last_index);
  let results = (outs ONNX_IndexTensor:$reduced);
  let agreement = "agreeOnIndices";
}

def ONNX_ArgMaxOp : ONNX_ArgReduceOp<"ArgMax", "maximum">;
def ONNX_ArgMinOp : ONNX_ArgReduceOp<"ArgMin", "minimum">;

#endif // DIALECTS_ONNX_IR_REDUCTIONOPS_TD
