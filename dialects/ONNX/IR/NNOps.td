//===- NNOps.td - Windows, normalization, products ----------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ONNX_IR_NNOPS_TD
#define DIALECTS_ONNX_IR_NNOPS_TD

include "dialects/ONNX/IR/ONNXBase.td"

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

def ONNX_ConvOp : ONNX_Op<"Conv"> {
  let summary = "Convolution of N channels over any number of spatial axes";
  let description = [{
    `X` is `[N, C, spatial...]`, `W` is `[M, C / group, kernel...]`, `B` is `[M]`.
    `auto_pad` other than NOTSET takes the place of `pads`.

    - (C1) `X` and `W` have the same rank, at least 3.
    - (C2) the channels of `X` are `group` times those of `W`, and `group`
      divides the filters.
    - (C3) `B` has rank 1 and as many elements as `W` has filters.
    - (C4) `kernel_shape`, if given, repeats the kernel of `W`.
    - (C5) `strides` and `dilations` have one positive entry for each spatial
      axis, `pads` two that are not negative; `auto_pad` is NOTSET, VALID,
      SAME_UPPER or SAME_LOWER.
    - (C6) the dilated kernel fits the padded input.
    - (C7) all operands have the same element type.

    Example:

    ```mlir
    %y = onnx.Conv(%x, %w, %none) {pads = [1, 1, 1, 1]}
        : (tensor<1x3x32x32xf32>, tensor<8x3x3x3xf32>, none) -> tensor<1x8x32x32xf32>
    ```
  }];
  let arguments = (ins ONNX_FloatTensor:$X, ONNX_FloatTensor:$W,
                       ONNX_Optional<ONNX_FloatTensor>:$B, ONNX_StrAttr<"NOTSET">:$auto_pad,
                       ONNX_OptionalInts:$dilations, ONNX_IntAttr<1>:$group,
                       ONNX_OptionalInts:$kernel_shape, ONNX_OptionalInts:$pads,
                       ONNX_OptionalInts:$strides);
  let results = (outs ONNX_FloatTensor:$Y);
}

