//===- ANENetworkOps.td - Convolution, pooling, normalization, products -*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANENETWORKOPS_TD
#define DIALECTS_ANE_IR_ANENETWORKOPS_TD

include "dialects/ANE/IR/ANEBase.td"

//===--- Convolution ---===//

def ANE_ConvOp : ANE_MILOp<"conv",
    (ins ANE_FloatTensor:$x, ANE_FloatTensor:$weight, Optional<ANE_FloatTensor>:$bias,
         ANE_I32s<"spatial ones">:$strides, ANE_Str<"valid">:$pad_type, ANE_I32s<"padding zeros">:$pad,
         ANE_I32s<"spatial ones">:$dilations, ANE_I32<"1">:$groups),
    (outs ANE_FloatTensor:$result), "inferConv"> {
  let summary = "Convolution (cross-correlation) of x with weight";
  let description = [{
    `x` is [N, C, D...] with one to three spatial axes, `weight` is [O, C / groups, K...]. `pad` has two numbers for
    each spatial axis, before and after, and counts for `pad_type` "custom" only.

    - (C1) `x` has rank 3 to 5 and `weight` the same rank; element types are equal.
    - (C2) strides and dilations have one number for each spatial axis, pad two; strides and dilations are at least 1,
      pad and groups at least 0 and 1.
    - (C3) groups divides C and O, and axis 1 of `weight` is C / groups.
    - (C4) `bias` has shape [O].
    - (C5) `pad_type` is valid, custom, same or same_lower.
    - (C6) the dilated kernel fits into the padded input.

    Example:

    ```mlir
    %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad_type = "custom", pad = array<i32: 1, 1, 1, 1>,
                           dilations = array<i32: 1, 1>, groups = 1 : i32}
        : (tensor<1x3x32x32xf16>, tensor<8x3x3x3xf16>) -> tensor<1x8x32x32xf16>
    ```
  }];
}

def ANE_ConvTransposeOp : ANE_MILOp<"conv_transpose",
    (ins ANE_FloatTensor:$x, ANE_FloatTensor:$weight, Optional<ANE_FloatTensor>:$bias,
         ANE_I32s<"padding zeros">:$pad, ANE_OptionalI32s:$output_shape, ANE_Str<"valid">:$pad_type,
         ANE_I32s<"spatial ones">:$strides, ANE_I32s<"spatial ones">:$dilations, ANE_I32<"1">:$groups),
    (outs ANE_FloatTensor:$result), "inferConvTranspose"> {
  let summary = "The adjoint of a convolution with respect to its input";
  let description = [{
    `x` is [N, C, D...], `weight` is [C, O / groups, K...]. `pad` is what the convolution of which this is the adjoint
    pads. `output_shape`, where present, gives all extents of the result and decides between those that the
    convolution would map to the extents of `x`.

    - (C1) `x` has rank 3 to 5 and `weight` the same rank; element types are equal.
    - (C2) strides and dilations have one number for each spatial axis, pad two; strides and dilations are at least 1,
      pad and groups at least 0 and 1.
    - (C3) groups divides C, and axis 0 of `weight` is C.
    - (C4) `bias` has shape [O].
    - (C5) `pad_type` is valid, custom, same or same_lower.
    - (C6) every extent of the result is at least 1.
    - (C7) `output_shape` has the rank of `x` and repeats N and O.
  }];
}

//===--- Pooling ---===//

class ANE_PoolOp<string mnemonic, string what, dag more = (ins)>
    : ANE_MILOp<mnemonic,
        !con((ins ANE_FloatTensor:$x, ANE_I32s<>:$kernel_sizes, ANE_I32s<"spatial ones">:$strides,
                  ANE_Str<"valid">:$pad_type, ANE_I32s<"padding zeros">:$pad), more, (ins ANE_Bool<"false">:$ceil_mode)),
        (outs ANE_FloatTensor:$result), "inferPool"> {
  let summary = what;
  let description = [{
    `x` is [N, C, D...]. With `ceil_mode` a last window may reach beyond the padded input, if it begins inside the input
    or the padding before it.

    - (C1) `x` has rank 3 to 5.
    - (C2) kernel_sizes and strides have one number of at least 1 for each spatial axis, pad two of at least 0.
    - (C3) `pad_type` is valid, custom, same or same_lower.
    - (C4) the window fits into the padded input.
  }];
}

def ANE_MaxPoolOp : ANE_PoolOp<"max_pool", "The largest element of each window">;
def ANE_AvgPoolOp : ANE_PoolOp<"avg_pool", "The mean of each window",
                               (ins ANE_Bool<"false">:$exclude_padding_from_average)>;

//===--- Normalization ---===//

def ANE_BatchNormOp : ANE_MILOp<"batch_norm",
    (ins ANE_FloatTensor:$x, ANE_FloatTensor:$mean, ANE_FloatTensor:$variance, Optional<ANE_FloatTensor>:$gamma,
         Optional<ANE_FloatTensor>:$beta, ANE_Float<"1e-5">:$epsilon),
    (outs ANE_FloatTensor:$result), "inferBatchNorm", [AttrSizedOperandSegments]> {
  let summary = "gamma * (x - mean) / sqrt(variance + epsilon) + beta, with one of each a channel";
  let description = [{
    - (C1) `x` has rank 3 to 5.
    - (C2) the other operands have shape [C] for the C channels of `x`, and its element type.
  }];
  let assemblyFormat = [{
    `(` $x `,` $mean `,` $variance (`gamma` $gamma^)? (`beta` $beta^)? `)` attr-dict
    `:` functional-type(operands, results)
  }];
}

