//===- FusedOps.td - What onnx-decompose takes apart --------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Operators that say in one word what plain ones say in several. Nothing after
// the pass `onnx-decompose` sees them.
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_FUSEDOPS_TD
#define DIALECTS_ONNX_IR_FUSEDOPS_TD

include "dialects/ONNX/IR/ONNXBase.td"

//===----------------------------------------------------------------------===//
// Attention
//===----------------------------------------------------------------------===//

def ONNX_AttentionOp : ONNX_Op<"Attention"> {
  let summary = "Scaled dot-product attention";
  let description = [{
    Of rank 4 `Q` is `[batch, heads, sequence, head size]`, and `K` and `V` are
    the same with the heads and the sequence of the keys; of rank 3 all are
    `[batch, sequence, heads * head size]`, and so is the result. Where the keys
    have fewer heads, each of them serves as many neighboring heads of the
    queries. `past_key` and `past_value` come before the keys and values.

    The scores are scaled (absent: by one over the root of the head size), capped
    by `softcap * tanh(scores / softcap)` where `softcap` is not 0, and masked, in
    this order: a cap after the mask would let what is masked shine through. A
    Boolean mask says what takes part, a mask of floats is added, and
    `is_causal` leaves to each query the keys up to its own place.

    The results: `Y`; `K` and `V` with their past, as of rank 4; the scores, which
    are for `qk_matmul_output_mode` 0 the scaled products, for 1 the capped ones,
    for 2 the masked ones and for 3 their softmax.

    - (C1) `Q`, `K` and `V` have the same rank, 3 or 4; with rank 3 both
      `q_num_heads` and `kv_num_heads` are given.
    - (C2) the numbers of heads are positive; that of the keys divides that of
      the queries, each divides the last extent of its tensors of rank 3, and
      repeats the heads of those of rank 4.
    - (C3) batches are equal; so are the head sizes of `Q` and `K` and the
      sequences and heads of `K` and `V`.
    - (C4) all operands of floats have the same element type.
    - (C5) `attn_mask` broadcasts to the scores.
    - (C6) `past_key` and `past_value` are given both or not at all, and differ
      from `K` and `V` as of rank 4 at most in their common sequence.
    - (C7) `qk_matmul_output_mode` lies in [0, 3].

    Example:

    ```mlir
    %y:4 = onnx.Attention(%q, %k, %v, %none, %none, %none, %none) {is_causal = 1 : si64}
        : (tensor<1x8x16x64xf32>, tensor<1x2x16x64xf32>, tensor<1x2x16x64xf32>, none, none, none, none)
          -> (tensor<1x8x16x64xf32>, tensor<1x2x16x64xf32>, tensor<1x2x16x64xf32>, tensor<1x8x16x16xf32>)
    ```
  }];
  let arguments = (ins ONNX_FloatTensor:$Q, ONNX_FloatTensor:$K, ONNX_FloatTensor:$V,
                       ONNX_Optional<ONNX_Tensor>:$attn_mask,
                       ONNX_Optional<ONNX_FloatTensor>:$past_key,
                       ONNX_Optional<ONNX_FloatTensor>:$past_value,
                       ONNX_Optional<ONNX_IndexTensor>:$nonpad_kv_seqlen,
                       ONNX_IntAttr<0>:$is_causal, OptionalAttr<SI64Attr>:$kv_num_heads,
                       OptionalAttr<SI64Attr>:$q_num_heads,
                       ONNX_IntAttr<0>:$qk_matmul_output_mode, OptionalAttr<F32Attr>:$scale,
                       ONNX_FloatAttr<"0.0f">:$softcap, OptionalAttr<SI64Attr>:$softmax_precision);
  let results = (outs ONNX_FloatTensor:$Y, ONNX_FloatTensor:$present_key,
                      ONNX_FloatTensor:$present_value, ONNX_FloatTensor:$qk_matmul_output);
}

def ONNX_RotaryEmbeddingOp : ONNX_Op<"RotaryEmbedding"> {
  let summary = "Rotates pairs of elements of each head by an angle of their place";
  let description = [{
    `X` is `[batch, heads, sequence, head size]` or `[batch, sequence, heads *
    head size]`. Of each head the first `rotary_embedding_dim` elements (0: all)
    are pairs, neighbors where `interleaved` is set, else one from each half, and
    turn by the angles whose cosines and sines the caches hold. `position_ids`
    pick rows of the caches; without them there is one row for each place.

    - (C1) `X` has rank 3 or 4; with rank 3 `num_heads` is given and divides the
      last extent.
    - (C2) the number of rotated elements is even and at most the head size.
    - (C3) the caches are of one shape: with `position_ids` half as many columns
      as elements are rotated, without them batch and sequence before those.
    - (C4) `position_ids` are of the shape of batch and sequence.
    - (C5) `X` and the caches have the same element type.
    - (C6) constant `position_ids` are rows of the caches, from 0 on.
  }];
  let arguments = (ins ONNX_FloatTensor:$X, ONNX_FloatTensor:$cos_cache,
                       ONNX_FloatTensor:$sin_cache, ONNX_Optional<ONNX_IndexTensor>:$position_ids,
                       ONNX_IntAttr<0>:$interleaved, ONNX_IntAttr<0>:$num_heads,
                       ONNX_IntAttr<0>:$rotary_embedding_dim);
  let results = (outs ONNX_FloatTensor:$Y);
}

