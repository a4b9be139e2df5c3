//===- ANEShapeOps.td - Operations that move elements ------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANESHAPEOPS_TD
#define DIALECTS_ANE_IR_ANESHAPEOPS_TD

include "dialects/ANE/IR/ANEBase.td"

def ANE_ReshapeOp : ANE_MILOp<"reshape", (ins ANE_Tensor:$x, ANE_I32s<>:$shape),
                              (outs ANE_Tensor:$result), "inferReshape"> {
  let summary = "The same elements in another shape, row-major";
  let description = [{
    - (C1) `shape` has positive numbers and at most one -1, which stands for what is left.
    - (C2) the number of elements stays the same.
  }];
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def ANE_TransposeOp : ANE_MILOp<"transpose", (ins ANE_Tensor:$x, ANE_I32s<>:$perm),
                                (outs ANE_Tensor:$result), "inferTranspose"> {
  let summary = "The axes in another order";
  let description = [{
    Axis i of the result is axis perm[i] of `x`.

    - (C1) `perm` is a permutation of the axes of `x`.
  }];
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def ANE_ExpandDimsOp : ANE_MILOp<"expand_dims", (ins ANE_Tensor:$x, ANE_I32s<>:$axes),
                                 (outs ANE_Tensor:$result), "inferExpandDims"> {
  let summary = "Inserts axes of extent 1";
  let description = [{
    - (C1) the axes are axes of the result, each once.
  }];
}

def ANE_SqueezeOp : ANE_MILOp<"squeeze", (ins ANE_Tensor:$x, ANE_I32s<"single axes">:$axes),
                              (outs ANE_Tensor:$result), "inferSqueeze"> {
  let summary = "Drops axes of extent 1";
  let description = [{
    - (C1) the axes are axes of `x`, each once.
    - (C2) their extents are 1.
  }];
}

def ANE_ConcatOp : ANE_MILOp<"concat",
    (ins Variadic<ANE_Tensor>:$values, ANE_I32<>:$axis, ANE_Bool<"false">:$interleave),
    (outs ANE_Tensor:$result), "inferConcat"> {
  let summary = "The operands one after the other along an axis";
  let description = [{
    With `interleave` the result takes one slice of each operand in turn.

    - (C1) there is an operand; all have one element type and rank.
    - (C2) `axis` is an axis of theirs.
    - (C3) their extents are equal but for that axis; with `interleave` there too.
  }];
}

def ANE_SplitOp : ANE_MILOp<"split",
    (ins ANE_Tensor:$x, ANE_OptionalI32:$num_splits, ANE_OptionalI32s:$split_sizes, ANE_I32<>:$axis),
    (outs Variadic<ANE_Tensor>:$results), "inferSplit"> {
  let summary = "Cuts x into parts along an axis";
  let description = [{
    - (C1) `axis` is an axis of `x`.
    - (C2) there is `num_splits`, which divides the extent, or `split_sizes`, positive numbers whose sum it is, and not
      both unless they agree.
  }];
}

def ANE_StackOp : ANE_MILOp<"stack", (ins Variadic<ANE_Tensor>:$values, ANE_I32<>:$axis),
                            (outs ANE_Tensor:$result), "inferStack"> {
  let summary = "The operands side by side along a new axis";
  let description = [{
    - (C1) there is an operand; all have one type.
    - (C2) `axis` is an axis of the result.
  }];
}

def ANE_PadOp : ANE_MILOp<"pad",
    (ins ANE_Tensor:$x, ANE_I32s<>:$pad, ANE_Str<"constant">:$mode, ANE_Float<"0">:$constant_val),
    (outs ANE_Tensor:$result), "inferPad"> {
  let summary = "Adds elements before and after";
  let description = [{
    `pad` has two numbers, before and after, for each of the last axes of `x`.

    - (C1) `pad` has an even number of numbers of at least 0, at most two for each axis.
    - (C2) `mode` is constant, reflect or replicate.
    - (C3) what reflect adds to an axis is smaller than the axis.
  }];
}

def ANE_TileOp : ANE_MILOp<"tile", (ins ANE_Tensor:$x, ANE_I32s<>:$reps), (outs ANE_Tensor:$result), "inferTile"> {
  let summary = "Repeats x along its axes";
  let description = [{
    - (C1) `reps` has one number of at least 1 for each axis.
  }];
}

def ANE_ReverseOp : ANE_MILOp<"reverse", (ins ANE_Tensor:$x, ANE_I32s<"all axes">:$axes),
                              (outs ANE_Tensor:$result), "inferReverse"> {
  let summary = "Turns the order of elements along axes";
  let description = [{
    - (C1) the axes are axes of `x`, each once.
  }];
}

//===--- Channels to space and back ---===//

/// Rank 4; `factor` is how many elements of a channel make an edge.
class ANE_BlockOp<string mnemonic, string what, dag factor, string inference, string rule>
    : ANE_MILOp<mnemonic, !con((ins ANE_FloatTensor:$x), factor), (outs ANE_FloatTensor:$result), inference> {
  let summary = what;
  let description = [{
    - (C1) `x` has rank 4 and the factor is at least 1.
    - (C2) }] # rule # [{
  }];
}