def ANE_InstanceNormOp : ANE_MILOp<"instance_norm",
    (ins ANE_FloatTensor:$x, Optional<ANE_FloatTensor>:$gamma, Optional<ANE_FloatTensor>:$beta,
         ANE_Float<"1e-5">:$epsilon),
    (outs ANE_FloatTensor:$result), "inferInstanceNorm", [AttrSizedOperandSegments]> {
  let summary = "Batch normalization by the mean and variance of each example and channel";
  let description = [{
    - (C1) `x` has rank 3 to 4.
    - (C2) `gamma` and `beta` have shape [C] for the C channels of `x`, and its element type.
  }];
  let assemblyFormat = [{
    `(` $x (`gamma` $gamma^)? (`beta` $beta^)? `)` attr-dict `:` functional-type(operands, results)
  }];
}

def ANE_LayerNormOp : ANE_MILOp<"layer_norm",
    (ins ANE_FloatTensor:$x, Optional<ANE_FloatTensor>:$gamma, Optional<ANE_FloatTensor>:$beta,
         ANE_I32s<"all axes">:$axes, ANE_Float<"1e-5">:$epsilon),
    (outs ANE_FloatTensor:$result), "inferLayerNorm", [AttrSizedOperandSegments]> {
  let summary = "gamma * (x - mean) / sqrt(variance + epsilon) + beta, over axes";
  let description = [{
    - (C1) the axes are axes of `x`, each once, and there is at least one.
    - (C2) `gamma` and `beta` have the extents of those axes in order, and the element type of `x`.
  }];
  let assemblyFormat = [{
    `(` $x (`gamma` $gamma^)? (`beta` $beta^)? `)` attr-dict `:` functional-type(operands, results)
  }];
}

def ANE_L2NormOp : ANE_MILOp<"l2_norm", (ins ANE_FloatTensor:$x, ANE_Float<"1e-6">:$epsilon),
                             (outs ANE_FloatTensor:$result), "inferL2Norm"> {
  let summary = "x / sqrt(sum(x^2) + epsilon), over the last three axes";
  let description = [{
    - (C1) `x` has rank 3 or more.
  }];
}

def ANE_LocalResponseNormOp : ANE_MILOp<"local_response_norm",
    (ins ANE_FloatTensor:$x, ANE_I32<>:$size, ANE_Float<"1e-4">:$alpha, ANE_Float<"0.75">:$beta,
         ANE_Float<"1">:$k),
    (outs ANE_FloatTensor:$result), "inferLocalResponseNorm"> {
  let summary = "x / (k + alpha / size * sum of squares of size neighboring channels)^beta";
  let description = [{
    - (C1) `x` has rank 3 to 5.
    - (C2) size is at least 1.
  }];
}

def ANE_SoftmaxOp : ANE_MILOp<"softmax", (ins ANE_FloatTensor:$x, ANE_I32<"-1">:$axis),
                              (outs ANE_FloatTensor:$result), "inferSoftmax"> {
  let summary = "exp(x) / sum(exp(x)), over one axis";
  let description = [{
    - (C1) `axis` is an axis of `x`.
  }];
}

//===--- Products ---===//

def ANE_MatmulOp : ANE_MILOp<"matmul",
    (ins ANE_NumericTensor:$x, ANE_NumericTensor:$y, ANE_Bool<"false">:$transpose_x, ANE_Bool<"false">:$transpose_y),
    (outs ANE_NumericTensor:$result), "inferMatmul"> {
  let summary = "Matrix product of the last two axes";
  let description = [{
    A vector is a row on the left and a column on the right, and its axis is missing in the result. The axes before
    the last two broadcast.

    - (C1) the operands have one element type and rank 1 or more.
    - (C2) the contracted extents are equal.
    - (C3) the axes before the last two broadcast.
  }];
}

def ANE_LinearOp : ANE_MILOp<"linear",
    (ins ANE_FloatTensor:$x, ANE_FloatTensor:$weight, Optional<ANE_FloatTensor>:$bias),
    (outs ANE_FloatTensor:$result), "inferLinear"> {
  let summary = "x times the transpose of weight, plus bias";
  let description = [{
    - (C1) `x` has rank 1 or more, `weight` rank 2; element types are equal.
    - (C2) the last extents of `x` and `weight` are equal.
    - (C3) `bias` has as many elements as `weight` has rows.
  }];
}

def ANE_EinsumOp : ANE_MILOp<"einsum", (ins Variadic<ANE_FloatTensor>:$values, ANE_Str<>:$equation),
                             (outs ANE_FloatTensor:$result), "inferEinsum"> {
  let summary = "Sum of products over named axes";
  let description = [{
    - (C1) `equation` is `LABELS,LABELS->LABELS` with one letter an axis and one group an operand; operands have one
      element type and the ranks that it says.
    - (C2) a letter has one extent everywhere.
    - (C3) a letter of the result occurs in an operand, and once in the result.
  }];
}

def ANE_ScaledDotProductAttentionOp : ANE_MILOp<"scaled_dot_product_attention",
    (ins ANE_FloatTensor:$query, ANE_FloatTensor:$key, ANE_FloatTensor:$value, Optional<ANE_Tensor>:$attn_mask),
    (outs ANE_FloatTensor:$result), "inferAttention"> {
  let summary = "softmax(query key^T / sqrt(E) + attn_mask) value";
  let description = [{
    `query` is [B..., L, E], `key` is [B..., S, E], `value` is [B..., S, V].

    - (C1) the ranks are equal and at least 3, element types and the axes before the last two too.
    - (C2) `query` and `key` have one last extent; `key` and `value` one before the last.
    - (C3) `attn_mask` broadcasts to [B..., L, S] and is of type i1 or of the element type of `query`.
  }];
}

#endif // DIALECTS_ANE_IR_ANENETWORKOPS_TD
