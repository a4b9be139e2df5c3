//===- TensorOps.td - Operations that move elements ---------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_TENSOROPS_TD
#define DIALECTS_ONNX_IR_TENSOROPS_TD

include "dialects/ONNX/IR/ONNXBase.td"

//===----------------------------------------------------------------------===//
// Views: the elements keep their order
//===----------------------------------------------------------------------===//

def ONNX_ReshapeOp : ONNX_Op<"Reshape"> {
  let summary = "The same elements in another shape";
  let description = [{
    In `shape`, -1 is what remains, and 0 copies the extent of `data` at that
    place unless `allowzero` is set.

    - (C1) `shape` has rank 1.
    - (C2) its entries are not below -1, and at most one is -1; with `allowzero`
      there is no 0 beside a -1.
    - (C3) a 0 that copies stands at an axis of `data`.
    - (C4) the number of elements stays the same.

    Example:

    ```mlir
    %s = onnx.Constant dense<[0, -1]> : tensor<2xi32>
    %y = onnx.Reshape(%x, %s) : (tensor<2x3x4xf32>, tensor<2xi32>) -> tensor<2x12xf32>
    ```
  }];
  let arguments = (ins ONNX_Tensor:$data, ONNX_IndexTensor:$shape, ONNX_IntAttr<0>:$allowzero);
  let results = (outs ONNX_Tensor:$reshaped);
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def ONNX_FlattenOp : ONNX_Op<"Flatten"> {
  let summary = "The matrix of the axes before `axis` by those from it on";
  let description = [{
    Canonicalizes to Reshape where the shape is static.

    - (C1) `axis` lies in [-rank, rank].
  }];
  let arguments = (ins ONNX_Tensor:$input, ONNX_IntAttr<1>:$axis);
  let results = (outs ONNX_Tensor:$output);
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def ONNX_SqueezeOp : ONNX_Op<"Squeeze"> {
  let summary = "Removes axes of extent 1";
  let description = [{
    All of them where `axes` is absent. Canonicalizes to Reshape where the shape
    is static.

    - (C1) `axes` has rank 1, and its entries lie in [-rank, rank) without
      repetition.
    - (C2) the extents at `axes` are 1.
  }];
  let arguments = (ins ONNX_Tensor:$data, ONNX_Optional<ONNX_IndexTensor>:$axes);
  let results = (outs ONNX_Tensor:$squeezed);
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def ONNX_UnsqueezeOp : ONNX_Op<"Unsqueeze"> {
  let summary = "Inserts axes of extent 1";
  let description = [{
    `axes` are positions in the result. Canonicalizes to Reshape where the shape
    is static.

    - (C1) `axes` has rank 1 or 0, and its entries lie in [-rank, rank) of the
      result without repetition.
  }];
  let arguments = (ins ONNX_Tensor:$data, ONNX_IndexTensor:$axes);
  let results = (outs ONNX_Tensor:$expanded);
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def ONNX_IdentityOp : ONNX_InferredBy<"inferUnary", "Identity"> {
  let summary = "Its operand; canonicalizes away";
  let arguments = (ins ONNX_Tensor:$input);
  let results = (outs ONNX_Tensor:$output);
  let hasFolder = 1;
}

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

def ONNX_CastOp : ONNX_Op<"Cast"> {
  let summary = "The same elements in another type";
  let description = [{
    Floats become integers by truncation, numbers become Booleans by comparison
    with zero.

    - (C1) `to` is the type of an integer or a float.

    Example:

    ```mlir
    %y = onnx.Cast(%x) {to = f32} : (tensor<4xi32>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins ONNX_Tensor:$input, ONNX_IntAttr<1>:$saturate, TypeAttr:$to,
                       ONNX_StrAttr<"up">:$round_mode);
  let results = (outs ONNX_Tensor:$output);
  let hasFolder = 1;
}

def ONNX_CastLikeOp : ONNX_Op<"CastLike"> {
  let summary = "Cast to the element type of another tensor; canonicalizes to Cast";
  let arguments = (ins ONNX_Tensor:$input, ONNX_Tensor:$target_type, ONNX_IntAttr<1>:$saturate,
                       ONNX_StrAttr<"up">:$round_mode);
  let results = (outs ONNX_Tensor:$output);
  let hasCanonicalizer = 1;
}

//===----------------------------------------------------------------------===//
// Order, selection, repetition
//===----------------------------------------------------------------------===//

def ONNX_TransposeOp : ONNX_Op<"Transpose"> {
  let summary = "Permutes axes: axis `i` of the result is axis `perm[i]` of `data`";
  let description = [{
    Reverses them where `perm` is absent.

    - (C1) `perm` is a permutation of the axes of `data`.
  }];
  let arguments = (ins ONNX_Tensor:$data, ONNX_OptionalInts:$perm);
  let results = (outs ONNX_Tensor:$transposed);
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def ONNX_ConcatOp : ONNX_Op<"Concat"> {
  let summary = "Joins tensors along `axis`";
  let description = [{
    - (C1) there is at least one operand, and `axis` lies in [-rank, rank).
    - (C2) the operands have the same rank and the same extents but along `axis`.
    - (C3) the operands have the same element type.
  }];
  let arguments = (ins Variadic<ONNX_Tensor>:$inputs, SI64Attr:$axis);
  let results = (outs ONNX_Tensor:$concat_result);
  let hasFolder = 1;
}

def ONNX_SliceOp : ONNX_Op<"Slice"> {
  let summary = "A strided range along some axes";
  let description = [{
    `starts` and `ends` count from the end where negative and are clamped to the
    tensor. Absent `axes` are the first ones, absent `steps` are 1; a negative
    step walks backwards.

    - (C1) `starts`, `ends`, `axes` and `steps` have rank 1 and one length.
    - (C2) the entries of `axes` lie in [-rank, rank) without repetition.
    - (C3) no step is 0.
  }];
  let arguments = (ins ONNX_Tensor:$data, ONNX_IndexTensor:$starts, ONNX_IndexTensor:$ends,
                       ONNX_Optional<ONNX_IndexTensor>:$axes,
                       ONNX_Optional<ONNX_IndexTensor>:$steps);
  let results = (outs ONNX_Tensor:$output);
  let hasFolder = 1;
}

def ONNX_SplitOp : ONNX_Op<"Split"> {
  let summary = "Cuts a tensor along `axis` into several";
  let description = [{
    Into the lengths of `split`, or into `num_outputs` parts of equal length of
    which the last may be shorter.

    - (C1) `axis` lies in [-rank, rank).
    - (C2) exactly one of `split` and `num_outputs` is given; `split` has rank 1
      and a known length, `num_outputs` is positive.
    - (C3) the entries of `split` are not negative, and their sum is the extent.
  }];
  let arguments = (ins ONNX_Tensor:$input, ONNX_Optional<ONNX_IndexTensor>:$split,
                       ONNX_IntAttr<0>:$axis, OptionalAttr<SI64Attr>:$num_outputs);
  let results = (outs Variadic<ONNX_Tensor>:$outputs);
  let hasFolder = 1;
}

def ONNX_PadOp : ONNX_Op<"Pad"> {
  let summary = "Adds elements around a tensor, or removes some";
  let description = [{
    `pads` holds the leading amounts of all `axes` (absent: all), then the
    trailing ones; a negative amount removes.

    - (C1) `pads` has rank 1 and two entries for each of `axes`.
    - (C2) the entries of `axes` lie in [-rank, rank) without repetition.
    - (C3) `mode` is constant, reflect, edge or wrap.
    - (C4) no result extent is negative.
    - (C5) `constant_value` has one element of the type of `data`.
  }];
  let arguments = (ins ONNX_Tensor:$data, ONNX_IndexTensor:$pads,
                       ONNX_Optional<ONNX_Tensor>:$constant_value,
                       ONNX_Optional<ONNX_IndexTensor>:$axes, ONNX_StrAttr<"constant">:$mode);
  let results = (outs ONNX_Tensor:$output);
  let hasFolder = 1;
}

def ONNX_ExpandOp : ONNX_Op<"Expand"> {
  let summary = "Broadcasts a tensor with a shape";
  let description = [{
    - (C1) `shape` has rank 1 and no negative entry.
    - (C2) two aligned extents are equal, or one of them is 1.
  }];
  let arguments = (ins ONNX_Tensor:$input, ONNX_IndexTensor:$shape);
  let results = (outs ONNX_Tensor:$output);
  let hasFolder = 1;
}

def ONNX_TileOp : ONNX_Op<"Tile"> {
  let summary = "Repeats a tensor along each axis";
  let description = [{
    - (C1) `repeats` has rank 1 and, for each axis of `input`, one entry that is
      not negative.
  }];
  let arguments = (ins ONNX_Tensor:$input, ONNX_IndexTensor:$repeats);
  let results = (outs ONNX_Tensor:$output);
  let hasFolder = 1;
}

def ONNX_GatherOp : ONNX_Op<"Gather"> {
  let summary = "Picks slices along `axis` by index";
  let description = [{
    The axes of `indices` take the place of `axis`; a negative index counts from
    the end.

    - (C1) `axis` lies in [-rank, rank) of `data`.
    - (C2) constant indices lie in [-extent, extent).
  }];
  let arguments = (ins ONNX_Tensor:$data, ONNX_IndexTensor:$indices, ONNX_IntAttr<0>:$axis);
  let results = (outs ONNX_Tensor:$output);
  let hasFolder = 1;
}

def ONNX_DepthToSpaceOp : ONNX_Op<"DepthToSpace"> {
  let summary = "Moves blocks of channels into space";
  let description = [{
    - (C1) `input` has rank 4.
    - (C2) `blocksize` is positive, and its square divides the channels.
    - (C3) `mode` is DCR or CRD.
  }];
  let arguments = (ins ONNX_Tensor:$input, SI64Attr:$blocksize, ONNX_StrAttr<"DCR">:$mode);
  let results = (outs ONNX_Tensor:$output);
}

def ONNX_SpaceToDepthOp : ONNX_Op<"SpaceToDepth"> {
  let summary = "Moves blocks of space into channels";
  let description = [{
    - (C1) `input` has rank 4.
    - (C2) `blocksize` is positive and divides height and width.
  }];
  let arguments = (ins ONNX_Tensor:$input, SI64Attr:$blocksize);
  let results = (outs ONNX_Tensor:$output);
}

def ONNX_ResizeOp : ONNX_Op<"Resize"> {
  let summary = "Resamples a tensor to other extents";
  let description = [{
    By `scales` (the extent is rounded down) or to `sizes`, along `axes` (absent:
    all). With `keep_aspect_ratio_policy` other than stretch one scale serves all
    of them: the smallest (not_larger) or the largest (not_smaller).

    - (C1) exactly one of `scales` and `sizes` is given.
    - (C2) it has rank 1 and one positive entry for each of `axes`.
    - (C3) the entries of `axes` lie in [-rank, rank) without repetition.
    - (C4) `mode` is nearest, linear or cubic;
      `coordinate_transformation_mode` is half_pixel, half_pixel_symmetric,
      pytorch_half_pixel, align_corners, asymmetric or tf_crop_and_resize;
      `nearest_mode` is round_prefer_floor, round_prefer_ceil, floor or ceil;
      `keep_aspect_ratio_policy` is stretch, not_larger or not_smaller.
    - (C5) tf_crop_and_resize needs `roi`.
  }];
  let arguments = (ins ONNX_Tensor:$X, ONNX_Optional<ONNX_FloatTensor>:$roi,
                       ONNX_Optional<ONNX_FloatTensor>:$scales,
                       ONNX_Optional<ONNX_IndexTensor>:$sizes, ONNX_IntAttr<0>:$antialias,
                       ONNX_OptionalInts:$axes,
                       ONNX_StrAttr<"half_pixel">:$coordinate_transformation_mode,
                       ONNX_FloatAttr<"-0.75f">:$cubic_coeff_a, ONNX_IntAttr<0>:$exclude_outside,
                       ONNX_FloatAttr<"0.0f">:$extrapolation_value,
                       ONNX_StrAttr<"stretch">:$keep_aspect_ratio_policy,
                       ONNX_StrAttr<"nearest">:$mode,
                       ONNX_StrAttr<"round_prefer_floor">:$nearest_mode);
  let results = (outs ONNX_Tensor:$Y);
  let hasVerifier = 1;
}

#endif // DIALECTS_ONNX_IR_TENSOROPS_TD
