//===- ANEIndexingOps.td - Slices and look-ups -------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANEINDEXINGOPS_TD
#define DIALECTS_ANE_IR_ANEINDEXINGOPS_TD

include "dialects/ANE/IR/ANEBase.td"

def ANE_SliceByIndexOp : ANE_MILOp<"slice_by_index",
    (ins ANE_Tensor:$x, ANE_I32s<>:$begin, ANE_I32s<>:$end, ANE_I32s<"rank ones">:$stride,
         ANE_Bools<"rank falses">:$begin_mask, ANE_Bools<"rank falses">:$end_mask, ANE_Bools<"rank falses">:$squeeze_mask),
    (outs ANE_Tensor:$result), "inferSliceByIndex"> {
  let summary = "Elements begin, begin + stride ... before end of each axis";
  let description = [{
    A negative index counts from the end of its axis. Where a mask is true the slice begins or ends at the end of the
    axis; where `squeeze_mask` is true the slice is one element and its axis disappears.

    - (C1) the lists have one entry for each axis, and strides are not 0.
    - (C2) the slice of each axis lies within it and is not empty.
  }];
}

def ANE_SliceBySizeOp : ANE_MILOp<"slice_by_size", (ins ANE_Tensor:$x, ANE_I32s<>:$begin, ANE_I32s<>:$size),
                                  (outs ANE_Tensor:$result), "inferSliceBySize"> {
  let summary = "size elements of each axis from begin on";
  let description = [{
    A size of -1 takes all that follows.

    - (C1) `begin` and `size` have one number for each axis.
    - (C2) the slice of each axis lies within it and is not empty.
  }];
}

def ANE_GatherOp : ANE_MILOp<"gather",
    (ins ANE_Tensor:$x, ANE_IntTensor:$indices, ANE_I32<"0">:$axis, ANE_I32<"0">:$batch_dims,
         ANE_Bool<"false">:$validate_indices),
    (outs ANE_Tensor:$result), "inferGather"> {
  let summary = "Slices of x by their indices along an axis";
  let description = [{
    The result has the shape of `x` with the axis replaced by the axes of `indices` from `batch_dims` on.

    - (C1) `axis` is an axis of `x`.
    - (C2) `batch_dims` is from 0 to the axis and the rank of `indices`, and the operands agree in that many first
      extents.
  }];
}

def ANE_GatherAlongAxisOp : ANE_MILOp<"gather_along_axis",
    (ins ANE_Tensor:$x, ANE_IntTensor:$indices, ANE_I32<"0">:$axis, ANE_Bool<"false">:$validate_indices),
    (outs ANE_Tensor:$result), "inferGatherAlongAxis"> {
  let summary = "One element of x along an axis for each index";
  let description = [{
    - (C1) `axis` is an axis of `x`.
    - (C2) `indices` has the shape of `x` but for that axis.
  }];
}

def ANE_GatherNdOp : ANE_MILOp<"gather_nd",
    (ins ANE_Tensor:$x, ANE_IntTensor:$indices, ANE_I32<"0">:$batch_dims, ANE_Bool<"false">:$validate_indices),
    (outs ANE_Tensor:$result), "inferGatherNd"> {
  let summary = "Slices of x by tuples of indices along the last axis of the indices";
  let description = [{
    The first `batch_dims` axes of both operands go together, and a tuple addresses the axes of `x` behind them.

    - (C1) `batch_dims` is from 0 to below both ranks, and the operands agree in that many first extents.
    - (C2) the last extent of `indices` is at most the number of axes of `x` behind those.
  }];
}

class ANE_ScatterOp<string mnemonic, dag place, string inference>
    : ANE_MILOp<mnemonic,
                !con((ins ANE_Tensor:$data, ANE_IntTensor:$indices, ANE_Tensor:$updates), place,
                     (ins ANE_Str<"add">:$mode, ANE_Bool<"false">:$validate_indices)),
                (outs ANE_Tensor:$result), inference>;

def ANE_ScatterNdOp : ANE_ScatterOp<"scatter_nd", (ins), "inferScatterNd"> {
  let summary = "data with slices combined with updates where tuples of indices address them";
  let description = [{
    Tuples lie along the last axis of `indices`. Updates of one element are combined in the order of their tuples.

    - (C1) `indices` has rank 1 at least, and its last extent is at most the rank of `data`.
    - (C2) `updates` has the element type of `data`, and the shape of `indices` but for its last axis, then the extents
      of `data` that a tuple does not address.
    - (C3) `mode` is update, add, sub, mul, div, max or min, and update where the elements are Booleans.
  }];
}

def ANE_ScatterAlongAxisOp : ANE_ScatterOp<"scatter_along_axis", (ins ANE_I32<"0">:$axis), "inferScatterAlongAxis"> {
  let summary = "data with one element along an axis combined with an update for each index";
  let description = [{
    Updates of one element are combined in the order of their indices.

    - (C1) `axis` is an axis of `data`.
    - (C2) `indices` has the shape of `data` but for that axis.
    - (C3) `mode` is update, add, sub, mul, div, max or min, and update where the elements are Booleans.
    - (C4) `updates` has the element type of `data` and the shape of `indices`.
  }];
}

def ANE_BandPartOp : ANE_MILOp<"band_part", (ins ANE_Tensor:$x, ANE_I32<"-1">:$lower, ANE_I32<"-1">:$upper),
                               (outs ANE_Tensor:$result), "inferBandPart"> {
  let summary = "Zeroes all but a band about the diagonal of the last two axes";
  let description = [{
    -1 keeps the whole triangle.

    - (C1) `x` has rank 2 or more.
    - (C2) `lower` and `upper` are at least -1.
  }];
}

#endif // DIALECTS_ANE_IR_ANEINDEXINGOPS_TD