//===----------------------------------------------------------------------===//
// Normalization and activation
//===----------------------------------------------------------------------===//

def ONNX_RMSNormalizationOp : ONNX_Op<"RMSNormalization"> {
  let summary = "Division by the root of the mean square over the axes from `axis` on";
  let description = [{
    `X / sqrt(mean(X * X) + epsilon) * scale`.

    - (C1) `axis` lies in [-rank, rank).
    - (C2) `scale` broadcasts to the shape of `X`, which is the result's.
  }];
  let arguments = (ins ONNX_FloatTensor:$X, ONNX_FloatTensor:$scale, ONNX_IntAttr<-1>:$axis,
                       ONNX_FloatAttr<"1.0e-5f">:$epsilon, ONNX_IntAttr<1>:$stash_type);
  let results = (outs ONNX_FloatTensor:$Y);
}

def ONNX_GroupNormalizationOp : ONNX_Op<"GroupNormalization"> {
  let summary = "Normalization of groups of channels of each sample";
  let description = [{
    `X` is `[N, C, spatial...]`. `scale` and `bias` have one element for each
    channel, as since opset 21; the importer repeats those of older sets.

    - (C1) `X` has rank 2 at least.
    - (C2) `num_groups` is positive and divides the channels.
    - (C3) `scale` and `bias` have rank 1 and one element for each channel.
  }];
  let arguments = (ins ONNX_FloatTensor:$X, ONNX_FloatTensor:$scale, ONNX_FloatTensor:$bias,
                       ONNX_FloatAttr<"1.0e-5f">:$epsilon, SI64Attr:$num_groups,
                       ONNX_IntAttr<1>:$stash_type);
  let results = (outs ONNX_FloatTensor:$Y);
}

def ONNX_MeanVarianceNormalizationOp : ONNX_Op<"MeanVarianceNormalization"> {
  let summary = "Zero mean and unit deviation over some axes";
  let description = [{
    Over `axes`; absent ones are 0, 2 and 3.

    - (C1) `axes` lie in [-rank, rank) without repetition.
  }];
  let arguments = (ins ONNX_FloatTensor:$X, ONNX_OptionalInts:$axes);
  let results = (outs ONNX_FloatTensor:$Y);
}

def ONNX_SwishOp : ONNX_InferredBy<"inferUnary", "Swish"> {
  let summary = "Elementwise `x / (1 + exp(-alpha * x))`";
  let arguments = (ins ONNX_FloatTensor:$X, ONNX_FloatAttr<"1.0f">:$alpha);
  let results = (outs ONNX_FloatTensor:$Y);
}

//===----------------------------------------------------------------------===//
// Products and triangles
//===----------------------------------------------------------------------===//

def ONNX_EinsumOp : ONNX_Op<"Einsum"> {
  let summary = "Sum of products over the letters that the result lacks";
  let description = [{
    One term of letters for each operand, one letter for each axis; `...` stands
    for any number of leading ones, which broadcast. Without `->` the result has
    what `...` stands for, then the letters that occur once, in the order of the
    alphabet.

    - (C1) there are one or two operands, of one element type.
    - (C2) `equation` has one term for each operand; terms are letters and at most
      one `...`; the letters of the result occur in a term, and it has `...` where
      that stands for axes.
    - (C3) no letter occurs twice in a term.
    - (C4) a term has as many letters as its operand has axes, or fewer with `...`.
    - (C5) the extents of one letter are equal, those of `...` broadcast.

    Example:

    ```mlir
    %y = onnx.Einsum(%q, %k) {equation = "bhid,bhjd->bhij"}
        : (tensor<1x2x8x4xf32>, tensor<1x2x6x4xf32>) -> tensor<1x2x8x6xf32>
    ```
  }];
  let arguments = (ins Variadic<ONNX_NumericTensor>:$Inputs, StrAttr:$equation);
  let results = (outs ONNX_NumericTensor:$Output);
}

def ONNX_CumSumOp : ONNX_Op<"CumSum"> {
  let summary = "Running sums along one axis";
  let description = [{
    Up to and with each element, or before it if `exclusive` is set; from the end
    if `reverse` is set.

    - (C1) `axis` has one element.
    - (C2) a constant `axis` lies in [-rank, rank).
  }];
  let arguments = (ins ONNX_NumericTensor:$x, ONNX_IndexTensor:$axis, ONNX_IntAttr<0>:$exclusive,
                       ONNX_IntAttr<0>:$reverse);
  let results = (outs ONNX_NumericTensor:$y);
  let hasFolder = 1;
}

def ONNX_TriluOp : ONNX_Op<"Trilu"> {
  let summary = "The upper or lower triangle of matrices, and 0 elsewhere";
  let description = [{
    The diagonal `k` above the main one (absent: 0) belongs to both triangles.

    - (C1) `input` has rank 2 at least.
    - (C2) `k` has one element.
  }];
  let arguments = (ins ONNX_Tensor:$input, ONNX_Optional<ONNX_IndexTensor>:$k,
                       ONNX_IntAttr<1>:$upper);
  let results = (outs ONNX_Tensor:$output);
  let hasFolder = 1;
}

#endif // DIALECTS_ONNX_IR_FUSEDOPS_TD