def ONNX_ConvTransposeOp : ONNX_Op<"ConvTranspose"> {
  let summary = "Transposed convolution: the adjoint of Conv";
  let description = [{
    `X` is `[N, C, spatial...]`, `W` is `[C, M / group, kernel...]`, `B` is `[M]`.
    `output_shape` (the spatial extents) takes the place of `pads`.

    - (C1) `X` and `W` have the same rank, at least 3.
    - (C2) the channels of `X` are the first extent of `W`, and `group` divides
      them.
    - (C3) `B` has rank 1 and `group` times as many elements as the second
      extent of `W`.
    - (C4) `kernel_shape`, if given, repeats the kernel of `W`.
    - (C5) `strides` and `dilations` have one positive entry for each spatial
      axis, `pads` two and `output_padding` one that are not negative;
      `auto_pad` is NOTSET, VALID, SAME_UPPER or SAME_LOWER.
    - (C6) every result extent is positive, and `output_shape` is as long as
      there are spatial axes.
    - (C7) all operands have the same element type.
  }];
  let arguments = (ins ONNX_FloatTensor:$X, ONNX_FloatTensor:$W,
                       ONNX_Optional<ONNX_FloatTensor>:$B, ONNX_StrAttr<"NOTSET">:$auto_pad,
                       ONNX_OptionalInts:$dilations, ONNX_IntAttr<1>:$group,
                       ONNX_OptionalInts:$kernel_shape, ONNX_OptionalInts:$output_padding,
                       ONNX_OptionalInts:$output_shape, ONNX_OptionalInts:$pads,
                       ONNX_OptionalInts:$strides);
  let results = (outs ONNX_FloatTensor:$Y);
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

class ONNX_PoolOp<string mnemonic, string what, dag extra, Type type>
    : ONNX_InferredFromAdaptor<"inferPool", mnemonic> {
  let summary = what # " over a sliding window";
  let description = [{
    `X` is `[N, C, spatial...]`. With `ceil_mode` a last window that starts
    inside the input or its leading padding counts although it reaches beyond
    the trailing padding.

    - (C1) `X` has rank 3 at least, and `kernel_shape` one positive entry for
      each spatial axis.
    - (C2) `strides` and `dilations` have one positive entry for each spatial
      axis, `pads` two that are not negative; `auto_pad` is NOTSET, VALID,
      SAME_UPPER or SAME_LOWER.
    - (C3) the dilated window fits the padded input.
  }];
  let arguments = !con((ins type:$X, ONNX_StrAttr<"NOTSET">:$auto_pad,
                            ONNX_IntAttr<0>:$ceil_mode), extra,
                       (ins ONNX_OptionalInts:$dilations, I64ArrayAttr:$kernel_shape,
                            ONNX_OptionalInts:$pads, ONNX_OptionalInts:$strides));
  let results = (outs type:$Y);
}

def ONNX_MaxPoolOp : ONNX_PoolOp<"MaxPool", "Maximum", (ins ONNX_IntAttr<0>:$storage_order),
                                 ONNX_Tensor>;
def ONNX_AveragePoolOp : ONNX_PoolOp<"AveragePool", "Mean",
                                     (ins ONNX_IntAttr<0>:$count_include_pad), ONNX_FloatTensor>;

/// onnx-mlir's name for MaxPool with one result; `onnx-normalize` renames it.
def ONNX_MaxPoolSingleOutOp : ONNX_PoolOp<"MaxPoolSingleOut", "Maximum",
                                          (ins ONNX_IntAttr<0>:$storage_order), ONNX_Tensor>;

class ONNX_GlobalPoolOp<string mnemonic, string what>
    : ONNX_InferredBy<"inferGlobalPool", mnemonic> {
  let summary = what # " over all spatial axes";
  let description = [{
    `X` is `[N, C, spatial...]`, the result `[N, C, 1...]`.

    - (C1) `X` has rank 3 at least.
  }];
  let arguments = (ins ONNX_FloatTensor:$X);
  let results = (outs ONNX_FloatTensor:$Y);
}

def ONNX_GlobalAveragePoolOp : ONNX_GlobalPoolOp<"GlobalAveragePool", "Mean">;
def ONNX_GlobalMaxPoolOp : ONNX_GlobalPoolOp<"GlobalMaxPool", "Maximum">;

//===----------------------------------------------------------------------===//
// Normalization
//===----------------------------------------------------------------------===//

class ONNX_BatchNormOp<string mnemonic, dag mode> : ONNX_InferredBy<"inferBatchNorm", mnemonic> {
  let summary = "Batch normalization by stored statistics";
  let description = [{
    `(X - input_mean) / sqrt(input_var + epsilon) * scale + B`, by channel. The
    inference form: one result.

    - (C1) `X` has rank 1 at least; the other operands have rank 1 and one
      element for each channel (axis 1; a rank of 1 has one channel).
  }];
  let arguments = !con((ins ONNX_FloatTensor:$X, ONNX_FloatTensor:$scale, ONNX_FloatTensor:$B,
                            ONNX_FloatTensor:$input_mean, ONNX_FloatTensor:$input_var,
                            ONNX_FloatAttr<"1.0e-5f">:$epsilon, ONNX_FloatAttr<"0.9f">:$momentum),
                       mode);
  let results = (outs ONNX_FloatTensor:$Y);
}

def ONNX_BatchNormalizationOp : ONNX_BatchNormOp<"BatchNormalization",
                                                 (ins ONNX_IntAttr<0>:$training_mode)> {
  let description = [{
    `(X - input_mean) / sqrt(input_var + epsilon) * scale + B`, by channel. The
    inference form: one result.

    - (C1) `X` has rank 1 at least; the other operands have rank 1 and one
      element for each channel (axis 1; a rank of 1 has one channel).
    - (C2) `training_mode` is 0.
  }];
  let hasVerifier = 1;
}

/// onnx-mlir's name for the inference form; `onnx-normalize` renames it.
def ONNX_BatchNormalizationInferenceModeOp
    : ONNX_BatchNormOp<"BatchNormalizationInferenceMode", (ins)>;

def ONNX_InstanceNormalizationOp : ONNX_InferredBy<"inferInstanceNorm", "InstanceNormalization"> {
  let summary = "Normalization of each channel of each sample over its spatial axes";
  let description = [{
    - (C1) `input` has rank 3 at least; `scale` and `B` have rank 1 and one
      element for each channel.
  }];
  let arguments = (ins ONNX_FloatTensor:$input, ONNX_FloatTensor:$scale, ONNX_FloatTensor:$B,
                       ONNX_FloatAttr<"1.0e-5f">:$epsilon);
  let results = (outs ONNX_FloatTensor:$output);
}

def ONNX_LayerNormalizationOp : ONNX_Op<"LayerNormalization"> {
  let summary = "Normalization over the axes from `axis` on";
  let description = [{
    The result `Y` alone; a model that reads the mean or the deviation is
    reported by the importer.

    - (C1) `axis` lies in [-rank, rank).
    - (C2) `Scale` and `B` broadcast to the shape of `X`, which is the result's.
  }];
  let arguments = (ins ONNX_FloatTensor:$X, ONNX_FloatTensor:$Scale,
                       ONNX_Optional<ONNX_FloatTensor>:$B, ONNX_IntAttr<-1>:$axis,
                       ONNX_FloatAttr<"1.0e-5f">:$epsilon, ONNX_IntAttr<1>:$stash_type);
  let results = (outs ONNX_FloatTensor:$Y);
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

def ONNX_GemmOp : ONNX_Op<"Gemm"> {
  let summary = "`alpha * A' * B' + beta * C`";
  let description = [{
    `A'` is `A`, transposed where `transA` is set; `B'` likewise.

    - (C1) `A` and `B` have rank 2.
    - (C2) the contracted extents of `A'` and `B'` are equal.
    - (C3) `C` broadcasts to the shape of the product.
    - (C4) all operands have the same element type.

    Example:

    ```mlir
    %y = onnx.Gemm(%x, %w, %b) {transB = 1 : si64}
        : (tensor<2x8xf32>, tensor<4x8xf32>, tensor<4xf32>) -> tensor<2x4xf32>
    ```
  }];
  let arguments = (ins ONNX_NumericTensor:$A, ONNX_NumericTensor:$B,
                       ONNX_Optional<ONNX_NumericTensor>:$C, ONNX_FloatAttr<"1.0f">:$alpha,
                       ONNX_FloatAttr<"1.0f">:$beta, ONNX_IntAttr<0>:$transA,
                       ONNX_IntAttr<0>:$transB);
  let results = (outs ONNX_NumericTensor:$Y);
}

def ONNX_MatMulOp : ONNX_InferredBy<"inferMatMul", "MatMul"> {
  let summary = "Matrix product as numpy.matmul";
  let description = [{
    The last two axes are contracted, those before them broadcast; an operand of
    rank 1 is a row on the left and a column on the right, and its axis of 1
    leaves the result.

    - (C1) neither operand is a scalar.
    - (C2) the contracted extents are equal.
    - (C3) the leading extents are equal or 1.
    - (C4) both operands have the same element type.
  }];
  let arguments = (ins ONNX_NumericTensor:$A, ONNX_NumericTensor:$B);
  let results = (outs ONNX_NumericTensor:$Y);
}

#endif // DIALECTS_ONNX_IR_NNOPS_TD
