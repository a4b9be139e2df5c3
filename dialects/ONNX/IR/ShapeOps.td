//===- ShapeOps.td - Shapes as values -----------------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_SHAPEOPS_TD
#define DIALECTS_ONNX_IR_SHAPEOPS_TD

include "dialects/ONNX/IR/ONNXBase.td"

/// ONNX types these results int64; here they are i32, and i64 in foreign IR.
class ONNX_IndexResultOp<string mnemonic> : ONNX_Op<mnemonic> {
  let agreement = "agreeOnIndices";
}

def ONNX_ShapeOp : ONNX_IndexResultOp<"Shape"> {
  let summary = "The extents of a tensor, from axis `start` to before `end`";
  let description = [{
    Both count from the end where negative and are clamped; an absent `end` is
    the rank. Folds where the extents in that range are static.
  }];
  let arguments = (ins ONNX_Tensor:$data, OptionalAttr<SI64Attr>:$end, ONNX_IntAttr<0>:$start);
  let results = (outs ONNX_IndexTensor:$shape);
  let hasFolder = 1;
}

def ONNX_SizeOp : ONNX_IndexResultOp<"Size"> {
  let summary = "The number of elements of a tensor";
  let arguments = (ins ONNX_Tensor:$data);
  let results = (outs ONNX_IndexTensor:$size);
  let hasFolder = 1;
}

def ONNX_RangeOp : ONNX_Op<"Range"> {
  let summary = "`start`, `start + delta`, ... before `limit`";
  let description = [{
    - (C1) the operands have one element.
    - (C2) the operands have the same element type.
    - (C3) `delta` is not zero.
  }];
  let arguments = (ins ONNX_NumericTensor:$start, ONNX_NumericTensor:$limit,
                       ONNX_NumericTensor:$delta);
  let results = (outs ONNX_NumericTensor:$output);
  let hasFolder = 1;
}

def ONNX_ConstantOfShapeOp : ONNX_Op<"ConstantOfShape"> {
  let summary = "A tensor of one value in the shape that its operand holds";
  let description = [{
    An absent `value` is 0 in f32.

    - (C1) `input` has rank 1 and no negative entry.
    - (C2) `value` has one element.

    Example:

    ```mlir
    %y = onnx.ConstantOfShape(%shape) {value = dense<1> : tensor<1xi32>}
        : (tensor<2xi32>) -> tensor<2x3xi32>
    ```
  }];
  let arguments = (ins ONNX_IndexTensor:$input, OptionalAttr<ElementsAttr>:$value);
  let results = (outs ONNX_Tensor:$output);
  let hasFolder = 1;
}

#endif // DIALECTS_ONNX_IR_SHAPEOPS_TD