def ANE_DepthToSpaceOp : ANE_BlockOp<"depth_to_space",
    "Channels to blocks of pixels: channel (b1, b2, c) goes to pixel (b1, b2) of c",
    (ins ANE_I32<>:$block_size), "inferDepthToSpace", "the square of the factor divides the channels.">;
def ANE_SpaceToDepthOp : ANE_BlockOp<"space_to_depth", "The inverse of depth_to_space",
    (ins ANE_I32<>:$block_size), "inferSpaceToDepth", "the factor divides height and width.">;
def ANE_PixelShuffleOp : ANE_BlockOp<"pixel_shuffle",
    "Channels to blocks of pixels: channel (c, b1, b2) goes to pixel (b1, b2) of c",
    (ins ANE_I32<>:$upscale_factor), "inferPixelShuffle", "the square of the factor divides the channels.">;
def ANE_PixelUnshuffleOp : ANE_BlockOp<"pixel_unshuffle", "The inverse of pixel_shuffle",
    (ins ANE_I32<>:$downscale_factor), "inferPixelUnshuffle", "the factor divides height and width.">;

//===--- Images ---===//

class ANE_ResizeOp<string mnemonic, string what, dag parameters, string inference>
    : ANE_MILOp<mnemonic, !con((ins ANE_FloatTensor:$x), parameters), (outs ANE_FloatTensor:$result), inference> {
  let summary = what;
}

def ANE_UpsampleNearestNeighborOp : ANE_ResizeOp<"upsample_nearest_neighbor",
    "Enlarges the last two axes by repeating elements",
    (ins ANE_Fp32<"1">:$scale_factor_height, ANE_Fp32<"1">:$scale_factor_width), "inferUpsample"> {
  let description = [{
    Element i of the result is element floor(i / scale) of `x`.

    - (C1) `x` has rank 3 or more.
    - (C2) the factors are positive, and each extent times its factor, rounded down, is at least 1.
  }];
}

def ANE_UpsampleBilinearOp : ANE_ResizeOp<"upsample_bilinear", "Enlarges the last two axes by linear interpolation",
    (ins ANE_Fp32<"1">:$scale_factor_height, ANE_Fp32<"1">:$scale_factor_width,
         ANE_Bool<"true">:$align_corners, ANE_Bool<"false">:$half_pixel_centers), "inferUpsampleBilinear"> {
  let description = [{
    - (C1) `x` has rank 3 or more.
    - (C2) the factors are positive, and each extent times its factor, rounded down, is at least 1.
    - (C3) `align_corners` and `half_pixel_centers` are not both true.
  }];
}

def ANE_ResizeBilinearOp : ANE_ResizeOp<"resize_bilinear", "Brings the last two axes to given extents",
    (ins ANE_I32<"1">:$target_size_height, ANE_I32<"1">:$target_size_width, ANE_Str<"DEFAULT">:$sampling_mode),
    "inferResizeBilinear"> {
  let description = [{
    - (C1) `x` has rank 3 or more.
    - (C2) the target sizes are at least 1.
    - (C3) `sampling_mode` is DEFAULT, STRICT_ALIGN_CORNERS, ALIGN_CORNERS, OFFSET_CORNERS or UNALIGN_CORNERS.
  }];
}

def ANE_ResizeNearestNeighborOp : ANE_ResizeOp<"resize_nearest_neighbor", "Brings the last two axes to given extents",
    (ins ANE_I32<>:$target_size_height, ANE_I32<>:$target_size_width), "inferResize"> {
  let description = [{
    - (C1) `x` has rank 3 or more.
    - (C2) the target sizes are at least 1.
  }];
}

def ANE_CropOp : ANE_ResizeOp<"crop", "Cuts off the borders of the last two axes",
    (ins ANE_I32s<>:$crop_height, ANE_I32s<>:$crop_width), "inferCrop"> {
  let description = [{
    - (C1) `x` has rank 3 or more.
    - (C2) crop_height and crop_width have two numbers of at least 0, before and after.
    - (C3) an element is left.
  }];
}

#endif // DIALECTS_ANE_IR_ANESHAPEOPS_TD
