//===- IndexOps.td - Elements picked and placed by index ----*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_INDEXOPS_TD
#define DIALECTS_ONNX_IR_INDEXOPS_TD

include "dialects/ONNX/IR/ONNXBase.td"

def ONNX_GatherElementsOp : ONNX_Op<"GatherElements"> {
  let summary = "Picks along `axis` one element for each element of `indices`";
  let description = [{
    The result has the shape of `indices`; a negative index counts from the end.

    - (C1) `data` and `indices` have one rank, and `axis` lies in [-rank, rank).
    - (C2) `indices` reach along no other axis beyond `data`.
    - (C3) constant indices lie in [-extent, extent).
  }];
  let arguments = (ins ONNX_Tensor:$data, ONNX_IndexTensor:$indices, ONNX_IntAttr<0>:$axis);
  let results = (outs ONNX_Tensor:$output);
}

def ONNX_GatherNDOp : ONNX_Op<"GatherND"> {
  let summary = "Picks slices by the tuples of indices along the last axis of `indices`";
  let description = [{
    The first `batch_dims` axes of both operands go together; a tuple addresses the
    axes of `data` behind them.

    - (C1) `data` and `indices` have rank 1 at least, and `batch_dims` is not
      negative and below both ranks.
    - (C2) the extents of the first `batch_dims` axes are equal.
    - (C3) the last extent of `indices` is positive, and with `batch_dims` at most
      the rank of `data`.
  }];
  let arguments = (ins ONNX_Tensor:$data, ONNX_IndexTensor:$indices, ONNX_IntAttr<0>:$batch_dims);
  let results = (outs ONNX_Tensor:$output);
}

def ONNX_ScatterElementsOp : ONNX_Op<"ScatterElements"> {
  let summary = "A tensor with one element along `axis` replaced for each element of `indices`";
  let description = [{
    A negative index counts from the end. With `reduction` the elements are combined
    with what is there, in the order of their indices: by add, mul, min or max.

    - (C1) `data` and `indices` have one rank, and `axis` lies in [-rank, rank).
    - (C2) `indices` reach along no other axis beyond `data`.
    - (C3) constant indices lie in [-extent, extent).
    - (C4) `reduction` is none, add, mul, min or max.
    - (C5) `updates` has the element type of `data` and the shape of `indices`.

    Example:

    ```mlir
    %y = onnx.ScatterElements(%x, %at, %dy) {axis = 1 : si64, reduction = "add"}
        : (tensor<4x10xf32>, tensor<4x1xi32>, tensor<4x1xf32>) -> tensor<4x10xf32>
    ```
  }];
  let arguments = (ins ONNX_Tensor:$data, ONNX_IndexTensor:$indices, ONNX_Tensor:$updates,
                       ONNX_IntAttr<0>:$axis, ONNX_StrAttr<"none">:$reduction);
  let results = (outs ONNX_Tensor:$output);
}

def ONNX_ScatterNDOp : ONNX_Op<"ScatterND"> {
  let summary = "A tensor with slices replaced at the tuples of indices along the last axis of `indices`";
  let description = [{
    With `reduction` the slices are combined with what is there: by add, mul, min
    or max.

    - (C1) `data` and `indices` have rank 1 at least, and the last extent of
      `indices` is positive and at most the rank of `data`.
    - (C2) `updates` has the shape of `indices` but for its last axis, then the
      extents of `data` that a tuple does not address.
    - (C3) `data` and `updates` have the same element type.
    - (C4) `reduction` is none, add, mul, min or max.
  }];
  let arguments = (ins ONNX_Tensor:$data, ONNX_IndexTensor:$indices, ONNX_Tensor:$updates,
                       ONNX_StrAttr<"none">:$reduction);
  let results = (outs ONNX_Tensor:$output);
}

def ONNX_OneHotOp : ONNX_Op<"OneHot"> {
  let summary = "For each index a row of `depth` elements, of which one is on";
  let description = [{
    `values` are the elements for off and on. The new axis stands at `axis` of the
    result. An index in [-depth, 0) counts from the end, and one out of range turns
    nothing on.

    - (C1) `axis` lies in [-rank, rank) of the result.
    - (C2) `depth` has one element, which is positive where it is constant.
    - (C3) `values` has two elements.
  }];
  let arguments = (ins ONNX_NumericTensor:$indices, ONNX_NumericTensor:$depth,
                       ONNX_Tensor:$values, ONNX_IntAttr<-1>:$axis);
  let results = (outs ONNX_Tensor:$output);
}

#endif // DIALECTS_ONNX_IR_INDEXOPS_TD
