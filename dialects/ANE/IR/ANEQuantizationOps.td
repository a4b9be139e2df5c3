//===- ANEQuantizationOps.td - Between real numbers and a few bits -*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DIALECTS_ANE_IR_ANEQUANTIZATIONOPS_TD
#define DIALECTS_ANE_IR_ANEQUANTIZATIONOPS_TD

include "dialects/ANE/IR/ANEBase.td"

def ANE_QuantizeOp : ANE_MILOp<"quantize",
    (ins ANE_FloatTensor:$input, ANE_FloatTensor:$scale, Optional<ANE_QuantizedTensor>:$zero_point,
         ANE_OptionalI32:$axis, ANE_Str<>:$output_dtype),
    (outs ANE_QuantizedTensor:$result), "inferQuantize"> {
  let summary = "clip(round(input / scale) + zero_point)";
  let description = [{
    - (C1) `scale` is a scalar, or has rank 1 and as many elements as `axis` of `input`, and its element type.
    - (C2) `zero_point` has the shape of `scale` and the element type of the result.
    - (C3) `axis` is there where `scale` has rank 1, and is an axis of `input`.
    - (C4) `output_dtype` is int8 or uint8.
  }];
}

def ANE_DequantizeOp : ANE_MILOp<"dequantize",
    (ins ANE_QuantizedTensor:$input, ANE_FloatTensor:$scale, Optional<ANE_QuantizedTensor>:$zero_point,
         ANE_OptionalI32:$axis),
    (outs ANE_FloatTensor:$result), "inferDequantize"> {
  let summary = "scale * (input - zero_point)";
  let description = [{
    - (C1) `scale` is a scalar, or has rank 1 and as many elements as `axis` of `input`.
    - (C2) `zero_point` has the shape of `scale` and the element type of `input`.
    - (C3) `axis` is there where `scale` has rank 1, and is an axis of `input`.
  }];
}

def ANE_ConstexprAffineDequantizeOp : ANE_MILOp<"constexpr_affine_dequantize",
    (ins ANE_QuantizedTensor:$quantized_data, ANE_QuantizedTensor:$zero_point, ANE_FloatTensor:$scale, ANE_I32<>:$axis),
    (outs ANE_FloatTensor:$result), "inferConstexprAffine"> {
  let summary = "scale * (quantized_data - zero_point), evaluated by Apple's compiler";
  let description = [{
    MIL writes its arguments as attributes, so the operands are constants.

    - (C1) `scale` and `zero_point` are scalars, or have rank 1 and as many elements as `axis` of `quantized_data`.
    - (C2) `zero_point` has the element type of `quantized_data`.
    - (C3) `axis` is an axis of `quantized_data`.
    - (C4) the operands are results of `ane.constant`.
  }];
  let extraClassDeclaration = [{
    static bool writesArgumentsAsAttributes() { return true; }
  }];
}

def ANE_ConstexprBlockwiseShiftScaleOp : ANE_MILOp<"constexpr_blockwise_shift_scale",
    (ins ANE_QuantizedTensor:$data, ANE_FloatTensor:$scale, Optional<ANE_QuantizedTensor>:$offset),
    (outs ANE_FloatTensor:$result), "inferConstexprBlockwise"> {
  let summary = "scale * (data - offset), with one scale a block, evaluated by Apple's compiler";
  let description = [{
    - (C1) `scale` has the rank of `data`, and its extents divide those of `data`.
    - (C2) `offset` has the shape of `scale` and the element type of `data`.
    - (C3) the operands are results of `ane.constant`.
  }];
}

#endif // DIALECTS_ANE_IR_ANEQUANTIZATIONOPS_TD
